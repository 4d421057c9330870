"""Names that no table spells as the text does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rasid.geo.gazetteer import Gazetteer
from rasid.geo.place import SKELETON, GazetteerPlace
from rasid.geo.skeleton import misspellings, skeleton
from rasid.geo.store import TableRow

Stored = Callable[..., Any]


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("الشحيل", "Ash Shuhayl"),
        ("خشم القربة", "Khashm al Qirbah"),
        ("المناقل", "Al Managil"),
        ("القطينة", "El Geteina"),
        ("غريان", "Gharyan"),
    ],
)
def test_an_arabic_name_and_its_romanisation_share_a_skeleton(arabic: str, latin: str) -> None:
    assert skeleton(arabic) == skeleton(latin) != ""


def test_too_few_consonants_make_no_skeleton() -> None:
    assert skeleton("إب") == skeleton("Ibb") == ""


def test_short_names_have_no_misspellings() -> None:
    assert list(misspellings("حلب")) == []
    assert "ميادين" in set(misspellings("مياديين"))


def test_a_latin_name_is_found_and_marked_lower(stored: Stored) -> None:
    place = GazetteerPlace(
        "x:1", "", "El Geteina", 14.86, 32.37, "town", "SD", "White Nile", "", "", None, "test"
    )
    found = Gazetteer([stored([TableRow(place, ())])]).alike("القطينه")
    assert [(c.place.id, c.exactness) for c in found] == [("x:1", SKELETON)]
