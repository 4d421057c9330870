"""How answers are sent: as JSON with an ETag, page after page."""

from __future__ import annotations

import binascii
import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Any

from fastapi import Query, Request, Response

from rasid.errors import InputError
from rasid.record import to_json

PROBLEM = {"$ref": "#/components/schemas/Problem"}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": what, "content": {"application/problem+json": {"schema": PROBLEM}}}
    for status, what in (
        ("4XX", "What is wrong, in one line"),
        (503, "The workspace cannot be used just now: another program writes, the disk is full"),
    )
}
"""The answers of every address beside its own."""
MOST = 500

Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
Cursor = Annotated[
    str | None,
    Query(
        alias="cursor", max_length=500, description="`next` of the page before; none for the first."
    ),
]


def send(value: Any, status: int = 200, etag: str | None = None, **headers: str) -> Response:
    """An answer as JSON; `etag` is put in quotation marks."""
    body = json.dumps(plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    if etag is not None:
        headers["ETag"] = f'"{etag}"'
    return Response(body.encode("utf-8", "replace"), status, headers, media_type="application/json")


def plain(value: Any) -> Any:
    """A value as JSON, also the dataclasses in mappings and lists."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return to_json(value)


def send_one(request: Request, value: Any, etag: str | None = None) -> Response:
    """One thing with its ETag; 304 without a body when the client has it already."""
    answer = send(value, etag=etag)
    if etag is None:
        etag = hashlib.sha256(bytes(answer.body)).hexdigest()[:32]
        answer.headers["ETag"] = f'"{etag}"'
    if etag in tags(request.headers.get("if-none-match", "")):
        return Response(None, 304, {"ETag": f'"{etag}"'})
    return answer


def tags(header: str) -> list[str]:
    """The ETags of `If-Match` or `If-None-Match`, without quotation marks and weakness."""
    return [one.strip().removeprefix("W/").strip('"') for one in header.split(",") if one.strip()]


# ------------------------------------------------------------------ cursors
def cursor(mark: str | None) -> str | None:
    """A mark of the store as a cursor."""
    return None if mark is None else urlsafe_b64encode(mark.encode()).decode().rstrip("=")


def mark(cursor: str | None) -> str | None:
    """The mark of a cursor. InputError when it is none."""
    if cursor is None:
        return None
    try:
        return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError):
        raise InputError(f"cursor: {cursor!r} is none; give `next` of the page before") from None
