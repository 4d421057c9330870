"""The server answers in the language that is asked for, and errors in the form that is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from rasid.store.workspace import Workspace
from rasid.web.app import application
from rasid.web.site import Site


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    workspace = Workspace.open(tmp_path / "w.db", create=True)
    with TestClient(application(Site(workspace, "analyst"))) as client:
        yield client
    workspace.close()


@pytest.mark.parametrize(("asked", "lang", "dir"), [("en", "en", "ltr"), ("ar-SY", "ar", "rtl")])
def test_pages_are_in_the_language_asked_for(
    client: TestClient, asked: str, lang: str, dir: str
) -> None:
    answer = client.get("/", headers={"accept-language": asked})
    assert answer.status_code == 200
    assert f'<html lang="{lang}" dir="{dir}"' in answer.text


def test_the_api_tells_faults_as_problems(client: TestClient) -> None:
    answer = client.get("/api/v1/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 404
