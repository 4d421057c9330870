"""Servers as `rasid serve` runs them: for the one local user, and for people with accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from rasid.store import accounts, intake
from rasid.store.workspace import Workspace
from rasid.web.app import application
from rasid.web.security import passwords
from rasid.web.security.guard import Guard
from rasid.web.security.local import Local
from rasid.web.site import Site

HERE = "http://127.0.0.1:8642"
PASSWORD = "four words and a comma"
PEOPLE = {"Rana": "reader", "Adel": "analyst", "Edma": "editor", "Amir": "admin"}

Enter = Callable[[str], TestClient]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that take a hundredth of the time."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(1, 64, 1))


@lru_cache(maxsize=1)
def kept() -> str:
    return passwords.hashed(PASSWORD, "nobody")


@pytest.fixture
def site(workspace: Workspace) -> Site:
    """The site of the one local user."""
    return Site(workspace, "Mona", Guard(local=Local()))


@pytest.fixture
def outside(site: Site) -> Iterator[TestClient]:
    """A browser that is not in."""
    with TestClient(application(site), base_url=HERE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def shared(workspace: Workspace) -> Workspace:
    """A workspace with an account of each role."""
    with workspace.writing() as db:
        for name, role in PEOPLE.items():
            accounts.add(db, name, role, kept(), intake.now())
    return workspace


def csrf(client: TestClient) -> str:
    """The token in the page at the door, or in any other."""
    text = client.get("/login").text or client.get("/").text
    return text.partition('name="csrf-token" content="')[2].partition('"')[0]


def log_in(client: TestClient, name: str, password: str = PASSWORD, **more: str) -> int:
    """Log in with the form; the status of the answer."""
    form = {"csrf_token": csrf(client), "name": name, "password": password, **more}
    return client.post("/login", data=form).status_code


@pytest.fixture
def enter(site: Site, shared: Workspace) -> Iterator[Enter]:
    """`enter(name)`: a browser in which somebody logged in, with the token in all requests."""
    opened: list[TestClient] = []

    def enter_it(name: str) -> TestClient:
        client = TestClient(application(site), base_url=HERE, follow_redirects=False)
        opened.append(client.__enter__())
        assert log_in(client, name) == 303
        client.headers["X-CSRF-Token"] = client.get("/api/v1/session").json()["csrf"]
        return client

    yield enter_it
    for client in opened:
        client.__exit__(None, None, None)
