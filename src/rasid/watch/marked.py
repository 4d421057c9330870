"""YAML of which every part knows its line, and tables of fields that tell each fault."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from rasid.errors import InputError
from rasid.ingest.found import Fault

LARGEST = 1_000_000
"""Bytes: more is no list that somebody wrote."""

Check = Callable[[Any], Any]
"""Turns what stands in the file into a value; ValueError, with what is expected, for what is none.
"""


class Marked(dict[str, Any]):
    """A mapping and the lines of its keys, from 1."""

    line: int = 1
    lines: dict[str, int]


class _Loader(yaml.SafeLoader):
    """Plain values only, as many as stand there: no aliases, no key twice."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(
                problem="aliases (*name) are not read here", problem_mark=mark
            )
        return super().compose_node(parent, index)


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Marked:
    out = Marked()
    out.line, out.lines = node.start_mark.line + 1, {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in out:
            raise yaml.MarkedYAMLError(
                problem=f"{key} is there twice", problem_mark=key_node.start_mark
            )
        out[key] = loader.construct_object(value_node, deep=True)
        out.lines[key] = key_node.start_mark.line + 1
    return out


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_BOOLEAN = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    first: [one for one in known if one[0] != _BOOLEAN or first in "tTfF"]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
"""Only true and false are such: NO is a country, and on a word."""


def load(path: Path) -> Marked:
    """What a file holds. InputError, with the line, for one that cannot be read or is no YAML."""
    try:
        content = path.read_bytes()[: LARGEST + 1].decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8: save it as UTF-8") from error
    if len(content) > LARGEST:
        raise InputError(f"{path}: larger than {LARGEST:,} bytes")
    try:
        data = yaml.load(content, _Loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        told = getattr(error, "problem", None) or str(error).partition("\n")[0]
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise InputError(f"{where}: no YAML that can be read ({told})") from error
    if not isinstance(data, Marked):
        raise InputError(f"{path}: a mapping with sources is expected")
    return data


@dataclass(slots=True)
class Faults:
    """What is wrong in a file, each with its line."""

    path: Path
    found: list[Fault] = field(default_factory=list)

    def add(self, line: int, message: str) -> None:
        """One more."""
        self.found.append(Fault(str(self.path), line, message))

    def checked(
        self, data: Any, what: str, line: int, table: Mapping[str, Check], needed: tuple[str, ...]
    ) -> dict[str, Any] | None:
        """The values of a mapping by its table of fields; None when something is wrong in it."""
        before = len(self.found)
        if not isinstance(data, Marked):
            self.add(line, f"{what}: fields are expected, as in name: value")
            return None
        values = {}
        for name, told in data.items():
            at = data.lines[name]
            if name not in table:
                self.add(at, f"{what}: {name}: no such field{_nearest(name, table)}")
                continue
            try:
                values[name] = table[name](told)
            except ValueError as error:
                self.add(at, f"{what}: {name}: {error}")
        for name in needed:
            if name not in data:
                self.add(data.line, f"{what}: {name} is missing")
        return values if len(self.found) == before else None


def _nearest(name: str, table: Mapping[str, Check]) -> str:
    near = difflib.get_close_matches(name, table, 1)
    return f"; did you mean {near[0]}?" if near else f" (there are {', '.join(table)})"
