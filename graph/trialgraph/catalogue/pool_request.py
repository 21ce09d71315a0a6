"""What a question about pooled effects asks for beside names: analysis, day, overrides, method."""

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal, get_args

from trialgraph.errors import BadParameter, UnknownOverride
from trialgraph.model.result import Measure
from trialgraph.model.trial import Assessor
from trialgraph.verdict.pooling import Between
from trialgraph.verdict.pools import NEVER_OVERRIDDEN, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

AnalysisAsked = Literal["current", "decisive"]

_ESTIMATORS = {
    "REML": Between.REML,
    "PM": Between.PAULE_MANDEL,
    "DL": Between.DERSIMONIAN_LAIRD,
}
_CLOSED = {
    "analysis": get_args(AnalysisAsked),
    "assessor": get_args(Assessor),
    "measure": get_args(Measure),
    "between": tuple(_ESTIMATORS),
}


@dataclass(frozen=True, slots=True)
class PoolRequest:
    """Which analyses are pooled, how, and over which refusals.

    Attributes:
        analysis: one word for the whole pool; never mixed.
        as_of: only what was public on that day; ``None`` for all that is held.
        allowed: refusals that the asker passes over by name.
    """

    analysis: AnalysisAsked
    as_of: date | None
    allowed: frozenset[Refusal]
    between: Between


def pool_request(given: "Mapping[str, str]") -> PoolRequest:
    """Return what the words given for a question ask for.

    Raises:
        BadParameter: a word outside the few that a parameter takes.
        UnknownOverride: a refusal that there is not, or that is never passed over.
    """
    words = {name: one.strip() for name, one in given.items()}
    for name, known in _CLOSED.items():
        if name in words and words[name] not in known:
            raise BadParameter(
                f"found {name}={given[name]!r}, wanted one of {', '.join(known)}; "
                f"give {name} so, or leave it out"
            )
    as_of = words.get("as_of")
    return PoolRequest(
        analysis="decisive" if words.get("analysis") == "decisive" else "current",
        as_of=date.fromisoformat(as_of) if as_of else None,
        allowed=allowed(words.get("allow", "").split(",")),
        between=_ESTIMATORS[words.get("between", "REML")],
    )


def allowed(words: "Iterable[str]") -> frozenset[Refusal]:
    """Return the refusals of these names; empty words are none.

    Raises:
        UnknownOverride: a refusal that there is not, or that is never passed over.
    """
    return frozenset(_refusal(word.strip()) for word in words if word.strip())


def _refusal(word: str) -> Refusal:
    known = sorted(set(Refusal) - NEVER_OVERRIDDEN)
    if word in NEVER_OVERRIDDEN:
        raise UnknownOverride(
            f"found {word!r}, which is never passed over: such estimates answer no common "
            f"question; ask about one measure, one end point, one estimate a trial"
        )
    if word not in known:
        near = get_close_matches(word, known, n=3, cutoff=0.4) or known
        raise UnknownOverride(
            f"found {word!r}, wanted the name of a refusal; nearest: {', '.join(near)}"
        )
    return Refusal(word)
