"""Whatever is asked, the answer has the shape that OpenAPI promises, and no error is unforeseen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from rasid.store.workspace import Workspace
from rasid.web.app import application
from rasid.web.security.guard import SESSION, Guard, token_of
from rasid.web.security.local import Local
from rasid.web.site import Site

HOSTS = frozenset({"testserver"})
PROMISES = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
)


@pytest.fixture(scope="module")
def guarded(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """A server that lets people in at the door only."""
    path = tmp_path_factory.mktemp("schema") / "w.db"
    shutil.copy(template, path)
    workspace = Workspace.open(path)
    yield application(Site(workspace, "Mona", Guard(HOSTS, local=Local())))
    workspace.close()


@pytest.fixture(scope="module")
def key(guarded: FastAPI) -> dict[str, Any]:
    """What a browser sends that is in."""
    local = guarded.state.site.guard.local
    secret = local.exchange(local.token())
    return {"cookies": {SESSION: secret}, "headers": {"X-CSRF-Token": token_of(secret)}}


@pytest.fixture(scope="module")
def described(guarded: FastAPI) -> Any:
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", guarded)


def operations() -> Iterator[tuple[str, str]]:
    """Method and path of all that OpenAPI tells of."""
    told = application(Site(cast(Workspace, None), "nobody")).openapi()
    for path, methods in told["paths"].items():
        yield from ((method, path) for method in methods)


every_operation = pytest.mark.parametrize(("method", "path"), list(operations()))
unhurried = settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@every_operation
def test_who_is_in_is_answered_as_promised(
    described: Any, key: dict[str, Any], method: str, path: str
) -> None:
    @unhurried
    @given(case=described[path][method].as_strategy())
    def asked(case: Any) -> None:
        case.validate_response(case.call(**key), checks=PROMISES)

    asked()


@every_operation
def test_who_is_not_in_learns_nothing(described: Any, method: str, path: str) -> None:
    @settings(unhurried, max_examples=3)
    @given(case=described[path][method].as_strategy())
    def asked(case: Any) -> None:
        answer = case.call()
        case.validate_response(answer, checks=PROMISES)
        assert answer.status_code in (401, 403)

    asked()
