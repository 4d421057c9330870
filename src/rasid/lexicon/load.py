"""Reading the lexicon files. This module alone opens them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from rasid.errors import DataError
from rasid.lexicon.schema import (
    ACTOR_REFERENCES,
    KINDS,
    TEXT_KINDS,
    Fault,
    Record,
    TextCue,
    record,
)

MORPHOLOGY = "morphology"
ORDER = {kind: place for place, kind in enumerate((*KINDS, *TEXT_KINDS))}
SHOWN_FAULTS = 20
ID_MARKS = str.maketrans("", "", ".-_")


@dataclass(frozen=True, slots=True)
class Data:
    """All that the lexicon files say. `faults` are one line each, with file and entry id.

    `texts` are form and role of the words for the text layer, by kind.
    """

    version: str
    records: tuple[Record, ...]
    morphology: Mapping[str, Any]
    texts: Mapping[str, tuple[tuple[str, str], ...]]
    faults: tuple[str, ...]

    def sound(self) -> Data:
        """Itself; DataError that lists the faults when there are any."""
        if not self.faults:
            return self
        shown = "\n".join(self.faults[:SHOWN_FAULTS])
        more = len(self.faults) - SHOWN_FAULTS
        tail = f"\n... and {more} more" if more > 0 else ""
        raise DataError(f"the lexicon files are not valid; mend these entries:\n{shown}{tail}")


@dataclass(frozen=True, slots=True)
class Files:
    """The raw files: path under `data/` -> content, and the version of the data."""

    version: str
    content: Mapping[str, bytes]

    @classmethod
    def shipped(cls) -> Files:
        """Those inside the package."""
        return cls.under(resources.files("rasid") / "data")

    @classmethod
    def under(cls, root: Traversable) -> Files:
        """Those of a folder with `VERSION` and `lexicon/**/*.yaml`."""
        version = root.joinpath("VERSION").read_text(encoding="utf-8").strip()
        found = dict(sorted(_walk(root.joinpath("lexicon"), "lexicon/", ".yaml")))
        return cls(version, found)

    def digest(self) -> str:
        """SHA-256 of all of it and of the code that compiles it."""
        digest = hashlib.sha256(self.version.encode())
        code = _walk(resources.files("rasid.lexicon"), "code/lexicon/", ".py")
        fold = _walk(resources.files("rasid.text"), "code/text/", ".py")
        for name, content in [*self.content.items(), *sorted(code), *sorted(fold)]:
            digest.update(f"\0{name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()


def _walk(folder: Traversable, prefix: str, suffix: str) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _walk(item, f"{prefix}{item.name}/", suffix)
        elif item.name.endswith(suffix):
            yield prefix + item.name, item.read_bytes()


def parse_yaml(name: str, content: bytes) -> Any:
    """The content of a YAML file; DataError when it is not YAML.

    Words stay words: only true and false are booleans, not on and no, and there are no dates.
    """
    import yaml

    try:
        return yaml.load(content, Loader=_loader())
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(f"{name}: not valid YAML: {error}") from error


@cache
def _loader() -> Any:
    """The safe loader, the fast one where there is one, with fewer words that mean something."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        pass

    plain = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in rows if tag not in plain or first in "tTfF"]
        for first, rows in Loader.yaml_implicit_resolvers.items()
    }
    return Loader


@dataclass(slots=True)
class _Collector:
    records: list[Record] = field(default_factory=list)
    morphology: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def file(self, name: str, content: bytes) -> None:
        """Take in one file."""
        try:
            raw = parse_yaml(name, content)
        except DataError as error:
            self.faults.append(" ".join(str(error).split()))
            return
        kind = raw.get("kind") if isinstance(raw, dict) else None
        if kind == MORPHOLOGY:
            self.morphology.update(raw)
        elif kind in ORDER and isinstance(raw.get("entries"), list):
            self._entries(name, kind, raw)
        else:
            kinds = ", ".join(ORDER)
            self.faults.append(f"{name}: needs `kind:` (one of {kinds}) and a list `entries:`")

    def _entries(self, name: str, kind: str, raw: Mapping[str, Any]) -> None:
        extra = set(raw) - {"kind", "entries"}
        if extra:
            self.faults.append(f"{name}: unknown key {', '.join(sorted(map(str, extra)))}")
        made = (record(name, kind, one, self.faults.append) for one in raw["entries"])
        self.records.extend(one for one in made if one)


def read(files: Files) -> Data:
    """Parse and validate all files. Faults are collected, not raised."""
    collected = _Collector()
    for name, content in files.content.items():
        collected.file(name, content)
    records = sorted(collected.records, key=lambda r: ORDER[r.entry.kind])
    _check_ids(records, collected.faults.append)
    return Data(
        files.version,
        tuple(one for one in records if one.entry.kind in KINDS),
        collected.morphology,
        {kind: tuple(_cues(records, kind)) for kind in TEXT_KINDS},
        tuple(collected.faults),
    )


def _cues(records: list[Record], kind: str) -> Iterator[tuple[str, str]]:
    """Form and role of each word of a kind that is for the text layer."""
    for one in records:
        if one.entry.kind == kind and isinstance(one.entry, TextCue):
            yield from ((form, one.entry.role) for form in one.words.forms)


def _check_ids(records: list[Record], fault: Fault) -> None:
    """Ids are well formed and unique, and references to actors lead to one."""
    seen: dict[str, Record] = {}
    for one in records:
        first = seen.setdefault(one.entry.id, one)
        if first is not one:
            fault(f"{one.place}: the id is also in {first.file}")
        if not _well_formed(one.entry.id):
            fault(f"{one.place}: an id has lower-case ascii letters, digits and . - _ only")
    for one in records:
        for name in ACTOR_REFERENCES.get(one.entry.kind, ()):
            target = getattr(one.entry, name)
            if target is not None and (target not in seen or seen[target].entry.kind != "actor"):
                fault(f"{one.place}: {name}: there is no actor {target!r}")


def _well_formed(id: str) -> bool:
    return id.isascii() and id == id.lower() and id.translate(ID_MARKS).isalnum()
