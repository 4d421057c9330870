"""Readers of place tables in the formats they are published in, one module a format."""
