"""Pages have words for every sign, in both languages."""

from __future__ import annotations

import pytest

from rasid.incidents.compare import model
from rasid.web.language import load


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_sign_that_is_weighed_has_words(lang: str) -> None:
    told = load(lang).under("signs")
    assert {"bias", *model().weights} == told.keys()


@pytest.mark.parametrize("page", ["report", "incident", "vocabulary", "signs"])
def test_both_languages_say_the_same_things(page: str) -> None:
    assert load("ar").under(page).keys() == load("en").under(page).keys()
