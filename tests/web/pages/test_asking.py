"""A form asks for any of several values, says so in its address and shows them again; the API is
asked for the same.
"""

from __future__ import annotations

from urllib.parse import parse_qs, quote

import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request

from rasid.errors import InputError
from rasid.web.pages.asking import Form, form


def asked(query: str) -> Form:
    return form(Request({"type": "http", "query_string": query.encode(), "headers": []}))


def test_several_values_of_a_field_ask_for_any_of_them() -> None:
    told = asked("type=ied&type=shelling&type=ied&country=sy,+IQ&actor=a&actor=b&colour=red")
    assert told.filter.types == ("ied", "shelling")
    assert told.filter.countries == ("SY", "IQ")
    assert told.all("actor") == ("a", "b")
    assert {"a", "b"} <= set(told.filter.actors)
    assert told.address == "type=ied&type=shelling&country=sy%2C+IQ&actor=a&actor=b"
    assert asked(told.address) == told


def test_of_a_field_with_one_value_the_last_counts() -> None:
    assert asked("killed=3&killed=5&since=").filter.killed == 5


def test_each_value_must_be_one_of_the_vocabulary() -> None:
    with pytest.raises(InputError, match="picnic"):
        _ = asked("type=ied&type=picnic").filter


def test_what_was_asked_for_is_ticked_and_kept_on_the_next_page(client: TestClient) -> None:
    page = client.get("/search?type=arrest&type=air_strike&source=%22a%22&source=b").text
    assert page.count(" checked>") == 2
    assert page.count('name="source"') == 2
    assert 'value="&#34;a&#34;"' in page
    found = client.get("/search?type=arrest&type=air_strike").text
    assert found.count('class="found-item"') == 3


def test_the_command_and_the_api_take_several_values_too(client: TestClient) -> None:
    items = client.get("/api/v1/events?type=arrest&type=air_strike").json()["items"]
    assert {one["type"] for one in items} == {"arrest", "air_strike"}


def of_api(query: str) -> dict[str, list[str]]:
    return parse_qs(asked(query).asked)


def test_the_api_is_asked_for_what_the_form_asks_for() -> None:
    told = of_api(
        f"type=shelling&type=ied&since=2025-03-01&words={quote('سوق')}&killed=2&country=sy,IQ"
    )
    assert told == {
        "type": ["shelling", "ied"], "since": ["2025-03-01"], "words": ["سوق"], "killed": ["2"],
        "country": ["sy", "IQ"],
    }  # fmt: skip


def test_the_api_is_told_a_place_by_its_point() -> None:
    query = "place=35.5,36.6&radius=7"
    circle = asked(query).filter.near
    assert circle is not None
    assert of_api(query) == {"near": [f"{circle.lat},{circle.lon},{circle.km}"]}


def test_a_named_source_goes_before_its_kind() -> None:
    assert of_api("kind=monitor&kind=witness") == {"source": ["monitor", "witness"]}
    assert of_api("kind=monitor&source=a") == {"source": ["a"]}


def test_an_empty_form_asks_the_api_for_all() -> None:
    assert of_api("") == {}
