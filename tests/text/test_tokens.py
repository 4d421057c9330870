"""Tokens are the words, numbers and signs that a reader sees, also where web copy glues them."""

from __future__ import annotations

import re
import re._parser as _parser  # type: ignore[import-not-found]
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.text import tokens, view
from rasid.text.tokens import tokenise, words_of
from rasid.text.view import View

CASES = {
    "أصيب 15شخصا": "اصيب 15 شخصا",
    "قتل3مدنيين": "قتل 3 مدنيين",
    "1,250 و3.5 و10:30": "1,250 و 3.5 و 10:30",
    "1.250.000 ليرة": "1.250.000 ليره",
    "24/11/2025": "24 / 11 / 2025",
    "27.11.2016": "27 . 11 . 2016",
    "قرى 1,2,3": "قري 1 , 2 , 3",
    "سنة 2016,2017": "سنه 2016 , 2017",
    "طائرة F-16 وبندقية M4": "طائره f-16 وبندقيه m4",
    "PKK/PYD": "pkk / pyd",
    "موقع Site24.net": "موقع site24.net",
    "راديو هنا@Radio_Hereعاجل": "راديو هنا @radio_here عاجل",
    "البلدةpic.example.com/aB1": "البلده pic.example.com/ab1",
    "telegramhttps://t.me/xنص": "telegram https://t.me/x نص",
    "«بلدة»، قال: نعم!": '" بلده " ، قال : نعم !',
    "#تل_الزيتون #حلب": "تل الزيتون حلب",
    "أ.ف.ب": "ا.ف.ب",
    "أ.ف.ب.وقالت": "ا.ف.ب . وقالت",
    "د.سليم": "د . سليم",
    "غا.رات": "غارات",
    "اشتبا.ك": "اشتبا . ك",
    "دا.ع.ش": "داعش",
    "سي.إن.إن": "سيانان",
    "20 كم.غرب": "20 كم . غرب",
    "انتهى.وقال": "انتهي . وقال",
    "1- أول": "1 - اول",
    "🔴عاجل": "🔴 عاجل",
}


@pytest.mark.parametrize(("text", "words"), CASES.items())
def test_words(text: str, words: str) -> None:
    assert list(words_of(text)) == words.split()


def test_a_line_break_is_a_token() -> None:
    assert tokenise("ا\n\nب").words == ["ا", "\n", "\n", "ب"]


@given(st.text(st.one_of(st.characters(), st.sampled_from("قصف .ـ1,:/@#a-\n")), max_size=40))
def test_nothing_is_lost_but_spaces(text: str) -> None:
    view = View.of(text)
    tokens = tokenise(view.text)
    at = 0
    for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        assert not view.text[at:start].strip()
        assert word.replace(".", "") == view.text[start:end].replace(".", "")
        assert start < end
        at = end
    assert not view.text[at:].strip()


def _over_groups(pattern: object) -> Iterator[object]:
    """Possessive repeats of more than one class, anywhere in a parsed pattern."""
    if isinstance(pattern, tuple) and pattern and str(pattern[0]) == "POSSESSIVE_REPEAT":
        repeated = pattern[1][2]
        if len(repeated) != 1 or str(repeated[0][0]) not in ("IN", "LITERAL", "NOT_LITERAL"):
            yield pattern
    if isinstance(pattern, tuple | list | _parser.SubPattern):
        for part in pattern:
            yield from _over_groups(part)


@pytest.mark.parametrize("pattern", [tokens._TOKEN, view._ODD], ids=["tokens", "view"])
def test_groups_are_not_repeated_possessively(pattern: re.Pattern[str]) -> None:
    """Python 3.11.0 to 3.11.4, Debian's among them, match them wrongly (gh-106052)."""
    assert not list(_over_groups(_parser.parse(pattern.pattern)))
    assert list(_over_groups(_parser.parse(r"a(?:b|cd)*+")))
