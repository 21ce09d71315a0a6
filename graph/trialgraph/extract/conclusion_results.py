"""What a document concludes, its own results considered where its conclusion is not plain.

A conclusion may say nothing of which treatment is better, recommend a treatment that
missed its end point in so many words, or prefer the control.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from trialgraph.extract.conclusion import conclusion, first_conclusion
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.reading import Conclusion
from trialgraph.model.result import Estimate
from trialgraph.model.text import Number
from trialgraph.model.trial import Arm, Trial

_USUAL_LEVEL = Decimal("0.05")
_RATIOS = frozenset({"HR", "csHR", "sHR", "OR", "RR", "IRR"})
_HEDGED = lazy.regex(r"\b(?:may|might|could|possibly|potential(?:ly)?|seems?|appears?)\b")
_WORSE = lazy.regex(r"\b(?:worse|shorter|inferior|detriment\w*|noninferior\w*)\b", re.IGNORECASE)
_P_VALUE = lazy.regex(r"\b[Pp](?: value)? ?[=<>] ?(0?\.\d{1,8})")
_PREFERS = lazy.regex(
    r"(?P<better>[^.;]{3,160}?) (?:is|was|are|were|remains?|seems?|appears?)(?: to be)? "
    r"(?:[\w-]+ly )?(?:preferable|superior|better|more (?:effective|efficacious|active)) "
    r"(?:to|than) (?P<worse>[^.;]{3,120})"
)
_GROUP = lazy.regex(r"(?i) (?:groups?|arms?|cohort|monotherapy)$")


def concluded(view: ReadingView, trial: Trial, estimates: Iterable[Estimate]) -> Conclusion:
    """Return what the document adds up to: its conclusion's words, weighed with its results."""
    own = [each for each in estimates if _is_own(each)]
    said = conclusion(view)
    if said is None:
        return _of_results(own) or _of_p_values(view, trial) or "unclear"
    words = [view.text[start:end] for start, end in first_conclusion(view)]
    if said != "benefit":
        return said
    if any(_prefers_the_control(each, trial.arms) for each in words):
        return "no benefit"
    return "mixed" if _is_of_a_part(own) or _is_hoped_for(own, words) else said


def _is_own(estimate: Estimate) -> bool:
    return not estimate.second_hand and estimate.hypothesis == "superiority"


def _is_of_all(estimate: Estimate) -> bool:
    """Tell whether an estimate is of all patients, of the trial or of one of its parts."""
    return estimate.population.startswith("all")


def _of_results(own: list[Estimate]) -> Conclusion | None:
    """Return what the comparisons on the primary end points show; all must agree."""
    shown = {is_won(each) for each in own if each.role == "primary" and _is_of_all(each)}
    if shown == {True}:
        return "benefit"
    if shown == {False}:
        return "no benefit"
    return "unclear" if shown else None


def _of_p_values(view: ReadingView, trial: Trial) -> Conclusion | None:
    """Return what the one p value beside a primary end point in the results says."""
    names = [
        name.casefold()
        for each in trial.end_points
        if each.role == "primary"
        for name in (each.name, each.name_printed)
    ]
    shown = {
        Decimal(found[0]) < _USUAL_LEVEL
        for sentence in view.sentences
        if sentence.section == "results" and not _WORSE.search(view.words(sentence))
        if any(name in view.words(sentence).casefold() for name in names)
        if len(found := _P_VALUE.findall(view.words(sentence))) == 1
    }
    if len(shown) != 1:
        return None
    return "benefit" if shown == {True} else "no benefit"


def is_won(estimate: Estimate) -> bool | None:
    """Tell whether a comparison shows a difference; ``None`` where it cannot be told.

    A rate of events that the treatment raises is no gain.
    """
    if estimate.significant is None and estimate.p is None:
        return None
    is_shown = estimate.significant or _is_below_the_usual_level(estimate)
    if is_shown and estimate.measure in _RATIOS - {"OR", "RR"}:
        value = estimate.value
        return True if isinstance(value, Number) and value.value < 1 else None
    return is_shown


def _is_below_the_usual_level(estimate: Estimate) -> bool:
    p = estimate.p
    if estimate.significant is not None or p is None:
        return False
    is_equal = p.comparator == "="
    return p.number.value < _USUAL_LEVEL or (p.number.value == _USUAL_LEVEL and not is_equal)


def _is_of_a_part(own: list[Estimate]) -> bool:
    """Tell whether only a subgroup gained, while no comparison of all patients shows it."""
    of_all = [is_won(each) for each in own if _is_of_all(each)]
    of_parts = [is_won(each) for each in own if each.population.startswith("subgroup")]
    return bool(of_all) and not any(of_all) and None not in of_all and True in of_parts


def _is_hoped_for(own: list[Estimate], words: list[str]) -> bool:
    """Tell whether a gain is only held possible after the first primary comparison missed it."""
    first = next((e for e in own if e.role == "primary" and _is_of_all(e)), None)
    return first is not None and is_won(first) is False and _HEDGED.search(words[0]) is not None


def _prefers_the_control(words: str, arms: tuple[Arm, ...]) -> bool:
    """Tell whether words call a treatment of a control arm better than an experimental one's."""
    match = _PREFERS.search(words)
    if match is None:
        return False
    control = set(_names(arm for arm in arms if arm.role == "control"))
    tested = set(_names(arm for arm in arms if arm.role == "experimental"))
    better, worse = match["better"].casefold(), match["worse"].casefold()
    return (
        any(name in better for name in control - tested)
        and any(name in worse for name in tested - control)
        and not any(name in better for name in tested - control)
    )


def _names(arms: Iterable[Arm]) -> Iterator[str]:
    """Yield the names of what arms are given: of the tables, and as the document calls the arm."""
    for arm in arms:
        yield _GROUP.sub("", arm.label).casefold()
        for intervention in arm.interventions:
            yield intervention.name.casefold()
