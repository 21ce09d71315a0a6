"""What a record says otherwise than the papers: when, of what, and what it leaves out."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.corpus.plan import Declared, Draft, Paper, Record
from tests.corpus.vocabulary import is_kin

if TYPE_CHECKING:
    from trialgraph.model.trial import Assessor

_HARMS = ("AE", "safety", "toxicity")
_RECRUITING, _FOLLOWING = "recruiting", "active-not-recruiting"
_ENDED = {
    _RECRUITING: frozenset({"final", "primary", "updated"}),
    _FOLLOWING: frozenset({"final"}),
}
_STATUSES = ("", "completed", "completed", _RECRUITING, _FOLLOWING)


def reports(draft: Draft) -> list[Paper]:
    """Return the trial's own papers with results."""
    return [one for one in draft.papers if one.kind in {"paper", "interim", "update"}]


def registered(draft: Draft) -> None:
    """Decide what the record says, and what it then lacks beside the papers."""
    if not any(one.kind == "record" for one in draft.papers):
        return
    rng, papers = draft.rng, reports(draft)
    style = rng.choice(("undated", "early", "early", "late"))
    record = draft.record = Record(status=rng.choice(_STATUSES))
    record.says_no_results = rng.random() < 0.15
    if style == "early":
        record.version = f"{min(one.year for one in papers) - 1}-05-01"
    elif style == "late":
        record.version = f"{max(one.year for one in draft.papers) + 1}-05-01"
        record.lists = tuple(one.key for one in papers if rng.random() < 0.7)
    if rng.random() < 0.2:
        record.enrolled_more = rng.choice((5, 9, 14))
        record.is_planned = rng.random() < 0.4
    draft.record.end_points = [one for one in draft.end_points if one.population == "all"]
    if rng.random() < 0.2:
        _switched(draft, record)
    _plant_lacks(draft, record, style)
    _plant_switching(draft, record, style)


def _plant_lacks(draft: Draft, record: Record, style: str) -> None:
    """Plant what the record lacks: results, references, an up-to-date status, patients."""
    papers = reports(draft)
    keys = tuple(one.key for one in papers)
    if record.says_no_results:
        draft.find("results_not_posted", "record", *keys)
    ended = _ENDED.get(record.status, frozenset())
    final = [
        one.key
        for one in papers
        if any(one.key in look.papers and look.stage in ended for look in draft.looks)
    ]
    if final:
        draft.find("status_outdated", "record", *final)
    # Without a list and a status the record may be held in part only.
    if style == "late" and (record.lists or record.status):
        for key in keys:
            if key not in record.lists:
                draft.find("reference_missing", "record", key)
    if record.enrolled_more and not record.is_planned:
        draft.find("definition_differs", "record", *keys)


def _switched(draft: Draft, record: Record) -> None:
    """Register the primary end point as another assessor sees it, or a secondary as less."""
    first, *others = record.end_points
    judged = [one for one in record.end_points if one.notation == first.notation]
    if first.role == "primary" and first.assessor is not None and len(judged) == 1:
        draft.scenario.append("assessor switched")
        other: Assessor = "investigator" if first.assessor == "independent" else "independent"
        record.switched = "assessor"
        # It is not sure to be the only primary end point: no level may be assumed for it.
        for look in draft.looks:
            if look.state == "unprinted level":
                look.reservations.discard("level_assumed")
        record.end_points = [replace(first, assessor=other), *others]
    elif others and others[-1].role == "secondary" and not others[-1].assessor:
        draft.scenario.append("role switched")
        record.switched = "role"
        record.end_points[-1] = replace(others[-1], role="exploratory")


def _plant_switching(draft: Draft, record: Record, style: str) -> None:
    """Plant what became of the registered end points; only a dated early version tells."""
    keys = tuple(one.key for one in reports(draft))
    declaring = tuple(one.key for one in reports(draft) if one.states_plan)
    if record.switched == "assessor":
        # The record and the paper name different assessors of it, whenever that was.
        draft.find("value_conflict", "record", *declaring)
    if style != "early":
        draft.find("not_resolvable", "record", *keys)
        return
    if record.switched == "assessor":
        draft.find("assessor_changed", "record", *declaring)
    if record.switched == "role":
        draft.find("role_changed", "record", *declaring)
    _plant_unreported(draft, record.end_points, keys)
    _plant_unregistered(draft, record.end_points)


def _plant_unreported(draft: Draft, listed: list[Declared], keys: tuple[str, ...]) -> None:
    """Plant the registered end points without any result."""
    given = {one.series[0] for one in draft.looks if not one.series[4].startswith("subgroup")}
    given |= {one.end_point for one in draft.percents}
    for one in listed:
        if not any(is_kin(one.notation, other) for other in given):
            draft.find("registered_not_reported", "record", *keys)


def _plant_unregistered(draft: Draft, listed: list[Declared]) -> None:
    """Plant the end points with results in all patients that are not in the list."""
    places = [
        (one.series[0], key) for one in draft.looks if one.series[4] == "all" for key in one.papers
    ]
    places += [(one.end_point, one.paper) for one in draft.percents]
    for notation in sorted({one for one, _ in places}):
        known = (*_HARMS, *(one.notation for one in listed))
        if not any(is_kin(notation, one) for one in known):
            printed = {key for one, key in places if one == notation}
            draft.find("reported_not_registered", "record", *printed)
