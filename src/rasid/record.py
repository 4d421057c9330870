"""The record as JSON and back, and its JSON Schema, all derived from the dataclasses of `model`."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from math import isfinite
from typing import Any, TypeVar

from rasid import model
from rasid.errors import InputError
from rasid.fields import BOUNDS, CODES, MEANINGS

Part = TypeVar("Part")
PLAIN = frozenset((str, int, float, bool, type(None)))
"""Types of values that are the same in JSON."""


def to_json(value: Any) -> Any:
    """A record, or any part of it, as plain dicts, lists and scalars (`class_` becomes `class`)."""
    if type(value) in PLAIN:  # most values are: lists of events are made of nothing else
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {name: to_json(getattr(value, attr)) for attr, name in _names(type(value))}
    if isinstance(value, tuple):
        return [to_json(v) for v in value]
    return value


def from_json(data: Any) -> model.Record:
    """The record of its JSON; InputError says which field is missing or of a wrong shape."""
    return part(data, model.Record)


def part(data: Any, kind: type[Part]) -> Part:
    """The same for any part of a record: `part(data, Event)`."""
    built: Part = _build(data, kind)
    return built


def _build(data: Any, kind: type) -> Any:
    hints = _hints(kind)
    try:
        return kind(**{attr: _value(data[name], hints[attr]) for attr, name in _names(kind)})
    except KeyError as error:
        raise InputError(f"record: no field {error} in {kind.__name__}") from error
    except TypeError as error:
        raise InputError(f"record: {kind.__name__} is of a wrong shape: {error}") from error


def _value(value: Any, hint: Any) -> Any:
    if typing.get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise TypeError(f"a list is expected, not {value!r:.40}")
        inner = typing.get_args(hint)[0]
        return tuple(_value(v, inner) for v in value)
    if isinstance(hint, types.UnionType):
        inner = next(a for a in typing.get_args(hint) if a is not type(None))
        return None if value is None else _value(value, inner)
    if isinstance(hint, type) and is_dataclass(hint):
        return _build(value, hint)
    return _scalar(value, hint)


def _scalar(value: Any, hint: type) -> Any:
    allowed = (int, float) if hint is float else hint
    fits = isinstance(value, allowed) and (hint is bool or not isinstance(value, bool))
    if not fits or (isinstance(value, float) and not isfinite(value)):
        raise TypeError(f"{SCALARS[hint]} is expected, not {value!r:.40}")
    return value


@cache
def _names(kind: type) -> tuple[tuple[str, str], ...]:
    return tuple((f.name, f.name.rstrip("_")) for f in fields(kind))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


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


def _object(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    reference = {"$ref": f"#/$defs/{kind.__name__}"}
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}
        hints = _hints(kind)
        properties = {
            name: _described(_property(kind, attr, hints[attr], definitions), kind, attr)
            for attr, name in _names(kind)
        }
        definitions[kind.__name__] = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }
    return reference


def _described(schema: dict[str, Any], kind: type, attr: str) -> dict[str, Any]:
    return {"description": MEANINGS[kind][attr], **schema}


def _property(kind: type, attr: str, hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(hint, types.UnionType):
        inner = next(a for a in typing.get_args(hint) if a is not type(None))
        return {"anyOf": [_property(kind, attr, inner, definitions), {"type": "null"}]}
    if typing.get_origin(hint) is tuple:
        item = _property(kind, "", typing.get_args(hint)[0], definitions)
        return {"type": "array", "items": item}
    if is_dataclass(hint) and isinstance(hint, type):
        return _object(hint, definitions)
    simple: dict[str, Any] = {"type": SCALARS[hint], **BOUNDS.get((kind, attr), {})}
    if (kind, attr) in CODES:
        simple["enum"] = list(CODES[kind, attr])
    return simple
