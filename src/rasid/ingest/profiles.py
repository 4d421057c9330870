"""Columns that somebody told once and gave a name, kept in the workspace."""

from __future__ import annotations

import json
from pathlib import Path

from rasid import settings
from rasid.errors import InputError
from rasid.ingest.columns import Columns

FOLDER = "maps"


def columns(spec: str) -> Columns:
    """What `--map` says: FIELD=COLUMN pairs, or the name under which such were saved."""
    return Columns.parse(spec) if "=" in spec else _load(spec)


def save(name: str, told: Columns) -> Path:
    """Keep columns under a name; what it stood for before is replaced."""
    path = _path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(dict(told.told), ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from error
    return path


def names() -> list[str]:
    """The names that there are."""
    return sorted(path.stem for path in (settings.home() / FOLDER).glob("*.json"))


def _load(name: str) -> Columns:
    path = _path(name)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Columns(tuple((str(field), str(column)) for field, column in kept.items()))
    except FileNotFoundError as error:
        known = ", ".join(names()) or "none is saved yet"
        raise InputError(f"--map {name}: no such saved map ({known})") from error
    except (OSError, ValueError, AttributeError) as error:
        raise InputError(f"{path}: no map that can be read: save it again") from error


def _path(name: str) -> Path:
    if not name or not name.replace("-", "").replace("_", "").isalnum():
        raise InputError(f"map name {name!r}: letters, digits, - and _ only")
    return settings.home() / FOLDER / f"{name}.json"
