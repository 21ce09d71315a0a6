"""What a registry record reports in its result tables, field by field.

The names follow the data dictionary of ClinicalTrials.gov (API v2): nothing is
interpreted here. A group's ``identifier`` (OG000) holds within its own table only.
"""

from typing import Literal

from trialgraph.model.text import Absence, Number, Span
from trialgraph.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultGroup:
    """A column of a result table: participants whose values are given together.

    Attributes:
        identifier: of the record's own, such as OG000; unique in its table.
        arm: label of the one declared arm of the same name, where there is one.
    """

    identifier: str
    title: str
    description: str = ""
    arm: str | None = None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Denominator:
    """How many participants or units a group has in a table, or in one class of it."""

    group: str
    units: str
    class_title: str = ""
    n: Number | Absence
    printed: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One cell of a table of baseline measures or of outcomes.

    Attributes:
        class_title: of the row group, such as a time point or a country.
        category: of the row.
        value: in the unit of its table; NA is an absence whose reason ``comment`` gives.
        printed: the value as the record has it.
        spread: of the table's dispersion, such as one standard deviation.
    """

    group: str
    class_title: str = ""
    category: str = ""
    value: Number | Absence
    printed: str
    spread: Number | Absence | None = None
    lower: Number | Absence | None = None
    upper: Number | Absence | None = None
    comment: str = ""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A statistical analysis of an outcome as the registry posts it.

    Attributes:
        groups: identifiers of the groups compared, in the record's order.
        parameter: what was estimated, in the record's words: ``Hazard Ratio (HR)``.
        interval_sides: TWO_SIDED or ONE_SIDED.
        lower_comment: why there is no lower limit.
        p_printed: the p-value with its modifier, ``<0.001``.
        non_inferiority_type: SUPERIORITY, NON_INFERIORITY, EQUIVALENCE, ...
    """

    groups: tuple[str, ...] = ()
    group_description: str = ""
    parameter: str = ""
    value: Number | Absence | None = None
    value_printed: str = ""
    estimate_comment: str = ""
    dispersion: str = ""
    dispersion_value: Number | Absence | None = None
    interval_level: Number | None = None
    interval_sides: str = ""
    lower: Number | Absence | None = None
    lower_comment: str = ""
    upper: Number | Absence | None = None
    upper_comment: str = ""
    p_printed: str = ""
    p_comment: str = ""
    method: str = ""
    method_comment: str = ""
    tested_non_inferiority: bool | None = None
    non_inferiority_type: str = ""
    non_inferiority_comment: str = ""
    other_description: str = ""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeMeasure:
    """An outcome with its table of results, and the analyses of it.

    Attributes:
        kind: PRIMARY, SECONDARY, OTHER_PRE_SPECIFIED or POST_HOC.
        status: POSTED or NOT_POSTED.
        parameter: what the values are: MEAN, MEDIAN, NUMBER, COUNT_OF_PARTICIPANTS, ...
        end_point: standard short name where the title is one, else empty.
        span: the title.
    """

    kind: str
    title: str
    description: str = ""
    population: str = ""
    status: str = ""
    anticipated: str = ""
    parameter: str = ""
    dispersion: str = ""
    unit: str = ""
    time_frame: str = ""
    units_analysed: str = ""
    calculate_percentage: bool | None = None
    end_point: str = ""
    groups: tuple[ResultGroup, ...] = ()
    denominators: tuple[Denominator, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    analyses: tuple[Analysis, ...] = ()
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineMeasure:
    """A baseline characteristic with its table."""

    title: str
    description: str = ""
    population: str = ""
    parameter: str = ""
    dispersion: str = ""
    unit: str = ""
    units_analysed: str = ""
    calculate_percentage: bool | None = None
    denominators: tuple[Denominator, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineTables:
    """The baseline section: its groups, how many they are, and the measures."""

    population: str = ""
    units_analysed: str = ""
    groups: tuple[ResultGroup, ...] = ()
    denominators: tuple[Denominator, ...] = ()
    measures: tuple[BaselineMeasure, ...] = ()
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class EventGroup:
    """A group of the adverse-event tables with its totals.

    Attributes:
        serious_affected: participants with any serious event.
    """

    identifier: str
    title: str
    description: str = ""
    arm: str | None = None
    deaths_affected: Number | None = None
    deaths_at_risk: Number | None = None
    serious_affected: Number | None = None
    serious_at_risk: Number | None = None
    other_affected: Number | None = None
    other_at_risk: Number | None = None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCount:
    """Participants of one group with an adverse event.

    Attributes:
        events: how often it happened, where counted.
    """

    group: str
    affected: Number | None = None
    at_risk: Number | None = None
    events: Number | None = None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredEvent:
    """A row of the adverse-event tables.

    Attributes:
        serious: ``None`` where the source does not say.
    """

    term: str
    serious: bool | None = None
    organ_system: str = ""
    vocabulary: str = ""
    assessment: str = ""
    notes: str = ""
    counts: tuple[EventCount, ...] = ()
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTables:
    """The adverse-event section; ``threshold`` is the percentage below which none is listed."""

    time_frame: str = ""
    description: str = ""
    threshold: str = ""
    groups: tuple[EventGroup, ...] = ()
    events: tuple[RegisteredEvent, ...] = ()
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowCount:
    """Participants of one group at one step of the participant flow."""

    group: str
    subjects: Number | Absence | None = None
    units: Number | Absence | None = None
    comment: str = ""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowStep:
    """A milestone of a period, or a reason for leaving.

    Attributes:
        kind: milestone or withdrawal.
        name: STARTED, COMPLETED, ..., or the reason.
    """

    kind: Literal["milestone", "withdrawal"]
    name: str
    comment: str = ""
    counts: tuple[FlowCount, ...] = ()
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowPeriod:
    """A period of the participant flow."""

    title: str
    steps: tuple[FlowStep, ...] = ()
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantFlow:
    """The participant-flow section."""

    recruitment: str = ""
    pre_assignment: str = ""
    units: str = ""
    groups: tuple[ResultGroup, ...] = ()
    periods: tuple[FlowPeriod, ...] = ()
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryResults:
    """The results section of a registry record."""

    flow: ParticipantFlow | None = None
    baseline: BaselineTables | None = None
    outcomes: tuple[OutcomeMeasure, ...] = ()
    events: EventTables | None = None
    limitations: str = ""
    span: Span
