"""What Bayanat's API takes: the request models of its bulletins and incidents as JSON Schema.

Modelled after BulletinValidationModel and IncidentValidationModel in
enferno/admin/validation/models.py of sjacorg/bayanat: they forbid what they do not name.
"""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string", "minLength": 1}
ID = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}
DAY = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
EVENT = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(("title", "title_ar", "comments", "comments_ar"), TEXT),
        "location": ID,
        "eventtype": {**ID, "properties": {"id": {"enum": [29, 30, 31]}}},
        "from_date": DAY,
        "to_date": DAY,
        "estimated": {"type": "boolean"},
    },
}
POINT = {
    "type": "object",
    "required": ["title", "lat", "lng"],
    "additionalProperties": False,
    "properties": {
        "title": TEXT,
        "lat": {"type": "number", "minimum": -90, "maximum": 90},
        "lng": {"type": "number", "minimum": -180, "maximum": 180},
        "main": {"type": "boolean"},
        "comment": {"type": "string"},
        "geotype": ID,
    },
}
RELATION = {
    "type": "object",
    "required": ["bulletin"],
    "properties": {
        "bulletin": ID,
        "probability": {"type": "integer"},
        "related_as": {"type": "integer"},
        "comment": {"type": "string"},
    },
}


def _request(required: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    item = {
        "type": "object",
        "required": required,
        "additionalProperties": False,
        "properties": properties,
    }
    return {"type": "object", "required": ["item"], "properties": {"item": item}}


BULLETIN = _request(
    ["title", "comments", "source_link"],
    {
        **dict.fromkeys(("title", "title_ar", "originid", "description", "comments"), TEXT),
        "source_link": {"anyOf": [{"const": "NA"}, {"type": "string", "pattern": "^https?://"}]},
        "publish_date": DAY,
        "tags": {"type": "array", "items": TEXT},
        "events": {"type": "array", "items": EVENT},
        "geoLocations": {"type": "array", "items": POINT},
        "status": TEXT,
    },
)
INCIDENT = _request(
    ["title", "comments"],
    {
        **dict.fromkeys(("title", "title_ar", "description", "comments", "status"), TEXT),
        "events": {"type": "array", "items": EVENT},
        "check_br": {"type": "boolean"},
        "bulletin_relations": {"type": "array", "items": RELATION},
    },
)
REQUESTS = {"/admin/api/bulletin/": BULLETIN, "/admin/api/incident/": INCIDENT}
