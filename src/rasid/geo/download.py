"""Fetching GeoNames' files: resumed where a connection broke off, checked, in bounds.

What has come of a file is kept in `<name>.part` with its version in `<name>.part.json`; the whole
file gets its name only after its length and the archive's own checksums are right.
"""

from __future__ import annotations

import http.client
import json
import os
import time
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from rasid.errors import GazetteerError
from rasid.geo.table import checksum

_CHUNK = 1 << 16
Progress = Callable[[int, int | None], None]
"""Told of the bytes there are and, where the server says it, of all there will be."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file: bytes, seconds in all, seconds without an answer, and attempts."""

    bytes: int = 2_000_000_000
    seconds: float = 3600.0
    silence: float = 30.0
    attempts: int = 4


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that is there whole. `resumed` bytes were there before; also noted in
    `<name>.json`.
    """

    path: str
    url: str
    bytes: int
    sha256: str
    modified: str
    fetched_at: str
    resumed: int


class _Broken(Exception):
    """The connection ended before the file did: worth another attempt."""


def country_files(base: str, country: str) -> tuple[tuple[str, str], ...]:
    """Address and local name of a country's places and of their names by language.

    Raises GazetteerError when `country` is no code of two letters.
    """
    code = country.upper()
    if len(code) != 2 or not (code.isascii() and code.isalpha()):
        raise GazetteerError(f"{country!r} is no country code; give two letters such as SY")
    return (
        (f"{base}/{code}.zip", f"{code}.zip"),
        (f"{base}/alternatenames/{code}.zip", f"{code}-names.zip"),
    )


def fetch(
    url: str, target: Path, progress: Progress | None = None, limits: Limits | None = None
) -> Fetched:
    """Get a zip archive, or the rest of it.

    Raises GazetteerError when it cannot be had whole and within the limits; what came is kept for
    the next time, unless it is damaged.
    """
    bounds = limits or Limits()
    if urlsplit(url).scheme not in ("http", "https"):
        raise GazetteerError(f"{url}: no http address; set RASID_GEONAMES to a mirror's")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = _part(target)
    resumed = part.stat().st_size if part.exists() else 0
    deadline = time.monotonic() + bounds.seconds
    for attempt in range(bounds.attempts):
        try:
            modified = _attempt(url, part, progress or _quiet, bounds, deadline)
            break
        except _Broken as error:
            if attempt + 1 == bounds.attempts:
                raise GazetteerError(f"{url}: {error}; run the command again to go on") from error
            time.sleep(min(0.1 * 2**attempt, 5.0))
    return _finish(url, part, target, modified, resumed)


def _part(target: Path) -> Path:
    return target.with_name(target.name + ".part")


def _quiet(done: int, whole: int | None) -> None:
    pass


def _attempt(url: str, part: Path, progress: Progress, bounds: Limits, deadline: float) -> str:
    """Take what the server sends until the file ends; its date of change."""
    have, tag = _state(part)
    request = urllib.request.Request(url, headers={"User-Agent": "rasid"})
    if have:
        request.add_header("Range", f"bytes={have}-")
        request.add_header("If-Range", tag)
    try:
        with urllib.request.urlopen(request, timeout=bounds.silence) as answer:
            if answer.status != 206:
                have = 0  # the file has changed, or the server sends only whole ones
            whole = _whole(answer, have)
            if (whole or 0) > bounds.bytes:
                raise GazetteerError(f"{url}: {whole:,} bytes, more than {bounds.bytes:,}")
            _note(part, answer)
            _take(answer, part, have, whole, progress, bounds, deadline)
            return answer.headers.get("Last-Modified") or ""
    except urllib.error.HTTPError as error:
        raise _refused(url, part, error) from error
    except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
        raise _Broken(f"{getattr(error, 'reason', None) or error}") from error


def _refused(url: str, part: Path, error: urllib.error.HTTPError) -> Exception:
    error.close()
    if error.code == 416:  # what we have is longer than the file: begin anew
        _drop(part)
        return _Broken("the server's file is shorter than what was there before")
    if error.code >= 500:
        return _Broken(f"the server says {error.code} {error.reason}")
    return GazetteerError(f"{url}: the server says {error.code} {error.reason}; check the address")


def _whole(answer: http.client.HTTPResponse, have: int) -> int | None:
    length = answer.headers.get("Content-Length")
    return have + int(length) if length and length.isdigit() else None


def _take(
    answer: http.client.HTTPResponse,
    part: Path,
    have: int,
    whole: int | None,
    progress: Progress,
    bounds: Limits,
    deadline: float,
) -> None:
    with part.open("r+b" if have else "wb") as stream:
        stream.seek(have)
        stream.truncate()
        while chunk := answer.read1(_CHUNK):
            stream.write(chunk)
            have += len(chunk)
            progress(have, whole)
            if have > bounds.bytes:
                raise GazetteerError(f"{part}: more than {bounds.bytes:,} bytes came")
            if time.monotonic() > deadline:
                raise GazetteerError(
                    f"{part}: not done after {bounds.seconds:,.0f} seconds; run the command again"
                )
        stream.flush()
        os.fsync(stream.fileno())
    if whole is not None and have != whole:
        raise _Broken(f"{have:,} of {whole:,} bytes came")


# ------------------------------------------------------------------ what is there already
def _state(part: Path) -> tuple[int, str]:
    """Bytes that are there of a file, and the server's mark of the version they are of."""
    try:
        tag = json.loads(_memo(part).read_text("utf-8"))["tag"]
        have = part.stat().st_size
    except (OSError, ValueError, KeyError, TypeError):
        return 0, ""
    return (have, str(tag)) if tag else (0, "")


def _memo(part: Path) -> Path:
    return part.with_name(part.name + ".json")


def _note(part: Path, answer: http.client.HTTPResponse) -> None:
    tag = answer.headers.get("ETag") or ""
    strong = "" if tag.startswith("W/") else tag  # a weak mark may not be resumed by
    _memo(part).write_text(json.dumps({"tag": strong or answer.headers.get("Last-Modified")}))


def _drop(part: Path) -> None:
    part.unlink(missing_ok=True)
    _memo(part).unlink(missing_ok=True)


def _finish(url: str, part: Path, target: Path, modified: str, resumed: int) -> Fetched:
    try:
        with zipfile.ZipFile(part) as archive:
            bad = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        _drop(part)
        raise GazetteerError(f"{url}: what came is no whole zip archive; try again") from error
    if bad:
        _drop(part)
        raise GazetteerError(f"{url}: {bad} in the archive is damaged; try again")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    size = part.stat().st_size
    fetched = Fetched(str(target), url, size, checksum(part), modified, now, resumed)
    target.with_name(target.name + ".json").write_text(json.dumps(asdict(fetched), indent=1))
    part.replace(target)
    _drop(part)
    return fetched
