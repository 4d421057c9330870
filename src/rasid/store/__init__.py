"""The workspace: reports, what was read in them and what people decided, in one SQLite file."""
