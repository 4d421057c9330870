"""What a reader passed over on purpose, counted, and told in one line at the end of the input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from rasid.ingest.found import Fault, Found, Note


@dataclass(slots=True)
class Tally:
    """How many were read, and how many were passed over, by what they are."""

    what: str
    read: int = 0
    passed: Counter[str] = field(default_factory=Counter)

    def count(self, why: str | None) -> None:
        """One more: passed over because of `why`, or read when that is None."""
        if why is None:
            self.read += 1
        else:
            self.passed[why] += 1

    def told(self, path: str) -> Iterator[Found]:
        """What there is to tell: that nothing was read, and what was passed over."""
        if not self.read:
            yield Fault(path, None, f"no {self.what} with text: nothing to read")
        if self.passed:
            counts = ", ".join(f"{count} {why}" for why, count in sorted(self.passed.items()))
            yield Note(path, None, f"passed over: {counts}")
