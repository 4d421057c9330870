"""`rasid watch`: what sources give, what fails and when it is tried again, who is told what."""

from __future__ import annotations

import hashlib
import hmac
import json
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, update

from rasid.store import watching
from rasid.store.doing import alerted
from rasid.store.workspace import Workspace

from ..sites import Site, answer  # noqa: TID252  shared by all tests
from .conftest import Done, Run

STRIKE = "قصفت طائرات حربية مدينة سراقب صباح اليوم، ما أدى إلى مقتل ثلاثة مدنيين وإصابة خمسة."
ARREST = "اعتقلت قوات النظام خمسة شبان في مدينة دوما أمس، وفق مصادر محلية."
FEED = "application/rss+xml"


def feed(*entries: tuple[str, str]) -> str:
    items = "".join(
        f"<item><title>خبر</title><guid>{id}</guid><link>https://sahl.example.org/{id}</link>"
        f"<pubDate>Wed, 12 Mar 2025 09:00:00 GMT</pubDate><description>{told}</description></item>"
        for id, told in entries
    )
    return (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>س</title>{items}</channel></rss>"
    )


class Desk:
    """A folder with a list of sources and a workspace, and the command in it."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.run, self.folder = run, folder
        self.file, self.list = folder / "w.db", folder / "sources.yaml"

    def watch(self, sources: str, *more: str) -> Done:
        self.list.write_text(f"pause: 0\n{sources}", "utf-8")
        told: Done = self.run(
            "watch", "--sources", str(self.list), "--workspace", str(self.file), *more
        )
        return told

    def once(self, sources: str) -> Done:
        return self.watch(sources, "--once")

    def asked(self, query: str) -> list[Any]:
        workspace = Workspace.open(self.file)
        with workspace.reading() as db:
            rows = [tuple(row) for row in db.execute(text(query))]
        workspace.close()
        return rows

    def due_now(self) -> None:
        """Let every alert that waits be due."""
        workspace = Workspace.open(self.file)
        with workspace.writing() as db:
            db.execute(update(alerted).values(due_at="2000-01-01"))
        workspace.close()


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Desk:
    return Desk(run, tmp_path)


def test_each_source_gives_a_line_and_a_failed_one_stops_no_other(desk: Desk, site: Site) -> None:
    site.pages |= {"/feed": answer(feed(("1", STRIKE)), FEED), "/gone": answer("", status=404)}
    (desk.folder / "inbox").mkdir()
    rows = f"id,text\n1,{ARREST}\n2,{STRIKE}\n"
    (desk.folder / "inbox" / "a.csv").write_text(rows, "utf-8")
    sources = f"""\
sources:
  - {{name: gone, url: "{site.url}/gone", every: 1h}}
  - {{name: none, path: "{desk.folder}/nothing/*.csv", every: 1h}}
  - {{name: sahl, url: "{site.url}/feed", every: 15m, kind: feed}}
  - {{name: inbox, path: "{desk.folder}/inbox/*.csv", every: 1h}}
"""
    done = desk.once(sources)
    assert done.code == 0
    assert "gone: failed: not found (404); 0 new" in done.err
    assert "none: failed:" in done.err
    assert "sahl: 1 new, 0 changed, 0 there already; again at" in done.err
    assert "inbox: 2 new, 0 changed, 0 there already" in done.err
    site.pages["/feed"] = answer(feed(("1", STRIKE), ("2", ARREST)), FEED)
    done = desk.once(sources)
    assert "sahl: 1 new, 0 changed, 1 there already" in done.err
    assert "inbox: 0 new, 0 changed, 0 there already" in done.err, "files as they were are not read"


def test_what_is_word_for_word_anothers_is_told(desk: Desk) -> None:
    for name in ("a", "b"):
        row = {"id": name, "text": STRIKE, "outlet": f"شبكة {name}", "published": "2025-03-12"}
        (desk.folder / f"{name}.jsonl").write_text(json.dumps(row), "utf-8")
    sources = f"sources: [{{name: in, path: '{desk.folder}/*.jsonl', every: 1h}}]"
    assert "2 new, 0 changed, 0 there already, 1 of the new are copies" in desk.once(sources).err


def test_failures_put_a_source_off_and_success_brings_it_back(desk: Desk, site: Site) -> None:
    sources = f'sources: [{{name: a, url: "{site.url}/f", every: 1h}}]'
    for failures in (1, 2):
        desk.once(sources)
        assert desk.asked("SELECT failures FROM watched") == [(failures,)]
    site.pages["/f"] = answer(feed(("1", STRIKE)), FEED)
    desk.once(sources)
    assert desk.asked("SELECT failures FROM watched") == [(0,)]


def test_a_mistake_in_one_source_stops_no_other(
    desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/f"] = answer(feed(("1", STRIKE)), FEED)

    def broken(*_: object) -> None:
        raise ZeroDivisionError("no number")

    monkeypatch.setattr("rasid.cli.watching.Looking._read", broken)
    done = desk.once(f"""\
