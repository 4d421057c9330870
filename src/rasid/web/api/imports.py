"""Reports come in: one as JSON, or files of any kind that Rasid reads."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from rasid.api import iso_date, read_many
from rasid.errors import InputError, RasidError
from rasid.ingest.found import Fault, Item
from rasid.ingest.reports import Reports
from rasid.model import Article, Record
from rasid.store import documents, intake, merging
from rasid.store.corrections import is_writable
from rasid.store.documents import Incoming
from rasid.web.api.sending import PROBLEMS, send
from rasid.web.api.shapes import shape
from rasid.web.site import Editor, Site, log, site_of

router = APIRouter(prefix="/api/v1", tags=["reports"], responses=PROBLEMS)
MOST_FILES, MOST_FAULTS, LONGEST_NAME = 200, 200, 100
UPLOADED, WRITTEN = "upload", "written by hand"
"""What stands for the path of reports that came over HTTP."""


class NewReport(BaseModel):
    """A text and what is known about it; `published` is an ISO day."""

    text: str = Field(min_length=1, max_length=1_000_000)
    id: str | None = Field(None, min_length=1, max_length=200)
    published: str | None = Field(None, max_length=40)
    outlet: str | None = Field(None, max_length=200)
    url: str | None = Field(None, max_length=2000)
    title: str | None = Field(None, max_length=1000)


class Upload(BaseModel):
    """Files as `rasid add` reads them; day and outlet for reports that have none."""

    files: list[Annotated[str, Field(json_schema_extra={"format": "binary"})]]
    published: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the reports: how many are new, are new versions, were there already; their
    numbers in the workspace; what could not be read, a line each.
    """

    new: int
    changed: int
    known: int
    reports: tuple[int, ...]
    faults: tuple[str, ...]


BODIES = {"NewReport": NewReport.model_json_schema(), "Upload": Upload.model_json_schema()}
"""For OpenAPI: what is sent is told by its media type, which FastAPI has no word for."""
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/NewReport"}},
            "multipart/form-data": {"schema": {"$ref": "#/components/schemas/Upload"}},
        },
    }
}


async def parts(request: Request, who: Editor) -> AsyncIterator[FormData | NewReport]:
    """The body of a request: files, which are closed after it, or one report."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with request.form(max_files=MOST_FILES) as form:
            yield form
    else:
        yield _report(await request.body())


def _report(body: bytes) -> NewReport:
    try:
        return NewReport.model_validate(json.loads(body))
    except ValidationError as error:
        found = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(found) from error
    except (ValueError, RecursionError) as error:
        raise InputError("the body is no JSON, and no files") from error


@router.post("/reports", response_model=shape(Added), openapi_extra=BODY)
async def add(
    request: Request,
    site: Annotated[Site, Depends(site_of)],
    given: Annotated[FormData | NewReport, Depends(parts)],
) -> Response:
    """Read reports into the workspace and merge what they tell: `{text, ...}`, or files."""
    if isinstance(given, NewReport):
        done = await run_in_threadpool(_one, request, site, given)
    else:
        done = await run_in_threadpool(_files, request, site, given)
    return send(done)


def _one(request: Request, site: Site, given: NewReport) -> Added:
    told = given.model_dump() | {"published": iso_date(given.published)}
    if not all(is_writable(value) for value in told.values() if value is not None):
        raise InputError("the report has half a character")
    return _kept(request, site, [Incoming(Article(**told), WRITTEN, given.id is not None)], [])


def _files(request: Request, site: Site, form: FormData) -> Added:
    sent = [one for one in form.getlist("files") if isinstance(one, UploadFile)]
    if not sent:
        raise InputError("files: give some")
    published, outlet = (_text(form.get(name)) for name in ("published", "outlet"))
    with TemporaryDirectory(prefix="rasid-") as folder:
        hashes = {str(path): _hash(path) for path in _saved(sent, Path(folder))}
        found = list(Reports(list(hashes), iso_date(published), outlet))
    items = [_incoming(one, _of_file(one, hashes)) for one in found if isinstance(one, Item)]
    faults = [str(one).replace(f"{folder}/", "") for one in found if isinstance(one, Fault)]
    return _kept(request, site, items, faults)


def _text(value: Any) -> str | None:
    return value.strip()[:200] or None if isinstance(value, str) else None


def _saved(sent: Iterable[UploadFile], folder: Path) -> Iterator[Path]:
    """Write files into a folder, each under the last part of its name."""
    for number, one in enumerate(sent):
        name = PurePath((one.filename or "").replace("\\", "/")).name.replace("\0", "")
        home = folder / str(number) if (folder / name).exists() else folder
        home.mkdir(exist_ok=True)
        target = home / (name[-LONGEST_NAME:] or "file")
        with target.open("wb") as file:
            shutil.copyfileobj(one.file, file)
        yield target


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _of_file(item: Item, hashes: Mapping[str, str]) -> str | None:
    """The hash of the file that an item came in: its path begins with that of the file."""
    there = [path for path in hashes if item.path == path or item.path.startswith(f"{path} ")]
    return hashes[max(there, key=len)] if there else None


def _incoming(item: Item, sha256: str | None) -> Incoming:
    """An item as the workspace takes it, with the hash of its file where its reader tells none.
    The id of a row that has none is its number.
    """
    given, stem = item.article.id or "", Path(item.path).stem
    numbered = given.startswith(f"{stem}-") and given.rpartition("-")[2].isdigit()
    where = f"{UPLOADED}/{Path(item.path).name}"
    came = replace(item.provenance, content_sha256=item.provenance.content_sha256 or sha256)
    return Incoming(item.article, where, not numbered, came)


# ------------------------------------------------------------------ keeping
def _kept(request: Request, site: Site, wanted: list[Incoming], faults: list[str]) -> Added:
    """Read what is not known yet, keep it, merge it: all in one step."""
    with site.workspace.reading() as db:
        new = [one for one in wanted if documents.known(db, one) is None]
    read = [(one, _read(one.article)) for one in new]
    failed = [f"{one.given}: {record}" for one, record in read if isinstance(record, RasidError)]
    records = [(one, record) for one, record in read if isinstance(record, Record)]
    with site.workspace.writing() as db:
        kept = [
            intake.keep(db, one, record).document
            for one, record in records
            if documents.known(db, one) is None
        ]
        merging.place(db)
        log(db, request, "POST reports", f"{len(kept)} reports")
        numbers = [documents.first_row(db, one.source) for one in kept]
    first = sum(one.version == 1 for one in kept)
    known = len(wanted) - len(failed) - len(kept)
    told = [*faults, *failed][:MOST_FAULTS]
    return Added(first, len(kept) - first, known, tuple(dict.fromkeys(numbers)), tuple(told))


def _read(article: Article) -> Record | RasidError:
    try:
        (record,) = read_many([article])
    except RasidError as error:
        return error
    return record
