"""A form asks for any of several values, says so in its address and shows them again."""

from __future__ import annotations

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
