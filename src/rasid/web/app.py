"""The application: pages, API and built files in one."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from rasid.web.pages import queue
from rasid.web.problems import answer_errors
from rasid.web.site import Site

STATIC = Path(str(resources.files("rasid.web"))) / "static"
PAGES = (queue,)


def application(site: Site) -> FastAPI:
    """The server of one workspace."""
    app = FastAPI(title="Rasid", openapi_url="/api/v1/openapi.json", docs_url=None, redoc_url=None)
    app.state.site = site
    answer_errors(app)
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC, check_dir=False), name="static")
    return app
