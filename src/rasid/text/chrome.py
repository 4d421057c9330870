"""What of a page is not its report: menus, share bars, tags, lists of links, credits, datelines.

Every line gets a role. Losing a report costs more than keeping some chrome, so a line is chrome
only for words that say so, or where a page that ends its sentences with stops goes over to lines
that do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rasid.text.cues import TextCues, is_neutral, is_sign
from rasid.text.sentences import STOP
from rasid.text.tables import ARABIC

BODY, HEADLINE, DATELINE, CAPTION, CHROME = "body", "headline", "dateline", "caption", "chrome"

_TAIL, _MENU, _TAGS, _OUTLET = "tail", "menu", "tags", "outlet"
"""What a line is by its own words; its place on the page then gives it one of the roles."""

LONG = 30
"""Words and signs of a line that is surely no link, no headline."""
SENTENCE = 12
"""Words and signs from which a line with a stop is surely told, not listed."""
TOLD = 8
"""The same where nothing yet has been listed."""
HEAD_LINES = 6
"""Lines above the text, at most; a post may have many short lines and no headline but the first."""
TAG = 4
"""Words of a tag or a name, at most."""
LISTED_TAGS = 3
LISTED_LINKS = 3
LISTED_UNTAGGED = ((4, 2), (2, 3), (0, 5))
"""Lines with stops in a report, and how many links under it are a list though nothing says so."""

_ARABIC_WORD = re.compile(f"[{ARABIC}]")
_CLOSERS = frozenset('")]')
_LIST_SIGNS = frozenset("-*(")
_SEPARATORS = frozenset("-/|:(")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its tokens, and whether hashtags are all that it has."""

    words: list[str]
    tags: bool = False

    @property
    def size(self) -> int:
        return len(self.words)

    @property
    def stopped(self) -> bool:
        """Whether it ends with a full stop, as links do not."""
        end = len(self.words)
        while end and self.words[end - 1] in _CLOSERS:
            end -= 1
        return end > 0 and self.words[end - 1] == STOP

    @property
    def plain(self) -> bool:
        """Whether it is all words: no signs, no numbers."""
        return all(word[0].isalpha() for word in self.words)

    @property
    def told(self) -> bool:
        """Whether it reads as running text."""
        return self.size >= LONG or (self.size >= TOLD and self.stopped)

    @property
    def resumes(self) -> bool:
        """Whether it ends a list of links: the report goes on."""
        return self.size >= LONG or (self.size >= SENTENCE and self.stopped)

    @property
    def link(self) -> bool:
        """Whether it may be a headline of another report."""
        first, last = self.words[0], self.words[-1]
        item = is_sign(first) and first != '"'
        return TAG < self.size < LONG and not item and last not in (STOP, ":", ",")


def line_roles(lines: Sequence[Line], cues: TextCues) -> list[str]:
    """The role of each line of a page."""
    kinds = [_kind(line, cues) for line in lines]
    _menus(lines, kinds)
    _tails(lines, kinds)
    _links_at_end(lines, kinds)
    _head(lines, kinds, cues)
    return [_settled(kind) for kind in kinds]


def _settled(kind: str) -> str:
    return CHROME if kind in (_TAIL, _MENU, _TAGS, _OUTLET) else kind


def _kind(line: Line, cues: TextCues) -> str:
    """What the words of a line say, wherever it stands."""
    words = line.words
    if line.size >= LONG:
        return BODY
    if not any(map(_ARABIC_WORD.match, words)):
        return _TAIL if cues.length("start_of_tail", words, 0) == line.size else CHROME
    if words[0] == "-" and any(word[0] == "@" for word in words):
        return CAPTION
    if words[0] == "(" and words[-1] == ")" and all(len(word) <= 2 for word in words):
        return CAPTION
    if line.tags:
        return BODY if words[-1] == ":" else _TAGS
    first = next((i for i, word in enumerate(words) if not is_neutral(word)), 0)
    if words[first] not in cues.openers:
        return BODY
    if cues.length("start_of_tail", words, first) and _fills(cues, words, "start_of_tail"):
        return _TAIL
    return CHROME if is_link(words, first, cues) else _of_cues(cues, words)


def is_link(words: list[str], at: int, cues: TextCues) -> bool:
    """Whether a link to another report stands there: 'see also: ...', 'related posts: ...'."""
    listed = cues.length("start_of_tail", words, at)
    one = listed > 0 and words[at + listed : at + listed + 1] == [":"]
    return one or cues.length("line", words, at) > 0


def _of_cues(cues: TextCues, words: list[str]) -> str:
    if _fills(cues, words):
        return _MENU
    if _fills(cues, words, "date"):
        return CHROME
    return _OUTLET if _fills(cues, words, "date", "outlet") else BODY


def _fills(cues: TextCues, words: list[str], *roles: str) -> bool:
    return cues.fills((*roles, "alone", "inline"), words)


def _menus(lines: Sequence[Line], kinds: list[str]) -> None:
    """Short lines that follow an item of a menu at the top of a page are its other items."""
    head = next((i for i, kind in enumerate(kinds) if kind == BODY and lines[i].size > TAG), 0)
    menu = False
    for i in range(head):
        menu = menu or kinds[i] == _MENU
        if menu and kinds[i] == BODY and lines[i].plain:
            kinds[i] = CHROME


