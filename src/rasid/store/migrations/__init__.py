"""The history of the tables, as Alembic reads it; `rasid.store.workspace` runs it."""
