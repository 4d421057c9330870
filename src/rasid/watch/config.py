"""`sources.yaml`: what is looked at and how often, what is told to whom.

Everything that is wrong in the file is told at once, each with its line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from rasid.export.profiles import PROFILES
from rasid.ingest.columns import Columns
from rasid.ingest.found import Fault
from rasid.model import EVENT_TYPES, STATUSES
from rasid.watch import fields
from rasid.watch.marked import Check, Faults, Marked, load

T = TypeVar("T")
FEED, PAGE, FILES = KINDS = ("feed", "page", "files")
TLS = ("starttls", "tls", "none")
PAUSE_S = 2.0


@dataclass(frozen=True, slots=True)
class WatchedSource:
    """Something to look at: an address, or files (`path` may hold * and **), each `every` seconds.

    `follow`: of a feed, the pages that its entries lead to. `columns` and `outlet` are as for
    `rasid add`.
    """

    name: str
    every: float
    url: str | None = None
    path: str | None = None
    kind: str | None = None
    outlet: str | None = None
    follow: bool = False
    map: Columns | None = None


@dataclass(frozen=True, slots=True)
class AlertRule:
    """What somebody wants to be told: an event must fit every field that is given. `near` is a
    place or latitude and longitude; `killed` and `injured` are the least number told; `to` names
    outputs.
    """

    name: str
    to: tuple[str, ...]
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    admin1: tuple[str, ...] = ()
    near: str | None = None
    radius_km: float = 10.0
    killed: float | None = None
    injured: float | None = None
    confidence: float = 0.0
    words: tuple[str, ...] = ()
    main: bool | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """Where alerts go: one of `file`, `webhook`, `mail`. `profile` says what may leave, None for
    what is usual there. `sign`: webhooks carry a signature made with RASID_WEBHOOK_SECRET.
    """

    name: str
    file: str | None = None
    webhook: str | None = None
    mail: tuple[str, ...] = ()
    sender: str | None = None
    host: str = "localhost"
    port: float | None = None
    tls: str = "starttls"
    user: str | None = None
    sign: bool = False
    profile: str | None = None

    @property
    def shared_as(self) -> str:
        """The profile: what leaves this machine goes as to a partner unless told otherwise."""
        return self.profile or ("internal" if self.file else "partner")


@dataclass(frozen=True, slots=True)
class Config:
    """All of a sources file. `pause` is the time in seconds between requests to one host."""

    sources: tuple[WatchedSource, ...]
    alerts: tuple[AlertRule, ...] = ()
    outputs: tuple[Output, ...] = ()
    pause: float = PAUSE_S


SOURCE: Mapping[str, Check] = {
    "name": fields.name,
    "url": fields.address,
    "path": fields.words,
    "kind": fields.one_of(KINDS),
    "every": fields.duration,
    "outlet": fields.words,
    "follow": fields.yes,
    "map": fields.mapped,
}
ALERT: Mapping[str, Check] = {
    "name": fields.name,
    "to": fields.many,
    "type": fields.some_of(EVENT_TYPES),
    "status": fields.some_of(STATUSES),
    "actor": fields.many,
    "country": fields.many,
    "admin1": fields.many,
    "near": fields.words,
    "radius_km": fields.number(0, 1000),
    "killed": fields.number(0, 10**6),
    "injured": fields.number(0, 10**6),
    "confidence": fields.number(0, 1),
    "words": fields.many,
    "main": fields.yes,
}
OUTPUT: Mapping[str, Check] = {
    "name": fields.name,
    "file": fields.words,
    "webhook": fields.address,
    "mail": fields.mails,
    "sender": lambda told: fields.mails(told)[0],
    "host": fields.words,
    "port": fields.number(1, 65535),
    "tls": fields.one_of(TLS),
    "user": fields.words,
    "sign": fields.yes,
    "profile": fields.one_of(PROFILES),
}
TOP = ("sources", "alerts", "outputs", "pause")


def read(path: Path) -> tuple[Config, list[Fault]]:
    """What a file says, without what is wrong in it, and the faults. InputError for no YAML."""
    data, faults = load(path), Faults(path)
    pause = {"pause": fields.number(0, 3600)}
    top = dict.fromkeys(TOP[:-1], _as_it_is) | pause
    told = faults.checked(data, "file", 1, top, ()) or {}
    outputs = _listed(data, "outputs", faults, OUTPUT, ("name",), Output)
    alerts = _listed(data, "alerts", faults, ALERT, ("name", "to"), AlertRule)
    sources = _listed(data, "sources", faults, SOURCE, ("name", "every"), WatchedSource)
    for line, source in sources:
        _check_source(source, line, faults)
    for line, output in outputs:
        _check_output(output, line, faults)
    known = _names(data.get("outputs"))
    for line, alert in alerts:
        for name in alert.to:
            if name not in known:
                faults.add(line, f"alert {alert.name}: to: no output is called {name!r}")
    if not sources and not faults.found:
        faults.add(1, "no sources: there is nothing to watch")
    whole = Config(_bare(sources), _bare(alerts), _bare(outputs), told.get("pause", PAUSE_S))
    return whole, faults.found


def _names(told: Any) -> set[str]:
    """The names in a list, of entries with faults too: those are told already."""
    entries = told if isinstance(told, list) else []
    return {str(one.get("name")) for one in entries if isinstance(one, Marked)}


def _bare(listed: list[tuple[int, T]]) -> tuple[T, ...]:
    return tuple(one for _, one in listed)


def _as_it_is(told: Any) -> Any:
    return told


def _listed(
    data: Marked,
    what: str,
    faults: Faults,
    table: Mapping[str, Check],
    needed: tuple[str, ...],
    make: Callable[..., T],
) -> list[tuple[int, T]]:
    """The entries of a list that are sound, each with its line; no name may be there twice."""
    told = data.get(what)
    if told is None:
        return []
    if not isinstance(told, list):
        faults.add(data.lines[what], f"{what}: a list is expected, each entry with - before it")
        return []
    out, names = [], set[str]()
    for number, entry in enumerate(told, start=1):
        line = entry.line if isinstance(entry, Marked) else data.lines[what]
        called = entry.get("name", number) if isinstance(entry, Marked) else number
        values = faults.checked(entry, f"{what[:-1]} {called}", line, table, needed)
        if values is None:
            continue
        if values["name"] in names:
            faults.add(line, f"{what[:-1]} {called}: another one has this name")
        names.add(values["name"])
        out.append((line, make(**values)))
    return out


def _check_source(source: WatchedSource, line: int, faults: Faults) -> None:
    what = f"source {source.name}"
    if (source.url is None) == (source.path is None):
        faults.add(line, f"{what}: either url or path is expected")
    if source.kind and (source.kind == FILES) != (source.path is not None):
        faults.add(line, f"{what}: kind {source.kind} does not fit; feed and page have a url")
    if source.follow and (source.path is not None or source.kind == PAGE):
        faults.add(line, f"{what}: follow is for feeds")


def _check_output(output: Output, line: int, faults: Faults) -> None:
    what = f"output {output.name}"
    if sum(map(bool, (output.file, output.webhook, output.mail))) != 1:
        faults.add(line, f"{what}: one of file, webhook or mail is expected")
    if output.mail and not output.sender:
        faults.add(line, f"{what}: sender is missing: the address that the mail is from")
    if output.sign and not output.webhook:
        faults.add(line, f"{what}: sign is for webhooks")
