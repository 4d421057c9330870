"""The cache proves: what is read equals what was made, and nothing on disk can break a start."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rasid.errors import DataError
from rasid.lexicon.cache import KEPT, cached, parsed
from rasid.lexicon.compile import Compiled, compiled
from rasid.lexicon.lexicon import Lexicon
from rasid.lexicon.load import Files, read

WORDS = """
kind: trigger
entries:
  - id: shell
    type: shelling
    frame: strike
    verbs: [{past: قصف, present: يقصف}]
    nouns: [{sg: قصف}]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RASID_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def tables(write: Callable[..., Files]) -> Compiled:
    return compiled(read(write(words=WORDS)))


def never() -> Compiled:
    raise AssertionError("compiled again")


def test_the_second_start_reads_what_the_first_made(folder: Path, tables: Compiled) -> None:
    assert cached("d", lambda: tables) == tables
    again = cached("d", never)
    assert again == tables
    assert Lexicon(again).match(["قصفت"])
    assert not list(folder.glob("*.tmp"))


def test_other_data_is_other_tables(folder: Path, tables: Compiled) -> None:
    cached("d", lambda: tables)
    with pytest.raises(AssertionError, match="compiled again"):
        cached("other", never)


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "foreign"])
def test_a_damaged_file_is_made_again(folder: Path, tables: Compiled, damage: str) -> None:
    cached("d", lambda: tables)
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    broken = {
        "cut": whole[: len(whole) // 2],
        "flip": whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:],
        "empty": b"",
        "foreign": b"\x80\x04N." * 99,
    }
    path.write_bytes(broken[damage])
    assert cached("d", lambda: tables) == tables
    assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tables: Compiled
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("RASID_CACHE", str(tmp_path / "file" / "cache"))
    assert cached("d", lambda: tables) == tables


def test_writers_at_once_leave_one_whole_file(folder: Path, tables: Compiled) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: cached("d", lambda: tables), range(24)))
    assert all(one == tables for one in made)
    assert [path.suffix for path in folder.iterdir()] == [".bin"]
    assert cached("d", never) == tables


def test_old_files_are_removed(folder: Path, tables: Compiled) -> None:
    for digest in "abcdefgh":
        cached(digest, lambda: tables)
    assert len(list(folder.iterdir())) == KEPT["lexicon"]
    assert cached("h", never) == tables


def test_the_digest_is_of_names_and_content(write: Callable[..., Files]) -> None:
    one = write(words=WORDS)
    assert one.digest() == write(words=WORDS).digest()
    assert one.digest() != write(words=WORDS + "\n").digest()
    assert one.digest() != write(other=WORDS).digest()
    assert one.digest() != Files("2.0", one.content).digest()


def test_a_data_file_is_parsed_once_for_all_starts(folder: Path) -> None:
    content = "kind: demo\nwords: [قصف, on]\n".encode()
    assert parsed("demo.yaml", content) == {"kind": "demo", "words": ["قصف", "on"]}
    (kept,) = folder.iterdir()
    assert parsed("demo.yaml", content) == {"kind": "demo", "words": ["قصف", "on"]}
    kept.write_bytes(b"broken")
    assert parsed("demo.yaml", content)["kind"] == "demo"


def test_a_data_file_that_is_no_yaml_is_a_fault(folder: Path) -> None:
    with pytest.raises(DataError, match="demo"):
        parsed("demo.yaml", b"a: [")
    assert not folder.exists() or not list(folder.iterdir())
