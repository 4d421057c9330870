"""The incident page: claims beside each other, who says what, decisions that can be taken back."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from .conftest import Got, island


@pytest.fixture
def incident(client: TestClient) -> str:
    """The incident that two reports tell."""
    found = client.get("/api/v1/incidents").json()["items"]
    return str(max(found, key=lambda one: one["tellings"])["id"])


def page_tellings(page: str) -> list[str]:
    return re.findall(r'name="telling" value="(\w+)"', page)


def test_it_says_plainly_who_says_what(got: Got, incident: str) -> None:
    page = got(f"/incidents/{incident}")
    odds = page[page.index('id="odds-heading"') : page.index('id="claims-heading"')]
    for told in ("3 civilians killed", "4 civilians killed", "وكالة الضفة", "شبكة السهل"):
        assert told in odds
    assert "told: 3 to 4" in odds


@pytest.mark.parametrize(("lang", "told"), [("ar", "غارة جوية"), ("en", "air strike")])
def test_it_is_in_the_language_asked_for(got: Got, incident: str, lang: str, told: str) -> None:
    page = got(f"/incidents/{incident}", lang)
    assert told in page
    assert 'data-map data-lat="' in page
    assert len(page_tellings(page)) == 2


def test_splitting_and_taking_it_back(client: TestClient, got: Got, incident: str) -> None:
    page = got(f"/incidents/{incident}")
    data = island(page, "incident-data")
    first, last = page_tellings(page)
    done = client.post(
        f"/api/v1/incidents/{incident}/split",
        json={"tellings": [last]},
        headers={"If-Match": data["etag"]},
    )
    assert len(done.json()["incidents"]) == 2
    after = got(f"/incidents/{incident}")
    assert page_tellings(after) == [first]
    assert "said to be different acts" in after
    (other,) = set(done.json()["incidents"]) - {incident}
    assert f'data-join="{other}"' in after
    judgement = re.search(r'data-undo="(\w+)"', after)
    assert judgement
    client.post(f"/api/v1/judgements/{judgement[1]}/undo")
    assert sorted(page_tellings(got(f"/incidents/{incident}"))) == sorted([first, last])


def test_moving_is_one_decision(client: TestClient, got: Got, incident: str) -> None:
    found = client.get("/api/v1/incidents").json()["items"]
    other = min(found, key=lambda one: one["tellings"])["id"]
    last = page_tellings(got(f"/incidents/{incident}"))[-1]
    done = client.post(
        f"/api/v1/incidents/{incident}/move", json={"tellings": [last], "to": other}
    ).json()
    pages = {id: page_tellings(got(f"/incidents/{id}")) for id in done["incidents"]}
    (home,) = (id for id, tellings in pages.items() if last in tellings)
    assert len(pages[home]) == 2
    client.post(f"/api/v1/judgements/{done['judgement']}/undo")
    assert last in page_tellings(got(f"/incidents/{incident}"))
    again = client.post(
        f"/api/v1/incidents/{incident}/move", json={"tellings": [last], "to": incident}
    )
    assert again.status_code == 400


def test_an_incident_that_is_none(got: Got) -> None:
    got("/incidents/ffffffff", status=404)
