"""No address leads into a private network, whatever it is called and however it is written."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.ingest.fetch.addresses import Guard, is_public
from rasid.ingest.fetch.client import Bounds, Client
from rasid.ingest.fetch.failed import NotFetched, TryLater
from rasid.ingest.fetch.pace import Pace

from ...sites import Site, answer  # noqa: TID252  shared by all tests

CLOSED = (
    "127.0.0.1 127.8.8.8 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1"
    " 100.127.255.255 224.0.0.1 239.1.1.1 255.255.255.255 0.0.0.0 0.1.2.3 192.0.0.8 198.18.0.1"
    " 240.0.0.1 192.0.2.1 ::1 :: fe80::1 fec0::1 fc00::1 fd12::1 ff02::1 ::ffff:127.0.0.1"
    " ::ffff:10.0.0.1 ::ffff:a9fe:a9fe ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::c0a8:101"
    " 2002:7f00:1:: 2002:c0a8:101::1 2001:0:7f00:1:: 2001:db8::1 fe80::1%eth0 localhost"
).split()
OPEN = "8.8.8.8 93.184.216.34 172.32.0.1 100.128.0.1 2606:4700::1111 ::ffff:8.8.8.8".split()


@pytest.mark.parametrize("address", CLOSED)
def test_private_and_reserved_addresses_are_closed(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OPEN)
def test_public_addresses_are_open(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_that_python_holds_for_private_is_closed_mapped_or_not(address: Any) -> None:
    if address.is_private or address.is_multicast or address.is_reserved:
        assert not is_public(str(address))
    assert is_public(f"::ffff:{address}") == is_public(str(address))
    assert is_public(f"64:ff9b::{address}") == is_public(str(address))


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let names mean these addresses, others each time they are asked for."""
    asked: list[str] = []
    rest = list(answers)

    def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        told = rest.pop(0) if len(rest) > 1 else rest[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in told]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def test_a_name_with_one_private_address_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(NotFetched, match="private or reserved") as told:
        Guard().addresses("news.example.org", 80)
    assert not told.value.later


@pytest.mark.parametrize("host", ["127.1", "0x7f000001", "2130706433", "017700000001", "[::1]"])
def test_other_spellings_of_this_machine_are_closed(host: str) -> None:
    with pytest.raises((NotFetched, TryLater)):
        Guard().addresses(host, 80)


def test_the_name_is_asked_once_and_the_connection_goes_where_it_said(
    monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    """A second answer, which would lead into the private network, is never asked for."""
    asked = resolving(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])
    went: list[str] = []

    def create_connection(address: tuple[str, int], timeout: Any = None) -> socket.socket:
        went.append(address[0])
        raise OSError("no route in this test")

    monkeypatch.setattr(socket, "create_connection", create_connection)
    client = Client(Guard(), Pace(0), Bounds(tries=1))
    with pytest.raises(TryLater):
        client.get("http://rebinding.example.org/")
    assert went == ["93.184.216.34"]
    assert len(asked) == 1


def test_a_connection_that_ends_up_inside_is_dropped(
    monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    """Whatever leads it there: the machine at its other end is looked at too."""
    resolving(monkeypatch, ["93.184.216.34"])
    inside = int(site.url.rpartition(":")[2])

    def rerouted(address: tuple[str, int], timeout: Any = None) -> socket.socket:
        wire = socket.socket()
        wire.connect(("127.0.0.1", inside))
        return wire

    site.pages["/"] = answer("secret")
    monkeypatch.setattr(socket, "create_connection", rerouted)
    client = Client(Guard(), Pace(0), Bounds(tries=1))
    with pytest.raises(NotFetched, match="private or reserved"):
        client.get("http://news.example.org/")
    assert site.asked == []


@pytest.mark.parametrize(
    ("allowed", "host", "let_in"),
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1:80", "127.0.0.1", True),
        ("127.0.0.1:81", "127.0.0.1", False),
        ("bridge.lan", "BRIDGE.lan.", True),
        ("lan", "bridge.lan", False),
        ("", "127.0.0.1", False),
    ],
)
def test_only_hosts_that_the_settings_name_are_let_in(
    allowed: str, host: str, let_in: bool
) -> None:
    assert Guard([allowed]).allows(host, 80) == let_in


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    """Through a proxy nobody could see where a connection ends."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    site.pages["/"] = answer("x")
    got = Client(Guard([site.host]), Pace(0), Bounds(tries=1)).get(site.url)
    assert got.body is not None
    got.body.stream.close()
