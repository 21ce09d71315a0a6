"""Errata and retractions that are held: the original verdict until their date, theirs from it.

A correction replaces the numbers within an analysis and its verdict is derived again; it is
no later analysis. Both are kept: the corrected result supersedes the original one on the day
the notice could be read, and a question as of a day before it meets the original.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from trialgraph.evidence.analyses import Analysis, data_cutoff, follow_up_months, may_agree
from trialgraph.evidence.inputs import TrialSetting
from trialgraph.evidence.judging import Available, Judged, JudgedSeries, judge
from trialgraph.evidence.notices import State, notices
from trialgraph.evidence.populations import same_population
from trialgraph.evidence.publications import Publication
from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import PartialDate
from trialgraph.model.values import dataclass
from trialgraph.verdict.codes import Strength

_LIFTED: frozenset[State] = frozenset({"erratum", "retracted"})
_FILLED = (
    "assessor",
    "adjustment",
    "stage",
    "role",
    "interval",
    "p",
    "n_analysed",
    "events",
    "total_events",
    "planned_events",
    "information_fraction",
    "boundary",
    "authors_say",
)


@dataclass(frozen=True, slots=True)
class HeldNotice:
    """A notice that is held, by the document of the publication that it is on.

    Attributes:
        on: a document that holds the publication.
        available: since when the notice could be read; undated notices change nothing here.
    """

    document: str
    on: str
    state: State
    available: PartialDate


Pair = tuple[Analysis, Analysis]
"""An analysis as first printed, and as an erratum corrects it."""

Judgement = tuple[tuple[Judged, ...], tuple[JudgedSeries, ...]]


def held_notices(
    documents: Iterable[str],
    publications: Mapping[str, Publication],
    readings: Mapping[str, TrialDocument],
) -> tuple[HeldNotice, ...]:
    """Return the dated notices held on the publications that some documents hold."""
    return tuple(
        HeldNotice(by, document, notice.state, dated.available)
        for document in sorted(documents)
        if (publication := publications.get(document)) is not None
        for by in publication.notices
        if (dated := publications.get(by)) is not None and dated.available is not None
        for notice in notices(by, readings[by].bibliography.corrections)
        if _is_on(notice.correction.pmid, notice.correction.doi, publication)
    )


def _is_on(pmid: str, doi: str, publication: Publication) -> bool:
    """Tell whether the numbers of a notice are those of a publication."""
    same_pmid = bool(pmid) and pmid == publication.pmid
    return same_pmid or (bool(doi) and doi.casefold() == publication.doi.casefold())


def judge_with_notices(
    setting: TrialSetting, available: Available, told: Sequence[HeldNotice]
) -> Judgement:
    """Return the verdicts as they stand now, and beside them those that notices replaced."""
    pairs = _corrected(setting.all_analyses, told)
    retracted = {one.on: one.available for one in told if one.state == "retracted"}
    resolved = frozenset[str]().union(*(old.documents for old, _ in pairs))
    now = _setting(setting, pairs, resolved, is_corrected=True)
    results, formed = judge(now, available)
    results = tuple(_dated(one, retracted) for one in results)
    before = _setting(setting, pairs, resolved | retracted.keys(), is_corrected=False)
    kept = [
        replace(old, key=(*old.key, "before-notice"), is_current=False, is_decisive=False)
        for old in (judge(before, available)[0] if pairs or retracted else ())
    ]
    superseded = tuple(
        replace(old, superseded_by=(new,))
        for old in kept
        for new in results
        if _replaces(new, old, pairs, retracted)
    )
    return _together(results, formed, superseded)


def _corrected(found: Sequence[Analysis], told: Iterable[HeldNotice]) -> list[Pair]:
    """Return the analyses that an erratum's own figures correct, with the corrected ones.

    Figures that may be of two analyses correct neither.
    """
    pairs = []
    for notice in told:
        for new in found if notice.state == "erratum" else ():
            like = [old for old in found if notice.on in old.documents and _is_like(old, new)]
            if notice.document in new.documents and len(like) == 1 and new is not like[0]:
                pairs.append((like[0], _completed(new, like[0])))
    return list({old.key: (old, new) for old, new in pairs}.values())


def _is_like(old: Analysis, new: Analysis) -> bool:
    """Tell whether two prints are of one analysis, their figures apart."""
    left, right = old.estimate, new.estimate
    return (
        (old.comparison, old.end_point, left.measure, old.is_reversed)
        == (new.comparison, new.end_point, right.measure, new.is_reversed)
        and same_population(old.population, new.population)
        and may_agree(left.assessor, right.assessor)
        and may_agree(left.adjustment, right.adjustment)
        and may_agree(left.stage, right.stage)
        and may_agree(left.at, right.at)
    )


def _completed(new: Analysis, old: Analysis) -> Analysis:
    """Return a corrected analysis with what its notice does not print taken from the original."""
    filled = {
        name: getattr(old.estimate, name)
        for name in _FILLED
        if getattr(new.estimate, name) in (None, (), "")
    }
    estimate = replace(
        new.estimate,
        **filled,
        follow_up_months=follow_up_months(old.supports[0]),
        data_cutoff=data_cutoff(old.supports[0]),
    )
    return replace(new, estimate=estimate)


def _setting(
    setting: TrialSetting, pairs: Sequence[Pair], free: AbstractSet[str], *, is_corrected: bool
) -> TrialSetting:
    """Return what a trial's analyses share once notices count, or as long as none does.

    Args:
        setting: with the original analyses and the corrected figures side by side.
        pairs: original and corrected analyses.
        free: documents that their notice no longer leaves open, or does not yet touch.
        is_corrected: the corrected figures count.
    """
    gone = {id(old) for old, _ in pairs} if is_corrected else set()
    raw = {id(support) for _, new in pairs for support in new.supports}
    kept = [
        one
        for one in setting.all_analyses
        if id(one) not in gone and not raw & {id(support) for support in one.supports}
    ]
    added = [new for _, new in pairs] if is_corrected else []
    states = {
        document: said - _LIFTED if document in free else said
        for document, said in setting.states.items()
    }
    return replace(setting, all_analyses=(*kept, *added), states=states)


def _dated(judged: Judged, retracted: Mapping[str, PartialDate]) -> Judged:
    """Return a result that a retraction excluded as of the day the notice could be read."""
    document = judged.analysis.mention.document
    if judged.verdict.strength is Strength.EXCLUDED and document in retracted:
        return replace(judged, available=retracted[document])
    return judged


def _replaces(
    new: Judged, old: Judged, pairs: Sequence[Pair], retracted: Mapping[str, PartialDate]
) -> bool:
    """Tell whether a result is what a notice made of another."""
    if any(old.analysis is left and new.analysis is right for left, right in pairs):
        return True
    is_excluded = new.verdict.strength is Strength.EXCLUDED
    return (
        is_excluded and new.analysis is old.analysis and new.analysis.mention.document in retracted
    )


def _together(
    results: Sequence[Judged], formed: Sequence[JudgedSeries], superseded: Sequence[Judged]
) -> Judgement:
    """Return all results, each original before its correction in the series of that."""
    current = {one.key: one for one in results}
    series = tuple(
        replace(
            one,
            members=tuple(
                each
                for member in one.members
                for each in (
                    *(old for old in superseded if old.superseded_by[0].key == member.key),
                    current[member.key],
                )
            ),
        )
        for one in formed
    )
    return tuple(sorted((*results, *superseded), key=lambda one: one.key)), series
