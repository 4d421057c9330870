"""Matching proves: articles, clitics, the longest from the left, quotation marks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasid.lexicon.entries import Match
from rasid.lexicon.lexicon import Lexicon

Find = Callable[[Lexicon, str], list[Match]]

TRIGGERS = """
kind: trigger
entries:
  - id: shell
    type: shelling
    frame: strike
    verbs: [{past: قصف, present: يقصف}]
    nouns: [{sg: قصف}]
  - {id: raid, type: air_strike, frame: strike, nouns: [{sg: غارة, pl: [غارات]}]}
  - {id: target, type: shelling, frame: strike, verbs: [{past: استهدف, present: يستهدف}]}
  - {id: happen, type: other, frame: other, verbs: [{past: وقع, present: يقع}]}
  - {id: add, type: other, frame: other, verbs: [{past: أضاف, present: يضيف}]}
  - {id: join, type: other, frame: other, verbs: [{past: شارك, present: يشارك}]}
  - {id: arrest, type: arrest, frame: detain, verbs: [{past: ألقى, present: يلقي, rest: القبض على}]}
"""
CASUALTIES = """
kind: casualty
entries:
  - {id: kill, outcome: killed, frame: transitive, verbs: [{past: قتل, present: يقتل}]}
  - {id: hit, outcome: injured, frame: transitive, verbs: [{past: أصاب, present: يصيب}]}
"""
ACTORS = """
kind: actor
entries:
  - {id: sdf, name: SDF, type: rebel, acled_inter: 3, forms: [قوات سوريا الديمقراطية]}
  - {id: is, name: Islamic State, type: rebel, acled_inter: 2, forms: [تنظيم داعش, داعش]}
  - {id: gov, name: Government, type: government, acled_inter: 1, forms: [القوات الحكومية]}
  - {id: local, name: Local, type: rebel, acled_inter: 2, forms: ["اللجان الشعبية [في أبين]"]}
"""
FORCES = """
kind: force
entries:
  - {id: forces, branch: military, forms: [قوات, بحق]}
  - {id: kilometre, branch: military, forms: [كم]}
  - {id: government, branch: government, forms: [حكومة]}
  - {id: militia, branch: group, nouns: [{sg: ميليشيا, pl: [ميليشيات]}]}
"""
PEOPLE = """
kind: people
entries:
  - {id: civilian, group: civilian, nouns: [{sg: مدني, pl: [مدنيون]}]}
  - {id: son, group: civilian, nouns: [{sg: ابن, pl: [أبناء]}]}
"""
WEAPONS = """
kind: weapon
entries:
  - {id: mine, weapon_class: landmine, nouns: [{sg: لغم, pl: [ألغام]}]}
  - {id: brigade, weapon_class: other, nouns: [{sg: لواء}]}
"""
ANAPHORS = """
kind: anaphor
entries:
  - {id: the-shelling, refers_to: act, forms: [القصف]}
"""
CONNECTIVES = """
kind: connective
entries:
  - {id: which, role: relative, forms: [الذي]}
  - {id: result, role: because_of, forms: [نتيجة]}
