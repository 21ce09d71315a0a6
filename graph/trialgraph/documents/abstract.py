"""An abstract as plain text: a journal line perhaps, a title, labelled or plain prose."""

import re

from trialgraph.documents.headings import labelled
from trialgraph.documents.lines import Line, Mark
from trialgraph.model import lazy

_DATE = r"(?:19|20)\d\d(?:[ /-]+(?:\d{1,2}|[A-Z][a-z]{2,8})(?:[ /-]+\d{1,2})?)?"
JOURNAL_LINE = lazy.regex(
    rf"(?P<journal>(?:The )?[A-Z][\w .,&:()’'-]{{2,100}}?)[.,]? +(?P<date>{_DATE})"
    r"(?:;[\d():A-Za-z.–-]+)?\.?"
)
_ABSTRACT = lazy.regex(r"(?:#+ *)?\**(?:abstract|summary)\**:?", re.IGNORECASE)
_AFTER = lazy.regex(r"related questions|similar articles|cited by|keywords?:?|publication types")


def marks(text: str, lines: tuple[Line, ...]) -> list[Mark]:
    """Return where the parts of an abstract begin."""
    body = _body(lines)
    found = _head(lines[:body])
    tail = next((n for n in range(body + 1, len(lines)) if _is_after(lines[n])), len(lines))
    end = lines[tail].start if tail < len(lines) else len(text)
    if body < len(lines):
        start = lines[body].start
        heading = lines[body].words if _ABSTRACT.fullmatch(lines[body].words) else ""
        found.append(Mark(start, "abstract", heading))
        found += labelled(text, start + len(heading), end)
    if tail < len(lines):
        found.append(Mark(end, "furniture", lines[tail].words))
    return found


def _is_after(line: Line) -> bool:
    return bool(_AFTER.fullmatch(line.words.lower()))


def _body(lines: tuple[Line, ...]) -> int:
    """Return the number of the line where the abstract itself begins."""
    for number, line in enumerate(lines[:8]):
        if _ABSTRACT.fullmatch(line.words):
            return number
    first = 1 if len(lines) > 1 and JOURNAL_LINE.fullmatch(lines[0].words) else 0
    for number in range(first, min(len(lines), 8)):
        line = lines[number]
        if labelled(line.text + "\n", 0, len(line.text) + 1)[:1] and number > first:
            return number
        if number > first and line.after_blank:
            return number
    prose = len(lines) == first + 1 and ". " in lines[first].words
    return first if prose else first + 1


def _head(lines: tuple[Line, ...]) -> list[Mark]:
    """Return the marks of what stands above the abstract: journal line, title, authors."""
    found: list[Mark] = []
    title_at: int | None = None
    for number, line in enumerate(lines):
        if JOURNAL_LINE.fullmatch(line.words) and title_at is None:
            found.append(Mark(line.start, "front"))
        elif title_at is None:
            title_at = number
            found.append(Mark(line.start, "title"))
        elif line.after_blank:
            found.append(Mark(line.start, "front"))
            break
    return found
