"""Bodies of requests that have the shape of a dataclass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from rasid.web.api.shapes import shape


def body_of(kind: type, like: type | None = None) -> Callable[..., dict[str, Any]]:
    """A dependency that gives the body of a request as JSON, checked against a dataclass;
    `like` as for `shape`.
    """

    def body(given: BaseModel) -> dict[str, Any]:
        return given.model_dump(by_alias=True)

    body.__annotations__["given"] = shape(kind, like)
    return body
