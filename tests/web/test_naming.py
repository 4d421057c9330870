"""Names are those of the page's language."""

from __future__ import annotations

import pytest

from rasid.web.language import load
from rasid.web.naming import Naming


@pytest.mark.parametrize(
    ("lang", "name", "shown"),
    [
        ("ar", "Civilians", "مدنيون"),
        ("ar", "Unknown", "مجهول"),
        ("ar", "Syrian Armed Forces", "الجيش السوري"),
        ("en", "Civilians", "civilians"),
        ("en", "Syrian Armed Forces", "Syrian Armed Forces"),
        ("ar", "A party of no table", "A party of no table"),
    ],
)
def test_a_party_is_called_by_its_name_in_the_language(lang: str, name: str, shown: str) -> None:
    assert Naming(load(lang)).actor(name) == shown
