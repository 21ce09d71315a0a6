"""The codes of an answer in a trialist's words; every face says them the same way."""

import re

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
NO_EFFECT = "{no effect}"
"""Stands for the value at which there is no effect: 1 for ratios, 0 for differences."""

REASONS = {
    "retracted": "the publication is retracted",
    "not_randomised_comparison": "does not compare the randomised groups",
    "no_value": "no estimate is printed",
    "no_p_no_interval": "neither a p-value nor an interval is printed",
    "polarity_unknown": "which arm is favoured could not be read",
    "conflicting_inputs": "printed figures disagree about the outcome of the test",
    "futility": "the futility boundary was crossed",
    "harm_boundary": "the harm boundary was crossed",
    "co_primary_failed": "another primary end point that had to be met was missed",
    "level_met": "the trial's own test was met at its level",
    "boundary_crossed": "the stopping boundary of this analysis was crossed",
    "step_met": "this step of the testing order was open and met",
    "asserted_by_authors": "so the authors say; the level is not printed",
    "boundary_not_crossed": "the stopping boundary of this analysis was not crossed",
    "level_not_met": "the trial's own test missed its level",
    "unfavourable_not_formally_tested": "the trial did not test for harm in this direction",
    "level_or_boundary_not_printed": "level or boundary of this analysis is not printed",
    "hierarchy_blocked": "an earlier step of the testing order was not met",
    "not_in_alpha_plan": (
        "the documents do not show that the trial's plan gives this test a share "
        "of its significance level"
    ),
    "updated_after_decision": "an update after the formal decision had fallen",
    "subgroup": "a subgroup, for which the plan sets no significance level",
    "disputed_direction": "words or figures beside it favour the other arm",
    "post_hoc": "not planned before the results were seen",
    "rounding": "rounding of the printed figures leaves the test open",
    "margin_not_printed": "the margin is not printed",
    "margin_not_prespecified": "the margin was not set before the results",
    "margin_excluded": "the margin is excluded",
    "margin_not_excluded": "the margin is not excluded",
    "beyond_margin": "the whole interval lies beyond the margin",
    "pp_failed": "the plan asks for two populations, and one does not exclude the margin",
    "publication_not_held": "cited by a document held, and not held itself",
    "not_reported": "no result for this end point was read from the reports held",
    "planned_only": "declared; no report of results is held",
    "not_tested": "values by arm were read, and no comparison",
}

STRENGTHS = {
    "confirmed": "confirmed by the trial's own formal test",
    "nominal": "nominal, which is no proof of a difference",
    "not_significant": "not significant",
    "undetermined": "undetermined",
    "descriptive": "descriptive, not a comparison of the randomised groups",
    "not_estimable": "not estimable",
    "not_shown": "not shown to be within the margin",
    "excluded": "excluded, as the publication is retracted",
}

WITHIN_MARGIN = {
    "noninferiority": "non-inferior",
    "equivalence": "equivalent",
}
"""What an arm is whose margin is excluded, by the hypothesis."""

RESERVATIONS = {
    "disputed_direction": "words or figures beside the estimate favour the other arm",
    "lenient_level": "the trial's level is more lenient than the usual one-sided 0.025",
    "information_shortfall": "fewer than 90 % of the planned events or patients",
    "level_assumed": "the level is assumed, not printed",
    "level_from_later_document": "the level stands in a later document",
    "asserted": "rests on the authors' word",
    "interval_disagrees": "interval and p-value disagree about the level",
    "fails_conventional_level": (
        f"the two-sided 95 % interval derived from it includes 'no effect' ({NO_EFFECT})"
    ),
    "not_sustained": f"the interval of the current estimate includes 'no effect' ({NO_EFFECT})",
    "assessor_discordant": "independent and investigator assessment disagree",
    "open_label_investigator": "open label, and assessed by the investigators",
    "itt_incomplete": "fewer analysed than randomised",
    "pp_discordant": "the per-protocol result differs",
    "one_population_only": "reported in one of all randomised and per protocol only",
    "superiority_not_prespecified": "the plan does not name superiority as the next test",
    "margin_unjustified": "the margin is printed without its source",
    "statistically_worse": "within the margin, and yet significantly worse",
    "method_dependent": "stratified and unstratified analysis disagree",
    "non_proportional": "hazards are not proportional",
    "crossover": "patients could cross over to the drug",
    "informative_censoring": "censoring may depend on the outcome, the authors say",
    "missing_data": "missing data may matter, the authors say",
    "post_hoc": "not planned before the results were seen",
    "subgroup": "a subgroup",
    "primary_not_met": "the trial missed its primary end point",
    "early_stop_benefit": "stopped early for benefit: the estimate is probably too large",
    "detriment_not_excluded": "harm is not excluded",
    "erratum_unresolved": "the publication has an erratum whose changes are not applied",
    "retracted": "the publication is retracted",
    "second_hand": "read in another trial's publication",
    "matched_on_unknown": "joined to an earlier analysis although its method is not printed",
}

BASES = {
    "verified": "found by comparing the printed figures",
    "asserted": "on the authors' word",
}

CONFIRMED = {
    "verified": STRENGTHS["confirmed"],
    "asserted": "confirmed, on the authors' word that the trial's formal test was met",
    "": "confirmed",
}
"""How a confirmed verdict is told, by its basis: numbers that were compared are not a claim."""

AUTHORS = {
    "significant": "significant",
    "not_significant": "not significant",
    "exploratory": "exploratory",
    "trend": "a trend",
}

