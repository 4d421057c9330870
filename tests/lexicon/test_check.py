"""The checks prove: what the schema cannot see is told as well, one line with file and id."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rasid.lexicon.check import check
from rasid.lexicon.load import Files

Write = Callable[..., Files]


def faults(write: Write, *entries: str) -> list[str]:
    return check(write(words="kind: weapon\nentries:\n" + "".join(f"  - {e}\n" for e in entries)))


def weapon(id: str, rest: str) -> str:
    return f"{{id: {id}, weapon_class: other, {rest}}}"


def test_a_good_file_has_no_faults(write: Write) -> None:
    assert (
        faults(write, weapon("a", "nouns: [{sg: لغم, pl: [ألغام]}], examples: [انفجر لغمان]")) == []
    )


@pytest.mark.parametrize(
    "form",
    ["لُغم", "لـغم", "لغم\u200f", "\ufee0", "گراد", "لغم؟", "لغ٣"],
)
def test_forms_are_in_ordinary_spelling(write: Write, form: str) -> None:
    (fault,) = faults(write, weapon("a", f'forms: ["{form}"]'))
    assert fault.startswith("lexicon/words.yaml: a: ")
    assert "is not ordinary spelling" in fault


def test_other_letters_may_be_asked_for(write: Write) -> None:
    assert faults(write, weapon("a", "forms: [گراد], scope: {letters: any}")) == []
    assert faults(write, weapon("a", "forms: [tow, إس-400, M 16]")) == []


def test_an_entry_has_forms(write: Write) -> None:
    (none,) = faults(write, weapon("a", "weapon_class: other"))
    assert "no forms" in none
    assert any("an empty form" in fault for fault in faults(write, weapon("a", 'forms: [" "]')))


def test_a_present_begins_with_its_prefix(write: Write) -> None:
    (fault,) = faults(write, weapon("a", "verbs: [{past: قصف, present: تقصف}]"))
    assert "does not begin with" in fault


@pytest.mark.parametrize("other", ["forms: [الغام]", "nouns: [{sg: لغم}]", "forms: [ألغَام]"])
def test_a_form_is_given_once_in_a_kind(write: Write, other: str) -> None:
    first = weapon("a", "nouns: [{sg: لغم, pl: [ألغام]}]")
    found = [fault for fault in faults(write, first, weapon("b", other)) if "is also in" in fault]
    # The alif without hamza is an article to the reader of the data, so it is another form.
    assert len(found) == (0 if "الغام" in other else 1)
    marked = faults(
        write, weapon("a", "forms: [لغم], ambiguous: true"), weapon("b", "forms: [لغم]")
    )
    assert len(marked) == 1
    both = [weapon(id, "forms: [لغم], ambiguous: true") for id in "ab"]
    assert faults(write, *both) == []


def test_what_only_inflection_makes_alike_is_no_fault(write: Write) -> None:
    strike = weapon("a", "verbs: [{past: ضرب, present: يضرب}]")
    assert faults(write, strike, weapon("b", "nouns: [{sg: ضربة}]")) == []


def test_examples_and_counter_examples_are_run(write: Write) -> None:
    found = faults(
        write,
        weapon("a", "forms: [لغم], examples: [وجدوا صاروخا]"),
        weapon("b", "forms: [صاروخ], not: [سقط صاروخ]"),
        weapon("c", "forms: [صاروخ موجه], not: [سقط صاروخ], examples: [سقط صاروخ موجه]"),
    )
    assert [fault.split(": ")[1:3] for fault in found] == [
        ["a", "does not match in its example"],
        ["b", "matches in its counter-example"],
    ]


def test_some_kinds_need_an_example(write: Write) -> None:
    files = write(words="kind: cue\nentries:\n  - {id: a, cue: negation, forms: [لم]}\n")
    assert check(files) == ["lexicon/words.yaml: a: an example is needed"]
