"""The pages of the workbench, rendered on the server."""
