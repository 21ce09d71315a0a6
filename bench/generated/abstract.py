"""Title and abstract of a report, in sections as journals head them."""

from dataclasses import dataclass
from functools import cache

from generated.chance import Chance
from generated.plan import Plan
from generated.prose import known, text
from generated.reports import Report
from generated.results_prose import end_point, names, result

_HEADINGS = (
    ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS"),
    ("Background", "Methods", "Findings", "Interpretation"),
    ("OBJECTIVE", "DESIGN, SETTING, AND PARTICIPANTS", "RESULTS", "CONCLUSIONS AND RELEVANCE"),
)
_CATEGORIES = ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS")
_UNSTRUCTURED = 0.15
_BLIND = {"NONE": "open-label", "SINGLE": "single-blind", "DOUBLE": "double-blind"}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an abstract; without heading and category where it has none."""

    heading: str
    category: str
    words: str


@dataclass(frozen=True, slots=True)
class Abstract:
    """What a report prints: ``number_in_text`` tells whether the trial's number is in it."""

    title: str
    sections: tuple[Section, ...]
    number_in_text: bool

    @property
    def words(self) -> str:
        """Return the abstract as running text, its headings before the sections."""
        return "\n".join(
            f"{one.heading}: {one.words}" if one.heading else one.words for one in self.sections
        )


def abstract(report: Report) -> Abstract:
    """Return title and abstract of a report; a notice has a title only."""
    plan = report.plan
    chance = Chance(f"{plan.seed}/{plan.number}/abstract/{report.pmid}", {})
    if report.kind != "report":
        what = "Erratum" if report.kind == "erratum" else "Retraction"
        return Abstract(f"{what}: an invented trial in {ill(plan)}.", (), number_in_text=False)
    parts = [_background(chance, report), _methods(chance, report), _results(chance, report)]
    parts.append(_conclusion(chance, report))
    is_printed = report.is_linked and chance.happens(0.75)
    if is_printed:
        parts[-1] += f" {chance.pick(_REGISTERED).format(plan.nct)}"
    title = _title(chance, report)
    if chance.happens(_UNSTRUCTURED):
        return Abstract(title, (Section("", "", " ".join(parts)),), is_printed)
    sections = zip(chance.pick(_HEADINGS), _CATEGORIES, parts, strict=True)
    return Abstract(title, tuple(Section(*one) for one in sections), is_printed)


_REGISTERED = (
    "ClinicalTrials.gov number, {}.",
    "Trial registration: ClinicalTrials.gov Identifier: {}.",
    "(Funded by an invented sponsor; ClinicalTrials.gov {}.)",
    "This trial is registered with ClinicalTrials.gov, {}.",
)


def phase(plan: Plan) -> str:
    """Return the phase with a blank after it, nothing where there is none."""
    number = plan.phases[0][-1] if plan.phases else ""
    return f"phase {number} " if number.isdigit() else ""


def ill(plan: Plan) -> str:
    """Return the condition within a sentence."""
    name = plan.conditions[0]
    return labels().get(name) or name[0].lower() + name[1:]


@cache
def labels() -> dict[str, str]:
    """Return the conditions of the tables by how they begin a title."""
    return {one.label[0].upper() + one.label[1:]: one.label for one in known("condition")}


def _title(chance: Chance, report: Report) -> str:
    plan = report.plan
    told = _arms(report)
    kind = chance.pick(
        ("a randomised trial", "a randomized clinical trial", f"a {phase(plan)}trial")
    )
    later = chance.pick(("Updated results of ", "Final analysis of ")) if report.order else ""
    name = f" ({plan.acronym})" if plan.acronym else ""
    lead = later or "Invented comparison of "
    return f"{lead}{told[0]} versus {told[1]} in {ill(plan)}{name}: {kind}."


def _arms(report: Report) -> tuple[str, str]:
    if report.effects:
        return names(report.plan, report.effects[0])
    labels = [arm.label for arm in report.plan.arms]
    return labels[0], labels[-1]


def _background(chance: Chance, report: Report) -> str:
    told = _arms(report)
    asked = f"We compared {told[0]} with {told[1]} in patients with {ill(report.plan)}."
    return f"{text(chance, chance.between(60, 260))} {asked}"


def randomised(report: Report) -> int:
    """Return how many patients the arms of the report have."""
    if not report.effects:
        return sum(arm.n for arm in report.plan.arms)
    first = report.effects[0]
    return first.experimental.n + first.comparator.n


def _methods(chance: Chance, report: Report) -> str:
    plan, told = report.plan, _arms(report)
    sizes, blind = "", _BLIND.get(plan.masking, "double-blind")
    if report.effects and chance.happens(0.7):
        first = report.effects[0]
        sizes = f" (n = {first.experimental.n}) or {told[1]} (n = {first.comparator.n})"
    to = f"{told[0]}{sizes}" if sizes else f"{told[0]} or {told[1]}"
    lead = (
        f"In this {blind} {phase(plan)}trial, we randomly assigned {randomised(report)} "
        f"patients with {ill(plan)} to receive {to}."
    )
    if not report.effects:
        return lead
    primary = end_point(plan.outcomes[report.effects[0].outcome])
    after = f" The primary end point was {primary}."
    if report.order:
        after += f" We report data after a median follow-up of {12 + 14 * report.order} months."
    return f"{lead}{after} {text(chance, chance.between(40, 160))}"


def _results(chance: Chance, report: Report) -> str:
    told = [result(chance, report.plan, one) for one in report.effects]
    lead = f"A total of {randomised(report)} patients underwent randomisation."
    harms = (
        f"Serious adverse events were reported in {chance.between(2, 30)}% and "
        f"{chance.between(2, 30)}% of patients."
    )
    return " ".join((lead, *told, harms))


def _conclusion(chance: Chance, report: Report) -> str:
    told = _arms(report)
    if not report.effects:
        return f"Further study of {told[0]} is needed. {text(chance, 80)}"
    first = report.effects[0]
    is_shown = first.p.startswith("<") or float(first.p) < 0.05
    name = end_point(report.plan.outcomes[first.outcome])
    verb = "led to a difference in" if is_shown else "did not lead to a difference in"
    return f"Among patients with {ill(report.plan)}, {told[0]} {verb} {name}."
