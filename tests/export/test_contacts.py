"""What leads to a person goes out under no profile but internal: numbers, handles, names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rasid import model
from rasid.export.profiles import Sharing
from rasid.lexicon.lexicon import load

from .conftest import agent, event, record, shared, span

SHARED = ("partner", "public")


@pytest.mark.parametrize("profile", SHARED)
def test_parties_that_no_lexicon_names_are_told_as_unknown(profile: str) -> None:
    """A person may have written the name of a neighbour into a correction."""
    told = event(
        agents=(agent(), model.Agent("Zq Neighbour", None, "accused", span("قال"))),
        targets=(model.Target("Zq Victim", None, "civilian", span("قتيل")),),
        casualties=(replace(event().casualties[0], side="Zq Family"),),
    )
    found = shared(profile, told)
    assert [one.actor for one in found.agents] == ["Syrian Armed Forces", "Unknown"]
    assert (found.targets[0].actor, found.casualties[0].side) == ("Unknown", None)
    assert "Zq" not in found.summary.en + found.summary.ar


@pytest.mark.parametrize(
    "words",
    [
        "+963 912 345 678",
        "00963912345678",
        "0912 345 678",
        "٠٩١٢٣٤٥٦٧٨",
        "writer@daily.example",
        "@handle",
        "t.me/channel",
    ],
)
def test_a_trigger_that_holds_a_contact_is_withheld(words: str) -> None:
    assert shared("partner", event(trigger=span(f"قصف {words}"))).trigger.text == ""
    assert shared("partner", event(trigger=span("قصف"))).trigger.text == "قصف"


@pytest.mark.parametrize("id", ["963-2025-03-12", "report-0007", "20250312-15", "a.b-1"])
def test_numbers_that_are_no_phone_numbers_stay(id: str) -> None:
    assert Sharing("partner", load).shared(record(id=id), 3)[0].report.id == id


@pytest.mark.parametrize(
    ("url", "social"),
    [
        ("https://t.me/s/somebody/4", True),
        ("https://www.facebook.com/p/1", True),
        ("http://m.facebook.com:80/p", True),
        ("x.com/somebody", True),
        ("https://user@twitter.com/a", True),
        ("somebody", True),
        ("https://netflix.com/a", False),
        ("https://web.archive.example/2025/https://t.me/somebody/4", True),
        ("https://cache.example/?q=https%3A%2F%2Ft.me%2Fsomebody", True),
        ("https://x.com.example/a", False),
        ("https://daily.example/about-x.com-news", False),
    ],
)
def test_addresses_of_social_accounts_are_removed(url: str, social: bool) -> None:
    found, taken = Sharing("partner", load).shared(record(url=url), 3)
    assert found.report.url == (None if social else url)
    assert found.report.id == ("r3" if social else "rep-7")
    assert bool(taken["urls"]) == social


@pytest.mark.parametrize(
    ("id", "url", "kept"),
    [
        ("testimony-of-somebody", None, False),
        ("testimony-of-somebody", "https://daily.example/7", False),
        ("fadel", None, False),
        ("about-the-day", "https://daily.example/about-the-day", True),
        ("1547-23", None, True),
        ("9f86d081884c7d65", None, True),
    ],
)
def test_the_name_of_a_file_is_no_id_for_partners(id: str, url: str | None, kept: bool) -> None:
    found = Sharing("partner", load).shared(record(id=id, url=url), 3)[0].report.id
    assert found == (id if kept else "r3")
