"""Events of the workspace in the formats of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection
from starlette.responses import StreamingResponse

from rasid.errors import InputError
from rasid.export.account import Account
from rasid.export.formats import FORMATS
from rasid.export.profiles import DELAY, PROFILES
from rasid.export.rows import Item
from rasid.export.run import Request as Export
from rasid.export.run import export, preview
from rasid.store import outgoing
from rasid.store.find import Filter, count
from rasid.web.api.filters import Asked
from rasid.web.api.sending import PROBLEMS, send
from rasid.web.api.shapes import shape
from rasid.web.site import Editor, Reading, Site, log, site_of

router = APIRouter(prefix="/api/v1", tags=["exports"], responses=PROBLEMS)
MOST_EVENTS = 200_000
IN_MEMORY, CHUNK = 8 * 1024 * 1024, 64 * 1024
"""Bytes of a file that are held in memory, beyond which it is on disk until it is sent; bytes that
are sent at once.
"""


class Exporting(BaseModel):
    """A format, and the sharing profile that takes away what endangers people. `preview` asks for
    the account alone: what would go out, be dropped and be removed. A row is an incident with the
    values that its sources support best, or with `events` an event of a report.
    """

    model_config = ConfigDict(extra="forbid")

    format: Literal[tuple(FORMATS)]  # type: ignore[valid-type]
    profile: Literal[PROFILES] = "partner"  # type: ignore[valid-type]
    events: bool = False
    acled_codes: bool = False
    preview: bool = False


@dataclass(frozen=True, slots=True)
class FormatAnswer:
    """A format, and whether it can say that something did not happen, or only perhaps."""

    name: str
    meaning: str
    media_type: str
    says_status: bool


@dataclass(frozen=True, slots=True)
class Exports:
    """What can be exported how; `delays` are days that events must be old, by profile."""

    formats: tuple[FormatAnswer, ...]
    profiles: tuple[str, ...]
    delays: dict[str, int]


@router.get("/exports", response_model=shape(Exports))
def formats() -> Response:
    """The formats and sharing profiles."""
    known = (
        FormatAnswer(name, form.meaning, form.media, form.says_status)
        for name, form in FORMATS.items()
    )
    return send(Exports(tuple(known), PROFILES, DELAY))


FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file; the account of it as JSON where only a preview is asked for",
        "content": {
            media: {} for media in ("application/json", *(form.media for form in FORMATS.values()))
        },
    }
}


@router.post("/exports", responses=FILES, response_class=Response)
def write(
    request: Request,
    db: Reading,
    site: Annotated[Site, Depends(site_of)],
    who: Editor,
    asked: Asked,
    given: Exporting,
) -> Response:
    """What the parameters ask for, as a file. What a person rejected stays."""
    if count(db, asked, MOST_EVENTS) >= MOST_EVENTS:
        raise InputError(f"{MOST_EVENTS:,} events or more; ask for fewer, a year at a time")
    wanted = _request(given)
    if given.preview:
        return send(preview(_items(db, asked, wanted), wanted)[0].to_json())
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed when it is sent
    account = _written(db, asked, wanted, file)
    with site.workspace.writing() as kept:
        told = f"{given.format}, {given.profile}, {account.out} rows"
        log(kept, request, "POST exports", told)
    form = FORMATS[given.format]
    name = f"rasid-{given.format}-{datetime.now(UTC):%Y%m%d}.{form.ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_chunks(file), headers=headers, media_type=form.media)


def _written(db: Connection, asked: Filter, wanted: Export, file: IO[bytes]) -> Account:
    account = export(_items(db, asked, wanted), wanted, file)  # type: ignore[arg-type]
    file.seek(0)
    return account


def _items(db: Connection, asked: Filter, wanted: Export) -> Iterator[Item]:
    given = outgoing.incidents if wanted.setting.incidents else outgoing.events
    return given(db, asked)


def _request(given: Exporting) -> Export:
    merged = not given.events and not FORMATS[given.format].of_reports
    return Export.of(given.format, given.profile, incidents=merged, acled_codes=given.acled_codes)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk
