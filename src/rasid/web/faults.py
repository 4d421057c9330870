"""What is wrong, in the language of who asks.

Errors are raised in English, by parts of Rasid that know of no visitor. The English catalogue has
their texts with what varies in braces: by these a text is known again, and told in another language
with the same values.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from fastapi import Request

from rasid.web.language import CODES, Language, accepted, language, load

API = "/api/"
OWN = "en"
"""The language that errors are raised in."""
ISOLATED = "\u2068{}\u2069"
"""Values keep their own direction amid other words."""
PLACEHOLDER = re.compile(r"\\\{(\w+)\\\}")


def speaks(request: Request) -> Language:
    """The language of faults: that of the page; programs get English unless they ask for another.

    Scripts of pages ask for that of their page.
    """
    if not request.url.path.startswith(API):
        return language(request)
    return load(next((code for code in accepted(request) if code in CODES), OWN))


def told(fault: str, speech: Language) -> str:
    """The fault in this language; as it is where it has no text in the catalogue."""
    if speech.code == OWN:
        return fault
    for name, pattern in _patterns():
        found = pattern.fullmatch(fault)
        if found:
            given = found.groupdict().items()
            values: dict[str, Any] = {k: ISOLATED.format(_named(v, speech)) for k, v in given}
            return speech.say(name, **values)
    return fault


def _named(value: str, speech: Language) -> str:
    """What a field of a form is called; another value stays as it is."""
    return str(speech.messages.get(f"lines.{value}", value))


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The texts of faults as patterns, those that say most first."""
    texts = [(f"faults.{name}", str(text)) for name, text in load(OWN).under("faults").items()]
    texts.sort(key=lambda one: -len(re.sub(r"\{\w+\}", "", one[1])))
    return tuple((name, _pattern(text)) for name, text in texts)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(PLACEHOLDER.sub(r"(?P<\1>.+?)", re.escape(text)), re.DOTALL)
