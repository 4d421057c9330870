"""Where Rasid keeps its files. The only module that reads the environment."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

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
