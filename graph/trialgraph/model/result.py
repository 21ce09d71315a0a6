"""Results as a document prints them: effect estimates and values by arm."""

from typing import Literal

from trialgraph.model.text import Absence, Number, PartialDate, Span, Stated
from trialgraph.model.trial import Assessor, EndPointRole, Sides
from trialgraph.model.values import dataclass

Comparator = Literal["=", "<", ">", "<=", ">="]
Hypothesis = Literal["superiority", "noninferiority", "equivalence", "none"]
Measure = Literal[
    "HR",
    "csHR",
    "sHR",
    "OR",
    "RR",
    "IRR",
    "RD",
    "difference",
    "MD",
    "SMD",
    "RMST_difference",
    "RMST_ratio",
    "WR",
    "VE",
    "other",
]
Stage = Literal["interim", "final", "updated", "primary"]
IntervalKind = Literal["confidence", "credible", "adjusted"]
ArmValueKind = Literal["median", "rate_at_time", "proportion", "count", "mean", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An interval as printed; one-sided means exactly one limit, on either side.

    Attributes:
        level: in percent, 95; ``None`` when not printed or inherited.
        sides: 1 or 2 and how we know.
        lower: on the printed scale; an absence says why there is none.
        upper: same.
    """

    level: Number | None
    sides: Sides
    lower: Number | Absence = Absence.NOT_REPORTED
    upper: Number | Absence = Absence.NOT_REPORTED
    kind: IntervalKind = "confidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class PValue:
    """A p-value with its comparison: ``P<0.001`` is a bound, not the number 0.001.

    Attributes:
        sides: of the test, ``None`` when neither printed nor stated in the methods.
        tests: the hypothesis, or interaction, heterogeneity, trend_test.
    """

    comparator: Comparator
    number: Number
    sides: Sides | None = None
    tests: str = "superiority"


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """A group-sequential boundary that governed an analysis.

    Attributes:
        value: on the scale of the estimate (HR at or below it crosses).
        p: p at or below it crosses.
        name: such as ``O'Brien-Fleming``.
        crossed: only when the document says so.
        span: the sentence that prints it.
    """

    value: Number | None = None
    p: Number | None = None
    name: str = ""
    spending: str = ""
    kind: Literal["efficacy", "futility", "harm"] = "efficacy"
    crossed: bool | None = None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmCount:
    """A number of patients or events in one arm (by its label)."""

    arm: str
    n: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A comparison of arms on an end point.

    Attributes:
        end_point: standard short name or the printed words.
        value: on the scale of ``measure``; ratios are numerator over reference.
        experimental: label of the numerator arm.
        comparator: label of the reference arm.
        population: ``all``, or ``subgroup: ...``, ``per-protocol``, ``responders``, ...
        total_events: over both arms at this analysis.
        information_fraction: 0 to 1, as printed (0.43 for 43 %).
        margin: on the scale of ``measure``; ``other_margin`` bounds equivalence on the other side.
        planned_events: at the end point's planned final analysis.
        follow_up_months: median at this analysis.
        significant: what the document says, or its own printed level or boundary decides.
        authors_say: significant, not_significant, exploratory or trend, with its words.
        cautions: what the authors say that weakens it: non_proportional,
            informative_censoring, missing_data or margin_late, with their words;
            disputed_direction, with the words or the figure beside it that favour the other arm.
        second_hand: another trial's number quoted here; ``trial`` names it.
        rule: the reading rule that found it.
        span: the value's characters, which name the fact.
        passages: the sentence, in pieces where a table cuts it.
        also: other places that print the same estimate.
    """

    end_point: str
    end_point_printed: str = ""
    measure: Measure
    value: Number | Absence
    interval: Interval | None = None
    p: PValue | None = None
    experimental: str | None = None
    comparator: str | None = None
    population: str = "all"
    assessor: Assessor | None = None
    adjustment: Literal["stratified", "unstratified", "adjusted"] | None = None
    model: str = ""
    at: str = ""
    stage: Stage | None = None
    role: EndPointRole | None = None
    hypothesis: Hypothesis = "superiority"
    margin: Number | None = None
    other_margin: Number | None = None
    n_analysed: tuple[ArmCount, ...] = ()
    events: tuple[ArmCount, ...] = ()
    total_events: Number | None = None
    planned_events: Number | None = None
    information_fraction: Number | None = None
    data_cutoff: PartialDate | None = None
    follow_up_months: Number | None = None
    boundary: Boundary | None = None
    significant: bool | None = None
    authors_say: Stated | None = None
    cautions: tuple[Stated, ...] = ()
    second_hand: bool = False
    trial: str | None = None
    rule: str = ""
    span: Span
    passages: tuple[Span, ...] = ()
    also: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmValue:
    """A value of one arm: a median, a rate at a time, a proportion, a count.

    Attributes:
        arm: label.
        value: in ``unit``; ``Absence.NOT_REACHED`` for a median not reached.
        at: time point, such as ``3 years``.
        n: patients with the event.
        total: patients looked at (the N of n/N).
        span: the value's characters; with the arm's place it names the fact.
    """

    end_point: str
    end_point_printed: str = ""
    arm: str
    kind: ArmValueKind
    value: Number | Absence
    unit: str = ""
    at: str = ""
    assessor: Assessor | None = None
    interval: Interval | None = None
    n: Number | None = None
    total: Number | None = None
    population: str = "all"
    stage: Stage | None = None
    rule: str = ""
    span: Span
    passages: tuple[Span, ...] = ()
    also: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdverseEvent:
    """Patients of one arm with an adverse event; grade any, 1..5, 3-4 or >=3."""

    term: str
    grade: str
    arm: str
    serious: bool | None = None
    n: Number | None = None
    total: Number | None = None
    percent: Number | None = None
    population: str = "safety"
    span: Span
    passages: tuple[Span, ...] = ()
