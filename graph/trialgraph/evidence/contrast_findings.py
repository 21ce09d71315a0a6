"""What several results show beside each other: medians beside a ratio, two subgroups."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from trialgraph.evidence.arm_results import ArmResult
from trialgraph.evidence.estimate_findings import Examined, told
from trialgraph.evidence.findings import FindingCode, TrialFinding, finding
from trialgraph.evidence.populations import is_subgroup
from trialgraph.model.text import Number
from trialgraph.verdict.codes import Polarity
from trialgraph.verdict.gate_design import medians_and_ratio
from trialgraph.verdict.interaction import interaction

_ABSENT = frozenset({"no", "not", "non", "without", "never", "negative", "absent"})
_PRESENT = frozenset({"with", "yes", "prior", "previous", "positive", "present", "ever"})


def contrast_findings(examined: Sequence[Examined]) -> Iterator[TrialFinding]:
    """Yield medians that point another way than the ratio, and what subgroups differ by."""
    for one in examined:
        yield from _medians(one)
    parts = [one for one in examined if is_subgroup(one.judged.analysis.population)]
    for one, other in combinations(parts, 2):
        yield from _difference(one, other)


def _medians(one: Examined) -> Iterator[TrialFinding]:
    """G9: medians and hazard ratio favour one arm; never more than a note."""
    comparison, ratio = one.judged.analysis.comparison, one.given.value
    is_hazard = one.given.measure == "HR" and one.given.polarity is Polarity.BAD_EVENT
    if comparison is None or not is_hazard or not isinstance(ratio, Number):
        return
    arms = [comparison.experimental, comparison.comparator]
    if one.judged.analysis.is_reversed:
        arms.reverse()
    medians = [[v for v in one.beside if v.value.arm is arm and _is_median(v)] for arm in arms]
    if any(len(values) != 1 for values in medians):
        return
    numbers = [values[0].value.value.value for values in medians]
    numerator, reference = (one for one in numbers if isinstance(one, Number))
    checked = medians_and_ratio(numerator.value, reference.value, ratio.value)
    message = f"{one.label}: medians {numerator.printed} and {reference.printed}"
    yield from told(checked, FindingCode.MEDIAN_AND_HR_OPPOSITE, lambda: message, one.places)


def _is_median(value: ArmResult) -> bool:
    """Tell whether a value is a median that was reached."""
    printed = value.value.value
    return printed.kind == "median" and isinstance(printed.value, Number)


def _difference(one: Examined, other: Examined) -> Iterator[TrialFinding]:
    """Return the derived test of two subgroups that share no patient; never more than a note."""
    left, right = one.judged.analysis, other.judged.analysis
    is_one_contrast = (
        left.comparison == right.comparison
        and left.end_point == right.end_point
        and left.estimate.assessor == right.estimate.assessor
        and left.mention == right.mention
    )
    if not is_one_contrast or not are_opposite(left.population, right.population):
        return
    found = interaction(one.given, other.given)
    if found is None:
        return
    message = (
        f"{one.label} in {left.population}, {other.label} in {right.population}:"
        f" derived interaction z {abs(found.z):.2f}, p {found.p:.2f}"
    )
    places = (*one.places, *other.places)
    yield finding(FindingCode.INTERACTION_DERIVED, "information", message, places)


def are_opposite(one: str, other: str) -> bool:
    """Tell whether one subgroup has what the other lacks, by the words that name them."""
    left, right = _tokens(one), _tokens(other)
    is_negated = bool(left & _ABSENT) is not bool(right & _ABSENT)
    return is_negated and left - _ABSENT - _PRESENT == right - _ABSENT - _PRESENT


def _tokens(population: str) -> frozenset[str]:
    """Return the words of a population's name; signs of a marker are words too."""
    words = re.sub(r"(?<=\w)\+", " positive ", population)
    words = re.sub(r"(?<=\w)[-\u2212\u2013](?=\s|$)", " negative ", words)
    return frozenset(re.findall(r"\w+", words.casefold()))
