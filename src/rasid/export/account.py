"""The account of an export: what came in, went out, stayed behind and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

REASONS = {
    "type": "not of the types asked for",
    "country": "not known to lie in the countries asked for",
    "since": "before the first day asked for, or of no known day",
    "until": "after the last day asked for, or of no known day",
    "status": "not of the status asked for",
    "confidence": "below the confidence asked for",
    "too_recent": "younger than the delay of the profile",
    "no_day": "neither the report nor its publication gives a day",
    "not_happened": "planned, denied or only possible; the format cannot say so",
    "no_place": "no place, or one that could not be resolved",
    "place_too_vague": "only a country is known; the format wants a place in it",
    "day_too_vague": "the day is known no closer than the format can say",
    "no_deaths": "no death is told; the format holds deadly events only",
    "no_harm": "nobody is told killed or injured; the format holds harm to people only",
    "no_code": "the act has no code in the format's scheme",
    "rejected": "a person says that it is no event",
    "unmerged": "in no incident yet: run rasid merge, or export with --events",
    "main": "a main act; only background was asked for",
    "background": "told as background; only main acts were asked for",
    "recalled": "told in passing: no incident is made of it; --events gives it",
    "no_words": "the profile withholds all the words that the format is made of",
}
"""Why an event stayed behind, in plain words."""
NOTES = {
    "day_of_publication": "the report tells no day: that of its publication stands for it, with a "
    "lower precision",
    "no_violence_type": "the sides do not tell UCDP's type of violence: left empty",
    "agent_not_certain": "who did it is only suspected or accused: given as unidentified",
}
"""What a format had to say less exactly, in plain words."""
REMOVED = {
    "coordinates_rounded": "coordinates rounded to 0.01 degrees",
    "coordinates_gridded": "coordinates put on the grid of 0.1 degrees",
    "coordinates_removed": "coordinates of exact sites removed",
    "place_names": "names of places replaced by their district, governorate or country",
    "quotes": "words of the report removed",
    "contacts": "words with a phone number, handle or address removed",
    "parties": "parties that no lexicon names told as unknown",
    "titles": "titles of reports removed",
    "urls": "addresses of reports removed",
    "outlets": "names of outlets removed",
    "sources": "sources told by kind only",
    "report_ids": "ids of reports replaced by running numbers",
    "summaries": "summaries written anew from what is left",
}
"""What a sharing profile took away, in plain words."""


@dataclass(slots=True)
class Account:
    """Counts and ids, as they gather during an export."""

    records: int = 0
    events: int = 0
    out: int = 0
    dropped: dict[str, list[str]] = field(default_factory=dict)
    noted: dict[str, list[str]] = field(default_factory=dict)
    removed: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def drop(self, reason: str, id: str) -> None:
        """An event stays behind."""
        self.dropped.setdefault(reason, []).append(id)

    def note(self, code: str, id: str) -> None:
        """An event goes out, but something of it is said less exactly."""
        self.noted.setdefault(code, []).append(id)

    def to_json(self) -> dict[str, Any]:
        """For the file beside the export."""
        return {
            "records_in": self.records,
            "faults": {"count": len(self.faults), "lines": self.faults},
            "events_in": self.events,
            "events_out": self.out,
            "dropped": _told(self.dropped, REASONS),
            "noted": _told(self.noted, NOTES),
            "removed": [
                {"what": code, "meaning": REMOVED[code], "values": count}
                for code, count in sorted(self.removed.items())
            ],
        }


def _told(found: dict[str, list[str]], meanings: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"reason": code, "meaning": meanings[code], "count": len(ids), "ids": ids}
        for code, ids in sorted(found.items())
    ]
