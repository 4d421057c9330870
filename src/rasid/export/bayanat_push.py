"""Sending payloads to a Bayanat server, as its own pages do (sjacorg/bayanat, 4.0; Flask-Security).

The login form is filled in, the session's cookie and CSRF token go with every payload. What was
sent is noted beside the file with the id that the server gave, so that a cut-off sending goes on
where it ended and nothing is sent twice.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from lxml import html

from rasid.errors import InputError

LOGIN, HOME = "/login", "/dashboard/"
TOKEN = re.compile(r"""csrf[-_]?token["']?\]?\s*[:=]\s*["']([^"']+)["']""", re.IGNORECASE)
"""A token in a script of a page."""
COOKIES = frozenset(("xsrf-token", "csrf_token", "csrftoken"))
HEADERS = ("X-CSRFToken", "X-XSRF-TOKEN")
"""Where a server may keep its token, and where it may look for it: versions differ."""
CREATED = re.compile(r"#(\d+)")
SENT = ".sent.jsonl"
WAIT_S = 30.0
LARGEST = 4 * 1024 * 1024
"""Bytes of an answer that are read at most."""
LOCAL = frozenset(("localhost", "127.0.0.1", "::1"))


@dataclass
class Pushed:
    """How many payloads were sent, had been sent before, or were to be sent."""

    sent: int = 0
    before: int = 0
    waiting: int = 0


@dataclass
class Ledger:
    """What was sent: by the hash of a payload, the id that the server gave."""

    path: Path
    server: str
    ids: dict[str, int] = field(default_factory=dict)

    @classmethod
    def beside(cls, payloads: Path, server: str) -> Ledger:
        """That of a file of payloads; InputError when it cannot be read."""
        found = cls(Path(f"{payloads}{SENT}"), server)
        if found.path.exists():
            try:
                told = map(json.loads, found.path.read_text("utf-8").splitlines())
                found.ids = {one["payload"]: one["id"] for one in told if one["server"] == server}
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"{found.path}: cannot be read: move it away") from error
        return found

    def note(self, payload: str, id: int) -> None:
        """Keep at once, so that nothing is sent again after an interruption."""
        self.ids[payload] = id
        line = json.dumps({"server": self.server, "payload": payload, "id": id})
        with self.path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def push(
    payloads: Path,
    server: str,
    *,
    login: Callable[[], tuple[str, str]],
    send: bool = False,
    per_second: float = 1.0,
) -> Pushed:
    """Send what has not been sent yet; without `send` only count it and speak to no server.

    `login` gives name and password when they are needed. InputError for an address that is not
    safe, a login that fails, and a payload that the server refuses: what came before it is kept.
    """
    server = checked(server)
    ledger, keys = Ledger.beside(payloads, server), dict[int, str]()
    waiting: list[dict[str, Any]] = []
    for line in _lines(payloads):
        keys[line["line"]] = key(line)
        if keys[line["line"]] not in ledger.ids:
            waiting.append(line)
    done = Pushed(0, len(keys) - len(waiting), len(waiting))
    if send and waiting:
        session = Session(server, per_second)
        session.enter(*login())
        for line in waiting:
            known = [ledger.ids[keys[number]] for number in line.get("bulletins", ())]
            ledger.note(keys[line["line"]], session.create(line["path"], _related(line, known)))
            done.sent += 1
    return done


def checked(server: str) -> str:
    """The address of a server without a slash at its end. InputError when it is none, or what is
    sent to it could be read on the way.
    """
    parts = urlsplit(server)
    local = parts.hostname in LOCAL
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"--push {server}: give an address such as https://bayanat.example")
    if parts.scheme == "http" and not local:
        raise InputError(f"--push {server}: is not encrypted; use https")
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}"


