"""Bytes to text: nothing is lost silently, nothing comes out that cannot be written again."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.ingest.decode import clean, decode, utf8

TEXT = "قصف على المدينة"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_byte_order_marks_are_understood(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    stream = utf8(io.BytesIO(mark + TEXT.encode(encoding)))
    assert decode(stream.read()) == (TEXT, None)


def test_streams_that_cannot_go_back_are_read_from_their_first_byte() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert utf8(Pipe(TEXT.encode())).read().decode() == TEXT


def test_broken_bytes_are_replaced_and_their_line_is_told() -> None:
    text, damage = decode(f"سطر\n{TEXT}".encode() + b"\xff" + TEXT.encode())
    assert text == f"سطر\n{TEXT}\ufffd{TEXT}"
    assert damage is not None
    assert damage.line == 2
    assert "broken UTF-8" in damage.message


def test_old_arabic_files_are_read_in_their_encoding_and_that_is_said() -> None:
    text, damage = decode(TEXT.encode("windows-1256"))
    assert text == TEXT
    assert damage is not None
    assert "Windows-1256" in damage.message


@given(st.binary(max_size=60))
def test_any_bytes_give_a_text_that_can_be_written(content: bytes) -> None:
    text, damage = decode(content)
    assert clean(text).encode("utf-8") is not None
    assert damage is not None or text.encode("utf-8") == content


@given(st.text(alphabet=st.characters(categories=("Cs", "L")), max_size=20))
def test_cleaning_keeps_every_offset(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    cleaned.encode("utf-8")
