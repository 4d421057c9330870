"""Outlets of the lexicon, found by the names of channels, feeds and lists, by domain, by handle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from rasid.lexicon.entries import SourceNoun
from rasid.lexicon.lexicon import load
from rasid.lexicon.rules import read
from rasid.text.tokens import words_of

KNOWN = "outlet."
LONGEST_NAME = 200
HANDLE = re.compile(r"@(\w{2,40})$")
MEMBERS_ONLY = ("c", "i", "s", "joinchat")
"""What stands in an address where the handle would, and is none."""
ABROAD = frozenset(("pan_arab", "international"))
"""Affiliations of outlets that report on other countries than their own."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet of the lexicon: its id, its neutral name, and how it was found (OUTLET_BY)."""

    id: str
    name: str
    by: str


@lru_cache(maxsize=4096)
def named(name: str) -> Outlet | None:
    """The outlet that a name stands for as a whole; None for an unknown one."""
    words = words_of(name[:LONGEST_NAME])
    matches = load().match(words)
    if len(matches) != 1 or (matches[0].start, matches[0].end) != (0, len(words)):
        return None
    match = matches[0]
    entries = [form.entry for form in match.forms if form.entry.id.startswith(KNOWN)]
    found = [e for e in entries if isinstance(e, SourceNoun) and e.name and not match.proclitics]
    return Outlet(found[0].id, str(found[0].name), "name") if found else None


def known_outlet(name: str) -> str | None:
    """The neutral name of the outlet that a name stands for as a whole; None for an unknown one."""
    found = named(name)
    return found.name if found else None


def outlet(name: object) -> str | None:
    """The neutral name of a known outlet, else the name as it is; None for none."""
    told = " ".join(str(name).split())[:LONGEST_NAME] if isinstance(name, str) else ""
    return (known_outlet(told) or told) or None


def resolved(name: str | None, url: str | None) -> Outlet | None:
    """The outlet that a report's outlet or else its address means. The address of an account counts
    only where no outlet is told: what it passes on is another's.
    """
    found = (named(name) or _of_handle(name) or _called(name)) if name else None
    return found or (at(url) if url and not (name and _is_account(url)) else None)


def at(url: str) -> Outlet | None:
    """The outlet that an address belongs to, by its domain or by the account it is of."""
    host, path = _parts(url)
    if host in _sites().hosts:
        handle = path.lstrip("/").partition("/")[0].lower()
        return None if handle in MEMBERS_ONLY else _entry(_sites().handles.get(handle), "handle")
    known = _sites().domains
    return _entry(next((known[one] for one in _above(host) if one in known), None), "domain")


@lru_cache(maxsize=4096)
def country_of(name: str) -> str | None:
    """The country that the outlet of this name reports on; None for an unknown one and for those
    that report on all the world from where they are.
    """
    found = resolved(name, None)
    entry = load().entry(found.id) if found else None
    local = isinstance(entry, SourceNoun) and entry.affiliation not in ABROAD
    return entry.country if isinstance(entry, SourceNoun) and local else None


def _is_account(url: str) -> bool:
    return _parts(url)[0] in _sites().hosts


def _parts(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").lower().removeprefix("www."), parts.path
    except ValueError:
        return "", ""


def _above(host: str) -> Iterator[str]:
    """A host and the domains that it is in, the longest first."""
    while host:
        yield host
        host = host.partition(".")[2]


def _of_handle(name: str) -> Outlet | None:
    handle = HANDLE.match(name.strip())
    return _entry(_sites().handles.get(handle[1].lower()), "handle") if handle else None


def _called(name: str) -> Outlet | None:
    """The outlet whose neutral name this is."""
    return _entry(_neutral().get(name.casefold()), "name")


def _entry(id: str | None, by: str) -> Outlet | None:
    entry = load().entry(id) if id else None
    return Outlet(entry.id, entry.name or "", by) if isinstance(entry, SourceNoun) else None


@dataclass(frozen=True, slots=True)
class _Sites:
    domains: dict[str, str]
    handles: dict[str, str]
    hosts: frozenset[str]


@lru_cache(maxsize=1)
def _sites() -> _Sites:
    """What `data/ingest/sites.yaml` says: ids of outlets by domain and by handle."""
    raw = read("ingest/sites.yaml")
    told = raw["sites"].items()
    domains = {domain: id for id, one in told for domain in one.get("domains", ())}
    handles = {handle: id for id, one in told for handle in one.get("handles", ())}
    return _Sites(domains, handles, frozenset(raw["hosts_of_accounts"]))


@lru_cache(maxsize=1)
def _neutral() -> dict[str, str]:
    entries = [e for e in load().entries("source") if isinstance(e, SourceNoun)]
    return {e.name.casefold(): e.id for e in reversed(entries) if e.name and e.id[:7] == KNOWN}
