"""What a verdict was given, in words: names of the inputs, of their values and of facts."""

import re

from trialgraph.catalogue.words import AUTHORS, REASONS, in_words

_NAMES = {
    "allows_crossover": "patients could cross over to the drug",
    "alpha": "significance level of this test",
    "alpha_sides": "sides of that level",
    "analysed_patients": "patients analysed",
    "authors_agree": "the authors' words fit the figures",
    "authors_passage": "what the authors say",
    "authors_say": "authors' word for it",
    "compares_other_than_randomised": "compares other groups than the randomised ones",
    "conventional_lower": "lower limit of the two-sided 95 % interval, derived",
    "conventional_upper": "upper limit of the two-sided 95 % interval, derived",
    "counted_events": "events counted",
    "erratum_unresolved": "an erratum whose changes are not applied",
    "formal": "formal test of this analysis",
    "gate": "step of the testing order",
    "has_own_level": "the analysis has a level of its own",
    "hypothesis": "hypothesis",
    "is_open_label": "open label",
    "is_single_final_primary": "the one primary end point, at its final analysis",
    "level_origin": "where the level comes from",
    "level_passage": "where the level is printed",
    "margin": "margin",
    "null_value": "value of no effect",
    "numerator": "arm in the numerator",
    "plan": "place in the plan",
    "polarity": "which way is better",
    "primary_missed": "the trial missed its primary end point",
    "randomised_patients": "patients randomised",
    "rule_version": "version of the rules",
    "test_step": "step in the testing order",
    "tested_role": "role of the end point",
    "trial_alpha": "significance level of the trial",
    "trial_alpha_sides": "sides of the trial's level",
    "trial_level_origin": "where the trial's level comes from",
    "values_favour": "arm that the arms' own values favour",
    "wanted_events": "events planned",
}
_VALUES = {
    "bad_event": "the event is bad: fewer are better",
    "good_event": "the event is good: more are better",
    "inherited": "printed elsewhere in the trial's documents",
    "noninferiority": "non-inferiority",
    "silent": "silent",
    "true": "yes",
    "false": "no",
}
_REPORTED = re.compile(r"^reported_")


def input_in_words(name: str) -> str:
    """Return the name of an input of a verdict."""
    return in_words(_NAMES, name)


def value_in_words(name: str, value: str) -> str:
    """Return the value of an input; a term of the ontology by its own name."""
    bare = value.rpartition("#")[2] if value.startswith("http") else value
    if name == "formal" and bare == "None":
        return "none printed"
    if name == "authors_say":
        return in_words(AUTHORS, bare)
    return _VALUES.get(bare) or in_words(REASONS, bare)


_LONGEST = 100


def cut(words: str) -> str:
    """Return words for a line of a list: those that are as long as a citation end in ``…``."""
    if len(words) <= _LONGEST:
        return words
    return f"{words[:_LONGEST].rsplit(' ', 1)[0]}…"


def fact_in_words(kind: str) -> str:
    """Return the kind of a fact: ``arm value`` of ``reported_arm_value``."""
    return _REPORTED.sub("", kind).replace("_", " ")
