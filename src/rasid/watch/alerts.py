"""A round of alerts: what rules ask for is queued, what waits is sent, nobody is told twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from rasid.ingest.fetch.backoff import wait_s
from rasid.store import alerting
from rasid.store.alerting import Alert, News
from rasid.store.derive import Standing
from rasid.store.workspace import Workspace
from rasid.watch.config import Output
from rasid.watch.messages import payload
from rasid.watch.outputs import NotSent
from rasid.watch.rules import Asked
from rasid.watch.schedule import moment

MOST_TRIES = 12
FIRST_MINUTE, LONGEST_S = 60, 6 * 3600.0
"""The first retry comes about a minute later, each after that twice as late, up to six hours."""

Send = Callable[[str, Output], None]


@dataclass(slots=True)
class Alerts:
    """The rules of a workspace and where their alerts go."""

    workspace: Workspace
    rules: Sequence[Asked]
    outputs: Mapping[str, Output]
    send: Send

    def begin(self) -> None:
        """Let new rules see what comes from now on."""
        with self.workspace.writing() as db:
            alerting.begin(db, [one.rule.name for one in self.rules])

    def gather(self) -> int:
        """Queue what the rules ask for of what came since they last looked; how many alerts."""
        if not self.rules:
            return 0
        queued = 0
        with self.workspace.writing() as db:
            seen = {one.rule.name: alerting.seen(db, one.rule.name) for one in self.rules}
            last = after = min(seen.values())
            for news in alerting.news(db, after):
                last = news.document.id
                new = (one for one in self.rules if seen[one.rule.name] < last)
                queued += sum(self._queue(db, asked, news) for asked in new)
            for name in seen:
                alerting.see(db, name, max(last, seen[name]))
        return queued

    def _queue(self, db: Connection, asked: Asked, news: News) -> int:
        """Queue the alerts of one rule on one report."""
        count, rule = 0, asked.rule
        for one in news.events:
            if not asked.fits(one.event, news.record.report, news.document.text):
                continue
            subject = alerting.subject_of(news.document, one, news.record)
            if not alerting.told_before(db, rule.name, one.telling.id, subject):
                alerting.queue(db, rule.name, subject, self._payloads(asked, subject, news, one))
                count += 1
        return count

    def _payloads(self, asked: Asked, subject: str, news: News, one: Standing) -> dict[str, str]:
        wanted = {name: self.outputs[name] for name in asked.rule.to if name in self.outputs}
        number, name = news.document.id, asked.rule.name
        return {
            to: payload(name, subject, news.record, one.event, number, output.shared_as)
            for to, output in wanted.items()
        }

    def deliver(self) -> Iterator[str]:
        """Send what is due, each by itself; a line for all that were sent and for each failure."""
        with self.workspace.reading() as db:
            due = alerting.waiting(db, self.outputs, _moment(0))
        done = 0
        for alert in due:
            try:
                self.send(alert.payload, self.outputs[alert.output])
            except NotSent as error:
                yield self._failed(alert, str(error))
                continue
            with self.workspace.writing() as db:
                alerting.sent(db, alert)
            done += 1
        if done:
            yield f"alerts: {done} sent"

    def _failed(self, alert: Alert, fault: str) -> str:
        tries = alert.tries + 1
        seconds = max(FIRST_MINUTE / 2, FIRST_MINUTE * wait_s(tries, longest_s=LONGEST_S / 60))
        again = _moment(seconds) if tries < MOST_TRIES else None
        with self.workspace.writing() as db:
            alerting.failed(db, alert, fault, again)
        then = f"again at {again[11:16]}" if again else f"given up after {tries} tries"
        return f"alert {alert.rule} to {alert.output}: {fault}; {then}"


def _moment(seconds: float) -> str:
    return moment(datetime.now(UTC) + timedelta(seconds=seconds))
