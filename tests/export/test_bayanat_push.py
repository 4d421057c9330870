"""Payloads are sent as Bayanat wants them: once each, in order, to one server, not too fast.

The server here is made after sjacorg/bayanat: Flask-Security's login with a CSRF token in a hidden
field, a session cookie, request models that forbid what they do not name, and answers in both of
its manners, `Created Bulletin #7` and JSON with the item.
"""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import jsonschema
import pytest

from rasid.errors import InputError
from rasid.export import bayanat_push
from rasid.export.bayanat_push import checked, push
from rasid.export.rows import Item, Merged
from rasid.export.run import Request, export

from .conftest import event, record, report
from .payloads import REQUESTS

PAGE = """<html><body><v-app><v-form action="/login" method="post">
<input id="csrf_token" name="csrf_token" type="hidden" value="{token}">
<v-text-field name="username" type="text"></v-text-field>
<v-text-field name="password" type="password"></v-text-field></v-form></v-app></body></html>"""
NAME, PASSWORD = "mona", "river-stone"


@dataclass
class Fake:
    """What the server was sent, and how it is to behave."""

    url: str = ""
    created: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    refuse_from: int = 10_000
    json_answers: bool = False
    cookie_token: bool = False
    second_factor: bool = False
    leads_to: str = ""
    wordless: bool = False


