"""Documents of one trial that name different primary end points, or different assessors of one."""

from collections.abc import Iterator
from itertools import combinations

from trialgraph.evidence.analyses import end_point_notation
from trialgraph.evidence.disagreements import Said, conflict
from trialgraph.evidence.end_points import Declared
from trialgraph.evidence.findings import TrialFinding
from trialgraph.evidence.trials import Mention, TrialIdentity
from trialgraph.terms.index import TermIndex


def primary_conflicts(trial: TrialIdentity, terms: TermIndex) -> Iterator[TrialFinding]:
    """Yield each pair of documents that agree in no primary end point, or in no assessor of one.

    Only end points of the term tables are compared: other names may be of one thing.
    """
    own = [one for one in trial.own if not one.is_of_several]
    named = [found for one in own if (found := _primaries(one, terms))]
    for left, right in combinations(named, 2):
        shared = [pair for pair in _pairs(left, right) if _is_kin(pair, terms)]
        if not shared:
            said = [_said(one, one.end_point.name) for one in (*left, *right)]
            yield from conflict("primary end point", said)
        assessed = [pair for pair in shared if all(one.end_point.assessor for one in pair)]
        if assessed and not any(_same_assessor(pair) for pair in assessed):
            both = [_said(one, one.end_point.assessor or "") for pair in assessed for one in pair]
            yield from conflict("assessor of the primary end point", both)


Pair = tuple[Declared, Declared]


def _primaries(mention: Mention, terms: TermIndex) -> list[Declared]:
    """Return the primary end points of a document; none where one of them is not known."""
    found = [Declared(mention, o) for o in mention.trial.end_points if o.role == "primary"]
    names = [end_point_notation(one.end_point.name, terms) for one in found]
    return found if all(terms.get("end-point", name) for name in names) else []


def _pairs(left: list[Declared], right: list[Declared]) -> list[Pair]:
    return [(one, other) for one in left for other in right]


def _is_kin(pair: Pair, terms: TermIndex) -> bool:
    """Tell whether one end point of a pair is the other or falls in it."""
    one, other = (end_point_notation(each.end_point.name, terms) for each in pair)
    return terms.is_a("end-point", one, other) or terms.is_a("end-point", other, one)


def _same_assessor(pair: Pair) -> bool:
    one, other = pair
    return one.end_point.assessor == other.end_point.assessor


def _said(one: Declared, compared: str) -> Said:
    by = f" by {one.end_point.assessor}" if one.end_point.assessor else ""
    printed = f"{one.end_point.name_printed}{by}"
    return Said(one.mention.document, compared, printed, one.node)
