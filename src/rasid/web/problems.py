"""Errors as answers: problem+json (RFC 9457) to programs, a page to people."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from rasid.errors import AccessError, ChangedError, FaultError, InputError, RasidError, StoreError
from rasid.web import faults
from rasid.web.pages.html import page
from rasid.web.security.guard import LoginError

MEDIA_TYPE = "application/problem+json"
STATUSES: tuple[tuple[type[RasidError], int], ...] = (
    (ChangedError, HTTPStatus.PRECONDITION_FAILED),
    (AccessError, HTTPStatus.FORBIDDEN),
    (FaultError, HTTPStatus.SERVICE_UNAVAILABLE),
    (StoreError, HTTPStatus.NOT_FOUND),
    (InputError, HTTPStatus.BAD_REQUEST),
)
SCHEMA = {
    "type": "object",
    "description": "What is wrong (RFC 9457). `changes` of a 412: what others changed meanwhile;"
    " `errors` of a 422: which part of the request does not fit.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "changes": {"type": "array", "items": {"type": "object"}},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
    "required": ["type", "title", "status", "detail"],
}


KINDS = {400: "asked", 403: "forbidden", 404: "missing", 422: "asked"}
"""How pages tell people what kind of problem it is."""


def answer_errors(app: FastAPI) -> None:
    """Let all errors that Rasid foresees be answered in one form."""
    app.add_exception_handler(RasidError, _foreseen)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _unfit)


async def _foreseen(request: Request, error: Exception) -> Response:
    if isinstance(error, LoginError):
        return _at_the_door(request, error)
    status = next((code for kind, code in STATUSES if isinstance(error, kind)), 409)
    more = {"changes": error.changes} if isinstance(error, ChangedError) else {}
    return answer(request, status, str(error), **more)


def _at_the_door(request: Request, error: LoginError) -> Response:
    """Programs are told, people are led to the door and back."""
    if request.url.path.startswith(faults.API):
        return answer(request, HTTPStatus.UNAUTHORIZED, str(error))
    whole = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    return RedirectResponse(f"/login?next={quote(whole, safe='')}", HTTPStatus.SEE_OTHER)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    told = answer(request, error.status_code, str(error.detail))
    told.headers.update(error.headers or {})
    return told


async def _unfit(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [{"at": ".".join(map(str, e["loc"])), "what": e["msg"]} for e in error.errors()]
    detail = "; ".join(f"{one['at']}: {one['what']}" for one in found[:3])
    if faults.speaks(request).code != faults.OWN:
        detail = f"does not fit: {', '.join(one['at'] for one in found[:3])}"
    return answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=found)


def answer(request: Request, status: int, detail: str, **more: Any) -> Response:
    """A problem in the form that who asks can read."""
    title = HTTPStatus(status).phrase
    detail = faults.told(detail, faults.speaks(request))
    if request.url.path.startswith(faults.API):
        told = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
        body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        return Response(body, status, media_type=MEDIA_TYPE)
    kind = KINDS.get(status, "other")
    return page(request, "problem.html", status, kind=kind, detail=detail)
