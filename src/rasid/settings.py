"""Where Rasid keeps its files. The only module that reads the environment."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """The workspace folder: `RASID_HOME`, else `~/.local/share/rasid`."""
    chosen = os.environ.get("RASID_HOME")
    return Path(chosen) if chosen else Path.home() / ".local" / "share" / "rasid"


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
