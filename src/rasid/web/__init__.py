"""The workbench and the HTTP API: what analysts see in a browser, and what programs ask."""
