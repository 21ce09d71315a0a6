"""The words a verdict is made of; the stored code is the lower-case value."""

from enum import StrEnum


class Hypothesis(StrEnum):
    """What was to be shown."""

    SUPERIORITY = "superiority"
    NONINFERIORITY = "noninferiority"
    EQUIVALENCE = "equivalence"
    NONE = "none"


class Direction(StrEnum):
    """Which arm the point estimate favours; ``neither`` only when it prints as the null."""

    EXPERIMENTAL = "experimental"
    COMPARATOR = "comparator"
    NEITHER = "neither"
    UNRESOLVED = "unresolved"


class Formal(StrEnum):
    """State of the trial's own formal test of this end point at this analysis."""

    MET = "met"
    NOT_MET = "not_met"
    BLOCKED = "blocked"
    NONE = "none"
    UNKNOWN = "unknown"


class Strength(StrEnum):
    """How much the analysis supports; ``not_shown`` only for hypotheses with a margin."""

    CONFIRMED = "confirmed"
    NOMINAL = "nominal"
    NOT_SIGNIFICANT = "not_significant"
    UNDETERMINED = "undetermined"
    DESCRIPTIVE = "descriptive"
    NOT_ESTIMABLE = "not_estimable"
    NOT_SHOWN = "not_shown"
    EXCLUDED = "excluded"


SHOWN = frozenset({Strength.CONFIRMED, Strength.NOMINAL})
"""What claims an effect, proven or not."""


class Reason(StrEnum):
    """Why the deciding rule gave its strength."""

    RETRACTED = "retracted"
    NOT_RANDOMISED_COMPARISON = "not_randomised_comparison"
    NO_VALUE = "no_value"
    NO_P_NO_INTERVAL = "no_p_no_interval"
    POLARITY_UNKNOWN = "polarity_unknown"
    CONFLICTING_INPUTS = "conflicting_inputs"
    FUTILITY = "futility"
    HARM_BOUNDARY = "harm_boundary"
    CO_PRIMARY_FAILED = "co_primary_failed"
    LEVEL_MET = "level_met"
    BOUNDARY_CROSSED = "boundary_crossed"
    STEP_MET = "step_met"
    ASSERTED_BY_AUTHORS = "asserted_by_authors"
    BOUNDARY_NOT_CROSSED = "boundary_not_crossed"
    LEVEL_NOT_MET = "level_not_met"
    UNFAVOURABLE_NOT_FORMALLY_TESTED = "unfavourable_not_formally_tested"
    LEVEL_OR_BOUNDARY_NOT_PRINTED = "level_or_boundary_not_printed"
    HIERARCHY_BLOCKED = "hierarchy_blocked"
    NOT_IN_ALPHA_PLAN = "not_in_alpha_plan"
    UPDATED_AFTER_DECISION = "updated_after_decision"
    SUBGROUP = "subgroup"
    POST_HOC = "post_hoc"
    ROUNDING = "rounding"
    MARGIN_NOT_PRINTED = "margin_not_printed"
    MARGIN_NOT_PRESPECIFIED = "margin_not_prespecified"
    MARGIN_EXCLUDED = "margin_excluded"
    MARGIN_NOT_EXCLUDED = "margin_not_excluded"
    BEYOND_MARGIN = "beyond_margin"
    PP_FAILED = "pp_failed"


class Basis(StrEnum):
    """Whether printed figures were compared, or the authors' word was taken."""

    VERIFIED = "verified"
    ASSERTED = "asserted"


class Origin(StrEnum):
    """Where a level of significance comes from."""

    PRINTED = "printed"
    INHERITED = "inherited"
    ASSUMED = "assumed"


class AuthorsWord(StrEnum):
    """What the authors say about the result."""

    SIGNIFICANT = "significant"
    NOT_SIGNIFICANT = "not_significant"
    EXPLORATORY = "exploratory"
    TREND = "trend"
    SILENT = "silent"


