"""Whether two descriptions of a trial agree in more than its name."""

from collections.abc import Iterable
from decimal import Decimal

from trialgraph.evidence.trials import Mention
from trialgraph.evidence.wording import folded

_LEAST_PATIENTS = 20  # smaller counts are the same by chance too often
_SHARED_WORDS = 3
_SHORTEST_WORD = 5
_COMMON_WORDS = frozenset(
    {"study", "trial", "phase", "patients", "treatment", "therapy", "versus", "clinical", "safety"}
    | {"randomised", "randomized", "controlled", "double", "blind", "blinded", "label", "placebo"}
    | {"efficacy", "subjects", "participants", "results", "analysis", "final", "multicenter"}
    | {"multicentre", "combination", "comparing", "compared", "evaluate", "evaluation", "adults"}
    | {"women", "children", "disease", "cancer", "with", "effect", "effects", "without", "after"}
)


def agreement(some: Iterable[Mention], others: Iterable[Mention]) -> str:
    """Return in what two sets of descriptions agree, empty where nothing shows it.

    Names of trials are used twice; a second fact is wanted, and no phase may differ.
    """
    left, right = list(some), list(others)
    phases = _phases(left), _phases(right)
    if all(phases) and not phases[0] & phases[1]:
        return ""
    if _conditions(left) & _conditions(right):
        return "condition"
    if _counts(left) & _counts(right):
        return "number of patients"
    return "title" if len(_words(left) & _words(right)) >= _SHARED_WORDS else ""


def _phases(mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the phases that are stated."""
    return frozenset(one.trial.phase.value for one in mentions if one.trial.phase)


def _conditions(mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the conditions that are stated, as names are compared."""
    stated = [(one.trial.population.condition, *one.trial.conditions) for one in mentions]
    return frozenset(folded(one.value) for some in stated for one in some if one is not None)


def _counts(mentions: Iterable[Mention]) -> frozenset[Decimal]:
    """Return how many patients were planned, enrolled or randomised."""
    printed = [
        number.value
        for one in mentions
        for number in (one.trial.n_randomised, one.trial.enrolment, one.trial.n_planned)
        if number is not None
    ]
    return frozenset(count for count in printed if count >= _LEAST_PATIENTS)


def _words(mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the words of titles that tell trials apart."""
    titles: list[str] = []
    for one in mentions:
        own = one.reading.bibliography.title if one.is_first_reported else None
        stated = (one.trial.title, one.trial.brief_title, own)
        titles += [title.value for title in stated if title is not None]
    words = {word for title in titles for word in folded(title).split()}
    return frozenset(word for word in words - _COMMON_WORDS if len(word) >= _SHORTEST_WORD)
