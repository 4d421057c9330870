"""The map and the figures as programs ask for them: answers, base map, tiles in ranges, tables."""

from __future__ import annotations

import csv
import gzip
import io
import json
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from rasid.geo.basemap import LAYERS, packed_layer
from rasid.store.workspace import Workspace
from rasid.web.api.figures import TABLES, written

API = "/api/v1"


def test_a_view_has_the_incidents_with_the_circle_they_lie_in(client: TestClient) -> None:
    told = client.get(f"{API}/map?within=30,40,30,45&zoom=9").json()
    assert told["total"] == sum(cell["count"] for cell in told["cells"]) > 0
    assert all(cell["radius_km"] > 0 for cell in told["cells"])


def test_what_tells_two_reports_is_one_incident(client: TestClient) -> None:
    (row,) = client.get(f"{API}/map/incidents?type=air_strike").json()["items"]
    assert row["tellings"] == 2
    brief = client.get(f"{API}/map/incidents/{row['id']}")
    told = brief.json()
    assert {one["outlet"] for one in told["outlets"]} == {"وكالة الضفة", "شبكة السهل"}
    assert "Saraqib" in told["summary"]["en"]
    again = {"if-none-match": brief.headers["etag"]}
    assert client.get(f"{API}/map/incidents/{row['id']}", headers=again).status_code == 304


def test_a_wrong_decision_is_seen_on_the_map_at_once(client: TestClient) -> None:
    (row,) = client.get(f"{API}/map/incidents?type=air_strike&review=open").json()["items"]
    assert (row["killed_low"], row["killed_high"]) == (3, 4)


@pytest.mark.parametrize(
    "query",
    ["within=1,2,3", "within=50,10,0,1", "zoom=-1", "type=nothing", "since=yesterday",
     "confidence=2", "killed=-3", "grade=good"],
)  # fmt: skip
def test_what_is_asked_wrongly_is_told_in_one_line(client: TestClient, query: str) -> None:
    answer = client.get(f"{API}/map?{query}")
    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "\n" not in answer.json()["detail"]


def test_an_incident_that_is_not_there(client: TestClient) -> None:
    assert client.get(f"{API}/map/incidents/0000").status_code == 404


@pytest.mark.parametrize("name", LAYERS)
def test_layers_of_the_base_map_are_sent_once(client: TestClient, name: str) -> None:
    answer = client.get(f"{API}/map/layers/{name}", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.json()["type"] == "FeatureCollection"
    same = client.get(f"{API}/map/layers/{name}", headers={"if-none-match": answer.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    plain = client.get(f"{API}/map/layers/{name}", headers={"accept-encoding": "identity"})
    assert plain.content == gzip.decompress(packed_layer(name))


def test_tiles_beside_the_workspace_are_sent_in_ranges(
    client: TestClient, workspace: Workspace
) -> None:
    assert client.get(f"{API}/map/tiles").status_code == 404
    assert 'data-tiles=""' in client.get("/map").text
    workspace.path.with_name("basemap.pmtiles").write_bytes(bytes(range(200)))
    part = client.get(f"{API}/map/tiles", headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, bytes(range(10, 20)))
    assert part.headers["content-range"] == "bytes 10-19/200"
    assert 'data-tiles="yes"' in client.get("/map").text


@pytest.mark.parametrize("name", TABLES)
def test_every_figure_is_a_table_too(client: TestClient, name: str) -> None:
    answer = client.get(f"{API}/figures/{name}.csv?since=2020-01-01")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert rows or name == "repeats"
    assert all(len(row) == len(head) for row in rows)


def test_no_cell_is_a_formula() -> None:
    rows = csv.reader(io.StringIO(written([("=1+1", "@now", 3, None)]).removeprefix("\ufeff")))
    assert list(rows) == [["'=1+1", "'@now", "3", ""]]


def test_figures_of_the_same_incidents_agree(client: TestClient) -> None:
    query = f"?actor={quote('قوات النظام')}"
    timeline = client.get(f"{API}/figures/timeline{query}").json()
    attested = client.get(f"{API}/figures/attested{query}").json()
    days = client.get(f"{API}/map/days{query}").json()
    assert timeline["total"] == sum(days["counts"]) == sum(attested["grades"].values()) == 1


@pytest.mark.parametrize("page", ["/map", "/figures"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_pages_bring_their_words(client: TestClient, page: str, lang: str) -> None:
    text = client.get(page, headers={"accept-language": lang}).text
    _, _, rest = text.partition('<script type="application/json" id="texts">')
    told = json.loads(rest.partition("</script>")[0])
    assert told["scope"]["clear"]
    assert 'style="' not in text
