"""Fetching from the web: only when asked to, politely, and never from inside one's own network."""
