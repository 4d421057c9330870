"""Rasid reads Arabic reports of armed conflict into event records that point at their words.

>>> import rasid
>>> record = rasid.read("...", published="2025-03-01")
>>> [event.type for event in record.events]
[]
"""

from rasid.api import read, read_many
from rasid.errors import RasidError
from rasid.model import Article, Event, Record
from rasid.record import from_json, schema, to_json

__all__ = [
    "Article",
    "Event",
    "RasidError",
    "Record",
    "from_json",
    "read",
    "read_many",
    "schema",
    "to_json",
]
