"""Rasid reads Arabic reports of armed conflict into event records that point at their words.

    import rasid
    record = rasid.read(text, published="2025-03-01", outlet="...")
    for event in record.events:
        print(event.type, event.trigger.text)

The names below are the stable interface of the library; they are loaded on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rasid.api import merge, read, read_many
    from rasid.errors import RasidError
    from rasid.model import Article, Event, Record
    from rasid.record import from_json, schema, to_json

__all__ = [
    "Article",
    "Event",
    "RasidError",
    "Record",
    "from_json",
    "merge",
    "read",
    "read_many",
    "schema",
    "to_json",
]

_HOMES = {
    "api": ("merge", "read", "read_many"),
    "errors": ("RasidError",),
    "model": ("Article", "Event", "Record"),
    "record": ("from_json", "schema", "to_json"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'rasid' has no attribute {name!r}")
    return getattr(import_module(f"rasid.{_HOME[name]}"), name)
