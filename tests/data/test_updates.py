"""Words by which reports carry on earlier ones: the examples do, the counter-examples do not."""

from __future__ import annotations

import pytest

from rasid.incidents.wording import carries_on, wording
from rasid.lexicon.rules import read

RULES = read("rules/updates.yaml")


@pytest.mark.parametrize("text", RULES["examples"])
def test_a_report_that_carries_on(text: str) -> None:
    assert carries_on(frozenset(wording(text).words))


@pytest.mark.parametrize("text", RULES["not"])
def test_one_that_does_not(text: str) -> None:
    assert not carries_on(frozenset(wording(text).words))
