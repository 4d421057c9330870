"""From records to a file: select, share, write, account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from rasid.errors import InputError
from rasid.export.account import Account
from rasid.export.formats import FORMATS, Format
from rasid.export.profiles import Sharing
from rasid.export.rows import Row, Setting
from rasid.export.select import Filters
from rasid.model import Record


@dataclass(frozen=True)
class Request:
    """What is to be exported how; `format` is a key of FORMATS."""

    format: str
    filters: Filters
    sharing: Sharing
    setting: Setting

    def __post_init__(self) -> None:
        if self.format not in FORMATS:
            known = ", ".join(FORMATS)
            raise InputError(f"no format {self.format!r}; there are {known}")
        if FORMATS[self.format].quotes_only and self.sharing.profile == "public":
            raise InputError(
                f"{self.format}: is made of quotes, and the profile public withholds them all; "
                "choose another format or --profile"
            )


def export(records: Iterable[Record], request: Request, out: BinaryIO) -> Account:
    """Write the events of the records that are asked for and may leave; tells what became of all.

    Records are taken as they are needed. Raises InputError when the format cannot be written here.
    """
    account = Account()
    FORMATS[request.format].write(_rows(records, request, account), out, request.setting)
    return account


def preview(records: Iterable[Record], request: Request) -> Account:
    """The account of an export that is not written."""
    account = Account()
    for _ in _rows(records, request, account):
        pass
    return account


def _rows(records: Iterable[Record], request: Request, account: Account) -> Iterator[Row]:
    form = FORMATS[request.format]
    for number, record in enumerate(records, start=1):
        account.records += 1
        account.events += len(record.events)
        refused = {e.id: request.filters.reason(Row(record.report, e)) for e in record.events}
        wanted = tuple(event for event in record.events if refused[event.id] is None)
        shared, taken = request.sharing.shared(replace(record, events=wanted), number)
        for id, reason in refused.items():
            if reason is not None:
                account.drop(reason, f"{shared.report.id}:{id}")
        if wanted:
            account.removed.update(taken)
        yield from _fitting(shared, form, account)


def _fitting(record: Record, form: Format, account: Account) -> Iterator[Row]:
    for event in record.events:
        row = Row(record.report, event)
        reason = form.reason(row)
        if reason is not None:
            account.drop(reason, row.id)
            continue
        for code in form.notes(row):
            account.note(code, row.id)
        account.out += 1
        yield row
