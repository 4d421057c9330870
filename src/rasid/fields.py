"""What each field of the record means, which codes it may hold, and between which bounds.

The JSON Schema and the documentation are made from these tables and the classes of `model`; a test
sees to it that no field is without a meaning.
"""

from __future__ import annotations

from typing import Any

from rasid import model

CODES: dict[tuple[type, str], tuple[str, ...]] = {
    (model.Report, "lang"): ("ar", "fa", "ur", "ckb", "und"),
    (model.Event, "type"): model.EVENT_TYPES,
    (model.Event, "status"): model.STATUSES,
    (model.Agent, "certainty"): model.CERTAINTIES,
    (model.Target, "kind"): model.TARGET_KINDS,
    (model.Weapon, "class_"): model.WEAPON_CLASSES,
    (model.Place, "relation"): model.PLACE_RELATIONS,
    (model.Place, "precision"): model.PLACE_PRECISIONS,
    (model.Time, "precision"): model.TIME_PRECISIONS,
    (model.Time, "part_of_day"): model.PARTS_OF_DAY,
    (model.Casualty, "outcome"): model.OUTCOMES,
    (model.Casualty, "group"): model.GROUPS,
    (model.Source, "kind"): model.SOURCE_KINDS,
    (model.Relation, "kind"): model.RELATION_KINDS,
}
"""Fields whose text is one of a fixed vocabulary."""

SENSES: dict[tuple[type, str], dict[str, str]] = {
    (model.Event, "status"): {
        "happened": "told as a fact",
        "planned": "announced or expected, not done yet",
        "denied": "the text, or somebody in it, says that it did not happen",
        "possible": "hedged as a whole",
    },
    (model.Agent, "certainty"): {
        "stated": "the text itself says so",
        "suspected": "believed, likely, or concluded from where the fire came from",
        "claimed": "the agent says so itself",
        "accused": "another party says so",
    },
    (model.Place, "relation"): {
        "in": "at the anchor",
        "near": "by it, in a direction from it, or between two places",
        "outskirts": "at its edge",
        "countryside": "in the country around it",
        "road": "on a road that is named by it",
        "distance": "a told distance from it",
        "area": "in an area, desert or front named by it",
    },
    (model.Place, "precision"): {
        "point": "a facility, junction or computed point",
        "settlement": "a town or village",
        "neighbourhood": "a part of a town",
        "area": "a stretch of country",
        "road": "a road between places",
        "admin2": "a district",
        "admin1": "a governorate",
        "country": "a country",
        "unresolved": "no place of that name is known, or none is likely enough",
    },
    (model.Relation, "kind"): {
        "part_of": "the first is a part of the second",
        "caused": "the first brought about the second",
        "followed_by": "the second came after the first",
    },
}
"""What the codes of a vocabulary mean where that needs words."""

