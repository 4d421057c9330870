"""What each sharing profile does, in words: for people who choose one, and the documentation."""

from __future__ import annotations

from collections.abc import Mapping

MEASURES: Mapping[str, Mapping[str, str]] = {
    "coordinates": {
        "internal": "as read",
        "partner": "rounded to 0.01°; exact sites to the grid of 0.1°, radius at least 10 km",
        "public": "grid of 0.1°, radius at least 10 km; exact sites have none",
    },
    "names of places": {
        "internal": "as read",
        "partner": "exact sites by district, governorate or country",
        "public": "district, governorate or country only",
    },
    "quotes": {
        "internal": "all",
        "partner": "the trigger only, and that not when it holds a phone number, handle or address",
        "public": "none",
    },
    "parties": {
        "internal": "kept",
        "partner": "those that no lexicon names: unknown",
        "public": "those that no lexicon names: unknown",
    },
    "titles of reports": {"internal": "kept", "partner": "removed", "public": "removed"},
    "addresses of reports": {
        "internal": "kept",
        "partner": "removed when of a social account, or with an e-mail address or phone number",
        "public": "removed",
    },
    "outlets": {
        "internal": "kept",
        "partner": "removed when a handle, an address or a phone number",
        "public": "removed",
    },
    "sources": {
        "internal": "kept",
        "partner": "local, unnamed, witness, medical without a name, correspondents: local source",
        "public": "kinds only",
    },
    "ids of reports": {
        "internal": "kept",
        "partner": "running numbers, but where they are bare numbers or stand in an address that "
        "is kept: the name of a file may be that of a person",
        "public": "running numbers",
    },
    "ids of incidents": {
        "internal": "kept",
        "partner": "aliases made with the key of the workspace",
        "public": "aliases made with the key of the workspace",
    },
    "why an incident has its grade": {
        "internal": "kept",
        "partner": "removed",
        "public": "removed",
    },
    "revisions of rows": {"internal": "kept", "partner": "kept", "public": "removed"},
    "summaries": {
        "internal": "as read",
        "partner": "written anew from what is left",
        "public": "written anew from what is left",
    },
    "young events": {
        "internal": "kept",
        "partner": "kept unless `--delay`",
        "public": "dropped for 7 days unless `--delay` says otherwise",
    },
}
"""By what is touched and the profile; `rasid.export.profiles` does it."""
