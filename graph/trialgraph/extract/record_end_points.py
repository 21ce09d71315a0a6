"""The outcomes that a registered study declares."""

from collections.abc import Iterator
from typing import Literal

from trialgraph.extract.record_terms import outcome
from trialgraph.extract.record_values import place
from trialgraph.model import lazy
from trialgraph.model.record import Block
from trialgraph.model.trial import EndPoint, EndPointRole
from trialgraph.terms.index import TermIndex

_LISTS: tuple[tuple[str, EndPointRole], ...] = (
    ("primaryOutcomes", "primary"),
    ("secondaryOutcomes", "secondary"),
    ("otherOutcomes", "exploratory"),
)
_CRITERIA = lazy.regex(
    r"\bRECIST(?:,?\s(?:version|v\.?|criteria))*\s?v?(?P<version>1\.[01])?(?!\d)"
)
_RULE = "registered outcome"


def read_end_points(study: Block, terms: TermIndex) -> tuple[EndPoint, ...]:
    """Return the outcomes by role, with definition and time frame."""
    return tuple(_end_points(study.block("protocolSection", "outcomesModule"), terms))


def _end_points(module: Block, terms: TermIndex) -> Iterator[EndPoint]:
    for name, role in _LISTS:
        for each in module.blocks(name):
            yield _end_point(each, role, terms)


def _end_point(declared: Block, role: EndPointRole, terms: TermIndex) -> EndPoint:
    title = declared.words("measure")
    named = outcome(terms, title)
    definition = declared.words("description")
    return EndPoint(
        name=named.name or title,
        name_printed=title,
        role=role,
        assessor=named.assessor,
        criteria=_criteria(title) or _criteria(definition),
        definition=definition,
        event_direction=_direction(named.event_direction),
        time_frame=declared.words("timeFrame"),
        span=place(declared, "measure"),
        passages=(declared.span,),
        rule=_RULE,
    )


def _criteria(words: str) -> str:
    match = _CRITERIA.search(words) if "RECIST" in words else None
    return f"RECIST {match['version'] or ''}".strip() if match else ""


def _direction(word: str) -> Literal["bad", "good"] | None:
    return "bad" if word == "bad" else "good" if word == "good" else None
