"""Dataclasses as pydantic models, so that OpenAPI tells their fields, codes and bounds.

Fields of the report record have the meanings of `rasid.fields`. The names of pydantic's own fields
end in `_`, so that none is in the way of a method; in JSON they go by those of the dataclass.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from rasid.fields import BOUNDS, CODES, MEANINGS
from rasid.incidents import model as incidents

KEYWORDS = {"minimum": "ge", "maximum": "le", "pattern": "pattern"}
NAMES: dict[type, str] = {incidents.Source: "IncidentSource"}
"""Of models whose dataclass has the name of another."""
STRICT = ConfigDict(strict=True, extra="forbid", populate_by_name=False)


@cache
def shape(kind: type, like: type | None = None) -> type[BaseModel]:
    """The model of a frozen dataclass and of those that it holds. Codes, bounds and meanings of its
    fields are those of `like`, by default its own.
    """
    hints = typing.get_type_hints(kind)
    told: dict[str, Any] = {}
    for field in fields(kind):
        name, home = field.name, like or kind
        told[f"{name}_"] = (_hint(hints[name], home, name), _field(home, name))
    document = " ".join((kind.__doc__ or "").split())
    made: type[BaseModel] = create_model(kind.__name__, __config__=STRICT, __doc__=document, **told)
    return made


def _field(kind: type, name: str) -> Any:
    meaning = MEANINGS.get(kind, {}).get(name)
    return Field(alias=name.rstrip("_"), description=meaning)


def _hint(hint: Any, kind: type, name: str) -> Any:
    if isinstance(hint, types.UnionType):
        inner = next(a for a in typing.get_args(hint) if a is not type(None))
        return _hint(inner, kind, name) | None
    if typing.get_origin(hint) is tuple:
        return list[_hint(typing.get_args(hint)[0], kind, name)]  # type: ignore[misc]
    if typing.get_origin(hint) in (dict, Mapping):
        return dict[str, typing.get_args(hint)[1]]  # type: ignore[misc]
    if is_dataclass(hint) and isinstance(hint, type):
        return shape(hint)
    return _scalar(hint, kind, name)


def _scalar(hint: Any, kind: type, name: str) -> Any:
    if (kind, name) in CODES:
        return Literal[CODES[kind, name]]
    bounds = BOUNDS.get((kind, name), {})
    told = {KEYWORDS[word]: value for word, value in bounds.items() if word in KEYWORDS}
    return typing.Annotated[hint, Field(**told)] if told else hint