class Reservation(StrEnum):
    """What weakens a verdict without changing it."""

    LENIENT_LEVEL = "lenient_level"
    INFORMATION_SHORTFALL = "information_shortfall"
    LEVEL_ASSUMED = "level_assumed"
    LEVEL_FROM_LATER_DOCUMENT = "level_from_later_document"
    ASSERTED = "asserted"
    INTERVAL_DISAGREES = "interval_disagrees"
    FAILS_CONVENTIONAL_LEVEL = "fails_conventional_level"
    NOT_SUSTAINED = "not_sustained"
    ASSESSOR_DISCORDANT = "assessor_discordant"
    OPEN_LABEL_INVESTIGATOR = "open_label_investigator"
    ITT_INCOMPLETE = "itt_incomplete"
    PP_DISCORDANT = "pp_discordant"
    ONE_POPULATION_ONLY = "one_population_only"
    SUPERIORITY_NOT_PRESPECIFIED = "superiority_not_prespecified"
    MARGIN_UNJUSTIFIED = "margin_unjustified"
    STATISTICALLY_WORSE = "statistically_worse"
    METHOD_DEPENDENT = "method_dependent"
    NON_PROPORTIONAL = "non_proportional"
    CROSSOVER = "crossover"
    INFORMATIVE_CENSORING = "informative_censoring"
    MISSING_DATA = "missing_data"
    DISPUTED_DIRECTION = "disputed_direction"
    POST_HOC = "post_hoc"
    SUBGROUP = "subgroup"
    PRIMARY_NOT_MET = "primary_not_met"
    EARLY_STOP_BENEFIT = "early_stop_benefit"
    DETRIMENT_NOT_EXCLUDED = "detriment_not_excluded"
    ERRATUM_UNRESOLVED = "erratum_unresolved"
    RETRACTED = "retracted"
    SECOND_HAND = "second_hand"
    MATCHED_ON_UNKNOWN = "matched_on_unknown"


class Polarity(StrEnum):
    """What more of the end point means to the patient; from the term table, never guessed."""

    BAD_EVENT = "bad_event"
    GOOD_EVENT = "good_event"
    MORE_IS_BETTER = "more_is_better"
    LESS_IS_BETTER = "less_is_better"
    UNKNOWN = "unknown"


class Numerator(StrEnum):
    """Which arm stands over (or before) the other in the printed estimate."""

    EXPERIMENTAL = "experimental"
    COMPARATOR = "comparator"
    UNKNOWN = "unknown"


class Plan(StrEnum):
    """Whether the trial spends alpha on this analysis, and if not, why not.

    ``subgroup`` is a subgroup without alpha of its own; a population with its
    own alpha or step is ``in_plan``.
    """

    IN_PLAN = "in_plan"
    NOT_IN_ALPHA_PLAN = "not_in_alpha_plan"
    SUBGROUP = "subgroup"
    POST_HOC = "post_hoc"
    UPDATED_AFTER_DECISION = "updated_after_decision"
    UNKNOWN = "unknown"


class Gate(StrEnum):
    """Whether earlier steps were met at that time; ``none`` when nothing comes before."""

    NONE = "none"
    OPEN = "open"
    BLOCKED = "blocked"


class Outcome(StrEnum):
    """What one comparison of a printed figure with a level or limit gives."""

    MET = "met"
    NOT_MET = "not_met"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    CONFLICTING = "conflicting"


class SustainedState(StrEnum):
    """What a later estimate says about a formal test that was met."""

    SUSTAINED = "sustained"
    NOT_SUSTAINED = "not_sustained"
    UNDETERMINED = "undetermined"
    NO_LATER_ANALYSIS = "no_later_analysis"
    NOT_APPLICABLE = "not_applicable"


class Known(StrEnum):
    """Whether the public could read something on a day, as far as dates are printed."""

    KNOWN = "known"
    POSSIBLY = "possibly"
    NO = "no"