def _lines(payloads: Path) -> Iterator[dict[str, Any]]:
    with payloads.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def key(line: dict[str, Any]) -> str:
    """What a payload is known by: its content, whatever its number."""
    told = json.dumps([line["path"], line["body"]], sort_keys=True)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _related(line: dict[str, Any], bulletins: Iterable[int]) -> dict[str, Any]:
    """The body, with the bulletins of an incident under the ids that the server gave them."""
    relations = [{"bulletin": {"id": id}} for id in dict.fromkeys(bulletins)]
    related = {"bulletin_relations": relations} if relations else {}
    return {"item": {**line["body"]["item"], **related}}


# ------------------------------------------------------------------ the server
class _SameServer(HTTPRedirectHandler):
    """Follows nothing that leads elsewhere: cookies and payloads are for one server."""

    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Any:
        here, there = urlsplit(req.full_url), urlsplit(newurl)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            raise InputError(f"--push: the server leads elsewhere, to {there.netloc}; stopped")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Session:
    """A session on a server, no faster than so many payloads a second."""

    def __init__(self, server: str, per_second: float) -> None:
        self._server = server
        self._pause = 1 / per_second
        self._next = 0.0
        self._token = ""
        self._cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._cookies), _SameServer())

    def enter(self, name: str, password: str) -> None:
        """Log in. InputError when the server does not let in, or asks for a second factor."""
        page, _ = self._ask(LOGIN)
        token = _token(page)
        form = {"csrf_token": token, "username": name, "password": password}
        page, where = self._ask(LOGIN, urlencode(form).encode(), {
            "Content-Type": "application/x-www-form-urlencoded"})  # fmt: skip
        if "/tf-" in where or "/wan-" in where or "two-factor" in where:
            raise InputError("--push: the account has a second factor; use one without it")
        if where.rstrip("/").endswith(LOGIN):
            raise InputError(f"--push: {self._server} does not let {name} in")
        page, _ = self._ask(HOME)
        held = (one.value for one in self._cookies if one.name.lower() in COOKIES)
        self._token = next((value for value in held if value), "") or _token(page) or token

    def create(self, path: str, body: dict[str, Any]) -> int:
        """Send a payload; the id of what the server made of it."""
        time.sleep(max(0.0, self._next - time.monotonic()))
        self._next = time.monotonic() + self._pause
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        headers = {"Content-Type": "application/json", **dict.fromkeys(HEADERS, self._token)}
        answer, _ = self._ask(path, content, headers)
        id = _id_of(answer)
        if id is None:
            raise InputError(f"--push: the server took {path} and told no id; look there first")
        return id

    def _ask(
        self, path: str, content: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[str, str]:
        """The answer's text, and where it came from in the end."""
        url = self._server + path
        told = {"Referer": urljoin(url, "/"), "User-Agent": "Rasid", **(headers or {})}
        try:
            with self._opener.open(Request(url, content, told), timeout=WAIT_S) as answer:
                return answer.read(LARGEST).decode("utf-8", "replace"), urlsplit(answer.url).path
        except HTTPError as error:
            why = " ".join(error.read(2_000).decode("utf-8", "replace").split())[:200]
            raise InputError(f"--push: {path}: {error.code} {why}; what was sent counts") from error
        except (URLError, HTTPException, OSError) as error:
            raise InputError(f"--push: {url}: {error}; what was sent counts") from error


def _token(page: str) -> str:
    """The CSRF token of a page: in a hidden field, a meta tag or a script; empty without one."""
    tree = html.fromstring(page) if page.strip() else html.Element("html")
    told = tree.xpath(
        "//input[@name='csrf_token']/@value"
        " | //meta[translate(@name, '-', '_')='csrf_token']/@content"
    )
    found = TOKEN.search(page)
    return str(told[0]) if told else found[1] if found else ""


def _id_of(answer: str) -> int | None:
    """The id in an answer: of the item in it, else the number in its words."""
    try:
        told = json.loads(answer)
    except ValueError:
        told = answer
    for _ in range(3):
        if isinstance(told, dict):
            inner = told.get("item") or told.get("data")
            if isinstance(told.get("id"), int):
                return int(told["id"])
            told = inner if isinstance(inner, dict) else told.get("message", "")
    found = CREATED.search(told) if isinstance(told, str) else None
    return int(found[1]) if found else None
