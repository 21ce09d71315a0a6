"""A trial as one document describes it: its design, arms and end points."""

from dataclasses import dataclass
from typing import Literal

from trialgraph.model.text import Number, PartialDate, Span, Stated

Assessor = Literal["independent", "investigator"]
EndPointRole = Literal["primary", "secondary", "exploratory"]
ArmRole = Literal["experimental", "control", "unclear"]
Origin = Literal["printed", "inherited", "assumed"]


@dataclass(frozen=True, slots=True)
class Sides:
    """How many sides a test or an interval has, and how we know.

    Attributes:
        count: 1 or 2.
        origin: ``printed`` beside the number, or ``inherited`` from a sentence elsewhere.
        span: the words that say so; ``None`` only where two limits say it.
    """

    count: Literal[1, 2]
    origin: Origin = "printed"
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """One component of an arm's regimen.

    Attributes:
        name: the term table's label where the drug is known, else the printed words.
        concept: slug in the ``drug`` scheme, ``None`` for a name outside the tables.
        role: drug, placebo, procedure, radiation, ...
        choice_group: components with the same number are alternatives of which one is given.
        dose: as printed, empty when not.
        schedule: as printed.
        route: as printed.
        printed: the document's own words for it, where they are short enough to be a name.
        span: where the arm names it.
    """

    name: str
    concept: str | None
    role: str = "drug"
    choice_group: int | None = None
    dose: str = ""
    schedule: str = ""
    route: str = ""
    printed: str = ""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationSize:
    """How many patients of an arm an analysis population holds."""

    population: str
    n: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """A group of a trial as the document names it.

    Attributes:
        label: the name used throughout; unique in its document.
        aliases: other names of the same group in the document.
        role: experimental or control; ``unclear`` when the document does not show it.
        n: patients randomised to it.
        n_by_population: sizes in analysis populations (safety, ITT as analysed, ...).
        interventions: its regimen.
        span: the place that names the arm; no two arms of a document share it.
        passages: the sentences that describe it.
    """

    label: str
    aliases: tuple[str, ...] = ()
    role: ArmRole = "unclear"
    n: Number | None = None
    n_by_population: tuple[PopulationSize, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    span: Span
    passages: tuple[Span, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two arms and the difference of their regimens (names of components)."""

    experimental: str
    comparator: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPoint:
    """An end point that the document declares.

    Attributes:
        name: standard short name (OS, PFS, ORR, ...) or the printed words.
        name_printed: the printed words.
        role: primary, secondary, exploratory.
        assessor: who judged it, where printed.
        criteria: such as ``RECIST 1.1``.
        definition: the defining words.
        event_direction: ``bad`` when an event is a harm to the patient.
        purpose: efficacy or safety.
    """

    name: str
    name_printed: str
    role: EndPointRole | None = None
    assessor: Assessor | None = None
    criteria: str = ""
    definition: str = ""
    event_direction: Literal["bad", "good"] | None = None
    purpose: Literal["efficacy", "safety"] | None = None
    time_origin: str = ""
    population: str = "all"
    span: Span
    passages: tuple[Span, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignificanceLevel:
    """A level the document states for a kind of end point.

    Attributes:
        alpha: 0.05, never 5.
        sides: of the test.
        applies_to: roles (``primary``, ``secondary``) or end-point names; empty = all.
        span: the sentence.
    """

    alpha: Number
    sides: Sides
    applies_to: tuple[str, ...] = ()
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TestStep:
    """One step of a testing hierarchy, ``order`` from 1."""

    order: int
    end_point: str
    assessor: Assessor | None = None
    population: str = "all"
    procedure: str = "fixed sequence"
    span: Span


Multiplicity = Literal["controlled", "none stated", "explicitly none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """The statistical plan, as far as printed; none of it is a result.

    Attributes:
        power: as a fraction, 0.865.
        target_hr: hazard ratio the trial was powered to detect.
        planned_events: at the primary analysis.
        multiplicity_span: the words that say so.
    """

    levels: tuple[SignificanceLevel, ...] = ()
    power: Number | None = None
    target_hr: Number | None = None
    planned_events: Number | None = None
    multiplicity: Multiplicity = "none stated"
    multiplicity_span: Span | None = None
    exploratory_secondary: Stated | None = None
    testing: tuple[TestStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Biomarker:
    """A marker that defines the population, such as HER2 positive."""

    marker: str
    status: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One eligibility criterion in the document's words."""

    type: Literal["inclusion", "exclusion"]
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Who was treated."""

    condition: Stated | None = None
    line: Stated | None = None
    biomarkers: tuple[Biomarker, ...] = ()
    sex: Stated | None = None
    age_min: Number | None = None
    ecog: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor:
    """Who ran or paid for the trial."""

    name: str
    role: Literal["lead", "collaborator", "funder"]
    sponsor_class: str = ""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialDates:
    """Dates of the trial, each as precise as printed."""

    start: PartialDate | None = None
    completion: PartialDate | None = None
    enrolment_start: PartialDate | None = None
    enrolment_end: PartialDate | None = None
    data_cutoff: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A trial that the document reports, registers or mentions.

    Attributes:
        role: ``reports`` for the document's own trial(s), else ``mentions``.
        registrations: numbers in any registry, as printed by their owners.
        organisation_ids: numbers that a sponsor gave, such as JBCRG-M05.
        phase: value 1, 1/2, 2, 2/3, 3 or 4.
        masking: value open-label, single-blind, double-blind, ...
        crossover: the words that say patients could change arms.
        follow_up_months: median.
        span: where the document first names the trial.
    """

    role: Literal["reports", "registers", "mentions"]
    acronym: Stated | None = None
    title: Stated | None = None
    registrations: tuple[Stated, ...] = ()
    organisation_ids: tuple[Stated, ...] = ()
    phase: Stated | None = None
    allocation: Stated | None = None
    masking: Stated | None = None
    placebo_controlled: Stated | None = None
    status: Stated | None = None
    results_posted: Stated | None = None
    n_randomised: Number | None = None
    n_planned: Number | None = None
    enrolment: Number | None = None
    sites: Number | None = None
    countries: tuple[Stated, ...] = ()
    dates: TrialDates = TrialDates()
    sponsors: tuple[Sponsor, ...] = ()
    design: Design = Design()
    stratification_factors: tuple[Stated, ...] = ()
    population: Population = Population()
    eligibility: tuple[Criterion, ...] = ()
    arms: tuple[Arm, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    end_points: tuple[EndPoint, ...] = ()
    crossover: Stated | None = None
    follow_up_months: Number | None = None
    span: Span
