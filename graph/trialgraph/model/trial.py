"""A trial as one document describes it: its design, arms and end points."""

from typing import Literal

from trialgraph.model.text import Number, PartialDate, Span, Stated
from trialgraph.model.values import dataclass

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
        registered_type: the registry's own word for its role, such as ACTIVE_COMPARATOR.
        description: the registry's.
        intervention_names: the registry's references to its list (``Drug: sildenafil``).
        span: the place that names the arm; no two arms of a document share it.
        passages: the sentences that describe it.
    """

    label: str
    aliases: tuple[str, ...] = ()
    role: ArmRole = "unclear"
    n: Number | None = None
    n_by_population: tuple[PopulationSize, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    registered_type: str = ""
    description: str = ""
    intervention_names: tuple[str, ...] = ()
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
        criteria: such as ``RECIST 1.1``; `` + clinical progression`` where that counts beside them.
        definition: the defining words.
        event_direction: ``bad`` when an event is a harm to the patient.
        purpose: efficacy or safety.
        time_frame: when it is measured, in the document's words.
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
    time_frame: str = ""
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
        primaries: which of several primary end points must be met for the trial to succeed.
        margin_source: the words that say where a margin comes from.
    """

    levels: tuple[SignificanceLevel, ...] = ()
    power: Number | None = None
    target_hr: Number | None = None
    planned_events: Number | None = None
    multiplicity: Multiplicity = "none stated"
    multiplicity_span: Span | None = None
    exploratory_secondary: Stated | None = None
    testing: tuple[TestStep, ...] = ()
    primaries: Literal["all", "any"] | None = None
    margin_source: Stated | None = None


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
    """Who was treated.

    Attributes:
        prior_therapy: what all had been given before; the value is ``not-progressed``,
            ``progressed`` or ``received``.
    """

    condition: Stated | None = None
    line: Stated | None = None
    prior_therapy: Stated | None = None
    biomarkers: tuple[Biomarker, ...] = ()
    sex: Stated | None = None
    age_min: Number | None = None
    age_max: Number | None = None
    healthy_volunteers: Stated | None = None
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
    primary_completion: PartialDate | None = None
    completion: PartialDate | None = None
    first_posted: PartialDate | None = None
    results_posted: PartialDate | None = None
    last_update: PartialDate | None = None
    enrolment_start: PartialDate | None = None
    enrolment_end: PartialDate | None = None
    data_cutoff: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredIntervention:
    """An intervention in a registry's list, which its arms refer to.

    Attributes:
        kind: DRUG, BIOLOGICAL, COMBINATION_PRODUCT, ...
        concept: slug in the ``drug`` scheme, ``None`` for a name outside the tables.
        arms: labels of the arms it belongs to.
    """

    kind: str
    name: str
    description: str = ""
    other_names: tuple[str, ...] = ()
    arms: tuple[str, ...] = ()
    concept: str | None = None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a vocabulary that the source indexed the document with.

    Attributes:
        scheme: ``mesh``.
        code: such as D001943.
        role: condition, intervention, condition-ancestor, intervention-ancestor,
            topic (of a publication) or substance.
        major: a main topic of the publication.
    """

    scheme: str
    code: str
    label: str
    role: str
    major: bool = False
    qualifiers: tuple[str, ...] = ()
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondaryId:
    """Another number of the same study, with the registry or funder that gave it.

    Attributes:
        kind: the source's own word: REGISTRY, EUDRACT_NUMBER, NIH, OTHER_GRANT, ...
        domain: the name of the giver.
        registry: our prefix of the registry (eudract, isrctn, ...), empty where unknown.
    """

    value: str
    kind: str = ""
    domain: str = ""
    registry: str = ""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place where participants are seen."""

    facility: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    status: str = ""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A person answerable for the study."""

    name: str
    role: str = ""
    affiliation: str = ""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A study that the document reports, registers or mentions.

    Attributes:
        study_type: value interventional, observational or expanded-access; only an
            interventional study is a trial. ``None``: the document does not say.
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
    study_type: Stated | None = None
    acronym: Stated | None = None
    title: Stated | None = None
    brief_title: Stated | None = None
    summary: Stated | None = None
    registrations: tuple[Stated, ...] = ()
    organisation_ids: tuple[Stated, ...] = ()
    secondary_ids: tuple[SecondaryId, ...] = ()
    phase: Stated | None = None
    allocation: Stated | None = None
    masking: Stated | None = None
    placebo_controlled: Stated | None = None
    intervention_model: Stated | None = None
    primary_purpose: Stated | None = None
    masked_parties: tuple[Stated, ...] = ()
    observational_model: Stated | None = None
    time_perspective: Stated | None = None
    status: Stated | None = None
    why_stopped: Stated | None = None
    results_posted: Stated | None = None
    n_randomised: Number | None = None
    n_planned: Number | None = None
    enrolment: Number | None = None
    enrolment_type: Stated | None = None
    sites: Number | None = None
    locations: tuple[Site, ...] = ()
    officials: tuple[Official, ...] = ()
    countries: tuple[Stated, ...] = ()
    dates: TrialDates = TrialDates()
    sponsors: tuple[Sponsor, ...] = ()
    design: Design = Design()
    stratification_factors: tuple[Stated, ...] = ()
    conditions: tuple[Stated, ...] = ()
    keywords: tuple[Stated, ...] = ()
    headings: tuple[Heading, ...] = ()
    interventions: tuple[RegisteredIntervention, ...] = ()
    population: Population = Population()
    eligibility: tuple[Criterion, ...] = ()
    arms: tuple[Arm, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    end_points: tuple[EndPoint, ...] = ()
    crossover: Stated | None = None
    follow_up_months: Number | None = None
    span: Span
