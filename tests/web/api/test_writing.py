"""What persons say over the API is kept, merged, told to the next one who writes, and undone."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rasid.store import documents
from rasid.store.workspace import Workspace
from rasid.web.app import application
from rasid.web.site import Site

API = "/api/v1"
STRIKE = "قصفت طائرات حربية مدينة سراقب صباح اليوم، ما أدى إلى مقتل ثلاثة مدنيين وإصابة خمسة."
"""The text of a report of the workspace: see conftest.py."""


def events(client: TestClient, **asked: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"{API}/events", params=asked).json()["items"]
    return found


def event_of(client: TestClient, source: str) -> dict[str, Any]:
    (listed,) = [one for one in events(client) if one["source"] == source]
    shown: dict[str, Any] = client.get(f"{API}/events/{listed['telling']}").json()
    return shown


def quote(words: str) -> dict[str, Any]:
    """Words of the report of a strike, by where they stand in it."""
    start = STRIKE.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def addition(**changed: Any) -> dict[str, Any]:
    """An event that the reader did not see."""
    place = {
        "name": "سراقب", "name_en": "Saraqib", "relation": "in", "distance_km": None,
        "bearing": None, "lat": 35.86, "lon": 36.8, "radius_km": 2.0, "precision": "settlement",
        "admin1": "Idlib", "admin2": None, "country": "SY", "place_id": None, "candidates": 1,
        "span": quote("سراقب"),
    }  # fmt: skip
    lists: Any = {name: [] for name in ("agents", "targets", "weapons", "casualties", "sources")}
    told = {"type": "displacement", "main": True, "status": "happened", "trigger": quote("إصابة")}
    return {**lists, **told, "place": place, "time": None, "note": "read by hand", **changed}


def correct(client: TestClient, event: dict[str, Any], field: str, new: Any, **headers: str) -> Any:
    address = f"{API}/events/{event['telling']}/corrections"
    body = json.dumps({"field": field, "new": new})
    typed = {"Content-Type": "application/json", **headers}
    return client.post(address, content=body, headers=typed)


# ------------------------------------------------------------------ corrections
def test_a_correction_is_answered_with_the_event_as_it_stands(client: TestClient) -> None:
    event = event_of(client, "strike")
    answer = correct(client, event, "casualties.0.min", 2)
    assert answer.status_code == 201
    told = answer.json()["event"]
    assert told["event"]["casualties"][0]["min"] == 2
    assert (told["review"], told["revisions"][0]["by"]) == ("corrected", "Mona")
    assert answer.headers["etag"] == f'"{told["etag"]}"' != f'"{event["etag"]}"'
    assert event_of(client, "strike") == told


def test_the_second_of_two_is_told_what_the_first_changed(client: TestClient) -> None:
    event = event_of(client, "strike")
    seen = {"If-Match": f'"{event["etag"]}"'}
    assert correct(client, event, "casualties.0.min", 2, **seen).status_code == 201
    late = correct(client, event, "casualties.0.min", 1, **seen)
    assert late.status_code == 412
    (change,) = late.json()["changes"]
    assert (change["field"], change["old"], change["new"]) == ("casualties.0.min", 3, 2)
    assert change["by"] == "Mona"
    assert change["at"].endswith("+00:00")
    now = event_of(client, "strike")
    assert now["event"]["casualties"][0]["min"] == 2, "nothing was kept of the second"
    again = correct(client, now, "casualties.0.min", 1, **{"If-Match": f'"{now["etag"]}"'})
    assert again.status_code == 201
    assert [one["new"] for one in again.json()["event"]["revisions"]] == [2, 1], "nothing is lost"


def test_a_correction_is_taken_back_once(client: TestClient) -> None:
    event = event_of(client, "strike")
    number = correct(client, event, "type", "drone_strike").json()["correction"]
    assert client.post(f"{API}/corrections/{number}/undo").status_code == 200
    now = event_of(client, "strike")
    assert (now["event"]["type"], now["review"]) == (event["event"]["type"], "open")
    assert [one["void"] for one in now["revisions"]] == [True, False]
    assert client.post(f"{API}/corrections/{number}/undo").status_code == 400


@pytest.mark.parametrize(
    ("field", "new"),
    [
        ("type", "picnic"),
        ("colour", "red"),
        ("casualties.0.min", 9),
        ("casualties.0.min", 10**30),
        ("time", {"start": "2025-02-31", "end": None, "precision": "day", "part_of_day": None,
                  "duration_min": None, "span": {"start": 0, "end": 4, "text": "قصفت"}}),
        ("trigger", {"start": 0, "end": 4, "text": "قصفت"}),
        ("weapons", [{"class": "rocket", "span": {"start": 0, "end": 4, "text": "صاروخ"}}]),
        ("place.name", "\ud800"),
        ("review", "perhaps"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_in_one_line(
    client: TestClient, field: str, new: Any
) -> None:
    event = event_of(client, "strike")
    answer = correct(client, event, field, new)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert "\n" not in answer.json()["detail"]
    assert event_of(client, "strike") == event


def test_many_are_confirmed_at_once_or_none(client: TestClient) -> None:
    tellings = [one["telling"] for one in events(client)]
    wrong = client.post(
        f"{API}/events/review", json={"tellings": [*tellings, "none"], "state": "confirmed"}
    )
    assert wrong.status_code == 404
    assert {one["review"] for one in events(client)} == {"open"}
    done = client.post(f"{API}/events/review", json={"tellings": tellings, "state": "confirmed"})
    assert len(done.json()["corrections"]) == len(tellings)
    assert {one["review"] for one in events(client)} == {"confirmed"}


def test_a_rejected_event_leaves_its_incident(client: TestClient) -> None:
    event = event_of(client, "arrest")
    assert event["incident"]
    correct(client, event, "review", "rejected")
    assert event_of(client, "arrest")["incident"] is None
    assert client.get(f"{API}/incidents/{event['incident']}").status_code == 404


# ------------------------------------------------------------------ added events
def add(client: TestClient, **changed: Any) -> Any:
    n = event_of(client, "strike")["n"]
    return client.post(f"{API}/reports/{n}/events", json=addition(**changed))


def test_an_added_event_is_listed_merged_corrected_and_taken_back(client: TestClient) -> None:
    before = len(events(client))
    answer = add(client)
    assert answer.status_code == 201
    told = client.get(answer.headers["location"]).json()
    assert (told["event"]["id"], told["review"], told["event"]["confidence"]) == (
        "a1", "confirmed", 1.0)  # fmt: skip
    assert told["event"]["summary"]["en"]
    assert told["incident"]
    assert told["telling"] in {one["telling"] for one in events(client, type="displacement")}
    fixed = correct(client, told, "place.radius_km", 1.0).json()["event"]
    assert [one["field"] for one in fixed["revisions"]] == ["event", "place.radius_km"]
    number = fixed["revisions"][0]["id"]
    assert client.post(f"{API}/corrections/{number}/undo").status_code == 200
    assert len(events(client)) == before
    assert client.get(answer.headers["location"]).status_code == 404
    report = client.get(f"{API}/reports/{told['n']}").json()
    assert [one["field"] for one in report["revisions"]] == ["event", "place.radius_km", "event"]


def test_an_added_event_must_quote_the_text(client: TestClient) -> None:
    wrong = {"start": 3, "end": 9, "text": "نزوح"}
    answer = add(client, trigger=wrong)
    assert answer.status_code == 400
    assert "span 3 to 9" in answer.json()["detail"]


def test_an_added_event_has_the_shape_of_the_record(client: TestClient) -> None:
    answer = add(client, type="picnic", main="yes", colour="red")
    assert answer.status_code == 422
    assert {one["at"] for one in answer.json()["errors"]} == {
        "body.type", "body.main", "body.colour"}  # fmt: skip


# ------------------------------------------------------------------ incidents
def incident_of(client: TestClient, source: str) -> str:
    found: str = event_of(client, source)["incident"]
    return found


def test_incidents_are_joined_and_split_and_the_decision_undone(client: TestClient) -> None:
    one, other = incident_of(client, "strike"), incident_of(client, "arrest")
    assert one != other
    joined = client.post(f"{API}/incidents/join", json={"ids": [one, other]}).json()
    assert incident_of(client, "arrest") == incident_of(client, "strike")
    assert client.get(f"{API}/judgements").json()["items"][0]["by"] == "Mona"
    undone = client.post(f"{API}/judgements/{joined['judgement']}/undo")
    assert undone.status_code == 200
    assert (incident_of(client, "strike"), incident_of(client, "arrest")) == (one, other)


def test_who_splits_an_incident_that_another_split_is_told(client: TestClient) -> None:
    home = incident_of(client, "strike")
    assert incident_of(client, "again") == home
    seen = {"If-Match": client.get(f"{API}/incidents/{home}").headers["etag"]}
    wanted = {"tellings": [event_of(client, "again")["telling"]]}
    done = client.post(f"{API}/incidents/{home}/split", json=wanted, headers=seen)
    assert done.status_code == 200
    assert incident_of(client, "strike") != incident_of(client, "again")
    late = client.post(
        f"{API}/incidents/{incident_of(client, 'strike')}/split", json=wanted, headers=seen
    )
    assert late.status_code == 412
    assert [one["verdict"] for one in late.json()["changes"]] == ["different"]


def seen(*tags: str) -> dict[str, str]:
    return {"If-Match": ", ".join(f'"{tag}"' for tag in tags)}


def test_many_are_confirmed_only_as_they_were_seen(client: TestClient) -> None:
    told = {source: event_of(client, source) for source in ("strike", "again", "arrest")}
    asked = {"tellings": [one["telling"] for one in told.values()], "state": "confirmed"}
    headers = seen(*(one["etag"] for one in told.values()))
    correct(client, told["again"], "casualties.0.min", 3)
    late = client.post(f"{API}/events/review", json=asked, headers=headers)
    assert late.status_code == 412
    (change,) = late.json()["changes"]
    assert (change["telling"], change["new"]) == (told["again"]["telling"], 3)
    assert event_of(client, "strike") == told["strike"], "nothing is kept of the others either"
    now = seen(*(event_of(client, source)["etag"] for source in told))
    done = client.post(f"{API}/events/review", json=asked, headers=now)
    assert done.status_code == 200
    etag = done.json()["etags"][told["strike"]["telling"]]
    again = correct(client, told["strike"], "casualties.0.min", 2, **seen(etag))
    assert again.status_code == 201, "what was kept tells what the next change is made on"


def test_who_takes_back_what_another_went_on_from_is_told(client: TestClient) -> None:
    event = event_of(client, "strike")
    mine = correct(client, event, "casualties.0.min", 2).json()
    before = seen(mine["event"]["etag"])
    correct(client, event, "casualties.0.max", 5)
    address = f"{API}/corrections/{mine['correction']}/undo"
    late = client.post(address, headers=before)
    assert late.status_code == 412
    assert [one["field"] for one in late.json()["changes"]] == ["casualties.0.max"]
    assert event_of(client, "strike")["event"]["casualties"][0]["min"] == 2
    now = event_of(client, "strike")["etag"]
    assert client.post(address, headers=seen(now)).status_code == 200


def test_an_event_that_was_taken_away_is_not_as_anybody_saw_it(client: TestClient) -> None:
    report = event_of(client, "strike")["n"]
    made = client.post(f"{API}/reports/{report}/events", json=addition()).json()
    (first,) = made["revisions"]
    undone = client.post(f"{API}/corrections/{first['id']}/undo").json()
    assert undone["etags"] == {}
    again = f"{API}/corrections/{undone['corrections'][0]}/undo"
    assert client.post(again, headers=seen(made["etag"])).status_code == 412
    assert client.post(again).status_code == 200


def test_who_joins_or_takes_back_what_changed_is_told(client: TestClient) -> None:
    home, other = incident_of(client, "strike"), incident_of(client, "arrest")
    tags = [client.get(f"{API}/incidents/{id}").headers["etag"] for id in (home, other)]
    wanted = {"tellings": [event_of(client, "again")["telling"]]}
    split = client.post(f"{API}/incidents/{home}/split", json=wanted).json()
    ids = [incident_of(client, "strike"), other]
    late = client.post(f"{API}/incidents/join", json={"ids": ids}, headers={"If-Match": tags[0]})
    assert late.status_code == 412
    assert [one["verdict"] for one in late.json()["changes"]] == ["different"]
    undo = f"{API}/judgements/{split['judgement']}/undo"
    assert client.post(undo, headers={"If-Match": tags[0]}).status_code == 412
    now = [client.get(f"{API}/incidents/{id}").headers["etag"] for id in split["incidents"]]
    assert client.post(undo, headers={"If-Match": ", ".join(now)}).status_code == 200
    assert incident_of(client, "again") == incident_of(client, "strike")
    both = {"If-Match": ", ".join(tags)}
    joined = client.post(f"{API}/incidents/join", json={"ids": [home, other]}, headers=both)
    assert joined.status_code == 200


def test_a_workspace_that_another_program_writes_to_is_no_missing_page(
    workspace: Workspace,
) -> None:
    hasty = Workspace.open(workspace.path, wait_s=0.05)
    with TestClient(application(Site(hasty, "Mona"))) as client:
        telling = event_of(client, "strike")["telling"]
        with workspace.writing():
            body = {"field": "review", "new": "confirmed"}
            answer = client.post(f"{API}/events/{telling}/corrections", json=body)
    hasty.close()
    assert answer.status_code == 503
    assert "another process is writing" in answer.json()["detail"]


# ------------------------------------------------------------------ reports come in
def test_an_uploaded_file_keeps_where_its_reports_come_from(
    client: TestClient, workspace: Workspace
) -> None:
    message = {
        "id": 4, "type": "message", "date": "2025-03-14T10:00:00", "from": "Sahl",
        "edited": "2025-03-15T10:00:00", "forwarded_from": "Plain News",
        "forwarded_from_id": "channel9",
        "text": "قصفت طائرات حربية مدينة معرة النعمان مساء اليوم.",
    }  # fmt: skip
    told = {"name": "Sahl", "type": "public_channel", "id": 7, "messages": [message]}
    content = json.dumps(told).encode()
    answer = client.post(f"{API}/reports", files={"files": ("result.json", content)})
    assert (answer.status_code, answer.json()["new"]) == (200, 1)
    (number,) = answer.json()["reports"]
    with workspace.reading() as db:
        kept = documents.by_id(db, number)
    assert kept.path == "upload/result.json message 4"
    assert kept.content_sha256 == sha256(content).hexdigest()
    assert (kept.day_by, kept.edited, kept.forwarded_from) == ("file", "2025-03-15", "Plain News")
    assert kept.retrieved_at
