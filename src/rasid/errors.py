"""The errors that people see. Each message says what is wrong, where, and what to do.

RasidError
├── InputError        a file, row or argument cannot be read
├── DataError         shipped or added language data is not valid
├── EngineError       reading one report failed: a mistake in Rasid
├── GazetteerError    a place table or store cannot be used
├── StoreError        a workspace cannot be opened, read or written
│   └── FaultError    its file cannot be used just now: locked, no room, damaged
├── ChangedError      somebody else changed what was to be changed
└── AccessError       somebody may not do what they ask for
"""


class RasidError(Exception):
    """Base of all errors that Rasid raises on purpose; the CLI prints the message and exits 2."""


class InputError(RasidError):
    """A file, row or argument cannot be read."""


class DataError(RasidError):
    """A lexicon, rule or ontology file breaks its schema."""


class EngineError(RasidError):
    """Reading one report failed on a mistake in Rasid; its notes hold the traceback."""


class GazetteerError(RasidError):
    """A place table cannot be imported or a store cannot be opened."""


class StoreError(RasidError):
    """A workspace cannot be opened, read or written, or does not hold what was asked for."""


class FaultError(StoreError):
    """The file of a workspace cannot be used as it is: locked, on a full disk, or damaged."""


class ChangedError(RasidError):
    """What was to be changed is another since it was looked at; `changes` tell how, as JSON."""

    def __init__(self, message: str, changes: list[dict[str, object]]) -> None:
        super().__init__(message)
        self.changes = changes


class AccessError(RasidError):
    """Somebody asks for what they may not do."""
