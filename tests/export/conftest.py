"""Invented events whose every removable value is told by a word that can be searched for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pyarrow.parquet
import pytest

from rasid import model
from rasid.export.account import Account
from rasid.export.profiles import Sharing
from rasid.export.rows import Row, Setting
from rasid.export.run import Request, export
from rasid.export.select import Filters
from rasid.extract.actors import party
from rasid.lexicon.lexicon import load

MADE = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)


def span(text: str, start: int = 0) -> model.Span:
    return model.Span(start, start + len(text), text)


def place(**changes: Any) -> model.Place:
    """A town in a governorate; its point has more digits than any profile but internal lets out."""
    told = model.Place(
        name="سراقب",
        name_en="Saraqib",
        relation="in",
        distance_km=None,
        bearing=None,
        lat=35.86437,
        lon=36.80591,
        radius_km=2.0,
        precision="settlement",
        admin1="Idlib",
        admin2="Saraqib District",
        country="SY",
        place_id="geo:9171",
        candidates=2,
        span=span("مدينة سراقب", 20),
    )
    return replace(told, **changes)


def killed(least: int, most: int | None = None, group: str = "civilian", **more: Any) -> Any:
    row = model.Casualty("killed", least, most, group, None, None, None, None, span("قتلى", 50))
    return replace(row, **more)


def day(start: str | None, end: str | None = None, precision: str = "day") -> model.Time:
    return model.Time(start, end or start, precision, None, None, span("أمس", 40))


def agent(id: str = "sy.armed-forces", certainty: str = "stated") -> model.Agent:
    return model.Agent(name_of(id), id, certainty, span("قوات", 12))


def name_of(id: str) -> str:
    entry = party(id)
    assert entry is not None
    return entry.name


def target(kind: str = "civilian", actor: str | None = "Civilians", id: str | None = None) -> Any:
    return model.Target(actor, id, kind, span("السكان", 60))


def event(**changes: Any) -> model.Event:
    """A shelling of a town by an army that killed three civilians."""
    told = model.Event(
        id="e1",
        type="shelling",
        main=True,
        status="happened",
        trigger=span("قصف"),
        agents=(agent(),),
        targets=(target(),),
        weapons=(model.Weapon("artillery", span("مدفعي", 5)),),
        place=place(),
        time=day("2025-03-12"),
        casualties=(killed(3, 3),),
        sources=(),
        confidence=0.8,
        rules=(),
        codes=model.Codes(
            model.AcledCode(
                "Political violence",
                "Explosions/Remote violence",
                "Shelling/artillery/missile attack",
            ),
            model.PloverCode("ASSAULT", "heavy-weapons"),
            model.UcdpCode(3),
        ),
        summary=model.Summary("ملخص", "Shelling of Saraqib."),
    )
    return replace(told, **changes)


def report(**changes: Any) -> model.Report:
    told = model.Report(
        id="rep-7",
        outlet="Plain Daily",
        url="https://daily.example/7",
        published="2025-03-13",
        title="Headline words",
        lang="ar",
        sha256="ab" * 32,
        engine=model.Engine("0.1.0", "2025.01"),
    )
    return replace(told, **changes)


def row(**changes: Any) -> Row:
    return Row(report(), event(**changes))


def shared(profile: str, told: model.Event, **of_report: Any) -> model.Event:
    """The event as a profile lets it out."""
    return Sharing(profile, load).shared(record(told, **of_report), 1)[0].events[0]


def record(*events: model.Event, **changes: Any) -> model.Record:
    numbered = (replace(e, id=f"e{n}") for n, e in enumerate(events or (event(),), start=1))
    return model.Record(report(**changes), tuple(numbered), ())


SETTING = Setting(MADE, party)


@pytest.fixture
def setting() -> Setting:
    return SETTING


Exported = Callable[..., tuple[bytes, Account]]


@pytest.fixture
def exported() -> Exported:
    """`exported("csv", record, ...)` gives the bytes, spreadsheets unpacked, and the account."""

    def run(
        form: str,
        *records: model.Record,
        profile: str = "internal",
        filters: Filters | None = None,
        codes: bool = False,
    ) -> tuple[bytes, Account]:
        setting = replace(SETTING, codes=codes)
        request = Request(form, filters or Filters(), Sharing(profile, load), setting)
        out = io.BytesIO()
        account = export(records, request, out)
        return out.getvalue(), account

    return run


def unpacked(content: bytes) -> bytes:
    """All bytes that a file holds: as they are, the parts of an archive, the values, metadata and
    statistics of a Parquet file.
    """
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
            names = [f"{info.filename} {info.comment!r}" for info in archive.infolist()]
        return b"\n".join([*parts, "\n".join(names).encode(), archive.comment, content])
    if content.startswith(b"PAR1"):
        return content + _parquet(pyarrow.parquet.ParquetFile(io.BytesIO(content)))
    return content


def _parquet(file: Any) -> bytes:
    told = [repr(file.read().to_pylist()), repr(file.schema_arrow), repr(file.metadata.metadata)]
    for number in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(number)
        columns = (group.column(at) for at in range(group.num_columns))
        told += [repr(column.statistics) for column in columns]
    return "\n".join(told).encode()
