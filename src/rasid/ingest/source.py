"""An open input, and reading from it no more than its limit."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from importlib import import_module
from typing import Any, BinaryIO, ParamSpec, TypeVar

from rasid.ingest import limits
from rasid.ingest.columns import Columns
from rasid.ingest.decode import decode
from rasid.ingest.found import Fault, Found
from rasid.ingest.limits import TooLarge, Unreadable, size

P = ParamSpec("P")
T = TypeVar("T")
HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """An open input: its bytes, the path for messages, the name that ids are made of; of what was
    fetched the address and what the server says that it is.
    """

    path: str
    name: str
    stream: BinaryIO
    columns: Columns = field(default_factory=Columns)
    url: str | None = None
    content_type: str = ""

    def head(self) -> bytes:
        """Its first bytes, enough to tell what it is; they are still to be read."""
        with self.ahead():
            return self.stream.read(HEAD)

    @contextmanager
    def ahead(self) -> Iterator[None]:
        """What is read under it is still to be read after it."""
        begin = self.stream.tell()
        try:
            yield
        finally:
            self.stream.seek(begin)


Reader = Callable[[Source], Iterator[Found]]


def optional(module: str, extra: str) -> Any:
    """A module that an extra installs; Unreadable, with what to install, when it is missing."""
    try:
        return import_module(module)
    except ImportError as error:
        raise Unreadable(f"not installed: pip install 'rasid[{extra}]'; skipped") from error


def quiet(function: Callable[P, T]) -> Callable[P, T]:
    """Without the warnings of a library, which would stand among the lines for the user."""

    @wraps(function)
    def quietly(*args: P.args, **kwargs: P.kwargs) -> T:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return function(*args, **kwargs)

    return quietly


def whole(source: Source, most: int) -> bytes:
    """All bytes of an input; TooLarge when there are more than `most`."""
    content = source.stream.read(most + 1)
    if len(content) > most:
        raise TooLarge(f"larger than {size(most)}: split it; skipped")
    return content


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number (from 1), its text, its damage, and the bytes up to its end.

    `text` is None for a line that is longer than the limit.
    """

    number: int
    text: str | None
    damage: str | None
    end: int


def lines(stream: BinaryIO) -> Iterator[Line]:
    """The lines of an input, each with its ending; at most `limits.LINE` bytes are held."""
    number = end = 0
    while raw := stream.readline(limits.LINE):
        number += 1
        end += len(raw)
        if len(raw) == limits.LINE and raw[-1:] != b"\n":
            end += _passed_over(stream)
            yield Line(number, None, f"a line longer than {size(limits.LINE)}; skipped", end)
            continue
        text, damage = decode(raw)
        yield Line(number, text, damage.message if damage else None, end)


def _passed_over(stream: BinaryIO) -> int:
    passed = 0
    while raw := stream.readline(limits.MEGABYTE):
        passed += len(raw)
        if raw[-1:] == b"\n":
            break
    return passed


def damaged(source: Source, line: Line) -> Iterator[Fault]:
    """The fault of a line that is not as it should be."""
    if line.damage:
        yield Fault(source.path, line.number, line.damage)
