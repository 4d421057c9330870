"""Questions a second that `rasid serve` answers over loopback, and the memory that it takes.

Needs `wrk` (apt-get install wrk). The workspace is the made-up one of bench/store.py.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import store
from rasid.store.workspace import Workspace

EVENTS, SECONDS, CONNECTIONS = 100_000, 5, 8
ADDRESS = re.compile(r"http://([0-9.]+):([0-9]+)(/[^ ]*)")
QUESTIONS = {
    "a page of 50 events": "/api/v1/events",
    "by type, country and toll": "/api/v1/events?type=air_strike&country=SY&killed=3",
    "near a place": "/api/v1/events?near=33.5,36.3,25&limit=50",
    "by days": "/api/v1/events?since=2020-03-01&until=2020-03-31",
    "how many of a type": "/api/v1/events/count?type=shelling",
    "one page of reports": "/api/v1/reports",
    "a place by its name": "/api/v1/places?q=Aleppo",
}


def served(path: Path) -> tuple[subprocess.Popen[str], str, int, str]:
    """A server of the workspace: the process, its host, port, and the address that lets in."""
    command = [sys.executable, "-m", "rasid.cli.main", "serve", "--no-browser", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--workspace", str(path)], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    found = ADDRESS.search(process.stderr.readline())
    assert found is not None
    return process, found[1], int(found[2]), found[3]


def cookie(host: str, port: int, entry: str) -> str:
    """The session of a client that is let in."""
    for _ in range(300):
        try:
            line = http.client.HTTPConnection(host, port)
            line.request("GET", entry)
            return str(line.getresponse().headers["Set-Cookie"]).partition(";")[0]
        except OSError:
            time.sleep(0.1)
    raise SystemExit("bench: the server does not answer")


def asked(url: str, session: str, seconds: int) -> tuple[float, str]:
    """Answers a second, and the latency below which 99 of 100 stay."""
    load = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    done = subprocess.run(
        [*load, "-H", f"Cookie: {session}", url], capture_output=True, text=True, check=True
    )
    if "Non-2xx" in done.stdout:
        raise SystemExit(f"bench: {url} is not answered as it should be\n{done.stdout}")
    rate = re.search(r"Requests/sec:\s+([0-9.]+)", done.stdout)
    slow = re.search(r"99%\s+(\S+)", done.stdout)
    assert rate is not None
    assert slow is not None
    return float(rate[1]), slow[1]


def memory_mb(process: int) -> tuple[float, float]:
    """Memory of a process: its own, and the pages of files that are mapped into it.

    SQLite maps the workspace. The system counts such a page once for each connection that has
    touched it and takes it back when memory is short, so that the two are not one sum.
    """
    told = Path(f"/proc/{process}/status").read_text()
    own, mapped = (re.search(rf"{name}:\s+(\d+) kB", told) for name in ("RssAnon", "RssFile"))
    assert own is not None
    assert mapped is not None
    return int(own[1]) / 1024, int(mapped[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="Of each question.")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        print("bench: wrk is missing, so nothing is asked; install it with: apt-get install wrk")
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RASID_HOME"] = folder
        path = Path(folder) / "workspace.db"
        workspace = Workspace.open(path, create=True)
        with workspace.writing() as db:
            store.fill(db, options.events, store.Maker())
        workspace.close()
        process, host, port, entry = served(path)
        try:
            session = cookie(host, port, entry)
            measured = {
                name: asked(f"http://{host}:{port}{question}", session, options.seconds)
                for name, question in QUESTIONS.items()
            }
            own, mapped = memory_mb(process.pid)
        finally:
            process.terminate()
            process.communicate()
    if options.json:
        print(json.dumps({"questions": measured, "memory_mb": own, "mapped_mb": mapped}))
        return
    for name, (rate, slow) in measured.items():
        print(f"{name:28} {rate:8.0f} a second, 99 of 100 within {slow}")
    print(f"memory of the server: {own:.0f} MB of its own, {options.events:,} events")
    print(f"pages of the workspace that are mapped: {mapped:.0f} MB")


if __name__ == "__main__":
    main()
