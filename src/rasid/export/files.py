"""An export as a file, with the account of it beside: both are written, or neither."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from rasid.errors import InputError
from rasid.export.account import Account
from rasid.export.rows import Item
from rasid.export.run import Request, export
from rasid.model import Record
from rasid.version import __version__

SIDECAR = ".report.json"
PLAIN = frozenset("type country since until status".split())
"""What was asked for that gives away nobody; a point or a name might."""


def target(out: str, force: bool = False) -> Path:
    """The file that an export may write. InputError when it, or its account, is there already."""
    for path in (Path(out), Path(out + SIDECAR)):
        if path.is_dir():
            raise InputError(f"{path}: is a folder; give the name of a file")
        if path.exists() and not force:
            raise InputError(f"{path}: is there already; --force replaces it")
    return Path(out)


def write(
    items: Iterable[Record | Item],
    request: Request,
    path: Path,
    *,
    asked: Mapping[str, Any] | None = None,
    check: Callable[[Account], None] = lambda _: None,
) -> Account:
    """Write an export to a file and its account beside it. `asked` is told in the account; `check`
    may raise to call the export off. InputError when the file cannot be written.
    """
    part = Path(f"{path}.part")
    try:
        with _opened(part, path) as stream:
            account = export(items, request, stream)
        check(account)
        told = json.dumps(sidecar(account, request, asked), ensure_ascii=False, indent=1) + "\n"
        Path(f"{path}{SIDECAR}").write_text(told, encoding="utf-8")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return account


def sidecar(
    account: Account, request: Request, asked: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What stands beside an export: how it was made, what went out, what did not and why."""
    internal = request.sharing.profile == "internal"
    said = {name: told for name, told in (asked or {}).items() if internal or name in PLAIN}
    return {
        "format": request.format,
        "profile": request.sharing.profile,
        "rows": "incidents" if request.setting.incidents else "events",
        "made": request.setting.made.isoformat(),
        "rasid": __version__,
        "asked": said,
        **account.to_json(),
    }


def _opened(part: Path, path: Path) -> BinaryIO:
    try:
        return part.open("wb")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
