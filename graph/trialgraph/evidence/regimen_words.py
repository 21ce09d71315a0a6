"""Words of doses, times, durations, ways of giving and usual care: each list stands here once.

What two arms print is compared by the patterns of one kind; a treatment's name is
freed from all kinds at once.
"""

import re

_AMOUNT = (
    r"\b(?:\d+\s?[x×]\s?)?\d[\d.,]*\s?(?:mg|mcg|µg|μg|g|kg|ml|l|iu|u|units?|gy|mmol|%)"
    r"(?:\s?(?:/|per)\s?\w+|\s?(?:kg|m|day|d)\s?[-\u2212\u2013]\s?[12])*(?!\w)"
)
_LEVEL = (
    r"\b(?:low|lower|medium|middle|high|higher|full|half|reduced|standard|fixed|single|double)"
    r"[- ]?dose(?=s?\b)"
)
_TIMES = r"\b(?:once|twice|thrice|three times)"
_EVERY = r"[- ](?:a[- ])?(?:daily|day|weekly|week|monthly)\b"
_SCHEDULE = (
    rf"{_TIMES}{_EVERY}|\b(?:(?:bi-?|tri-?)?weekly|daily|monthly|nightly"
    r"|every \w+ (?:days?|weeks?|months?)|q\d?[dwm]|qd|bid|b\.i\.d|tid|od|bd|dose[- ]dense"
    r"|(?:(?:hyper|hypo)-?|conventional(?:ly)?[- ])?fractionat(?:ed|ion)|accelerated"
    r"|continuous|intermittent)\b"
)
_DURATION = (
    r"\b(?:\d+(?:\.\d+)?[- ](?:cycles?|days?|weeks?|months?|years?|fractions?)"
    r"|(?:short|long)(?:er)?[- ](?:course|term|duration))\b"
)
_LASTING = r"\b(?:extended|prolonged)\b(?![- ]release)"
_ROUTE = r"\b(?:intravenous|oral|subcutaneous|intramuscular|topical)(?=(?:ly)?\b)"
# A treatment of its own: intrathecal chemotherapy is given beside chemotherapy.
_OWN_ROUTE = r"\b(?:inhaled|intrathecal)(?=(?:ly)?\b)"
# Taken out only: a stage IV is no way of giving.
_ROUTE_IN_SHORT = r"\b(?:iv|sc|po)\b"
_FORM = (
    r"\b(?:(?:extended|immediate|sustained|modified|slow|prolonged|delayed)[- ]release"
    r"|formulation \w+|tablets?|capsules?|injections?|injectable)\b"
)
_USUAL = r"(?:usual|routine|standard|conventional|customary)"
_AS_USUAL = r"(?:treatment|care|therapy|practice)[- ]as[- ]usual"


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("(?i)" + "|".join(f"(?:{pattern})" for pattern in patterns))


DOSE = _any_of(_AMOUNT, _LEVEL)
SCHEDULE = _any_of(_SCHEDULE)
DURATION = _any_of(_DURATION, _LASTING)
ROUTE = _any_of(_ROUTE, _OWN_ROUTE)
USUAL_CARE = _any_of(
    rf"(?:enhanced |continued |current )?{_USUAL}(?: \w+)? care(?: only| alone)?",
    rf"{_AS_USUAL}|TAU",
    r"(?:usual|routine) (?:treatment|practice)",
    r"(?:untreated or )?routine care(?: control)?(?: group)?",
)
"""Matches a whole name that means usual care."""

USUAL_CARE_ARM = _any_of(
    rf"\b{_USUAL}(?: \w+){{0,2}} "
    r"(?:care|education|treatment|therapy|practice|management|training)\b",
    rf"\b{_AS_USUAL}\b",
)
"""Found in the name of an arm that is a control by what everybody gets."""

_SAME = {
    **dict.fromkeys(("qd", "od", "oncedaily", "onceaday"), "daily"),
    **dict.fromkeys(("bid", "b.i.d", "bd", "twiceaday"), "twicedaily"),
    **dict.fromkeys(("tid", "thricedaily", "threetimesaday", "thriceaday"), "threetimesdaily"),
    **dict.fromkeys(("qw", "q1w", "onceweekly", "onceaweek"), "weekly"),
    **dict.fromkeys(("q2w", "everytwoweeks"), "every2weeks"),
    **dict.fromkeys(("q3w", "everythreeweeks"), "every3weeks"),
    **dict.fromkeys(("q4w", "everyfourweeks"), "every4weeks"),
    "iv": "intravenous",
    "sc": "subcutaneous",
    "po": "oral",
}
_ABOUT_DOSES = (r"\bdos(?:es?|ing)\b", rf"{_TIMES}\b")
# Taken out first, as the rest of an amount is no word; one that a hyphen joins is a name's part.
_AMOUNTS = _any_of(rf"{_AMOUNT}(?!-)")
_REST = _any_of(
    _FORM,
    rf"(?:{_LEVEL})s?",
    rf"(?:{_SCHEDULE})\.?",
    rf"(?:\b(?:for|of|x) )?{_DURATION}",
    rf"(?:{_ROUTE})(?:ly)?",
    rf"{_ROUTE_IN_SHORT}\.?",
    *_ABOUT_DOSES,
)


def without_dosing(name: str) -> str:
    """Return a treatment's name without doses, times, forms and ways of giving."""
    return " ".join(_REST.sub(" ", _AMOUNTS.sub(" ", name)).split())


def as_compared(value: str) -> str:
    """Return a dose, time or way as it is compared.

    >>> as_compared("1,250 mg"), as_compared("2.5 mg"), as_compared("Q3W")
    ('1250mg', '2.5mg', 'every3weeks')
    """
    plain = re.sub(r"[\s,-]+", "", value).casefold()
    return _SAME.get(plain, plain)