def _tails(lines: Sequence[Line], kinds: list[str]) -> None:
    """A line that opens a list of links makes chrome of what follows, until text is told again.

    Above the report, the last line of the list is the headline.
    """
    tail = report = False
    title: int | None = None
    resumed = next((i for i in reversed(range(len(lines))) if lines[i].resumes), -1)
    for i, line in enumerate(lines):
        if kinds[i] == _TAIL:
            tail = report or i < resumed
        elif tail and line.resumes:
            tail = False
            if title is not None and not report:
                kinds[title] = BODY
        elif tail:
            title = i if kinds[i] == BODY else title
            kinds[i] = CHROME
        report = report or (kinds[i] == BODY and line.size > TAG)


def _links_at_end(lines: Sequence[Line], kinds: list[str]) -> None:
    """Under the last full stop: tags, a line each, then headlines of other reports to the end."""
    content = [i for i, kind in enumerate(kinds) if kind == BODY]
    end = next((n for n in range(len(content), 0, -1) if lines[content[n - 1]].told), 0)
    signed = end < len(content) and _is_signature(lines[content[end]])
    rest = content[end + signed :]
    if not rest or not end or not lines[content[end - 1]].stopped:
        return
    tags = next((n for n, i in enumerate(rest) if not _is_tag(lines[i])), len(rest))
    links = [lines[i] for i in rest[tags:]]
    report = [lines[i] for i in content[:end] if lines[i].size >= SENTENCE]
    if _listed(tags, links, sum(line.stopped for line in report), len(report)):
        for i in rest:
            kinds[i] = CHROME


def _listed(tags: int, links: Sequence[Line], stopped: int, told: int) -> bool:
    """Whether tags and links are a list, under `told` lines of which so many end with stops."""
    numbered = sum(line.words[0].isdigit() for line in links)
    if not all(line.link or _is_tag(line) for line in links) or numbered * 3 > len(links) > 0:
        return False
    if tags >= LISTED_TAGS or (tags and len(links) >= LISTED_LINKS):
        return True
    needed = next(links for least, links in LISTED_UNTAGGED if stopped >= least)
    return stopped * 3 >= told * 2 and len(links) >= needed


def _is_signature(line: Line) -> bool:
    """Whether a line may be 'Name - Town' or 'Editor: Name' under a report."""
    short = line.size <= SENTENCE // 2 and not line.plain
    return short and line.words[-1] not in (STOP, ":")


def _is_tag(line: Line) -> bool:
    return line.size <= TAG and line.plain


def _head(lines: Sequence[Line], kinds: list[str], cues: TextCues) -> None:
    """Headlines, datelines, bylines and captions: the lines above the first that is told."""
    content = [i for i, kind in enumerate(kinds) if kind == BODY]
    told = next((n for n, i in enumerate(content) if _tells(lines[i], n == 0, cues)), 0)
    above = content[:told]
    for i in range(content[told] if content else len(lines)):
        if kinds[i] in (_TAGS, _OUTLET):
            kinds[i] = DATELINE
    for n, i in enumerate(above if len(above) <= HEAD_LINES else above[:1]):
        kinds[i] = _above(lines[i], n == 0, n + 1 < len(above), cues)


def _tells(line: Line, first: bool, cues: TextCues) -> bool:
    """Whether the text begins with this line; a long one without a stop may be the headline."""
    return line.told or (not first and line.size >= SENTENCE and not _is_credited(line, cues))


def _above(line: Line, first: bool, more: bool, cues: TextCues) -> str:
    """The role of a line above the text, by its form."""
    if _is_dateline(line, cues, first):
        return DATELINE
    if line.size <= TAG and (more or not first) and line.plain:
        return CAPTION
    if not first and _is_credited(line, cues):
        return CAPTION
    return HEADLINE


def _is_dateline(line: Line, cues: TextCues, strict: bool) -> bool:
    """Whether a line gives only place and medium: 'Town - Agency', 'Agency - (Name)', 'Agency:'.

    A `strict` one has no more than two words on a side, or names an agency.
    """
    words = line.words
    if line.size > SENTENCE or words[-1] in (STOP, "?", "!"):
        return False
    outlets = [i for i in range(line.size) if cues.length("outlet", words, i)]
    if outlets and _names_outlet(words, outlets[-1], cues):
        return True
    sides = list(_sides(words))
    longest = 2 if strict else 3
    listed = words[0] in _LIST_SIGNS
    return not listed and len(sides) > 1 and all(0 < len(side) <= longest for side in sides)


def _names_outlet(words: list[str], at: int, cues: TextCues) -> bool:
    """Whether the agency there ends the line, but for a name in brackets, with little before it."""
    end = at + cues.length("outlet", words, at)
    places = [word for i, word in enumerate(words[:at]) if not cues.length("date", words, i)]
    before = [word for word in places if word[0].isalpha()]
    dated = any(word.isdigit() for word in words[:at])
    separated = at == 0 or words[at - 1] in _SEPARATORS
    ended = end == len(words) or words[end] in "(-)" or words[end:] == [":"]
    return ended and len(before) <= TAG and (separated or (dated and end == len(words)))


def _sides(words: list[str]) -> Iterator[list[str]]:
    """What dashes and brackets separate; nothing when there are other signs or numbers."""
    side: list[str] = []
    for word in words:
        if word in "-()" and side:
            yield side
            side = []
        elif word[0].isalpha():
            side.append(word)
        elif word not in "-()":
            yield []
    if side:
        yield side


def _is_credited(line: Line, cues: TextCues) -> bool:
    """Whether it ends, after a dash or in brackets, with an agency: a caption of a photo."""
    words = line.words
    signs = [i for i, word in enumerate(words) if word in "-(|"]
    if not signs or line.stopped:
        return False
    credit = range(signs[-1] + 1, line.size)
    return len(credit) <= SENTENCE // 2 and any(cues.length("outlet", words, i) for i in credit)
