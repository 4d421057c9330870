"""From records and incidents to a file: select, share, write, account.

    request = Request.of("csv", profile="partner")
    account = export(items, request, stream)

`items` are records, or what `rasid.store.outgoing` gives of a workspace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from rasid.errors import InputError
from rasid.export import merged
from rasid.export.account import Account
from rasid.export.formats import FORMATS, Format
from rasid.export.profiles import DELAY, Sharing
from rasid.export.rows import Item, Row, Setting, State
from rasid.export.select import Filters
from rasid.export.tables import shown
from rasid.extract.actors import party
from rasid.lexicon.lexicon import load
from rasid.model import Event, Record


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

    @classmethod
    def of(
        cls,
        format: str,
        profile: str = "partner",
        *,
        filters: Filters | None = None,
        delay: int | None = None,
        incidents: bool = False,
        acled_codes: bool = False,
    ) -> Request:
        """A request made now. `delay` is the least age of an event in days, by default that of the
        profile; `incidents` says that the items are incidents. InputError for what there is not.
        """
        made = datetime.now(UTC).replace(microsecond=0)
        sharing = Sharing(profile, load)
        days = DELAY[profile] if delay is None else delay
        before = made.date() - timedelta(days=days - 1) if days else None
        asked = replace(filters or Filters(), before=before)
        return cls(format, asked, sharing, Setting(made, party, acled_codes, incidents))


def export(items: Iterable[Record | Item], request: Request, out: BinaryIO) -> Account:
    """Write the events of the items that are asked for and may leave; tells what became of all.

    Items are taken as they are needed. Raises InputError when the format cannot be written here.
    """
    account = Account()
    FORMATS[request.format].write(_rows(items, request, account), out, request.setting)
    return account


@dataclass(slots=True)
class Change:
    """A column that a profile changes: in how many rows, and the first example."""

    rows: int
    before: str
    after: str


def preview(items: Iterable[Record | Item], request: Request) -> tuple[Account, dict[str, Change]]:
    """The account of an export that is not written, and by column what the profile changes."""
    account, changes = Account(), dict[str, Change]()
    for _ in _rows(items, request, account, changes):
        pass
    return account, changes


def _compare(asked: Item, shared: Item, setting: Setting, changes: dict[str, Change]) -> None:
    names = [c.name for c in merged.columns(setting) if c.name not in ("rasid_rev", "incident")]
    for one, other in zip(_each(asked), _each(shared), strict=True):
        before, after = (merged.cells_of(row, setting) for row in (one, other))
        for name in (name for name in names if before[name] != after[name]):
            told = changes.setdefault(name, Change(0, *map(shown, (before[name], after[name]))))
            told.rows += 1


def _rows(
    items: Iterable[Record | Item],
    request: Request,
    account: Account,
    changes: dict[str, Change] | None = None,
) -> Iterator[Row]:
    form = FORMATS[request.format]
    for number, found in enumerate(items, start=1):
        item = found if isinstance(found, Item) else Item(found)
        account.records += 1
        account.events += len(item.record.events)
        refused = {e.id: _reason(item, e, request.filters) for e in item.record.events}
        wanted = tuple(event for event in item.record.events if refused[event.id] is None)
        asked = replace(item, record=replace(item.record, events=wanted))
        shared, taken = request.sharing.shared_item(asked, number)
        for id, reason in refused.items():
            if reason is not None:
                account.drop(reason, f"{shared.record.report.id}:{id}")
        if wanted:
            account.removed.update(taken)
        if changes is not None:
            _compare(asked, shared, request.setting, changes)
        yield from _fitting(shared, form, account)


def _reason(item: Item, event: Event, filters: Filters) -> str | None:
    """Why an event stays behind before any format is asked."""
    state = item.states.get(event.id, State())
    row = Row(item.record.report, event, item.merged, state)
    return state.held or filters.reason(row)


def _each(item: Item) -> Iterator[Row]:
    states: Mapping[str, State] = item.states
    for event in item.record.events:
        yield Row(item.record.report, event, item.merged, states.get(event.id, State()))


def _fitting(item: Item, form: Format, account: Account) -> Iterator[Row]:
    for row in _each(item):
        reason = form.reason(row)
        if reason is not None:
            account.drop(reason, row.id)
            continue
        for code in form.notes(row):
            account.note(code, row.id)
        account.out += 1
        yield row
