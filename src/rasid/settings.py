"""Where Rasid keeps its files. The only module that reads the environment."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from rasid.version import __version__

WESTERN, ARABIC_INDIC = "latn", "arab"


def home() -> Path:
    """The workspace folder: `RASID_HOME`, else `~/.local/share/rasid`."""
    chosen = os.environ.get("RASID_HOME")
    return Path(chosen) if chosen else Path.home() / ".local" / "share" / "rasid"


def workspace() -> Path:
    """The workspace file of commands that are not given `--workspace`: `workspace.db` in the
    workspace folder.
    """
    return home() / "workspace.db"


def author() -> str:
    """Under whose name decisions are kept: `RASID_AUTHOR`, else the name of the system's user."""
    return os.environ.get("RASID_AUTHOR") or getpass.getuser()


def bayanat_login() -> tuple[str, str] | None:
    """Name and password for `rasid export --push`: `RASID_BAYANAT_USER` and
    `RASID_BAYANAT_PASSWORD`; without both they are asked for.
    """
    name = os.environ.get("RASID_BAYANAT_USER")
    password = os.environ.get("RASID_BAYANAT_PASSWORD")
    return (name, password) if name and password else None


def cache_dir() -> Path:
    """Where compiled language data is kept: `RASID_CACHE`, else `$XDG_CACHE_HOME/rasid`, else
    `~/.cache/rasid`.
    """
    chosen = os.environ.get("RASID_CACHE")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "rasid"


def geonames_url() -> str:
    """Where `rasid gazetteer download` gets its files: `RASID_GEONAMES`, the address of a mirror of
    GeoNames' export folder, else `https://download.geonames.org/export/dump`.
    """
    chosen = os.environ.get("RASID_GEONAMES")
    return (chosen or "https://download.geonames.org/export/dump").rstrip("/")


def digits() -> str:
    """Which digits Arabic pages write: `RASID_DIGITS`, `latn` (1 2 3, the default, as most pan-Arab
    desks do) or `arab` (Arabic-Indic).
    """
    return ARABIC_INDIC if os.environ.get("RASID_DIGITS") == ARABIC_INDIC else WESTERN


def allowed_hosts() -> tuple[str, ...]:
    """Hosts in private networks, this machine's own among them, that may be fetched from and sent
    to: `RASID_ALLOW_HOSTS`, names or addresses as they stand in URLs, with `:port` or without,
    separated by commas; by default none.
    """
    return tuple(filter(None, map(str.strip, os.environ.get("RASID_ALLOW_HOSTS", "").split(","))))


def user_agent() -> str:
    """What Rasid says of itself to the sites that it fetches from: `RASID_USER_AGENT`, best with an
    address where its user can be written to, else the name and version of Rasid.
    """
    return os.environ.get("RASID_USER_AGENT") or f"rasid/{__version__}"


def webhook_secret() -> str | None:
    """The key that alerts to webhooks with `sign: true` are signed with: `RASID_WEBHOOK_SECRET`."""
    return os.environ.get("RASID_WEBHOOK_SECRET") or None


def smtp_password() -> str | None:
    """The password of the `user` that alerts by e-mail are sent as: `RASID_SMTP_PASSWORD`."""
    return os.environ.get("RASID_SMTP_PASSWORD") or None