"""


@pytest.fixture(scope="module")
def lexicon(build: Callable[..., Lexicon]) -> Lexicon:
    return build(
        triggers=TRIGGERS, casualties=CASUALTIES, actors=ACTORS, forces=FORCES, people=PEOPLE,
        weapons=WEAPONS, anaphors=ANAPHORS, connectives=CONNECTIVES,
    )  # fmt: skip


def test_context_tells_a_form_and_stays_free(lexicon: Lexicon, find: Find) -> None:
    """Its words are matched for themselves, and without them the form is not there."""
    text = "القوات الحكومية واللجان الشعبية في أبين"
    government, committees = find(lexicon, text)
    assert ids(government) == ["gov"]
    assert (ids(committees), committees.start, committees.end) == (["local"], 2, 4)
    assert not find(lexicon, "اللجان الشعبية في لحج")


def ids(match: Match) -> list[str]:
    return [form.entry.id for form in match.forms]


@pytest.mark.parametrize(
    ("word", "id", "proclitics", "enclitic"),
    [
        ("وبالمدنيين", "civilian", ("and", "in", "the"), None),
        ("للقوات", "forces", ("to", "the"), None),
        ("للميليشيات", "militia", ("to", "the"), None),
        ("كقوات", "forces", ("as",), None),
        ("بقصفها", "shell", ("in",), "sgf"),
        ("استهدفتهم", "target", (), "plm"),
        ("استهدفوها", "target", (), "sgf"),
        ("غاراتها", "raid", (), "sgf"),
        ("غارته", "raid", (), "sgm"),
        ("فقتلوهم", "kill", ("so",), "plm"),
        ("سيقصفون", "shell", ("will",), None),
        ("وسيقصفونهما", "shell", ("and", "will"), "dum"),
        ("ليقصف", "shell", ("to",), None),
        ("أبنائهم", "son", (), "plm"),
        ("أبناؤهم", "son", (), "plm"),
        ("الألغام", "mine", ("the",), None),
        ("بألغام", "mine", ("in",), None),
        ("بالألغام", "mine", ("in", "the"), None),
        ("ألغامنا", "mine", (), "pl1"),
        ("للواء", "brigade", ("to",), None),
    ],
)
def test_clitics_are_split_off_known_words(
    lexicon: Lexicon, find: Find, word: str, id: str, proclitics: tuple[str, ...], enclitic: str
) -> None:
    (match,) = find(lexicon, word)
    assert ids(match)[0] == id
    assert (match.proclitics, match.enclitic) == (proclitics, enclitic)


@pytest.mark.parametrize(
    "word",
    ["القصفت", "بيقصف", "سقصف", "بقصفت", "القصفها", "سقوات", "قصفين وال", "غاره ها", "غم"],
)
def test_a_clitic_counts_only_before_the_class_that_takes_it(
    lexicon: Lexicon, find: Find, word: str
) -> None:
    assert not find(lexicon, word.split()[-1])


def test_the_whole_word_wins_over_a_split(lexicon: Lexicon, find: Find) -> None:
    """The verb waqa'a does not begin with a conjunction, nor the noun algham with an article."""
    (fell,) = find(lexicon, "وقع")
    assert (ids(fell), fell.proclitics) == (["happen"], ())
    (mines,) = find(lexicon, "ألغام")
    assert mines.proclitics == ()


def test_a_form_with_the_article_needs_it(lexicon: Lexicon, find: Find) -> None:
    (with_it,) = find(lexicon, "القصف")
    assert ids(with_it) == ["shell", "the-shelling"]
    assert with_it.proclitics == ("the",)
    (without,) = find(lexicon, "قصف")
    assert "the-shelling" not in ids(without)
    (after_lam,) = find(lexicon, "للقصف")
    assert "the-shelling" in ids(after_lam)


def test_words_inside_a_phrase_keep_the_article_rule(lexicon: Lexicon, find: Find) -> None:
    (whole,) = find(lexicon, "القوات الحكومية")
    assert ids(whole) == ["gov"]
    (part,) = find(lexicon, "قوات حكومية")
    assert (ids(part), part.end) == (["forces"], 1)
    (inner,) = find(lexicon, "تنظيم الداعش")
    assert ids(inner) == ["is"]


def test_the_longest_from_the_left_wins(lexicon: Lexicon, find: Find) -> None:
    found = find(lexicon, "قصفت قوات سوريا الديمقراطية تنظيم داعش وقوات")
    assert [(m.start, m.end, ids(m)) for m in found] == [
        (0, 1, ["shell"]),
        (1, 4, ["sdf"]),
        (4, 6, ["is"]),
        (6, 7, ["forces"]),
    ]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ('قوات "سوريا الديمقراطية" أعلنت', (0, 5)),
        ('تنظيم "داعش"', (0, 4)),
        ('"قوات سوريا الديمقراطية"', (1, 4)),
        ('"تنظيم" داعش', (1, 4)),
        ('لتنظيم "داعش', (0, 3)),
    ],
)
def test_quotation_marks_inside_are_covered(
    lexicon: Lexicon, find: Find, text: str, span: tuple[int, int]
) -> None:
    (match,) = find(lexicon, text)
    assert (match.start, match.end) == span


