"""The application: pages, API and built files in one."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from rasid.web.api import (
    actors,
    events,
    exports,
    figures,
    imports,
    incidents,
    map,
    places,
    reports,
    searches,
    session,
)
from rasid.web.api.openapi import described
from rasid.web.pages import account, add, chosen, incident, login, profiles, queue, report, search
from rasid.web.pages import figures as figures_page
from rasid.web.pages import incidents as incident_list
from rasid.web.pages import map as map_page
from rasid.web.problems import answer_errors
from rasid.web.security.body_limit import BodyLimit
from rasid.web.security.guard import admit
from rasid.web.security.headers import Armour
from rasid.web.site import Site

STATIC = Path(str(resources.files("rasid.web"))) / "static"
PAGES = (
    chosen,
    login,
    account,
    queue,
    search,
    add,
    report,
    incident_list,
    incident,
    profiles,
    map_page,
    figures_page,
)
RESOURCES = (
    reports,
    imports,
    events,
    incidents,
    places,
    actors,
    exports,
    session,
    searches,
    map,
    figures,
)


def application(site: Site) -> FastAPI:
    """The server of one workspace."""
    app = described(
        FastAPI(
            openapi_url="/api/v1/openapi.json",
            docs_url=None,
            redoc_url=None,
            dependencies=[Depends(admit)],
        )
    )
    app.state.site = site
    answer_errors(app)
    guard = site.guard
    app.add_middleware(BodyLimit)
    app.add_middleware(
        Armour, hosts=guard.hosts if guard else None, secure=bool(guard and guard.secure)
    )
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    for resource in RESOURCES:
        app.include_router(resource.router)
    app.mount("/static", StaticFiles(directory=STATIC, check_dir=False), name="static")
    return app
