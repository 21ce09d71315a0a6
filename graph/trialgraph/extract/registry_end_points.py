"""Outcome measures of a registry page, where it lists any."""

import re
from collections.abc import Iterator

from trialgraph.extract.registry_lines import Entry, Page
from trialgraph.model import lazy
from trialgraph.model.trial import EndPoint, EndPointRole
from trialgraph.terms.index import TermIndex

_ROLES: dict[str, EndPointRole] = {
    "Primary Outcomes": "primary",
    "Secondary Outcomes": "secondary",
    "Other Outcomes": "exploratory",
}
_TIME_FRAME = lazy.regex(r"Time\s?Frame:?\s*(?P<frame>.*)", re.IGNORECASE)
_ABBREVIATED = lazy.regex(r"\s*\((?P<short>[A-Za-z][\w-]{1,8})\)")
_RULE = "registry outcome"


def read_end_points(page: Page, terms: TermIndex) -> tuple[EndPoint, ...]:
    """Return the outcome measures by role: a name, perhaps a description, a time frame."""
    return tuple(
        _end_point(page, chunk, role, terms)
        for heading, role in _ROLES.items()
        for chunk in _chunks(page.block(heading))
    )


def _chunks(block: tuple[Entry, ...]) -> Iterator[list[Entry]]:
    """Yield the entries of each outcome; its time frame is the last, else every line is one."""
    framed = any(_TIME_FRAME.fullmatch(entry.words) for entry in block)
    chunk: list[Entry] = []
    for entry in block:
        chunk.append(entry)
        if not framed or _TIME_FRAME.fullmatch(entry.words):
            yield chunk
            chunk = []


def _end_point(page: Page, chunk: list[Entry], role: EndPointRole, terms: TermIndex) -> EndPoint:
    name = chunk[0]
    described = [entry.words for entry in chunk[1:] if not _TIME_FRAME.fullmatch(entry.words)]
    concept = terms.find("end-point", _ABBREVIATED.sub("", name.words))
    return EndPoint(
        name=concept.notation if concept else name.words,
        name_printed=name.words,
        role=role,
        definition=" ".join(described),
        span=name.span,
        passages=(page.text(chunk[0], chunk[-1]),),
        rule=_RULE,
    )
