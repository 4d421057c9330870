"""The record as JSON and back, and its JSON Schema, all derived from the dataclasses of `model`."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

from rasid import model

CODES: dict[tuple[type, str], tuple[str, ...]] = {
    (model.Event, "type"): model.EVENT_TYPES,
    (model.Event, "status"): model.STATUSES,
    (model.Agent, "certainty"): model.CERTAINTIES,
    (model.Target, "kind"): model.TARGET_KINDS,
    (model.Weapon, "class_"): model.WEAPON_CLASSES,
    (model.Place, "relation"): model.PLACE_RELATIONS,
    (model.Place, "precision"): model.PLACE_PRECISIONS,
    (model.Time, "precision"): model.TIME_PRECISIONS,
    (model.Time, "part_of_day"): model.PARTS_OF_DAY,
    (model.Casualty, "outcome"): model.OUTCOMES,
    (model.Casualty, "group"): model.GROUPS,
    (model.Source, "kind"): model.SOURCE_KINDS,
    (model.Relation, "kind"): model.RELATION_KINDS,
}
"""Fields whose text is one of a fixed vocabulary."""


def to_json(value: Any) -> Any:
    """A record, or any part of it, as plain dicts, lists and scalars (`class_` becomes `class`)."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: to_json(getattr(value, attr)) for attr, name in _names(type(value))}
    if isinstance(value, tuple):
        return [to_json(v) for v in value]
    return value


def from_json(data: Any, kind: type[Any] = model.Record) -> Any:
    """The inverse of `to_json`; KeyError or TypeError when a field is missing or of a wrong shape."""
    hints = _hints(kind)
    return kind(**{attr: _back(data[name], hints[attr]) for attr, name in _names(kind)})


@lru_cache(maxsize=64)
def _names(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((f.name, f.name.rstrip("_")) for f in fields(kind))


@lru_cache(maxsize=64)
def _hints(kind: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _back(value: Any, hint: Any) -> Any:
    if value is None:
        return None
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        return tuple(_back(v, inner) for v in value)
    if isinstance(hint, types.UnionType):
        inner = next(a for a in typing.get_args(hint) if a is not type(None))
        return _back(value, inner)
    return from_json(value, hint) if is_dataclass(hint) else value


# ------------------------------------------------------------------ schema
SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the report record; the shipped file is checked against it."""
    definitions: dict[str, Any] = {}
    root = _object(model.Record, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://rasid.example/schema/record.json",
        "title": "Rasid report record",
        "$ref": root["$ref"],
        "$defs": dict(sorted(definitions.items())),
    }


def _object(kind: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    reference = {"$ref": f"#/$defs/{kind.__name__}"}
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}
        hints = _hints(kind)
        properties = {
            name: _property(kind, attr, hints[attr], definitions) for attr, name in _names(kind)
        }
        definitions[kind.__name__] = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }
    return reference


def _property(kind: type[Any], attr: str, hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(hint, types.UnionType):
        inner = next(a for a in typing.get_args(hint) if a is not type(None))
        return {"anyOf": [_property(kind, attr, inner, definitions), {"type": "null"}]}
    if typing.get_origin(hint) is tuple:
        item = _property(kind, "", typing.get_args(hint)[0], definitions)
        return {"type": "array", "items": item}
    if is_dataclass(hint) and isinstance(hint, type):
        return _object(hint, definitions)
    simple: dict[str, Any] = {"type": SCALARS[hint]}
    if (kind, attr) in CODES:
        simple["enum"] = list(CODES[(kind, attr)])
    return simple