DAY = {"format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
BOUNDS: dict[tuple[type, str], dict[str, Any]] = {
    (model.Report, "published"): DAY,
    (model.Report, "sha256"): {"pattern": "^[0-9a-f]{64}$"},
    (model.Span, "start"): {"minimum": 0},
    (model.Span, "end"): {"minimum": 0},
    (model.Event, "confidence"): {"minimum": 0, "maximum": 1},
    (model.Place, "lat"): {"minimum": -90, "maximum": 90},
    (model.Place, "lon"): {"minimum": -180, "maximum": 180},
    (model.Place, "bearing"): {"minimum": 0, "maximum": 360},
    (model.Place, "distance_km"): {"minimum": 0},
    (model.Place, "radius_km"): {"minimum": 0},
    (model.Place, "candidates"): {"minimum": 0},
    (model.Time, "start"): DAY,
    (model.Time, "end"): DAY,
    (model.Time, "duration_min"): {"minimum": 0},
    (model.Casualty, "min"): {"minimum": 0},
    (model.Casualty, "max"): {"minimum": 0},
    (model.UcdpCode, "type_of_violence"): {"minimum": 1, "maximum": 3},
}
"""JSON Schema keywords of fields that have bounds or a form."""

MEANINGS: dict[type, dict[str, str]] = {
    model.Record: {
        "report": "the report that was read",
        "events": "the acts that it tells, in the order of their first mention",
        "relations": "how its events hang together",
    },
    model.Report: {
        "id": "the id that was given, else one made from the file or the text",
        "outlet": "who published it",
        "url": "where it was published",
        "published": "day of publication; relative dates are resolved against it",
        "title": "its title, when that is known apart from the text",
        "lang": "language of the text: Arabic (the only one read), Persian, Urdu, Sorani, unknown",
        "sha256": "of the text's UTF-8",
        "engine": "the versions that read it",
    },
    model.Engine: {"rasid": "version of the code", "data": "version of the language data"},
    model.Event: {
        "id": "unique in the report: e1, e2 ...",
        "type": "what kind of act",
        "main": "the report exists to tell it; false for background",
        "status": "whether it happened, is planned, is denied, or may have happened",
        "trigger": "the word that names the act",
        "agents": "who did it, as far as the text says",
        "targets": "whom or what it was done to",
        "weapons": "the means",
        "place": "where",
        "time": "when; null when the text does not say (the day of publication is in the report)",
        "casualties": "killed, injured, detained, abducted, missing, displaced",
        "sources": "who says so",
        "confidence": "how likely it is that this act is reported, 0 to 1",
        "rules": "the rules that made the event",
        "codes": "its codes in other schemes",
        "summary": "one plain sentence made of the values above, hedges kept, its source named",
    },
    model.Span: {
        "start": "first code point in the text",
        "end": "code point after the last",
        "text": "the words between them, exactly",
    },
    model.Agent: {
        "actor": "neutral English name; `Unknown` when the text does not know either",
        "actor_id": "id in the lexicon; null for one that it does not know",
        "certainty": "stated by the text, suspected, claimed by the agent, accused by another",
        "span": "the text's own words for it",
    },
    model.Target: {
        "actor": "neutral English name of a party, null for things and people at large",
        "actor_id": "id in the lexicon",
        "kind": "what kind of target",
        "span": "the text's own words for it",
    },
    model.Weapon: {"class_": "what kind of means", "span": "the words"},
    model.Place: {
        "name": "the anchor toponym as spelled in the text; of a part told alone, its owner's",
        "name_en": "its English name in the gazetteer",
        "relation": "how the act lies to the anchor",
        "distance_km": "told distance from the anchor",
        "bearing": "told direction from the anchor, degrees clockwise from north",
        "lat": "latitude of the act, WGS84; null when the place is not resolved",
        "lon": "longitude of the act, WGS84",
        "radius_km": "how far off the point may be",
        "precision": "what the point stands for",
        "admin1": "governorate or the like, English",
        "admin2": "district or the like, English",
        "country": "ISO 3166-1 code of two letters",
        "place_id": "id in the gazetteer",
        "candidates": "how many places of that name the gazetteer knows",
        "span": "the whole expression of place",
    },
    model.Time: {
        "start": "first day; null when the words cannot be resolved",
        "end": "last day, included",
        "precision": "how finely the words tell it",
        "part_of_day": "dawn to midnight",
        "duration_min": "told length in minutes",
        "span": "the words",
    },
    model.Casualty: {
        "outcome": "what befell them",
        "min": "at least so many; 0 with max 0 where the text says that there were none",
        "max": "at most so many; null when open-ended",
        "group": "civilian or combatant, as the words say, else unknown",
        "children": "how many of them are said to be children",
        "women": "how many of them are said to be women",
        "men": "how many of them are said to be men",
        "side": "neutral name of the party they belong to",
        "span": "the words",
    },
    model.Source: {
        "kind": "what kind of source",
        "name": "neutral name of a known one",
        "span": "the words",
    },
    model.Relation: {
        "kind": "the first is part of, caused, or was followed by the second",
        "from_": "id of the first event",
        "to": "id of the second event",
        "span": "the words that tie them",
    },
    model.Codes: {"acled": "ACLED", "plover": "PLOVER", "ucdp": "UCDP GED"},
    model.AcledCode: {
        "disorder_type": "ACLED disorder type",
        "event_type": "ACLED event type",
        "sub_event_type": "ACLED sub-event type",
    },
    model.PloverCode: {"event": "PLOVER event", "mode": "PLOVER mode"},
    model.UcdpCode: {
        "type_of_violence": "1 state-based, 2 non-state, 3 one-sided; null when not told"
    },
    model.Summary: {"ar": "in Arabic", "en": "in English"},
}
"""Every field of every part of the record, in a few words."""
