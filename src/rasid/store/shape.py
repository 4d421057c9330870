"""Whether JSON has the shape that the record's schema asks for, told in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import isfinite
from typing import Any

from rasid.record import schema

KINDS: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


@lru_cache(maxsize=1)
def _definitions() -> dict[str, Any]:
    definitions: dict[str, Any] = schema()["$defs"]
    return definitions


def fault(data: Any, kind: type) -> str | None:
    """What is wrong with the JSON of a part of the record; None when nothing is."""
    return next(_faults(data, _definitions()[kind.__name__], ""), None)


def _faults(data: Any, shape: dict[str, Any], at: str) -> Iterator[str]:
    if "$ref" in shape:
        shape = _definitions()[shape["$ref"].rpartition("/")[2]]
    if "anyOf" in shape:
        inner, _ = shape["anyOf"]
        if data is not None:
            yield from _faults(data, inner, at)
        return
    kind = shape["type"]
    if not isinstance(data, KINDS[kind]) or (isinstance(data, bool) and kind != "boolean"):
        yield f"{at or 'it'} must be {kind}, not {data!r}"
    elif kind == "array":
        for number, one in enumerate(data):
            yield from _faults(one, shape["items"], f"{at}.{number}".strip("."))
    elif kind == "object":
        yield from _object(data, shape, at)
    else:
        yield from _scalar(data, shape, at or "it")


def _object(data: dict[str, Any], shape: dict[str, Any], at: str) -> Iterator[str]:
    known = shape["properties"]
    for name in (*known, *data):
        where = f"{at}.{name}".strip(".")
        if name not in data:
            yield f"{where} is missing"
        elif name not in known:
            yield f"{where} is no field"
        else:
            yield from _faults(data[name], known[name], where)


def _scalar(data: Any, shape: dict[str, Any], at: str) -> Iterator[str]:
    if isinstance(data, float) and not isfinite(data):
        yield f"{at} must be a finite number"
    if "enum" in shape and data not in shape["enum"]:
        yield f"{at} is {data!r}, not one of {', '.join(map(str, shape['enum']))}"
    if "pattern" in shape and not re.search(shape["pattern"], data):
        yield f"{at} is {data!r}, not as {shape['pattern']}"
    if data < shape.get("minimum", data):
        yield f"{at} is {data!r}, less than {shape['minimum']}"
    if data > shape.get("maximum", data):
        yield f"{at} is {data!r}, more than {shape['maximum']}"
