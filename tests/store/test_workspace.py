"""Opening a workspace: queries run by the index that they name."""

from __future__ import annotations

from sqlalchemy import select

from rasid.store.tables import events
from rasid.store.workspace import Workspace


def test_an_index_that_a_query_names_is_used_in_a_file_without_statistics(
    workspace: Workspace,
) -> None:
    """SQLAlchemy writes no hints for SQLite by itself; without them the queue is read whole."""
    query = select(events.c.id).where(events.c.review.in_(("open", "stale")))
    hinted = query.with_hint(events, "INDEXED BY events_queue", "sqlite")
    with workspace.reading() as db:
        statement = hinted.compile(db, compile_kwargs={"literal_binds": True})
        plan = [step.detail for step in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")]
    assert any("events_queue" in detail for detail in plan)
    assert "INDEXED BY events_queue" in str(statement)
