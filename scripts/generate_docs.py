"""Write the reference pages from what they describe: commands, record, settings, JSON Schema.

usage: generate_docs.py [--check]

With --check nothing is written, and the exit code is 1 when a page is not what would be written.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
import types
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parent))

import api_page
import confidence_page
import exports_page
from markdown_parts import coded, row, table

from rasid import model
from rasid.cli.main import cli
from rasid.fields import CODES, MEANINGS, SENSES
from rasid.ingest.kinds import KINDS
from rasid.lexicon.rules import codes, read, sub_events
from rasid.lexicon.schema import describe
from rasid.record import schema

ROOT = Path(__file__).resolve().parents[1]
NOTE = (
    "<!-- Written by scripts/generate_docs.py (make docs): change the source, not this page. -->\n"
)
SCALARS = {str: "text", int: "integer", float: "number", bool: "true or false"}


def pages() -> dict[Path, str]:
    """Every generated file and its content."""
    return {
        ROOT / "docs" / "api.md": api_page.page(NOTE),
        ROOT / "docs" / "cli.md": commands_page(),
        ROOT / "docs" / "record.md": record_page(),
        ROOT / "docs" / "settings.md": settings_page(),
        ROOT / "docs" / "exports.md": exports_page.page(NOTE),
        ROOT / "docs" / "sources.md": sources_page(),
        FORMATS: formats_page(),
        ROOT / "src" / "rasid" / "data" / "record.schema.json": schema_file(),
        **confidence_page.pages(NOTE),
    }


def schema_file() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


# ------------------------------------------------------------------ commands
EXITS = """\
Every command takes `-h` or `--help`. Exit codes: 0 done; 2 a wrong argument, a file that cannot be
used, or nothing that could be read; 130 interrupted."""


def commands_page() -> str:
    """All commands with their arguments and options."""
    out = ["# Commands", "", NOTE, EXITS]
    for path, command in _commands("rasid", cli):
        out += ["", f"## {path}", "", *_command(path, command)]
    return "\n".join(out) + "\n"


def _commands(path: str, group: click.Group) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in sorted(group.list_commands(context)):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from _commands(f"{path} {name}", command)


def _command(path: str, command: click.Command) -> Iterator[str]:
    options = [p for p in command.params if isinstance(p, click.Option)]
    arguments = [str(p.metavar or p.name) for p in command.params if isinstance(p, click.Argument)]
    if not isinstance(command, click.Group):
        usage = " ".join([path, *(["[OPTIONS]"] if options else []), *arguments])
        yield from ("```", usage, "```", "")
    yield from inspect.cleandoc(command.help or "").splitlines()
    if options:
        yield from ("", *table("option", "", "default"))
    for option in options:
        choices = getattr(option.type, "choices", ())
        what = option.metavar or " ".join(choices) or (option.name or "").upper()
        default = str(option.default) if option.show_default else ""
        yield row(f"`{option.opts[-1]}` {what}", option.help or "", default)


# ------------------------------------------------------------------ record
INTRO = """\
One JSON object per report: the same from the Python API, from `rasid read --format json` and from
`--format jsonl`. Offsets are code points of the text that was read, half-open: `text[start:end]` is
the `text` of the span. Every field is always there; what is not told is null or an empty list.
The JSON Schema is in `src/rasid/data/record.schema.json` and from `rasid.schema()`.
"""


def record_page() -> str:
    """The record, part by part, and its vocabularies."""
    out = ["# The report record", "", NOTE, INTRO]
    for kind in MEANINGS:
        out += [f"## {kind.__name__}", "", *_part(kind), ""]
    out += [
        "# Vocabularies",
        "",
        "## Event types, with the codes of ACLED and PLOVER",
        "",
        *_types(),
    ]
    for (kind, name), values in CODES.items():
        if (kind, name) != (model.Event, "type"):
            title = f"## {kind.__name__}.{name.rstrip('_')}"
            out += ["", title, "", *coded(values, SENSES.get((kind, name), {}))]
    return "\n".join(out) + "\n"


def _part(kind: type) -> Iterator[str]:
    documented = (kind.__doc__ or "").strip()
    if documented and not documented.startswith(f"{kind.__name__}("):
        yield from (" ".join(documented.split()), "")
    yield from table("field", "type", "meaning")
    hints = typing.get_type_hints(kind)
    for field in fields(kind):
        shown = "code" if (kind, field.name) in CODES else _type(hints[field.name])
        yield row(f"`{field.name.rstrip('_')}`", shown, MEANINGS[kind][field.name])


def _type(hint: Any) -> str:
    if isinstance(hint, types.UnionType):
        inner = next(a for a in typing.get_args(hint) if a is not type(None))
        return f"{_type(inner)} or null"
    if typing.get_origin(hint) is tuple:
        return f"list of {_type(typing.get_args(hint)[0])}"
    if is_dataclass(hint) and isinstance(hint, type):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return SCALARS[hint]


def _types() -> Iterator[str]:
    yield from table("type", "", "", "ACLED event", "ACLED sub-event", "PLOVER")
    for name, code in codes().items():
        plover = " ".join(v for v in (code.plover_event, code.plover_mode) if v)
        label = code.label_ar
        yield row(
            f"`{name}`",
            code.label_en,
            label,
            sub_events()[code.sub_event_type][1],
            code.sub_event_type,
            plover,
        )


# ------------------------------------------------------------------ sources
SOURCES = """\
What `rasid read` takes: files, folders of them, and `-` for standard input. A kind is told by
what a file holds, and by its ending only where that does not show. What cannot be read is one
line on standard error (file, record, what, what to do) and the rest is read; what is passed over
on purpose is counted in one line. No file is held in memory beyond the limits below. Nothing is
fetched, save by `rasid add --fetch` and `rasid watch`: see [fetching.md](fetching.md), which also
tells what is kept of where a report comes from.

