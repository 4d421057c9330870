"""Addresses of the web: told from paths, put in one form, joined, and read from lists."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from rasid.errors import InputError
from rasid.ingest.decode import utf8
from rasid.ingest.fetch.failed import NotFetched
from rasid.ingest.found import Fault

SCHEMES = {"http": 80, "https": 443}
LONGEST = 4_000
MOST_LISTED = 1_000_000
ADDRESS = re.compile(r"(?i)https?://")
TRACKING = re.compile(r"(?i)utm_\w+|fbclid|gclid|yclid|igshid|mc_[ce]id|at_medium|at_campaign")
SAFE = "%/:=&?~#+!$,;'@()*[]"
FRONT = re.compile(r"^(?:www\d?|m|mobile|amp)\.")


def is_url(told: str) -> bool:
    """Whether an argument is an address of the web and no path."""
    return ADDRESS.match(told) is not None


def parsed(url: str) -> SplitResult:
    """The parts of an address. NotFetched, with what is wrong, for one that cannot be fetched."""
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, parts.hostname
    except ValueError as error:
        raise NotFetched(f"no address that can be fetched ({error})") from error
    if parts.scheme.lower() not in SCHEMES:
        raise NotFetched(f"{parts.scheme or 'no scheme'}: only http and https are fetched")
    if not host or len(url) > LONGEST or port == 0:
        raise NotFetched("no address that can be fetched")
    if parts.username is not None or parts.password is not None:
        raise NotFetched("holds a name or password; Rasid keeps addresses, so leave those out")
    return parts


def port_of(parts: SplitResult) -> int:
    """The port that an address means."""
    return parts.port or SCHEMES[parts.scheme.lower()]


def normal(url: str) -> str:
    """An address in one form: scheme and host in small letters and ASCII, no fragment, nothing
    that only tells where a reader came from. NotFetched as for `parsed`.
    """
    parts = parsed(url)
    scheme, host = parts.scheme.lower(), _ascii(parts.hostname or "")
    port = "" if port_of(parts) == SCHEMES[scheme] else f":{parts.port}"
    query = parts.query
    if any(TRACKING.fullmatch(name) for name, _ in parse_qsl(query, keep_blank_values=True)):
        told = parse_qsl(query, keep_blank_values=True)
        query = urlencode([pair for pair in told if not TRACKING.fullmatch(pair[0])])
    path, query = quote(parts.path or "/", safe=SAFE), quote(query, safe=SAFE)
    return urlunsplit((scheme, f"{host}{port}", path, query, ""))


def _ascii(host: str) -> str:
    """A host as it is asked for in the net, Arabic names too."""
    if ":" in host:
        return f"[{host}]"
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NotFetched(f"{host}: no name of a machine") from error


def joined(base: str, told: str) -> str:
    """The address that a link on a page or a redirect means, in one form."""
    try:
        return normal(urljoin(base, told.strip()))
    except ValueError as error:
        raise NotFetched(f"leads to no address ({told[:80]!r})") from error


def site(url: str) -> str:
    """The host of an address without what only says how it is shown."""
    try:
        return FRONT.sub("", (urlsplit(url).hostname or "").lower())
    except ValueError:
        return ""


def name_of(url: str) -> str:
    """A short name of an address for ids: its host and a digest."""
    return f"{site(url)}-{hashlib.blake2b(url.encode(), digest_size=5).hexdigest()}"


def listed(path: Path) -> Iterator[str | Fault]:
    """The addresses of a list, one a line; blank lines and those that begin with # are passed over.

    InputError when the file cannot be read. A line that is no address is a fault.
    """
    try:
        with path.open("rb") as stream:
            lines = utf8(stream).read(64 * 1024 * 1024).decode("utf-8", "replace").splitlines()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    for number, line in enumerate(lines[:MOST_LISTED], start=1):
        told = line.strip()
        if not told or told.startswith("#"):
            continue
        try:
            yield normal(told)
        except NotFetched as error:
            yield Fault(str(path), number, f"{told[:80]}: {error}")
