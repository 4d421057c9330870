"""The description of the API that programs read: OpenAPI at `/api/v1/openapi.json`."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from rasid.version import __version__
from rasid.web.api.imports import BODIES
from rasid.web.problems import SCHEMA

ABOUT = """\
The workspace over HTTP. Values are those of the report record; offsets are code points of the
report's text. Lists are `{items, next}`: give `next` as `cursor` for the next page. What is one
thing has an `ETag`; give it as `If-None-Match` to be told 304 when nothing changed, and as
`If-Match` with a write to be told 412, and what others changed, when something did. Errors are
problem+json (RFC 9457). Whatever changes something needs the header `X-CSRF-Token`."""


def described(app: FastAPI) -> FastAPI:
    """Let an application describe itself, with its problems and in few words."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            told = get_openapi(
                title="Rasid", version=__version__, description=ABOUT, routes=app.routes
            )
            told["components"]["schemas"] |= {"Problem": SCHEMA, **BODIES}
            app.openapi_schema = told
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
    return app
