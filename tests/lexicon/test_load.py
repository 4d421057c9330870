"""Loading proves: every way a file can be wrong is told with the file and the entry."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rasid.errors import DataError
from rasid.lexicon import schema
from rasid.lexicon.compile import compiled
from rasid.lexicon.entries import Actor, PlaceWord
from rasid.lexicon.load import Files, parse_yaml, read

Write = Callable[..., Files]

GOOD = "{id: a.one, type: shelling, frame: strike, forms: [قصف]}"


def faults(write: Write, *entries: str, kind: str = "trigger") -> list[str]:
    rows = "".join(f"  - {entry}\n" for entry in entries)
    return list(read(write(words=f"kind: {kind}\nentries:\n{rows}")).faults)


def test_a_good_file_has_no_faults(write: Write) -> None:
    assert faults(write, GOOD) == []


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{id: b, type: shelling, forms: [و]}", "missing key frame"),
        ("{id: b, type: shelling, frame: strike, from: [قصف]}", "unknown key from"),
        ("{id: b, type: shelling, frame: strike, weak: 1}", "weak: true or false is expected"),
        ("{id: b, type: shelling, frame: strike, platform: [x]}", "platform: text or null"),
        ("{id: b, type: 3, frame: strike}", "type: text is expected"),
        ("{id: b, type: boom, frame: strike}", "type: 'boom' is none of"),
        ("{id: b, type: shelling, frame: punch}", "frame: 'punch' is none of"),
        ("{id: b, type: shelling, frame: strike, forms: [2]}", "forms: list of text"),
        ("{id: b, type: shelling, frame: strike, nouns: [{sing: x}]}", "unknown key sing"),
        ("{id: b, type: shelling, frame: strike, verbs: [قصف]}", "a mapping is expected"),
        ("{id: b, type: shelling, frame: strike, adjectives: [{f: x}]}", "missing key m"),
        ("{id: b, type: other, frame: other, verbs: [{past: x, voice: loud}]}", "'loud' is none"),
        ("{id: B!, type: shelling, frame: strike}", "an id has lower-case"),
        ("{type: shelling, frame: strike}", "a mapping with an id"),
        ("just words", "a mapping with an id"),
    ],
)
def test_a_broken_entry_is_told_with_file_and_id(write: Write, entry: str, told: str) -> None:
    found = faults(write, entry)
    assert any(told in fault and fault.startswith("lexicon/words.yaml") for fault in found), found
    if "{id: b," in entry:
        assert all("lexicon/words.yaml: b: " in fault for fault in found)


def test_an_id_is_given_once(write: Write) -> None:
    assert faults(write, GOOD, GOOD) == [
        "lexicon/words.yaml: a.one: the id is also in lexicon/words.yaml"
    ]


def test_references_lead_to_actors(write: Write) -> None:
    row = "{id: x, name: X, type: rebel, acled_inter: 3, parent: y, forms: [س]}"
    assert faults(write, row, kind="actor") == [
        "lexicon/words.yaml: x: parent: there is no actor 'y'"
    ]


@pytest.mark.parametrize("text", ["kind: nonsense\nentries: []", "- a", "kind: cue", "kind: [", ""])
def test_a_file_that_is_no_lexicon(write: Write, text: str) -> None:
    assert all(fault.startswith("lexicon/odd.yaml: ") for fault in read(write(odd=text)).faults)
    with pytest.raises(DataError, match=r"odd\.yaml"):
        compiled(read(write(odd=text)))


def test_many_faults_are_cut_short(write: Write) -> None:
    with pytest.raises(DataError, match="and 10 more"):
        read(write(odd="kind: cue\nentries:\n" + "  - x\n" * 30)).sound()


def test_values_are_as_the_class_says(write: Write) -> None:
    text = "{id: p, place_kind: direction, bearing: 90, forms: [شرق]}"
    (record,) = read(write(words=f"kind: place_word\nentries:\n  - {text}\n")).records
    assert record.entry == PlaceWord("p", "place_word", "direction", None, 90.0)


def test_an_optional_field_may_be_left_out(write: Write) -> None:
    text = "{id: p, name: P, type: rebel, acled_inter: 2, forms: [س]}"
    (record,) = read(write(words=f"kind: actor\nentries:\n  - {text}\n")).records
    assert record.entry == Actor("p", "actor", "P", "rebel", None, None, 2, name_ar="س")


def test_words_of_yaml_stay_words() -> None:
    assert parse_yaml("x", b"{on: off, y: [no, true], when: 2024-01-01}") == {
        "on": "off",
        "y": ["no", True],
        "when": "2024-01-01",
    }


def test_every_kind_has_a_class_and_only_known_codes() -> None:
    for kind, field in schema.CODES:
        named = {**schema.BLOCKS, **schema.KINDS, **schema.TEXT_KINDS}[kind]
        assert field in named.__dataclass_fields__
