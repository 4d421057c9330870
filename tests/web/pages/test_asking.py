"""What a form asks for, as a filter of the store and as a query of the API."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from rasid.web.pages.asking import Form


def asked(**values: str) -> dict[str, list[str]]:
    return parse_qs(Form(values).asked)


def test_the_api_is_asked_for_what_the_form_asks_for() -> None:
    values = {"type": "shelling", "since": "2025-03-01", "words": "سوق", "killed": "2"}
    assert asked(**values) == {name: [value] for name, value in values.items()}


def test_a_place_is_told_by_its_point() -> None:
    told = asked(place="35.5,36.6", radius="7")
    assert told == {"near": ["35.5,36.6,7.0"]}
    circle = Form({"place": "35.5,36.6", "radius": "7"}).filter.near
    assert circle is not None
    assert told["near"] == [f"{circle.lat},{circle.lon},{circle.km}"]


@pytest.mark.parametrize(
    ("given", "source"),
    [({"kind": "monitor"}, "monitor"), ({"source": "راديو", "kind": "monitor"}, "راديو")],
)
def test_a_named_source_goes_before_its_kind(given: dict[str, str], source: str) -> None:
    assert asked(**given) == {"source": [source]}
    assert Form(given).asked == f"source={Form({'source': source}).asked.partition('=')[2]}"


def test_nothing_is_asked_by_an_empty_form() -> None:
    assert asked() == {}
