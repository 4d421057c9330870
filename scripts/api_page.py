"""The page about the HTTP API, from what the server tells of itself in OpenAPI."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, cast

from rasid import model
from rasid.store.workspace import Workspace
from rasid.web.api.filters import asked
from rasid.web.api.openapi import ABOUT
from rasid.web.app import application
from rasid.web.site import Site

EVENTS = "/api/v1/events"
USE = """\
## From a program

`rasid serve` prints an address with a token that lets one client in, once; where there are
accounts, a client logs in as a browser does. The session is a cookie, and `GET /api/v1/session`
tells the value of the header `X-CSRF-Token`.

```
curl -s -c jar 'http://127.0.0.1:8642/login?token=…'
TOKEN=$(curl -s -b jar http://127.0.0.1:8642/api/v1/session | jq -r .csrf)
curl -s -b jar 'http://127.0.0.1:8642/api/v1/events?type=shelling&killed=3&limit=5'
curl -s -b jar -H "X-CSRF-Token: $TOKEN" -H 'If-Match: "12.0."' \\
  --json '{"field": "type", "new": "ied"}' \\
  http://127.0.0.1:8642/api/v1/events/TELLING/corrections
```

Status codes: 400 what is asked for makes no sense, 401 nobody is logged in, 403 the role or the
token does not allow it, 404 it is not there, 412 others changed it (`changes`), 413 too large, 422
the request has another shape (`errors`), 429 too many failed logins (`Retry-After`), 503 another
program writes to the workspace, or its disk is full.

## Speed

`bench/api.py` asks with `wrk` over loopback. Of a workspace of 60,000 events one core answers, by
the time that an answer takes it: a page of 50 events in 7.6 ms, by type, country and toll in 19 ms,
a page of reports in 4.5 ms, a place by its name in 1.2 ms. The server takes 105 to 140 MB of its
own; pages of the workspace that SQLite maps come on top and are given back when memory is short.
"""


def page(note: str) -> str:
    """All addresses with their parameters, bodies and answers."""
    told = application(Site(cast(Workspace, None), "")).openapi()
    out = ["# The HTTP API", "", note, ABOUT, "", USE]
    for tag, operations in _by_tag(told).items():
        out += [f"## {tag.capitalize()}", ""]
        for method, path, operation in operations:
            out += _operation(method, path, operation)
    out += ["## Shapes", "", "Those of the report record are in [record.md](record.md).", ""]
    for name, shape in sorted(told["components"]["schemas"].items()):
        if not _is_of_the_record(name):
            out += _shape(name, shape)
    return "\n".join(out).rstrip() + "\n"


def _by_tag(told: dict[str, Any]) -> dict[str, list[tuple[str, str, dict[str, Any]]]]:
    out: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            out.setdefault(operation["tags"][0], []).append((method.upper(), path, operation))
    return out


def _operation(method: str, path: str, operation: dict[str, Any]) -> Iterator[str]:
    described = inspect.cleandoc(operation["description"]).splitlines()
    yield from (f"### {method} {path}", "", *described)
    yield from _parameters(path, [p for p in operation.get("parameters", ()) if p["in"] == "query"])
    for media, body in operation.get("requestBody", {}).get("content", {}).items():
        yield from ("", f"Body: {_type(body['schema'])} as `{media}`")
    for status, answer in operation["responses"].items():
        schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
        if status.startswith("2"):
            yield from ("", f"Answer {status}: {_type(schema) or answer['description']}")
    yield ""


def _parameters(path: str, told: list[dict[str, Any]]) -> Iterator[str]:
    filters = set(inspect.signature(asked).parameters)
    filtered = filters <= {one["name"] for one in told}
    if filtered and path != EVENTS:
        yield from ("", "Takes the filters of [events](#get-apiv1events).")
        told = [one for one in told if one["name"] not in filters]
    if told:
        yield from ("", "| parameter | type | |", "|---|---|---|")
    for one in told:
        needed = " (needed)" if one["required"] else ""
        yield f"| `{one['name']}`{needed} | {_type(one['schema'])} | {one.get('description', '')} |"


def _is_of_the_record(name: str) -> bool:
    return hasattr(model, name)


def _shape(name: str, shape: dict[str, Any]) -> Iterator[str]:
    yield from (f"### {name}", "")
    if "description" in shape:
        yield from (" ".join(shape["description"].split()), "")
    yield from ("| field | type | |", "|---|---|---|")
    for field, kind in shape.get("properties", {}).items():
        yield f"| `{field}` | {_type(kind)} | {kind.get('description', '')} |"
    yield ""


def _type(schema: dict[str, Any]) -> str:
    """A schema in few words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        page = "record.md" if _is_of_the_record(name) else ""
        return f"[{name}]({page}#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(map(_type, schema["anyOf"]))
    if "enum" in schema:
        return "code" if len(schema["enum"]) > 6 else ", ".join(f"`{v}`" for v in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    if "const" in schema:
        return f"`{schema['const']}`"
    names = {"string": "text", "boolean": "true or false", "object": schema.get("title", "object")}
    kind = schema.get("type", "")
    return names.get(kind, kind)
