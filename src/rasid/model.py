"""The report record: what Rasid says of one report, every value with the words it came from.

Offsets are code points of the original text, half-open. The classes are frozen; `to_json` and
`from_json` in `rasid.record` turn them into the public JSON shape and back.
"""

from __future__ import annotations

from dataclasses import dataclass

EVENT_TYPES = (
    "armed_clash", "territory_gain", "air_strike", "drone_strike", "shelling", "ied",
    "suicide_bomb", "grenade", "chemical_weapon", "attack", "abduction", "sexual_violence",
    "arrest", "protest", "riot", "property_destruction", "weapons_seizure", "deployment",
    "withdrawal", "base_established", "agreement", "release", "displacement", "accusation", "other",
)  # fmt: skip
STATUSES = ("happened", "planned", "denied", "possible")
CERTAINTIES = ("stated", "suspected", "claimed", "accused")
OUTCOMES = ("killed", "injured", "detained", "abducted", "missing", "displaced")
GROUPS = ("civilian", "combatant", "unknown")
PLACE_RELATIONS = ("in", "near", "outskirts", "countryside", "road", "distance", "area")
PLACE_PRECISIONS = (
    "point", "settlement", "neighbourhood", "area", "road",
    "admin2", "admin1", "country", "unresolved",
)  # fmt: skip
TIME_PRECISIONS = ("hour", "part_of_day", "day", "week", "month", "year", "range")
PARTS_OF_DAY = ("dawn", "morning", "noon", "afternoon", "evening", "night", "midnight")
SOURCE_KINDS = (
    "correspondent", "medical", "military", "official", "monitor", "local",
    "media", "witness", "armed_group", "civil_defence", "outlet", "unnamed",
)  # fmt: skip
TARGET_KINDS = (
    "civilian", "civilian_object", "combatant", "military_object", "checkpoint", "vehicle",
    "depot", "hospital", "school", "market", "mosque", "camp", "infrastructure",
    "government", "media", "unknown",
)  # fmt: skip
WEAPON_CLASSES = (
    "rocket", "missile", "artillery", "mortar", "tank", "aircraft_bomb", "barrel_bomb", "cluster",
    "incendiary", "drone", "ied", "car_bomb", "landmine", "uxo", "small_arms", "heavy_weapons",
    "anti_aircraft_gun", "anti_tank", "sniper", "grenade", "knife", "chemical", "vehicle", "other",
)  # fmt: skip
RELATION_KINDS = ("part_of", "caused", "followed_by")


@dataclass(frozen=True, slots=True)
class Span:
    """A quote: `text == report_text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """What is read: a text and what is known about it. `published` is an ISO date."""

    text: str
    id: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Engine:
    """Versions of the code and of the data that made a record."""

    rasid: str
    data: str


@dataclass(frozen=True, slots=True)
class Report:
    """The report that was read. `published` is an ISO date or null; `sha256` is of the text's
    UTF-8.
    """

    id: str
    outlet: str | None
    url: str | None
    published: str | None
    title: str | None
    lang: str
    sha256: str
    engine: Engine


@dataclass(frozen=True, slots=True)
class Agent:
    """Who did it, under a neutral name; `certainty` is one of CERTAINTIES."""

    actor: str
    actor_id: str | None
    certainty: str
    span: Span


@dataclass(frozen=True, slots=True)
class Target:
    """Whom or what it was done to; `kind` is one of TARGET_KINDS."""

    actor: str | None
    actor_id: str | None
    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Weapon:
    """A means; `class_` (JSON `class`) is one of WEAPON_CLASSES."""

    class_: str
    span: Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the anchor toponym, how the act lies to it, and the point with its uncertainty.

    Degrees WGS84, kilometres. `bearing` is in degrees clockwise from north. An unresolved place has
    null coordinates and keeps its words; one with a point and no `place_id` is in or beside the
    town that its words name. `candidates` counts the places that the name could mean.
    """

    name: str
    name_en: str | None
    relation: str
    distance_km: float | None
    bearing: float | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: str
    admin1: str | None
    admin2: str | None
    country: str | None
    place_id: str | None
    candidates: int
    span: Span


@dataclass(frozen=True, slots=True)
class Time:
    """When: inclusive ISO dates (null when the words cannot be resolved) and their precision."""

    start: str | None
    end: str | None
    precision: str
    part_of_day: str | None
    duration_min: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Casualty:
    """One row per outcome and group; `max` null means open-ended; a stated zero is min 0, max 0."""

    outcome: str
    min: int
    max: int | None
    group: str
    children: int | None
    women: int | None
    men: int | None
    side: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so; `kind` is one of SOURCE_KINDS, `name` the neutral name of a known source."""

    kind: str
    name: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class AcledCode:
    disorder_type: str
    event_type: str
    sub_event_type: str


@dataclass(frozen=True, slots=True)
class PloverCode:
    event: str | None
    mode: str | None


@dataclass(frozen=True, slots=True)
class UcdpCode:
    """1 state-based, 2 non-state, 3 one-sided, null when the sides do not tell."""

    type_of_violence: int | None


@dataclass(frozen=True, slots=True)
class Codes:
    acled: AcledCode
    plover: PloverCode
    ucdp: UcdpCode


@dataclass(frozen=True, slots=True)
class Summary:
    ar: str
    en: str


@dataclass(frozen=True, slots=True)
class Event:
    """One act. `main`: the report exists to tell it. `rules` names the rules that made it."""

    id: str
    type: str
    main: bool
    status: str
    trigger: Span
    agents: tuple[Agent, ...]
    targets: tuple[Target, ...]
    weapons: tuple[Weapon, ...]
    place: Place | None
    time: Time | None
    casualties: tuple[Casualty, ...]
    sources: tuple[Source, ...]
    confidence: float
    rules: tuple[str, ...]
    codes: Codes
    summary: Summary


@dataclass(frozen=True, slots=True)
class Relation:
    """A link between two events of one report; `from_` is JSON `from`."""

    kind: str
    from_: str
    to: str
    span: Span


@dataclass(frozen=True, slots=True)
class Record:
    """All that one report says: the public contract of Rasid."""

    report: Report
    events: tuple[Event, ...]
    relations: tuple[Relation, ...]
