"""What the plan gives an estimate of an end point: role, patients, planned events, boundary."""

from dataclasses import replace
from functools import lru_cache

from trialgraph.extract.assembly.boundary import planned_boundary
from trialgraph.extract.assembly.circumstances import role_of
from trialgraph.extract.assembly.setting import Setting
from trialgraph.model import lazy
from trialgraph.model.result import Estimate

_AT_THE_END = frozenset({None, "final", "primary"})
_PLAN = frozenset({"abstract", "methods"})
_PRIMARY = lazy.regex(r"(?i)\bprimary\b[^.;]{0,60}\b(?:end[ -]?points?|outcomes?|analys[ei]s)\b")
_BY_PROTOCOL = lazy.regex(
    r"(?i)\b(?:analy[sz]ed|assessed|tested|evaluated|done|performed|conducted|was|were)\b"
    r"[^.;]{0,40}?\b(?:by|using|with|in|on|as)\b[^.;]{0,30}?\bper[- ]protocol\b"
)
_OF_ALL = lazy.regex(
    r"(?i)\bintent(?:ion)?[- ]to[- ]treat\b|\bm?ITT\b|\bfull[- ]analysis\b"
    r"|\b(?:all|both) (?:the )?(?:randomi[sz]ed|populations|analysis sets)\b"
)


def with_role(setting: Setting, estimate: Estimate) -> Estimate:
    """Return an estimate with what the plan says of its end point; a subgroup has no role."""
    if estimate.second_hand or estimate.population.startswith("subgroup"):
        return replace(estimate, planned_events=None)
    role = role_of(setting, estimate.end_point, estimate.assessor)
    planned = None if role == "secondary" and estimate.assessor else estimate.planned_events
    found = replace(estimate, role=role, planned_events=planned)
    if role != "primary":
        return found
    if estimate.boundary is None and _has_one_boundary(setting, estimate):
        is_look = estimate.stage == "interim"
        found = replace(found, boundary=planned_boundary(setting, is_interim=is_look))
    is_unsaid = estimate.population == "all" and not _names_all(setting, estimate)
    if is_unsaid and _is_by_protocol(setting):
        return replace(found, population="per-protocol")
    return found


def _has_one_boundary(setting: Setting, estimate: Estimate) -> bool:
    """Tell whether a boundary of a look, or of the end, can be that of one end point only."""
    named = {one.name for one in setting.trial.end_points if one.role == "primary"}
    return estimate.stage == "interim" or (estimate.stage in _AT_THE_END and len(named) == 1)


@lru_cache(maxsize=2)
def _is_by_protocol(setting: Setting) -> bool:
    """Tell whether the primary end point is planned in those treated by protocol alone."""
    told = [
        words
        for sentence in setting.view.sentences
        if sentence.section in _PLAN and _PRIMARY.search(words := setting.view.words(sentence))
    ]
    planned = [words for words in told if _BY_PROTOCOL.search(words)]
    return bool(planned) and not any(_OF_ALL.search(words) for words in told)


def _names_all(setting: Setting, estimate: Estimate) -> bool:
    """Tell whether the sentence of an estimate says that all randomised were analysed."""
    sentence = setting.view.sentence_at(setting.view.offset(estimate.span.start))
    return _OF_ALL.search(setting.view.words(sentence)) is not None