sources:
  - {{name: a, path: "{desk.folder}", every: 1h}}
  - {{name: b, url: "{site.url}/f", every: 1h}}
""")
    assert "a: failed: ZeroDivisionError: no number" in done.err
    assert "b: 1 new" in done.err


def test_check_tells_every_fault_and_does_nothing(desk: Desk, site: Site) -> None:
    done = desk.watch(
        f'sources: [{{name: a, url: "{site.url}/f", every: 1h}}]\n'
        "alerts: [{name: x, to: log, near: مدينة لا وجود لها قط, actor: Nobody At All}]\n"
        "outputs: [{name: log, file: a.jsonl}]\n",
        "--check",
    )
    assert done.code == 2
    assert "alert x: near:" in done.err
    assert "alert x: actor: 'Nobody At All' is no actor that is known" in done.err
    assert (site.asked, desk.file.exists()) == ([], False)
    sound = desk.watch(f'sources: [{{name: a, url: "{site.url}/f", every: 1h}}]', "--check")
    assert (sound.code, site.asked) == (0, [])
    assert "1 source, 0 alerts, 0 outputs; sound" in sound.out


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_clean(desk: Desk, site: Site, sign: signal.Signals) -> None:
    site.pages["/f"] = answer(feed(("1", STRIKE)), FEED)
    desk.list.write_text(f'sources: [{{name: a, url: "{site.url}/f", every: 30s}}]', "utf-8")
    code = "from rasid.cli.main import main; main()"
    where = ("--sources", str(desk.list), "--workspace", str(desk.file))
    process = subprocess.Popen(
        [sys.executable, "-c", code, "watch", *where], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    lines = [process.stderr.readline()]
    process.send_signal(sign)
    _, rest = process.communicate()
    assert "a: 1 new" in lines[0]
    assert process.returncode == 0
    assert rest.rstrip().endswith("ended")
    assert "Traceback" not in rest


# ------------------------------------------------------------------ alerts
RULE = """\
alerts:
  - {name: strikes, type: air_strike, near: سراقب, radius_km: 20, killed: 3, to: OUT}
"""


@pytest.fixture
def with_alerts(desk: Desk, site: Site) -> Callable[..., str]:
    """A list with one source, the rule, and an output."""
    site.pages["/f"] = answer(feed(), FEED)

    def listed(output: str, rule: str = RULE) -> str:
        source = f'sources: [{{name: a, url: "{site.url}/f", every: 1h}}]\n'
        return f"{source}{rule.replace('OUT', 'out')}outputs: [{{name: out, {output}}}]\n"

    return listed


def test_an_event_is_told_once_with_its_words_and_sources(
    desk: Desk, site: Site, with_alerts: Callable[..., str]
) -> None:
    log = desk.folder / "alerts.jsonl"
    sources = with_alerts(f'file: "{log}"')
    desk.once(sources)
    site.pages["/f"] = answer(feed(("1", STRIKE), ("2", ARREST)), FEED)
    assert "alerts: 1 sent" in desk.once(sources).err
    site.pages["/f"] = answer(feed(("1", STRIKE), ("2", ARREST), ("3", f"عاجل: {STRIKE}")), FEED)
    assert "sent" not in desk.once(sources).err, "another telling of one incident is no news"
    assert "sent" not in desk.once(sources).err
    (line,) = log.read_text("utf-8").splitlines()
    told = json.loads(line)
    assert told["rule"] == "strikes"
    assert told["event"]["type"] == "air_strike"
    assert {"field": "casualties", "words": "مقتل ثلاثة مدنيين"} in told["evidence"]
    assert told["sources"][0]["published"] == "2025-03-12"
    assert told["profile"] == "internal"


def test_what_was_there_before_the_rule_is_no_news(
    desk: Desk, site: Site, with_alerts: Callable[..., str]
) -> None:
    site.pages["/f"] = answer(feed(("1", STRIKE)), FEED)
    sources = with_alerts('file: "never.jsonl"')
    desk.once(sources.partition("alerts:")[0])
    assert "sent" not in desk.once(sources).err


FITTING = (
    "type: air_strike",
    "status: happened, confidence: 0.1",
    "injured: 5",
    "country: sy",
    "admin1: Idlib",
    "words: [سراقب, دوما]",
    "near: سراقب, radius_km: 1",
)
OTHERS = (
    "type: [shelling, protest]",
    "confidence: 1.0",
    "killed: 4",
    "near: دوما, radius_km: 30",
    "country: NO",
    "admin1: Aleppo",
    "words: طائرة حربية",
    "main: false",
    "actor: Islamic State",
)


def test_a_rule_asks_for_what_it_says(
    desk: Desk, site: Site, with_alerts: Callable[..., str]
) -> None:
    rules = [f"  - {{name: r{n}, to: OUT, {one}}}\n" for n, one in enumerate((*FITTING, *OTHERS))]
    log = desk.folder / "a.jsonl"
    sources = with_alerts(f'file: "{log}"', f"alerts:\n{''.join(rules)}")
    desk.once(sources)
    site.pages["/f"] = answer(feed(("1", STRIKE)), FEED)
    desk.once(sources)
    told = {json.loads(line)["rule"] for line in log.read_text("utf-8").splitlines()}
    assert told == {f"r{n}" for n in range(len(FITTING))}


def test_a_webhook_gets_a_signed_alert_as_a_partner_may_have_it(
    desk: Desk, site: Site, with_alerts: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASID_WEBHOOK_SECRET", "key")
    sources = with_alerts(f'webhook: "{site.url}/hook", sign: true')
    desk.once(sources)
    site.pages |= {"/f": answer(feed(("1", STRIKE)), FEED), "/hook": answer("", status=503)}
    done = desk.once(sources)
    assert "alert strikes to out: webhook: the server fails (503); again at" in done.err
    site.pages["/hook"] = answer("", status=200)
    assert "sent" not in desk.once(sources).err, "not due yet"
    desk.due_now()
    assert "alerts: 1 sent" in desk.once(sources).err
    body = site.posted[-1]
    signed = hmac.new(b"key", body, hashlib.sha256).hexdigest()
    assert site.headers[-1]["x-rasid-signature"] == f"sha256={signed}"
    told = json.loads(body)
    assert told["profile"] == "partner"
    assert {one["field"] for one in told["evidence"]} == {"trigger"}
    assert told["report"]["title"] is None
    assert "sent" not in desk.once(sources).err


def test_a_webhook_inside_is_not_called_unless_the_settings_say_so(
    desk: Desk, site: Site, with_alerts: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = with_alerts('webhook: "http://127.0.0.1:9/hook"')
    desk.once(sources)
    site.pages["/f"] = answer(feed(("1", STRIKE)), FEED)
    assert "is in a private or reserved network" in desk.once(sources).err


# ------------------------------------------------------------------ mail
class Post(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it is given."""

    allow_reuse_address = True
    daemon_threads = True
    received: list[str]
    refusing = False


