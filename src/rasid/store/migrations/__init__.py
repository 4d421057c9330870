"""The history of the tables, as Alembic reads it: `rasid.store.workspace` brings a file up to date.
"""