Where a kind needs more than Rasid itself, the column *extra* names it: `pip install
'rasid[pdf]'`, or `pip install 'rasid[all]'` for all of them.
"""
COLUMNS = """\
## Columns

Rows and objects have the fields `text` (which they must have), `id`, `published`, `outlet`, `url`
and `title`. Columns that go by other names are found by the usual ones, in the order given here,
and what was found is told:
"""
MAPS = """
`--map text=Body,published=Date` tells others (a map says which column a field is in; case and
spelling of hamza make no difference), `--save-map NAME` keeps what was told in the workspace,
`--map NAME` uses it again.

Days are ISO days, times or e-mail dates; an order that can be read in two ways (03/04/2025) is no
day, and the fault says so.

## Persons

Who wrote in a chat, a group or an e-mail is not kept: not as outlet, not in ids. In ids of
WhatsApp messages a person is a pseudonym of eight digits, made with a key that is drawn at random
for each workspace (`pseudonyms.key` in it) and stays there; delete it, and nobody can link them
again. The words of a message are kept as they are, save for mentions in WhatsApp and addresses in
e-mail. Telegram's private chats are read only when one of them was exported alone.
"""


def sources_page() -> str:
    """Every kind of input with what is kept of it, and the usual names of columns."""
    out = ["# Sources", "", NOTE, SOURCES]
    out += table("kind", "files", "what is kept", "what is passed over", "limit", "extra")
    for kind in KINDS:
        files = " ".join(f"`{ending}`" for ending in kind.endings)
        extra = f"`{kind.extra}`" if kind.extra else ""
        out.append(row(kind.name, files, kind.kept, kind.passed, kind.limit, extra))
    out += ["", COLUMNS, *table("field", "usual names")]
    for name, usual in read("ingest/columns.yaml")["columns"].items():
        out.append(row(f"`{name}`", ", ".join(usual)))
    return "\n".join(out) + "\n" + MAPS


# ------------------------------------------------------------------ settings
DEVELOPMENT = """\
## For work on Rasid itself

| variable | meaning |
|---|---|
| `PYTHON` | the Python that `make` builds `.venv` with (default `python3`) |
| `RASID_SHARED` | the folder of evaluation sets (default `../shared`) |
"""


def settings_page() -> str:
    """The environment variables that `rasid.settings` reads, the only module that does."""
    out = [
        "# Settings",
        "",
        NOTE,
        "Rasid is set by its command line and these environment variables.",
    ]
    source = ROOT / "src" / "rasid" / "settings.py"
    for function in ast.parse(source.read_text(encoding="utf-8")).body:
        if isinstance(function, ast.FunctionDef):
            out += [
                "",
                f"## {', '.join(_variables(function))}",
                "",
                ast.get_docstring(function) or "",
            ]
    return "\n".join([*out, "", DEVELOPMENT])


def _variables(function: ast.FunctionDef) -> Iterator[str]:
    """Names given to `os.environ.get` in the function, Rasid's own first."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "os.environ.get":
            yield str(ast.literal_eval(node.args[0]))


# ------------------------------------------------------------------ lexicon formats
FORMATS = ROOT / "docs" / "data-formats.md"
MARK = "<!-- generated by rasid.lexicon.schema.describe: do not edit below -->\n\n"


def formats_page() -> str:
    """The guide to lexicon files with its tables made anew; what stands above the mark is kept."""
    guide, mark, _ = FORMATS.read_text(encoding="utf-8").partition(MARK)
    return guide + mark + describe()


# ------------------------------------------------------------------ writing
def stale() -> list[Path]:
    """Files that are not what would be written."""
    return [p for p, text in pages().items() if not p.is_file() or p.read_text("utf-8") != text]


def main(arguments: list[str]) -> int:
    found = stale()
    for path in found:
        if "--check" in arguments:
            print(f"stale: {path.relative_to(ROOT)} (run: make docs)")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages()[path], encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    return 1 if found and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