def test_a_verb_with_fixed_words_takes_the_pronoun_at_the_end(lexicon: Lexicon, find: Find) -> None:
    (on,) = find(lexicon, "ألقت القبض على")
    (on_him,) = find(lexicon, "وألقوا القبض عليه")
    assert (ids(on), on.end, on.enclitic) == (["arrest"], 3, None)
    assert (ids(on_him), on_him.proclitics, on_him.enclitic) == (["arrest"], ("and",), "sgm")


def test_short_presents_need_their_particle(lexicon: Lexicon, find: Find) -> None:
    """Lam yusab is a verb; yasubb alone is another one that the lexicon does not know."""
    (hit,) = find(lexicon, "لم يصب")
    assert (ids(hit), hit.forms[0].tense, hit.forms[0].voice) == (["hit"], "present", "either")
    assert not find(lexicon, "كان يصب")
    (arrest,) = find(lexicon, "لم تلق القبض على")
    assert (ids(arrest), arrest.start, arrest.end) == (["arrest"], 1, 4)


def test_readings_come_by_kind_and_verbs_first(lexicon: Lexicon, find: Find) -> None:
    (match,) = find(lexicon, "قصف")
    assert [form.pos for form in match.forms] == ["verb", "noun"]
    assert match.forms[0].voice == "either"


def test_entries_are_found_by_id_and_kind(lexicon: Lexicon) -> None:
    assert lexicon.entry("sdf") in lexicon.entries("actor")
    assert [entry.id for entry in lexicon.entries("anaphor")] == ["the-shelling"]
    assert lexicon.version == "1.0"
    with pytest.raises(KeyError):
        lexicon.entry("nobody")


@pytest.mark.usefixtures("lexicon")
def test_no_words_no_matches(lexicon: Lexicon) -> None:
    assert lexicon.match([]) == []
    assert lexicon.match(['"', "", "x", "12"]) == []


def test_a_pronoun_that_looks_like_the_feminine(lexicon: Lexicon, find: Find) -> None:
    """The fold makes 'his gunman' and 'armed (f.)' one spelling: it is the adjective."""
    for word in ("مدنية", "بحقه", "إضافة", "مشاركة", "كمه"):
        assert not find(lexicon, word), word
    for word in ("مدنييه", "قواته", "لواءه", "أضافها", "أضافته", "استهدفه", "حكومته"):
        assert find(lexicon, word), word


def test_the_accusative_wins_over_the_dual_of_its_verb(lexicon: Lexicon, find: Find) -> None:
    (match,) = find(lexicon, "قصفا")
    assert [(form.pos, form.number) for form in match.forms] == [("noun", "sg")]


def test_particles_have_the_article_only_if_written(lexicon: Lexicon, find: Find) -> None:
    (which,) = find(lexicon, "والذي")
    assert (ids(which), which.proclitics) == (["which"], ("and", "the"))
    assert not find(lexicon, "النتيجة")
    (of_it,) = find(lexicon, "نتيجته")
    assert (ids(of_it), of_it.enclitic) == (["result"], "sgm")


AFFIXES = "و ف ب ل ك س ال لل ه ها هم ات ون وا ي ت"
STEMS = "قصف قوات سوريا الديمقراطيه تنظيم داعش غار غاره"
PIECES = st.sampled_from(f"{AFFIXES} {STEMS}".split())
WORDS = st.one_of(st.lists(PIECES, max_size=4).map("".join), st.just('"'), st.text(max_size=6))


@settings(max_examples=150)
@given(words=st.lists(WORDS, max_size=12))
def test_any_words_give_ordered_disjoint_matches(lexicon: Lexicon, words: list[str]) -> None:
    at = 0
    for match in lexicon.match(words):
        assert at <= match.start < match.end <= len(words)
        assert match.forms
        at = match.end
    assert lexicon.match(words) == lexicon.match(tuple(words))
