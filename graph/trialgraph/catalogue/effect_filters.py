"""What effect estimates can be searched by: each filter's words, its terms and its pattern."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trialgraph.catalogue.filters import (
    MOST_WORDS,
    UPDATED_SINCE,
    Filter,
    Given,
    chosen_filter,
    coded_filter,
    filter_set,
    plain_filter,
    printed_filter,
)
from trialgraph.catalogue.printed_words import ASSESSORS, LINES, PHASES, POPULATIONS
from trialgraph.catalogue.words import STAGES, STRENGTHS

if TYPE_CHECKING:
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

__all__ = ["FILTERS", "MOST_WORDS", "Filter", "Given", "find_filter", "pattern_of"]


def _individuals(codes: Mapping[str, str]) -> dict[str, str]:
    """Return the individual of each code: ``not_significant`` is ``NotSignificant``."""
    return {code: "".join(word.capitalize() for word in code.split("_")) for code in codes}


_COMPARED = "?result :comparison ?comparison . "
_OF_TRIAL = "?result :trial ?its_trial . "
_STAGES = {**_individuals(STAGES), "primary": "PrimaryAnalysis"}
_DIRECTIONS = {
    "experimental": "FavoursExperimental",
    "comparator": "FavoursComparator",
    "neither": "FavoursNeither",
    "unresolved": "DirectionUnresolved",
}

_REVIEWED = {
    "not_reviewed": "NOT EXISTS { ?result :reviewState ?reviewed }",
    "confirmed": "EXISTS { ?result :reviewState :ReviewConfirmed }",
    "corrected": "EXISTS { ?result :reviewState :ReviewCorrected }",
    "rejected": "EXISTS { ?result :reviewState :ReviewRejected }",
    "outdated": "EXISTS { ?result :reviewState :ReviewOutdated }",
}

_ALL = (
    plain_filter(
        "trial",
        "trial",
        "acronym, registration number or IRI",
        "?result :trial ?trial .",
    ),
    plain_filter(
        "adds",
        "drug",
        "the one drug that the experimental arm gets more, or a class of drugs",
        f"{_COMPARED} ?comparison :adds ?adds .",
    ),
    plain_filter(
        "removes",
        "drug",
        "a drug that the experimental arm does not get and the comparator arm does",
        f"{_COMPARED} ?comparison :removes ?removes .",
    ),
    plain_filter(
        "intervention",
        "drug",
        "a drug that the experimental arm gets",
        f"{_COMPARED} ?comparison :experimentalArm/:includes ?intervention .",
    ),
    plain_filter(
        "comparator",
        "drug",
        "a drug that the comparator arm gets",
        f"{_COMPARED} ?comparison :comparatorArm/:includes ?comparator .",
    ),
    plain_filter("endpoint", "end-point", "short or long name", "?result :endPoint ?endpoint ."),
    printed_filter(
        "population",
        "all = all randomised patients, the words of a part of them, or subgroup = every subgroup",
        "?result :population ?population .",
        POPULATIONS,
    ),
    plain_filter(
        "condition",
        "condition",
        "a disease that the trial treats, or a class of diseases",
        f"{_OF_TRIAL} ?its_trial :treats ?condition .",
    ),
    printed_filter(
        "phase", "1, 1/2, 2, 2/3, 3 or 4", f"{_OF_TRIAL} ?its_trial :phase ?phase .", PHASES
    ),
    printed_filter(
        "line",
        "line of treatment, such as first-line or adjuvant",
        f"{_OF_TRIAL} ?its_trial :line ?line .",
        LINES,
    ),
    printed_filter(
        "assessor", "independent or investigator", "?result :assessor ?assessor .", ASSESSORS
    ),
    coded_filter("stage", "which analysis of the trial", "?result :stage ?stage .", _STAGES),
    coded_filter(
        "verdict", "its strength", "?result :strength ?verdict .", _individuals(STRENGTHS)
    ),
    coded_filter(
        "direction",
        "the arm that the estimate favours",
        "?result :direction ?direction .",
        _DIRECTIONS,
    ),
    chosen_filter(
        "review",
        "what people said of it; of rejected only a part, the rest stands on other facts",
        _REVIEWED,
    ),
    plain_filter(
        "as_of",
        "date",
        "only what the public could read for sure on this day",
        "?result :availableForSure ?known . FILTER(?known <= ?as_of)",
    ),
    plain_filter(
        UPDATED_SINCE,
        "date",
        "only what rests on a document that was read in or changed on or after this day",
        "?result :reportedAs/:inDocument ?updated_since .",
    ),
)
_SET = filter_set("?result a :Result .", _ALL)
FILTERS: Mapping[str, Filter] = _SET.filters
"""By name, in the order in which they are listed."""


def pattern_of(reader: "Reader", terms: "TermIndex", given: Given) -> str:
    """Return the SPARQL that binds ``?result`` to the estimates that fit all filters.

    Raises:
        BadParameter: a filter is unknown, or its words do not fit it.
        UnknownName: a name that the tables, or the store, do not know.
    """
    return _SET.pattern_of(reader, terms, given)


def find_filter(name: str) -> Filter:
    """Return the filter of a name.

    Raises:
        BadParameter: there is none.
    """
    return _SET.find(name)
