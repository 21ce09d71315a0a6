"""What is true of study k: what its record and its publications tell."""

from dataclasses import dataclass
from typing import Literal

from generated import words as w
from generated.chance import Chance, Fields, fields
from generated.dates import Dates, dates
from generated.outcomes import Outcome, outcomes
from generated.prose import acronym, condition, drug, invented

FIRST_NUMBER = 90_000_000
"""The registry is far from numbers as high as these."""

_FORMER = 98_000_000
MOST = _FORMER - FIRST_NUMBER
"""So many studies can be numbered."""

RESULTS = 0.115
"""So many of all registered studies have results."""

_EXPANDED_ACCESS = 0.003
_ARMS = "protocolSection/armsInterventionsModule"
_DESIGN = "protocolSection/designModule"
_STATUS = "protocolSection/statusModule/overallStatus"
_DRUGS = frozenset({"DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT", "DIETARY_SUPPLEMENT"})
_CONTROLS = ("PLACEBO_COMPARATOR", "ACTIVE_COMPARATOR", "NO_INTERVENTION", "SHAM_COMPARATOR")
_CONTROL_LABELS = {
    "PLACEBO_COMPARATOR": "Placebo",
    "NO_INTERVENTION": "No Treatment",
    "SHAM_COMPARATOR": "Sham Procedure",
}
_CONTROLLED = 0.75
_RESULTS_STATUSES = frozenset({"COMPLETED", "TERMINATED", "ACTIVE_NOT_RECRUITING", "UNKNOWN"})

StudyType = Literal["INTERVENTIONAL", "OBSERVATIONAL", "EXPANDED_ACCESS"]


@dataclass(frozen=True, slots=True)
class Arm:
    """An arm; ``kind`` is the registry's code, empty in observational studies."""

    label: str
    kind: str
    n: int