class Handler(BaseHTTPRequestHandler):
    """Login, dashboard and the two addresses of payloads."""

    fake: Fake

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def _answer(self, code: int, text: str, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        body = text.encode()
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.fake.asked.append(self.path)
        if self.path == "/login":
            self._answer(200, PAGE.format(token="first"))
        elif self.path == "/tf-validate":
            self._answer(200, "code?")
        elif "session=in" not in (self.headers["Cookie"] or ""):
            self._answer(302, "", Location="/login")
        elif self.fake.cookie_token:
            self._answer(200, "<p>no token here</p>", Set_Cookie="XSRF-TOKEN=second; Path=/")
        else:
            self._answer(200, "<script>window.csrf_token = 'second';</script>")

    def do_POST(self) -> None:
        self.fake.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/login":
            self._login(parse_qs(body.decode()))
        else:
            self._create(json.loads(body))

    def _login(self, form: dict[str, list[str]]) -> None:
        expected = {"csrf_token": ["first"], "username": [NAME], "password": [PASSWORD]}
        if form != expected:
            self._answer(200, PAGE.format(token="first"))
        elif self.fake.leads_to:
            self._answer(302, "", Location=self.fake.leads_to)
        elif self.fake.second_factor:
            self._answer(302, "", Location="/tf-validate")
        else:
            self._answer(302, "", Location="/dashboard/", Set_Cookie="session=in; Path=/")

    def _create(self, body: dict[str, Any]) -> None:
        tokens = {self.headers["X-CSRFToken"], self.headers["X-XSRF-TOKEN"]}
        if "session=in" not in (self.headers["Cookie"] or "") or tokens != {"second"}:
            self._answer(400, "The CSRF token is missing.")
            return
        try:
            jsonschema.validate(body, REQUESTS[self.path])
        except (jsonschema.ValidationError, KeyError) as error:
            self._answer(422, str(error))
            return
        if len(self.fake.created) >= self.fake.refuse_from:
            self._answer(503, "busy")
            return
        self.fake.created.append((self.path, body["item"]))
        self._answer(200, self._said(len(self.fake.created) + 100))

    def _said(self, id: int) -> str:
        if self.fake.wordless:
            return "OK"
        if self.fake.json_answers:
            return json.dumps({"message": "Created", "data": {"item": {"id": id, "title": "x"}}})
        return f"Created Bulletin #{id}"


@pytest.fixture
def fake() -> Iterator[Fake]:
    fake = Fake()
    handler = type("One", (Handler,), {"fake": fake})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield fake
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def payloads(tmp_path: Path) -> Path:
    """Two bulletins and the incident that gathers them."""
    reports = (report(), report(id="rep-8", url="https://daily.example/8"))
    merged = Merged("inc1", "alias1", "fair", (), (), 2, reports, True, 0.0, ())
    path = tmp_path / "x.jsonl"
    with path.open("wb") as out:
        item = Item(replace(record(event()), report=report(id="inc1")), merged)
        export([item], Request.of("bayanat", "internal", incidents=True), out)
    return path


def login() -> tuple[str, str]:
    return NAME, PASSWORD


def send(payloads: Path, fake: Fake, **more: Any) -> bayanat_push.Pushed:
    asked: dict[str, Any] = {"login": login, "send": True, "per_second": 1000.0, **more}
    return push(payloads, fake.url, **asked)


# ------------------------------------------------------------------ sending
@pytest.mark.parametrize("json_answers", [True, False])
@pytest.mark.parametrize("cookie_token", [True, False])
def test_bulletins_come_first_and_the_incident_names_them(
    payloads: Path, fake: Fake, json_answers: bool, cookie_token: bool
) -> None:
    fake.json_answers, fake.cookie_token = json_answers, cookie_token
    done = send(payloads, fake)
    assert (done.sent, done.before, done.waiting) == (3, 0, 3)
    assert [path.split("/")[3] for path, _ in fake.created] == ["bulletin", "bulletin", "incident"]
    relations = fake.created[-1][1]["bulletin_relations"]
    assert relations == [{"bulletin": {"id": 101}}, {"bulletin": {"id": 102}}]
    assert fake.created[-1][1]["check_br"] is True


def test_without_send_no_server_is_spoken_to(payloads: Path, fake: Fake) -> None:
    done = send(payloads, fake, send=False, login=lambda: pytest.fail("asked for a password"))
    assert (done.sent, done.waiting) == (0, 3)
    assert fake.asked == []


def test_nothing_is_sent_twice(payloads: Path, fake: Fake) -> None:
    send(payloads, fake)
    again = send(payloads, fake)
    assert (again.sent, again.before, len(fake.created)) == (0, 3, 3)


def test_a_sending_that_is_cut_off_goes_on_where_it_ended(payloads: Path, fake: Fake) -> None:
    fake.refuse_from = 1
    with pytest.raises(InputError, match="503 busy; what was sent counts"):
        send(payloads, fake)
    fake.refuse_from = 10_000
    done = send(payloads, fake)
    assert (done.sent, done.before) == (2, 1)
    assert fake.created[-1][1]["bulletin_relations"][0] == {"bulletin": {"id": 101}}


def test_another_server_has_been_sent_nothing(payloads: Path, fake: Fake) -> None:
    send(payloads, fake)
    other = push(payloads, "https://other.example", login=login)
    assert (other.before, other.waiting) == (0, 3)


def test_it_is_no_faster_than_asked(
    payloads: Path, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(bayanat_push.time, "sleep", pauses.append)
    send(payloads, fake, per_second=0.5)
    assert pauses[0] == 0
    assert all(1.5 < pause <= 2.0 for pause in pauses[1:])


# ------------------------------------------------------------------ refusals
def test_a_wrong_password_is_told(payloads: Path, fake: Fake) -> None:
    with pytest.raises(InputError, match="does not let mona in"):
        send(payloads, fake, login=lambda: (NAME, "wrong"))
    assert not Path(f"{payloads}.sent.jsonl").exists()


def test_a_second_factor_is_told(payloads: Path, fake: Fake) -> None:
    fake.second_factor = True
    with pytest.raises(InputError, match="second factor"):
        send(payloads, fake)


def test_nothing_follows_to_another_server(payloads: Path, fake: Fake) -> None:
    fake.leads_to = "https://elsewhere.example/dashboard/"
    with pytest.raises(InputError, match=r"leads elsewhere, to elsewhere\.example"):
        send(payloads, fake)


def test_an_answer_without_an_id_stops(payloads: Path, fake: Fake) -> None:
    fake.wordless = True
    with pytest.raises(InputError, match="told no id"):
        send(payloads, fake)
    assert len(fake.created) == 1


def test_a_payload_that_the_server_refuses_is_told(payloads: Path, fake: Fake) -> None:
    line = json.loads(payloads.read_text("utf-8").splitlines()[0])
    line["body"]["item"]["mood"] = "grim"
    payloads.write_text(json.dumps(line) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="422"):
        send(payloads, fake)


@pytest.mark.parametrize(
    ("server", "told"),
    [
        ("http://bayanat.example", "not encrypted"),
        ("bayanat.example", "give an address"),
        ("ftp://bayanat.example", "give an address"),
        ("", "give an address"),
    ],
)
def test_addresses_that_are_not_safe(server: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        checked(server)


def test_addresses_lose_what_does_not_belong() -> None:
    assert checked("https://me:pw@bayanat.example/sub/") == "https://bayanat.example/sub"
    assert checked("http://127.0.0.1:8000") == "http://127.0.0.1:8000"


def test_a_server_that_is_not_there_is_one_line(payloads: Path) -> None:
    out = io.StringIO()
    with pytest.raises(InputError, match="what was sent counts") as error:
        push(payloads, "http://127.0.0.1:9", login=login, send=True)
    print(error.value, file=out)
    assert len(out.getvalue().splitlines()) == 1
