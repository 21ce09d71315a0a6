"""What counts as an event: the class of an end point's definition, from what is printed of it.

Results are of one definition only where criteria, the part of clinical progression, the rule
for late deaths and the origin of time agree (ICH E9(R1): attributes of the variable).
"""

import re
from collections.abc import Iterable, Sequence

from trialgraph.evidence.analyses import Analysis, may_agree
from trialgraph.evidence.end_points import MergedEndPoint
from trialgraph.model.trial import EndPoint

_CLINICAL = re.compile(r"(?i)\bclinical(?:ly)? (?:\w+ ){0,2}(?:progress|deteriorat)")
_DEATHS = re.compile(
    r"(?i)\bdeaths?\b[^;.]{0,40}?\bwithin (?:the )?(?P<time>[\w-]+ (?:day|week|month)s?)\b"
)
_CLINICAL_COUNTS = "clinical progression counts"


def event_definition(analysis: Analysis, end_points: Sequence[MergedEndPoint]) -> str:
    """Return the class of the definition that an analysis follows, empty where none is printed.

    A definition printed for another assessor of the same end point stands in where none is
    printed for this one: the criteria are the trial's.
    """
    of_name = [one for one in end_points if one.notation == analysis.end_point]
    of_assessor = [one for one in of_name if may_agree(one.assessor, analysis.estimate.assessor)]
    return _class(of_assessor) or _class(of_name)


def _class(end_points: Iterable[MergedEndPoint]) -> str:
    """Return what all declarations of an end point print of its definition, in a fixed order."""
    printed = [declared.end_point for one in end_points for declared in one.declared]
    parts = (
        _told(one.criteria.partition(" + ")[0] for one in printed),
        _CLINICAL_COUNTS if any(_counts_clinical(one) for one in printed) else "",
        _told(_late_deaths(one.definition) for one in printed),
        _told(f"from {one.time_origin}" if one.time_origin else "" for one in printed),
    )
    return "; ".join(part for part in parts if part)


def _told(words: Iterable[str]) -> str:
    """Return the different words, sorted, the empty ones left out."""
    return " or ".join(sorted({one for one in words if one}))


def _counts_clinical(end_point: EndPoint) -> bool:
    """Tell whether progression seen otherwise than by the criteria is an event."""
    return bool(_CLINICAL.search(end_point.criteria) or _CLINICAL.search(end_point.definition))


def _late_deaths(definition: str) -> str:
    """Return until when a death is an event, where a definition limits it."""
    limit = _DEATHS.search(definition)
    return f"deaths within {limit['time'].casefold()}" if limit else ""
