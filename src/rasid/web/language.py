"""The language of a page: the catalogue of messages, chosen by the visitor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml
from babel import Locale
from babel.numbers import format_decimal
from fastapi import Request

from rasid import settings

CODES = ("ar", "en")
COOKIE = "rasid_lang"
RTL = frozenset({"ar"})
ARABIC_INDIC = {ord("0") + n: 0x660 + n for n in range(10)}
"""Western digits and the Arabic-Indic ones in their place."""


@dataclass(frozen=True, slots=True)
class Language:
    """`messages` are texts by dotted name; one that counts has a text per plural category."""

    code: str
    messages: dict[str, str | dict[str, str]]

    @property
    def dir(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.code in RTL else "ltr"

    @property
    def other(self) -> str:
        """The code of the other language."""
        return next(code for code in CODES if code != self.code)

    @property
    def locale(self) -> str:
        """What scripts write numbers and days by: `ar-u-nu-latn`."""
        return f"{self.code}-u-nu-{self.digits}"

    @property
    def digits(self) -> str:
        """`latn` (1 2 3), or `arab` (Arabic-Indic) where that is set and the language is Arabic."""
        return settings.digits() if self.code == "ar" else settings.WESTERN

    def say(self, name: str, /, n: int | None = None, **values: Any) -> str:
        """The message of this name; one that counts is in the form that `n` asks for (CLDR)."""
        told = self.messages[name]
        if isinstance(told, dict):
            category = Locale(self.code).plural_form(n or 0)
            told = told.get(category) or told["other"]
        numbers = {key: self.number(v) if _is_number(v) else v for key, v in values.items()}
        return told.format(n=None if n is None else self.number(n), **numbers)

    def number(self, value: float) -> str:
        """A number with the digits and signs of the language."""
        told = format_decimal(value, locale=self.code, numbering_system=self.digits)
        return self.numerals(told)

    def numerals(self, text: str) -> str:
        """A text with the digits of the language."""
        return text.translate(ARABIC_INDIC) if self.digits == settings.ARABIC_INDIC else text

    def under(self, name: str) -> dict[str, str | dict[str, str]]:
        """All messages whose names begin with `name.`, by the rest of their names."""
        begin = f"{name}."
        return {
            key.removeprefix(begin): text
            for key, text in self.messages.items()
            if key.startswith(begin)
        }


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def language(request: Request) -> Language:
    """The language that a visitor chose, else the first that the browser asks for, else Arabic."""
    chosen = request.cookies.get(COOKIE, "")
    asked = (chosen, *accepted(request))
    return load(next((code for code in asked if code in CODES), CODES[0]))


def accepted(request: Request) -> list[str]:
    """The languages that the program of a visitor asks for, two letters each, the first first."""
    told = request.headers.get("accept-language", "")
    return [part.partition(";")[0].strip()[:2] for part in told.split(",")]


@lru_cache(maxsize=len(CODES))
def load(code: str) -> Language:
    """The messages of a language: those of `queue.yaml` are named `queue.…`."""
    folder = resources.files("rasid.data") / "messages" / code
    files = sorted((file for file in folder.iterdir()), key=lambda file: file.name)
    trees = ((file.name.removesuffix(".yaml"), file.read_text("utf-8")) for file in files)
    told = (_flat(yaml.safe_load(text), f"{name}.") for name, text in trees)
    return Language(code, {name: text for messages in told for name, text in messages})


PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})


def _flat(tree: dict[str, Any], before: str) -> Iterator[tuple[str, str | dict[str, str]]]:
    for name, told in tree.items():
        if isinstance(told, dict) and not told.keys() <= PLURALS:
            yield from _flat(told, f"{before}{name}.")
        else:
            yield f"{before}{name}", told
