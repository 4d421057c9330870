"""Errors as answers: problem+json (RFC 9457) to programs, a page to people."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from rasid.errors import InputError, RasidError, StoreError
from rasid.web.pages.html import page

API = "/api/"
MEDIA_TYPE = "application/problem+json"


def answer_errors(app: FastAPI) -> None:
    """Let all errors that Rasid foresees be answered in one form."""
    app.add_exception_handler(RasidError, _foreseen)
    app.add_exception_handler(HTTPException, _refused)


async def _foreseen(request: Request, error: Exception) -> Response:
    return _answer(request, _status(error), str(error))


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _answer(request, error.status_code, str(error.detail))


def _status(error: Exception) -> int:
    """What is not there is 404, what is asked wrongly 400."""
    if isinstance(error, StoreError):
        return HTTPStatus.NOT_FOUND
    return HTTPStatus.BAD_REQUEST if isinstance(error, InputError) else HTTPStatus.CONFLICT


def _answer(request: Request, status: int, detail: str) -> Response:
    title = HTTPStatus(status).phrase
    if request.url.path.startswith(API):
        told = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        return JSONResponse(told, status, media_type=MEDIA_TYPE)
    return page(request, "problem.html", status, title=title, detail=detail)