class Talk(socketserver.StreamRequestHandler):
    server: Post

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline().strip().upper():
            if line == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.received.append(self._data())
                self.wfile.write(b"250 taken\r\n")
            elif line.startswith(b"RCPT") and self.server.refusing:
                self.wfile.write(b"450 not now\r\n")
            elif line == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 well\r\n")

    def _data(self) -> str:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return b"".join(lines).decode("ascii")


@pytest.fixture
def post() -> Iterator[Post]:
    server = Post(("127.0.0.1", 0), Talk)
    server.received = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_mail_carries_the_alert_and_is_tried_again(
    desk: Desk, site: Site, with_alerts: Callable[..., str], post: Post
) -> None:
    from email import message_from_string, policy

    port = post.server_address[1]
    sources = with_alerts(
        f"mail: [desk@example.org], sender: rasid@example.org, host: 127.0.0.1, port: {port},"
        " tls: none"
    )
    desk.once(sources)
    site.pages["/f"] = answer(feed(("1", STRIKE)), FEED)
    post.refusing = True
    assert "alert strikes to out: 127.0.0.1:" in desk.once(sources).err
    post.refusing = False
    desk.due_now()
    assert "alerts: 1 sent" in desk.once(sources).err
    (raw,) = post.received
    message = message_from_string(raw, policy=policy.default)
    assert str(message["Subject"]).startswith("[rasid] strikes: ")
    body = message.get_content()
    assert "سراقب" in body
    assert "shared as: partner" in body
    assert "مقتل ثلاثة مدنيين" not in body, "what a partner may not have stays here"


def test_a_source_that_is_not_due_is_left_alone(desk: Desk, site: Site) -> None:
    workspace = Workspace.open(desk.file, create=True)
    with workspace.writing() as db:
        watching.note(db, watching.Due("a", "2999-01-01T00:00:00.000+00:00", 0, ""))
    workspace.close()
    desk.list.write_text(f'sources: [{{name: a, url: "{site.url}/f", every: 30s}}]', "utf-8")
    code = "from rasid.cli.main import main; main()"
    where = ("--sources", str(desk.list), "--workspace", str(desk.file))
    process = subprocess.Popen(
        [sys.executable, "-c", code, "watch", *where], stderr=subprocess.PIPE, text=True
    )
    time.sleep(2)
    process.terminate()
    process.communicate()
    assert process.returncode in (0, -signal.SIGTERM)
    assert site.asked == []
