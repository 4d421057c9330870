"""Parquet tables, a few hundred rows at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rasid.ingest import limits
from rasid.ingest.columns import Renamed
from rasid.ingest.found import Fault, Found
from rasid.ingest.limits import Unreadable, size
from rasid.ingest.rows import Row, read_renamed
from rasid.ingest.source import Source, optional
from rasid.ingest.tables import NO_TEXT, ROWLESS

BEGIN = b"PAR1"
AT_ONCE = 256


def begins_parquet(head: bytes) -> bool:
    """Whether a file begins as a Parquet table."""
    return head.startswith(BEGIN)


def parquet(source: Source) -> Iterator[Found]:
    """The rows of a table, of its columns those that count."""
    library = optional("pyarrow.parquet", "parquet")
    end = source.stream.seek(0, 2)
    source.stream.seek(0)
    try:
        table = library.ParquetFile(source.stream)
    except Exception as error:  # whatever the library stumbles over
        raise Unreadable(
            "no Parquet table that can be read (cut short?): write it again"
        ) from error
    columns = source.columns.of(table.schema_arrow.names)
    if "text" not in columns:
        yield Fault(source.path, None, NO_TEXT)
        return
    _weigh(table.metadata, columns)
    yield from _read(source, table, columns, end)


def _weigh(metadata: Any, columns: Mapping[str, str]) -> None:
    """Unreadable when a part of the table unpacks to more than the limit."""
    wanted = set(columns.values())
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        chunks = (group.column(index) for index in range(group.num_columns))
        told = sum(
            one.total_uncompressed_size
            for one in chunks
            if one.path_in_schema.split(".")[0] in wanted
        )
        if told > limits.ROW_GROUP:
            raise Unreadable(f"a row group larger than {size(limits.ROW_GROUP)}; skipped")


def _read(source: Source, table: Any, columns: Mapping[str, str], end: int) -> Iterator[Found]:
    renamed, number = Renamed(source.columns), 0
    rows = max(1, table.metadata.num_rows)
    try:
        for batch in table.iter_batches(AT_ONCE, columns=list(columns.values())):
            for data in batch.to_pylist():
                number += 1
                path, name = f"{source.path} row {number}", f"{source.name}-{number}"
                row = Row(path, None, data, name, min(end, end * number // rows))
                yield from read_renamed(row, renamed)
    except Exception:  # whatever the library stumbles over
        yield Fault(source.path, None, f"broken after row {number}; the rest is skipped")
        return
    if not number:
        yield Fault(source.path, None, ROWLESS)
