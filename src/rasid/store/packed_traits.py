"""What is compared of a telling, as JSON: read back at once, without its record."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from rasid.incidents.model import Wording
from rasid.incidents.traits import Traits

Make = Callable[[Any], Any]
OF_REPORT = ("words", "wording")
"""Fields that all tellings of a report share: they are kept once, as its wording."""


def pack(one: Traits) -> str:
    """The traits without what the wording of the report says."""
    told = {f.name: getattr(one, f.name) for f in fields(Traits) if f.name not in OF_REPORT}
    return json.dumps(told, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return dict(value) if isinstance(value, Mapping) else sorted(value)


def unpack(packed: str, worded: Wording) -> Traits:
    """The traits of their JSON and the wording of the report."""
    told = json.loads(packed)
    made = {name: make(told[name]) for name, make in _makers(Traits) if name not in OF_REPORT}
    return Traits(**made, words=frozenset(worded.words), wording=worded)


@cache
def _makers(kind: type) -> tuple[tuple[str, Make], ...]:
    hints = typing.get_type_hints(kind)
    return tuple((field.name, _maker(hints[field.name])) for field in fields(kind))


def _maker(hint: Any) -> Make:
    """What makes a value of a type from its JSON."""
    if isinstance(hint, types.UnionType):
        make = _maker(next(a for a in typing.get_args(hint) if a is not type(None)))
        return lambda value: None if value is None else make(value)
    if is_dataclass(hint) and isinstance(hint, type):
        kind = hint
        return lambda value: kind(**{name: make(value[name]) for name, make in _makers(kind)})
    if typing.get_origin(hint) is Mapping:
        make = _maker(typing.get_args(hint)[1])
        return lambda value: {key: make(one) for key, one in value.items()}
    return frozenset if typing.get_origin(hint) is frozenset else _same


def _same(value: Any) -> Any:
    return value
