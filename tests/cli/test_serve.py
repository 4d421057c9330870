"""`rasid serve` as a process: its address, its end, and what it acknowledged when it is killed."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from rasid.api import read_many
from rasid.model import Article
from rasid.store import intake, merging, sums
from rasid.store.documents import Incoming
from rasid.store.workspace import Workspace

from .conftest import Run

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/(\S*)")
START_S = 60.0
SUMMED = "SELECT * FROM sums_of_standings WHERE incidents > 0"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, strike: str) -> Path:
    """A workspace folder with one report."""
    monkeypatch.setenv("RASID_HOME", str(tmp_path))
    monkeypatch.setenv("RASID_AUTHOR", "Mona")
    workspace = Workspace.open(tmp_path / "workspace.db", create=True)
    article = Article(strike, "strike", "2025-03-12")
    (record,) = read_many([article])
    with workspace.writing() as db:
        intake.keep(db, Incoming(article, "/a.txt"), record)
        merging.place(db)
    workspace.close()
    return tmp_path


class Server:
    """A server in a process of its own, and a program that is let in."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "rasid.cli.main", "serve", "--no-browser", "--port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        self.told = self.process.stderr.readline()
        found = ADDRESS.search(self.told)
        assert found is not None, self.told
        self.port, self.entry = int(found[1]), f"/{found[2]}"
        self.headers: dict[str, str] = {}

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Status and JSON of an answer; OSError when there is none."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        told = {"Content-Type": "application/json", **self.headers}
        try:
            line.request(method, path, None if body is None else json.dumps(body), told)
            answer = line.getresponse()
            raw = answer.read()
        finally:
            line.close()
        cookie = answer.headers.get("Set-Cookie")
        if cookie:
            self.headers["Cookie"] = cookie.partition(";")[0]
        return answer.status, json.loads(raw) if raw.startswith(b"{") else None

    def enter(self) -> None:
        """Use the token of the address, and learn what changes need."""
        deadline = time.monotonic() + START_S
        while True:
            try:
                status, _ = self.ask("GET", self.entry)
                break
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.1)
        assert status == 303
        _, session = self.ask("GET", "/api/v1/session")
        self.headers["X-CSRF-Token"] = session["csrf"]


@pytest.fixture
def server(home: Path) -> Iterator[Server]:
    made = Server()
    yield made
    if made.process.poll() is None:
        made.process.kill()
    made.process.communicate()


def test_ctrl_c_ends_it_cleanly(server: Server) -> None:
    server.enter()
    assert server.ask("GET", "/api/v1/events")[0] == 200
    server.process.send_signal(signal.SIGINT)
    _, rest = server.process.communicate(timeout=30)
    assert server.process.returncode == 0
    assert rest == "rasid: the workbench is closed\n"


def test_a_port_that_is_taken_is_told(run: Run, home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--no-browser", "--port", str(port))
    assert done.code == 2
    assert done.err == (
        f"rasid: --port {port} of 127.0.0.1: is taken; give --port 0 for a free one\n"
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::"])
def test_other_addresses_need_accounts(run: Run, home: Path, host: str) -> None:
    done = run("serve", "--no-browser", "--host", host)
    assert done.code == 2
    assert "make accounts first: rasid user add NAME" in done.err


def test_half_of_tls_is_none(run: Run, home: Path) -> None:
    done = run("serve", "--no-browser", "--key", str(home / "workspace.db"))
    assert done.code == 2
    assert "give both --certificate and --key" in done.err


@pytest.mark.slow
def test_a_killed_server_loses_nothing_that_it_acknowledged(
    server: Server, home: Path, strike: str
) -> None:
    server.enter()
    telling = server.ask("GET", "/api/v1/events")[1]["items"][0]["telling"]
    said: list[str] = []
    added: list[str] = []

    def working(asked: Callable[[str], tuple[str, Any]], name: str, told: list[str]) -> None:
        for number in count():
            note = f"{name}.{number}"
            path, body = asked(note)
            try:
                status, _ = server.ask("POST" if body else "GET", path, body)
            except (OSError, http.client.HTTPException):
                return
            assert status in (200, 201)
            told.append(note)

    def correction(note: str) -> tuple[str, Any]:
        body = {"field": "review", "new": "confirmed", "note": note}
        return f"/api/v1/events/{telling}/corrections", body

    def report(note: str) -> tuple[str, Any]:
        return "/api/v1/reports", {"id": note, "text": f"{strike} {note}"}

    def search(_: str) -> tuple[str, Any]:
        return "/api/v1/events?words=%D9%82%D8%B5%D9%81", None

    work = [(correction, f"{n}", said) for n in range(4)]
    work += [(report, "r1", added), (report, "r2", added), (search, "s1", []), (search, "s2", [])]
    workers = [threading.Thread(target=working, args=one) for one in work]
    for one in workers:
        one.start()
    while len(said) < 20 or len(added) < 3:
        assert server.process.poll() is None
        time.sleep(0.05)
    os.kill(server.process.pid, signal.SIGKILL)
    for one in workers:
        one.join(30)
    workspace = Workspace.open(home / "workspace.db")
    with workspace.writing() as db:
        kept = set(db.execute(text("SELECT note FROM corrections")).scalars())
        reports = set(db.execute(text("SELECT given FROM documents")).scalars()) - {"strike"}
        sound = db.execute(text("PRAGMA integrity_check")).scalar()
        summed = list(map(tuple, db.execute(text(SUMMED))))
        sums.anew(db)
        assert summed == list(map(tuple, db.execute(text(SUMMED)))), "no half of a step"
    workspace.close()
    assert set(said) <= kept
    assert set(added) <= reports
    new = (kept - set(said)) | (reports - set(added))
    assert len(new) <= len(work), "at most those that were written and not told yet"
    assert sound == "ok"
