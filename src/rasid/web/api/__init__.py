"""The HTTP API under `/api/v1`: the same values as the record, typed by it."""