@dataclass(frozen=True, slots=True)
class Given:
    """An intervention and the arms that get it, by their places."""

    kind: str
    name: str
    other_names: tuple[str, ...]
    arms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is true of a study.

    Attributes:
        number: k, from nought.
        rank: where the study stands among all by size, from 0 up to 1.
        is_full: its size is drawn from those of studies with results.
        has_results: the registry shows results.
        titles_differ: columns of the result tables are not called as the arms are.
        phases: the registry's codes.
        why_stopped: words, where it was stopped.
        version: 0, then one more for each change.
    """

    seed: int
    number: int
    rank: float
    is_full: bool
    has_results: bool
    titles_differ: bool
    study_type: StudyType
    acronym: str
    conditions: tuple[str, ...]
    arms: tuple[Arm, ...]
    given: tuple[Given, ...]
    outcomes: tuple[Outcome, ...]
    allocation: str
    masking: str
    phases: tuple[str, ...]
    enrolment: int
    dates: Dates
    status: str
    why_stopped: str = ""
    other_numbers: tuple[str, ...] = ()
    former_numbers: tuple[str, ...] = ()
    version: int = 0

    @property
    def nct(self) -> str:
        """Return the registration number, of a range that the registry is far from."""
        return f"NCT{FIRST_NUMBER + self.number}"

    @property
    def is_randomised(self) -> bool:
        """Tell whether participants were assigned at random to two arms or more."""
        return self.allocation == "RANDOMIZED"

    @property
    def measured(self) -> Fields:
        """Return what the sizes of its protocol are drawn from."""
        return fields(with_results=self.is_full)

    def chance(self, part: str) -> Chance:
        """Return the draws for a part of what is written about the study."""
        return Chance(f"{self.seed}/{self.number}/{part}", self.measured, self.rank)


def plan(seed: int, number: int, results: float = RESULTS) -> Plan:
    """Return what is true of study ``number``, whatever other studies are made.

    Args:
        seed: of the whole corpus.
        number: from nought.
        results: share of the studies with results.
    """
    has_results = Chance(f"{seed}/{number}", {}).happens(results)
    chance = Chance(f"{seed}/{number}/plan", fields(with_results=has_results))
    study_type = _study_type(chance, has_results=has_results)
    unnamed, allocation = _arms(chance, study_type)
    given = _given(chance, unnamed) if study_type != "EXPANDED_ACCESS" else ()
    arms = _labelled(chance, unnamed, given)
    enrolment = sum(arm.n for arm in arms) or chance.size(f"{_DESIGN}/enrollmentInfo/count")
    status = _status(chance, has_results=has_results)
    return Plan(
        seed=seed,
        number=number,
        rank=chance.rank,
        is_full=has_results,
        has_results=has_results,
        titles_differ=chance.happens(0.08),
        study_type=study_type,
        acronym=acronym(chance) if chance.happens(0.26) else "",
        conditions=_conditions(chance),
        arms=arms,
        given=given,
        outcomes=outcomes(chance, has_results=has_results),
        allocation=allocation,
        masking=chance.code(f"{_DESIGN}/designInfo/maskingInfo/masking", "NONE"),
        phases=_phases(chance) if study_type == "INTERVENTIONAL" else (),
        enrolment=0 if status == "WITHDRAWN" else enrolment,
        dates=dates(chance, status, has_results=has_results),
        status=status,
        why_stopped=chance.pick(w.CHANGE_REASONS) if status in {"WITHDRAWN", "TERMINATED"} else "",
        other_numbers=_other_numbers(chance, number),
        former_numbers=(f"NCT{_FORMER + number}",) if chance.happens(0.005) else (),
    )


def _study_type(chance: Chance, *, has_results: bool) -> StudyType:
    if not has_results and chance.happens(_EXPANDED_ACCESS):
        return "EXPANDED_ACCESS"
    is_observational = chance.code(f"{_DESIGN}/studyType") == "OBSERVATIONAL"
    return "OBSERVATIONAL" if is_observational else "INTERVENTIONAL"


def _status(chance: Chance, *, has_results: bool) -> str:
    status = chance.code(_STATUS)
    if not has_results and chance.happens(0.01):
        return chance.pick(("SUSPENDED", "ENROLLING_BY_INVITATION"))
    return status if not has_results or status in _RESULTS_STATUSES else "COMPLETED"


def _conditions(chance: Chance) -> tuple[str, ...]:
    many = max(1, chance.size("protocolSection/conditionsModule/conditions"))
    return tuple(dict.fromkeys(condition(chance) for _ in range(many)))


def _phases(chance: Chance) -> tuple[str, ...]:
    code = chance.code(f"{_DESIGN}/phases")
    at = chance.random()
    if code == "PHASE1" and at < 0.06:
        return ("EARLY_PHASE1",)
    if at > 0.9 and code in {"PHASE1", "PHASE2"}:
        return (code, f"PHASE{int(code[-1]) + 1}")
    return (code,)


def _arms(chance: Chance, study_type: str) -> tuple[list[Arm], str]:
    """Return the arms, yet without names, and how participants were allocated."""
    if study_type == "EXPANDED_ACCESS":
        return [], ""
    many = max(1, chance.size(f"{_ARMS}/armGroups"))
    whole = max(many, chance.size(f"{_DESIGN}/enrollmentInfo/count", has_tail=True))
    is_trial = study_type == "INTERVENTIONAL"
    arms = [Arm("", _kind(chance, one, many) if is_trial else "", 0) for one in range(many)]
    if not is_trial:
        allocation = ""
    elif many == 1:
        allocation = "NA"
    else:
        allocation = _allocation(chance)
    sizes = _sizes(chance, whole, many)
    return [Arm("", arm.kind, n) for arm, n in zip(arms, sizes, strict=True)], allocation


def _allocation(chance: Chance) -> str:
    """Return how participants get to one of several arms."""
    while (code := chance.code(f"{_DESIGN}/designInfo/allocation", "RANDOMIZED")) == "NA":
        pass
    return code


def _kind(chance: Chance, place: int, many: int) -> str:
    if place == 0:
        return "EXPERIMENTAL" if chance.happens(0.93) else "ACTIVE_COMPARATOR"
    if place == many - 1 and chance.happens(_CONTROLLED):
        return chance.pick(_CONTROLS)
    return chance.code(f"{_ARMS}/armGroups/type", "EXPERIMENTAL")


def _sizes(chance: Chance, whole: int, many: int) -> list[int]:
    each = whole // many
    return [max(1, each + int(chance.gauss(0, each**0.5 / 4))) for _ in range(many)]


def _given(chance: Chance, arms: list[Arm]) -> tuple[Given, ...]:
    many = max(1, chance.size(f"{_ARMS}/interventions"))
    found: dict[str, Given] = {}
    treated = [at for at, arm in enumerate(arms) if arm.kind not in _CONTROL_LABELS]
    for place in range(many):
        kind = chance.code(f"{_ARMS}/interventions/type", "DRUG")
        name = _name(chance, kind)
        to = [at for at in treated if at == place % max(1, len(treated)) or chance.happens(0.3)]
        found[name] = Given(kind, name, _other_names(chance, kind), tuple(to or treated[:1]))
    for at, arm in enumerate(arms):
        if arm.kind in {"PLACEBO_COMPARATOR", "SHAM_COMPARATOR"}:
            name = "Placebo" if arm.kind == "PLACEBO_COMPARATOR" else "Sham procedure"
            before = found[name].arms if name in found else ()
            found[name] = Given("DRUG" if name == "Placebo" else "OTHER", name, (), (*before, at))
    return tuple(found.values())


def _name(chance: Chance, kind: str) -> str:
    if kind in _DRUGS:
        name = drug(chance)
        return f"{name} {chance.between(1, 40) * 5} mg" if chance.happens(0.15) else name
    return f"{invented(chance, w.TOWN_ENDINGS).capitalize()} {chance.pick(w.DEVICES)}"


def _other_names(chance: Chance, kind: str) -> tuple[str, ...]:
    many = chance.size(f"{_ARMS}/interventions/otherNames") if kind in _DRUGS else 0
    return tuple(invented(chance, w.DRUG_ENDINGS).capitalize() for _ in range(many))


def _labelled(chance: Chance, arms: list[Arm], given: tuple[Given, ...]) -> tuple[Arm, ...]:
    """Return the arms with names of which no two are alike."""
    found: dict[str, Arm] = {}
    is_numbered = chance.happens(0.3)
    for place, arm in enumerate(arms):
        names = [one.name for one in given if place in one.arms]
        label = _CONTROL_LABELS.get(arm.kind) or " plus ".join(names[:2]) or "Usual Care"
        label = f"Arm {place + 1}: {label}" if is_numbered else label
        while label.casefold() in map(str.casefold, found):
            label = f"{label} {'ABCDEFGHIJKLMNOP'[place % 16]}"
        found[label] = Arm(label, arm.kind, arm.n)
    return tuple(found.values())


def _other_numbers(chance: Chance, number: int) -> tuple[str, ...]:
    """Return numbers in other registries, of ranges that they do not use."""
    if not chance.happens(0.06):
        return ()
    if chance.happens(0.5):
        return (f"ISRCTN{99_000_000 + number % 1_000_000}",)
    return (f"20{chance.between(10, 22)}-{900_000 + number % 100_000:06d}-{number % 90 + 10}",)
