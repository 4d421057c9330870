"""Accounts: who may do what, how often a password may be wrong, how a session ends."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from rasid.store import accounts, audit, sessions
from rasid.store.workspace import Workspace
from rasid.web.security import guard, login, passwords
from rasid.web.security.guard import SESSION
from rasid.web.site import Site

from .conftest import PASSWORD, PEOPLE, Enter, csrf, log_in


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.at = guard.now()

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(guard, "now", made)
    monkeypatch.setattr(login, "now", made)
    return made


# ------------------------------------------------------------------ who may do what
def test_where_there_are_accounts_the_local_token_lets_nobody_in(
    outside: TestClient, site: Site, shared: Workspace
) -> None:
    assert site.guard is not None
    assert site.guard.local is not None
    answer = outside.get("/login", params={"token": site.guard.local.token()})
    assert SESSION not in answer.headers.get("set-cookie", "")
    assert outside.get("/").status_code == 303


WRITES = {
    "analyst": ["/api/v1/corrections/1/undo", "/api/v1/events/none/corrections"],
    "editor": ["/api/v1/judgements/none/undo", "/api/v1/incidents/join", "/api/v1/exports"],
}
BODIES = {"/api/v1/events/none/corrections": {"field": "type", "new": "ied"}}


@pytest.mark.parametrize("name", PEOPLE)
def test_roles_may_do_what_they_are_for(enter: Enter, name: str) -> None:
    client = enter(name)
    assert client.get("/api/v1/events").status_code == 200
    assert client.get("/api/v1/session").json()["role"] == PEOPLE[name]
    order = list(PEOPLE.values())
    for least, paths in WRITES.items():
        for path in paths:
            refused = client.post(path, json=BODIES.get(path, {})).status_code == 403
            assert refused == (order.index(PEOPLE[name]) < order.index(least)), path
    assert client.get("/api/v1/log").status_code == (200 if PEOPLE[name] == "admin" else 403)


def test_decisions_are_kept_under_the_name_of_who_logged_in(enter: Enter) -> None:
    client = enter("Adel")
    telling = client.get("/api/v1/events").json()["items"][0]["telling"]
    body = {"field": "review", "new": "confirmed"}
    done = client.post(f"/api/v1/events/{telling}/corrections", json=body).json()
    assert done["event"]["revisions"][0]["by"] == "Adel"
    last = enter("Amir").get("/api/v1/log").json()["items"]
    (entry,) = [one for one in last if one["what"] == "POST correct"]
    assert (entry["who"], entry["about"], entry["address"]) == (
        "Adel", f"/api/v1/events/{telling}/corrections", "testclient")  # fmt: skip


# ------------------------------------------------------------------ passwords
def test_wrong_passwords_cost_more_and_more_time(
    outside: TestClient, shared: Workspace, clock: Clock
) -> None:
    for _ in range(5):
        assert log_in(outside, "Amir", "wrong") == 403
    assert log_in(outside, "Amir") == 429, "even the right one is not listened to"
    clock.pass_(seconds=5)
    assert log_in(outside, "Amir", "wrong") == 403
    clock.pass_(seconds=3)
    assert log_in(outside, "Amir") == 429, "the wait has doubled"
    answer = outside.post(
        "/login", data={"csrf_token": csrf(outside), "name": "Amir", "password": "x"}
    )
    assert int(answer.headers["retry-after"]) >= 1
    clock.pass_(seconds=5)
    assert log_in(outside, "Amir") == 303
    with shared.reading() as db:
        told = [(one.who, one.what, one.kept) for one in audit.page(db, 20)]
    assert told[0] == ("Amir", "login", True)
    assert told.count(("", "login", False)) == 6


def test_one_address_cannot_try_many_names(
    outside: TestClient, shared: Workspace, clock: Clock
) -> None:
    statuses = [log_in(outside, f"name {n}", "wrong") for n in range(22)]
    assert statuses[:21] == [403] * 21
    assert statuses[21] == 429


def test_an_unknown_name_takes_as_long_as_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = []
    verify = passwords._hasher.verify

    def counted(kept: str, password: str) -> bool:
        looked_at.append(kept)
        return verify(kept, password)

    monkeypatch.setattr(passwords._hasher.__class__, "verify", lambda self, *told: counted(*told))
    assert not passwords.fits(PASSWORD, None)
    assert len(looked_at) == 1
    assert looked_at[0].startswith("$argon2id$")


# ------------------------------------------------------------------ sessions
def test_a_session_ends_with_the_account_its_role_and_its_password(
    enter: Enter, shared: Workspace
) -> None:
    for end in (
        lambda db: accounts.set_role(db, "Adel", "reader"),
        lambda db: accounts.set_password(db, "Adel", passwords.hashed(PASSWORD, "Adel")),
        lambda db: accounts.remove(db, "Adel", "2026-01-01"),
    ):
        client = enter("Adel")
        assert client.get("/api/v1/session").status_code == 200
        with shared.writing() as db:
            end(db)
        assert client.get("/api/v1/session").status_code == 401


def test_a_session_ends_after_a_time(enter: Enter, clock: Clock) -> None:
    client = enter("Adel")
    for _ in range(13):
        clock.pass_(hours=11)
        assert client.get("/api/v1/session").status_code == 200, "it is used every day"
    clock.pass_(hours=13)
    assert client.get("/api/v1/session").status_code == 401, "nobody used it for half a day"
    again = enter("Adel")
    for _ in range(16):
        clock.pass_(hours=11)
        again.get("/api/v1/session")
    assert again.get("/api/v1/session").status_code == 401, "seven days are the longest"


def test_who_logs_out_is_out_wherever_the_cookie_is(enter: Enter, shared: Workspace) -> None:
    client = enter("Adel")
    secret = client.cookies[SESSION]
    assert client.post("/logout").status_code == 303
    client.cookies.set(SESSION, secret)
    assert client.get("/api/v1/session").status_code == 401
    with shared.reading() as db:
        assert sessions.all_of(db, "Adel") == []


def test_a_new_session_has_a_new_secret(enter: Enter) -> None:
    client = enter("Adel")
    first = client.cookies[SESSION]
    client.post("/logout")
    del client.headers["X-CSRF-Token"]
    client.cookies.set(SESSION, "chosen by somebody else")
    assert log_in(client, "Adel") == 303
    assert client.cookies.get(SESSION, domain="127.0.0.1") not in (first, "chosen by somebody else")


def test_the_file_does_not_hold_what_lets_somebody_in(enter: Enter, shared: Workspace) -> None:
    secret = enter("Adel").cookies[SESSION]
    held = b"".join(p.read_bytes() for p in shared.path.parent.glob(f"{shared.path.name}*"))
    assert PASSWORD.encode() not in held
    assert secret.encode() not in held


# ------------------------------------------------------------------ the account's page
def test_who_knows_the_password_may_change_it(enter: Enter, shared: Workspace) -> None:
    client = enter("Adel")
    new = "five words, and a comma"
    wrong = client.post("/account/password", data={"old": "nothing like it", "new": new})
    assert wrong.status_code == 403
    weak = client.post("/account/password", data={"old": PASSWORD, "new": "short"})
    assert weak.status_code == 400
    assert client.get("/api/v1/session").status_code == 200
    assert client.post("/account/password", data={"old": PASSWORD, "new": new}).status_code == 303
    assert client.get("/api/v1/session").status_code == 401, "it has to log in again"
    del client.headers["X-CSRF-Token"]
    assert log_in(client, "Adel") == 403
    assert log_in(client, "Adel", new) == 303


def test_a_session_is_ended_from_another(enter: Enter) -> None:
    here, there, other = enter("Adel"), enter("Adel"), enter("Rana")
    text = here.get("/account").text
    (id,) = {part.partition('"')[0] for part in text.split('name="session" value="')[1:]}
    assert other.post("/account/sessions", data={"session": id}).status_code == 404
    assert there.get("/api/v1/session").status_code == 200
    assert here.post("/account/sessions", data={"session": id}).status_code == 303
    assert there.get("/api/v1/session").status_code == 401
    assert here.get("/api/v1/session").status_code == 200


@pytest.mark.parametrize("name", PEOPLE)
def test_the_log_and_the_people_are_for_administrators(enter: Enter, name: str) -> None:
    text = enter(name).get("/account").text
    assert all((other in text) == (name == "Amir") for other in set(PEOPLE) - {name})