OUTCOMES = {
    "supported": "supported by the source it cites",
    "overstated": "stronger than the source it cites",
    "contradicted": "contradicted by the source it cites",
    "silent": "the source it cites does not report it",
    "not_held": "the source it cites is not held",
    "no_citation": "no source is cited",
    "not_verifiable": "the source it cites does not decide it",
}

FINDINGS = {
    "value_outside_interval": "the estimate lies outside its own interval",
    "interval_not_symmetric": "the limits are not equally far from the estimate",
    "p_contradicts_interval": "p-value and interval do not fit each other",
    "interval_disagrees": "p-value and interval stand on different sides of the level",
    "precision_contradicts_events": "the interval is not the one that the events allow",
    "side_suspect": "the limit fits the events only if it has the other number of sides",
    "impossible_precision": "the interval is narrower than the patients allow",
    "imprecise_limit": "rounding leaves too much open to derive an interval from the one limit",
    "percentage_of_other_total": "the percentage is not the count over its total",
    "denominator_mixed": "figures of one result rest on different totals",
    "as_treated_shift": "patients are counted in the arm whose treatment they got",
    "impossible_n": "more patients than were randomised",
    "sum_differs": "the parts do not add up to the whole",
    "difference_not_of_counts": "the difference is not that of the counts",
    "p_not_of_counts": "the p-value is not that of the counts",
    "limit_of_other_side": "the limit is the exact one of the other number of sides",
    "boundary_not_of_p": "the boundary as hazard ratio is not the boundary as p-value",
    "design_not_consistent": "level, power, events and target of the design do not fit",
    "information_fraction_differs": "the fraction is not that of events over planned events",
    "median_and_hr_point_opposite_ways": "medians and hazard ratio favour different arms",
    "interaction_derived": "how far the effect differs between two subgroups, derived",
    "mislabelled": "a figure bears the name of another end point than its sentence",
    "value_conflict": "documents print different values of one quantity",
    "verdicts_contradict": "two results of one question have verdicts that exclude each other",
    "definition_differs": "documents count different things",
    "results_not_posted": "the registry has no results, and reports held have",
    "reference_missing": "the registry's record does not list a publication of the trial",
    "status_outdated": "the registry's status is older than the report of the ended trial",
    "not_resolvable": "no registered list from before the first results is held",
    "registered_not_reported": "registered, and no result was read from the reports held",
    "reported_not_registered": "reported, and not in the registered list",
    "role_changed": "registered in another role than reported",
    "assessor_changed": "registered with another assessor than reported",
    "definition_changed": "registered with another definition or time than reported",
    "absence_of_evidence_claim": (
        "no difference is claimed where a difference was merely not shown"
    ),
}

STAGES = {
    "interim": "interim analysis",
    "final": "final analysis",
    "updated": "updated analysis",
    "primary": "primary analysis",
}

SUSTAINED = {
    "sustained": "sustained by the current estimate",
    "not_sustained": "not sustained by the current estimate",
}

MEASURES = {
    "HR": "hazard ratio",
    "csHR": "cause-specific hazard ratio",
    "sHR": "subdistribution hazard ratio",
    "OR": "odds ratio",
    "RR": "risk ratio",
    "IRR": "incidence rate ratio",
    "RD": "risk difference",
    "difference": "difference",
    "MD": "mean difference",
    "SMD": "standardised mean difference",
    "RMST_difference": "difference of restricted mean survival times",
    "RMST_ratio": "ratio of restricted mean survival times",
    "WR": "win ratio",
    "VE": "vaccine efficacy",
    "other": "another measure",
}


POOLING = {
    "measures_differ": "the measures differ",
    "end_points_differ": "the end points differ",
    "comparisons_differ": "different drugs are added",
    "lines_differ": "the lines of treatment differ",
    "assessors_differ": "the assessors differ",
    "definitions_differ": "an event is not defined alike",
    "population_differ": "the conditions of the patients differ",
    "adjustment_differ": "adjusted and unadjusted odds are different quantities",
    "interim_included": "an interim analysis is among them",
    "stopped_early_included": "a trial that stopped early for benefit is among them",
    "overlapping_patients": "the same treated patients are counted twice",
    "shared_control": "one control group is counted twice",
    "same_trial_twice": "a trial has several estimates",
    "unknown_key_part": "line, condition, assessor or definition of the event is not printed",
    "no_standard_error": "no standard error can be taken from what is printed",
    "imprecise_limit": "its one limit is too close to the value to give a standard error",
    "not_all_randomised": "not of all randomised patients",
    "other_estimand": "does not compare the arms whatever treatment came after",
    "second_hand": "read in another trial's publication",
    "not_randomised_comparison": "does not compare the randomised groups",
    "retracted": "the publication is retracted",
    "quarantined": "a check of its figures failed",
    "other_method": "another method of the same analysis is the trial's own choice",
    "not_current": "a later estimate of its series is held",
    "not_decisive": "not the analysis that the formal verdict belongs to",
    "not_public": "not public on that day",
    "possibly_public": "its date is printed less precisely, and may be later than that day",
    "date_not_printed": "no document prints when it became public",
    "exploratory_included": "an estimate is outside its trial's alpha plan",
    "side_derived": "the side of an interval is inherited, not printed beside it",
}
"""Why estimates are not pooled, and what to know of those that are."""


def in_words(table: dict[str, str], code: str) -> str:
    """Return a code in words; one without an entry, or of a shape, with its words opened.

    >>> in_words({}, "PercentIsShareOfPatients")
    'percent is share of patients'
    """
    if code in table:
        return table[code]
    opened = _HUMP.sub(" ", code)
    return (opened.lower() if opened != code else code).replace("_", " ")
