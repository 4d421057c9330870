"""The evidence as Web Annotations (W3C Recommendation of 23 February 2017), JSON-LD.

An annotation per quote: what it stands for in the body, where it is in the target, by position
(code points, as the model has it) and by its words. It is found again when the text moves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from urllib.parse import quote

from rasid.export.rows import Column, Row, Setting, quotes

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
COLUMNS = (
    Column("id", "urn of report, event and number of the quote", "report.id, id"),
    Column("created", "time of the export"),
    Column("motivation", "`classifying` for the trigger, else `tagging`"),
    Column("body", "slot and value of the quote; type, status and summary with the trigger",
           "all values"),
    Column("target.source", "address of the report, else a urn of its id",
           "report.url, report.id"),
    Column("target.selector", "TextPositionSelector and TextQuoteSelector", "all spans"),
)  # fmt: skip


def refusal(row: Row) -> str | None:
    """An event all of whose words are withheld has no annotation."""
    return None if any(quotes(row.event)) else "no_words"


def write(rows: Iterable[Row], out: BinaryIO, setting: Setting) -> None:
    """An AnnotationPage, an annotation a line."""
    head = json.dumps({"@context": CONTEXT, "id": "urn:rasid:page", "type": "AnnotationPage"})
    out.write(f'{head[:-1]}, "items": ['.encode())
    found = (line for row in rows for line in _annotations(row, setting))
    for number, annotation in enumerate(found):
        line = json.dumps(annotation, ensure_ascii=False)
        out.write((",\n" if number else "\n").encode() + line.encode("utf-8", "replace"))
    out.write(b"\n]}\n")


def _annotations(row: Row, setting: Setting) -> Iterator[dict[str, Any]]:
    urn = f"urn:rasid:{quote(row.report.id, safe='')}"
    for number, (slot, value, span) in enumerate(quotes(row.event), start=1):
        yield {
            "id": f"{urn}:{row.event.id}:{number}",
            "type": "Annotation",
            "created": setting.made.isoformat(),
            "motivation": "classifying" if slot == "trigger" else "tagging",
            "body": list(_bodies(row, slot, value)),
            "target": {
                "source": row.report.url or urn,
                "selector": [
                    {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                    {"type": "TextQuoteSelector", "exact": span.text},
                ],
            },
        }


def _bodies(row: Row, slot: str, value: str) -> Iterator[dict[str, str]]:
    purpose = "classifying" if slot == "trigger" else "tagging"
    yield {"type": "TextualBody", "purpose": purpose, "value": f"{slot}: {value}"}
    if slot == "trigger":
        status = f"status: {row.event.status}"
        yield {"type": "TextualBody", "purpose": "classifying", "value": status}
        for language, text in (("en", row.event.summary.en), ("ar", row.event.summary.ar)):
            yield {
                "type": "TextualBody",
                "purpose": "describing",
                "language": language,
                "value": text,
            }
