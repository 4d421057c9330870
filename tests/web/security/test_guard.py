"""Who is not in gets nothing; who is in is not made to do what another site wants."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from starlette.routing import Route

from rasid.web.app import application
from rasid.web.security.guard import FIELD, HEADER, PUBLIC, SESSION
from rasid.web.security.login import local_path
from rasid.web.site import Site

from .conftest import csrf


def let_in(client: TestClient, site: Site) -> str:
    """Use a token of the one local user; the token of the session's requests."""
    assert site.guard is not None
    assert site.guard.local is not None
    answer = client.get("/login", params={"token": site.guard.local.token()})
    assert answer.status_code == 303
    told: str = client.get("/api/v1/session").json()["csrf"]
    return told


# ------------------------------------------------------------------ the door
def test_every_page_and_address_is_behind_the_door(outside: TestClient, site: Site) -> None:
    told = application(site).openapi()["paths"]
    for path, methods in told.items():
        for method in methods:
            answer = outside.request(method, path.replace("{n}", "1"))
            assert answer.status_code in (401, 403), (method, path)
    answer = outside.get("/?type=shelling")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2F%3Ftype%3Dshelling"


def test_a_token_lets_one_browser_in_once(outside: TestClient, site: Site) -> None:
    assert site.guard is not None
    assert site.guard.local is not None
    token = site.guard.local.token()
    first = outside.get("/login", params={"token": token})
    assert first.headers["location"] == "/", "the token is not in the address any more"
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert outside.get("/").status_code == 200
    outside.cookies.clear()
    assert outside.get("/login", params={"token": token}).status_code == 403
    assert outside.get("/").status_code == 303


@pytest.mark.parametrize("secret", [b"", b"x", b"\xff", b"0" * 5000])
def test_a_made_up_session_is_none(outside: TestClient, secret: bytes) -> None:
    headers = [(b"Cookie", SESSION.encode() + b"=" + secret)]
    assert outside.get("/api/v1/session", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "next",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil",
     "javascript:alert(1)", "evil", ""],
)  # fmt: skip
def test_nobody_is_led_to_another_site(outside: TestClient, site: Site, next: str) -> None:
    assert local_path(next) == "/"
    assert site.guard is not None
    assert site.guard.local is not None
    asked = {"token": site.guard.local.token(), "next": next}
    assert outside.get("/login", params=asked).headers["location"] == "/"


# ------------------------------------------------------------------ forgery
CHANGE = "/api/v1/corrections/1/undo"


def test_a_change_needs_the_token_of_its_session(outside: TestClient, site: Site) -> None:
    token = let_in(outside, site)
    assert outside.post(CHANGE).status_code == 403
    assert outside.post(CHANGE, headers={HEADER: "0" * 64}).status_code == 403
    assert outside.post(CHANGE, headers=[(HEADER.encode(), b"\xe9")]).status_code == 403
    assert outside.post(CHANGE, headers={HEADER: token}).status_code == 404
    outside.cookies.clear()
    assert let_in(outside, site) != token


@pytest.mark.parametrize(
    "sent",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://127.0.0.1:8642.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_change_from_another_site_is_refused(
    outside: TestClient, site: Site, sent: dict[str, str]
) -> None:
    token = let_in(outside, site)
    assert outside.post(CHANGE, headers={HEADER: token, **sent}).status_code == 403
    ours = {"Origin": "http://127.0.0.1:8642", "Sec-Fetch-Site": "same-origin"}
    assert outside.post(CHANGE, headers={HEADER: token, **ours}).status_code == 404


def test_a_form_brings_the_token_in_a_field(outside: TestClient, site: Site) -> None:
    token = let_in(outside, site)
    assert outside.post("/logout", data={"next": "/"}).status_code == 403
    assert outside.post("/logout", data={FIELD: token}).status_code == 303
    assert outside.get("/api/v1/session").status_code == 401


def test_the_form_at_the_door_needs_its_token_too(outside: TestClient) -> None:
    form = {"name": "Amir", "password": "x"}
    assert outside.post("/login", data=form).status_code == 403
    assert csrf(outside)
    assert "rasid_door" in outside.cookies


def test_what_changes_something_is_never_asked_for_with_get(site: Site) -> None:
    for route in application(site).routes:
        if isinstance(route, Route) and route.path not in PUBLIC:
            methods = route.methods or set()
            assert not ({"GET", "HEAD"} & methods and {"POST", "PUT", "DELETE", "PATCH"} & methods)


# ------------------------------------------------------------------ hosts, headers, sizes
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8642", "127.0.0.1.evil.example", ""]
)
def test_another_name_of_this_machine_is_not_answered(outside: TestClient, host: str) -> None:
    for path in ("/", "/login", "/static/manifest.json", "/api/v1/openapi.json"):
        assert outside.get(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8642", "LOCALHOST", "[::1]:8642"])
def test_its_own_names_are_answered(outside: TestClient, host: str) -> None:
    assert outside.get("/login", headers={"Host": host}).status_code == 403


def test_every_answer_tells_the_browser_to_be_strict(outside: TestClient, site: Site) -> None:
    let_in(outside, site)
    for path in ("/", "/login", "/nothing", "/api/v1/events", "/api/v1/nothing", "/static/none"):
        headers = outside.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        if not path.startswith("/static"):
            assert headers["cache-control"] == "no-store"


def test_pages_have_no_script_or_style_of_their_own(outside: TestClient, site: Site) -> None:
    let_in(outside, site)
    for path in ("/", "/login", "/nothing"):
        text = outside.get(path).text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text


@pytest.mark.parametrize("told", [True, False])
def test_too_large_a_body_is_refused_while_it_comes(
    outside: TestClient, site: Site, told: bool
) -> None:
    token = let_in(outside, site)
    sent = 0

    def parts():  # type: ignore[no-untyped-def]
        nonlocal sent
        for _ in range(64):
            sent += 1
            yield b" " * 65536

    body = b" " * 64 * 65536 if told else parts()
    headers = {HEADER: token, "Content-Type": "application/json"}
    answer = outside.post("/api/v1/events/review", content=body, headers=headers)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
