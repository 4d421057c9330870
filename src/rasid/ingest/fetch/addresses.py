"""Which addresses may be connected to: public ones, and hosts that the settings allow by name.

A name is resolved once, every address of it is looked at, and the connection goes to one of these
very addresses: a name that means another machine a moment later changes nothing.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from rasid.ingest.fetch.failed import NotFetched, TryLater

Address = IPv4Address | IPv6Address
CLOSED = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12"
            " 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24"
            " 203.0.113.0/24 224.0.0.0/3 ::/127 100::/64 2001:db8::/32 fc00::/7 fe80::/9 ff00::/8"
        ).split(),
    )
)
"""What is no public machine: this one, private networks, carriers' networks, examples, groups."""
OPEN_V6 = ip_network("2000::/3")
"""The only part of IPv6 that is given out for the open internet."""
MAPPED = ip_network("::ffff:0:0/96"), ip_network("::/96"), ip_network("64:ff9b::/96")
"""IPv6 addresses whose last 32 bits are an IPv4 address."""
SIX_TO_FOUR, TEREDO = ip_network("2002::/16"), ip_network("2001::/32")


def is_public(told: str) -> bool:
    """Whether an address belongs to a machine on the open internet, whatever it is wrapped in."""
    try:
        address = ip_address(told.partition("%")[0])
    except ValueError:
        return False
    inner = list(_inner(address))
    if inner:
        return all(_is_open(one) for one in inner)
    return _is_open(address)


def _inner(address: Address) -> Iterator[Address]:
    """The IPv4 addresses in an IPv6 address that stands for them."""
    if isinstance(address, IPv4Address):
        return
    number = int(address)
    if any(address in wrap for wrap in MAPPED):
        yield IPv4Address(number & 0xFFFFFFFF)
    elif address in SIX_TO_FOUR:
        yield IPv4Address(number >> 80 & 0xFFFFFFFF)
    elif address in TEREDO:
        yield IPv4Address(number >> 64 & 0xFFFFFFFF)
        yield IPv4Address(~number & 0xFFFFFFFF)


def _is_open(address: Address) -> bool:
    if any(address in network for network in CLOSED):
        return False
    return isinstance(address, IPv4Address) or address in OPEN_V6


class Guard:
    """Says which hosts may be connected to. `allowed` are names or addresses, with `:port` or
    without, that are let through whatever network they are in.
    """

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed = frozenset(one.strip().lower() for one in allowed if one.strip())

    def allows(self, host: str, port: int) -> bool:
        """Whether the settings name this host."""
        name = host.strip("[]").lower().rstrip(".")
        return bool(self._allowed & {name, f"{name}:{port}", f"[{name}]:{port}"})

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host, all of which may be connected to. NotFetched when one may not,
        TryLater when the name is not known.
        """
        try:
            told = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise TryLater(f"{host}: no machine of this name is found") from error
        found = list(dict.fromkeys(str(one[4][0]) for one in told))
        if not self.allows(host, port):
            for one in found:
                self._refuse_closed(host, one)
        return found

    def check_connected(self, host: str, port: int, peer: str) -> None:
        """NotFetched when a connection has ended up at a machine that it may not be to."""
        if not self.allows(host, port):
            self._refuse_closed(host, peer)

    def _refuse_closed(self, host: str, address: str) -> None:
        if not is_public(address):
            shown = host if host.strip("[]") == address else f"{host} ({address})"
            raise NotFetched(
                f"{shown} is in a private or reserved network and is not fetched;"
                " RASID_ALLOW_HOSTS names hosts that may be"
            )
