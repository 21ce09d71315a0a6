"""How tables word what their rows and columns hold: statistics, grades, units."""

import re
from typing import Literal

from trialgraph.model import lazy

Statistic = Literal["count", "percent", "median", "mean", "range", "rate", ""]

_COUNT = r"(?:no|nos|n|number|num|patients|pts|freq(?:uency)?)\b\.?"
_BRACKETED = r"(?:[(\[]\s?%\s?[)\]]|,?\s?%|[(\[](?:percent(?:age)?|per cent)[)\]])"
_COUNTED = rf"(?:{_COUNT}(?: of (?:patients|subjects|participants|events|cases))?\s?{_BRACKETED})"
STATISTICS: tuple[tuple[Statistic, re.Pattern[str]], ...] = (
    ("count", lazy.regex(rf"(?i)\b{_COUNTED}")),
    ("median", lazy.regex(r"(?i)\bmedian\b")),
    ("mean", lazy.regex(r"(?i)\b(?:mean|average)\b")),
    ("percent", lazy.regex(r"(?i)(?<!\d)(?<!\d )%(?! ?(?:exact )?C\.?[IL]|\w)|\bpercent")),
    ("range", lazy.regex(r"(?i)\b(?:range|min\w*[- ,–/]{1,3}max\w*)\b")),
    (
        "count",
        lazy.regex(rf"(?i)(?:^|[,(\[]\s?){_COUNT}(?: of (?:patients|subjects|events))?[)\]]?$"),
    ),
)
_SPREAD = (
    r"(?:(?:inter-?quartile )?range|IQR|min\w*[-, /]{1,3}max\w*|s\.?d\.?|standard deviation|SE"
    r"|s\.e\.m?\.?"
    r"|SEM|q1[-, ]{1,2}q3|(?:9\d|80)\s?%\s?(?:exact )?C\.?I\.?)"
)
_BRACKETED_SPREAD = rf"[(\[±]\s?{_SPREAD}[;,]?\s?[)\]]?"
_STATISTIC_WORDS = lazy.regex(
    rf"(?i)[,;:]?\s?\(?\b{_COUNTED}\)?|\(\s?%\s?\)"
    rf"|[,;:]?\s?[(\[]?\b(?:median|mean|average)\b(?= ?[(\[±,;)\]]| and |$)"
    rf"(?: and|,)?\s?(?:{_BRACKETED_SPREAD}|{_SPREAD})?[)\]]?"
    rf"|{_BRACKETED_SPREAD}|^{_SPREAD}$"
    rf"|^(?:median|mean|average)\b(?:\s?{_BRACKETED_SPREAD})?\s?(?:of )?"
    r"|[,;]\s?(?:n|no\.?|number|%)$"
)
_SIZES = lazy.regex(r"[(\[]?\b[Nn]\s?=\s?\d[\d,]{0,7}[)\]]?")
_SIZE_LABEL = lazy.regex(
    r"(?i)(?:(?:total )?n|(?:total )?(?:no\.?|number) of (?:patients|subjects|participants"
    r"|women|men)"
    r"|(?:all )?(?:patients|participants|subjects)(?:, n| \(n\))?)$"
)
_EDGES = lazy.regex(r"[\s(\[,;:]+$|\s[–—](?:\s(?:no|n)\.?/total)?$|^[\s,;:)\]•·▪-]+")
_EMPTY = lazy.regex(r"[(\[]\s{0,3}[;,:]?\s{0,3}[)\]]")
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
_LEVEL = r"(?:[1-5]|I{1,3}|IV|V)"
_RANGE = (
    rf"(?P<low>{_LEVEL})(?:\s?(?:[-/,&]|to|or|and)\s?(?:grade )?(?P<high>{_LEVEL}))?"
    r"(?P<plus>\+| or (?:higher|greater|more|above|worse))?"
)
_GRADE = lazy.regex(
    r"(?P<least>[≥>]\s?=?|at least )?\s?\b(?:[Gg]rades?|G(?=\s?[≥1-5]))\s?"
    rf"(?P<least2>[≥>]\s?=?)?\s?{_RANGE}(?![\w.])"
)
_BARE_GRADE = lazy.regex(rf"(?:(?P<least>[≥>]\s?=?)?(?P<least2>)\s?{_RANGE})$")
_ANY = lazy.regex(
    r"(?i)\b(?:any|all)(?:[- ]grades?| severit\w+| CTC\w{0,3})?(?=$|[\s(,])|\bgrades?:? ?(?:1"
    r"|I) ?[-/] ?(?:5|V)\b|\btotal\b|\boverall\b"
)
_GRADED = lazy.regex(r"(?i)\bgrades?\b|\bseverity\b|\bCTC|\btoxicit")
_UNITS = (
    r"(?:years?|yrs?|y|months?|mo|weeks?|days?|kg(?:/m[²2])?"
    r"|cm[³3]?|mm[³3]?|m[lL]|mins?|minutes?|g/[dL]{1,2}"
    r"|[munp]?g/m?[dl]{1,2}|m[²2]|[mu]?IU/m?L|U/L|mm ?Hg|wk|hours?|hr|h)"
)
_UNIT = lazy.regex(rf"(?i)(?:(?:[,(\[;]\s?|\s[–—]\s)(?:in )?)(?P<unit>{_UNITS})(?=\s?[)\],;(]|$)")
_ONLY_UNIT = lazy.regex(rf"(?i){_UNITS}$")
_LONG = {
    "y": "years",
    "yr": "years",
    "yrs": "years",
    "year": "years",
    "mo": "months",
    "month": "months",
    "day": "days",
    "min": "minutes",
    "mins": "minutes",
    "minute": "minutes",
    "week": "weeks",
    "wk": "weeks",
    "hr": "hours",
    "mm hg": "mmHg",
}
_SECTION = lazy.regex(
    r"(?i)\b(?:demographics?|characteristics?|baseline|features|variables?|parameters?"
    r"|factors?|history)"
    r"(?: data| factors)?(?: at (?:baseline|entry|diagnosis))?$"
)


def statistic_in(text: str) -> Statistic:
    """Return what words say their numbers are; empty where they do not say."""
    return next((name for name, pattern in STATISTICS if pattern.search(text)), "")


def plain(label: str) -> str:
    """Return the words of a label without its statistics, sizes and units at the end.

    >>> plain("ECOG performance status, n (%)"), plain("Median age (range), years")
    ('ECOG performance status', 'Age')
    """
    words = _SIZES.sub("", label)
    for _ in range(2):
        words = _EMPTY.sub(" ", _STATISTIC_WORDS.sub(_left, words))
        words = _UNIT.sub(lambda m: m[0][: m.start("unit") - m.start()], words.strip())
    words = re.sub(r"(?<=\()\s{0,3}[,;]\s{0,3}", "", words)
    words = _EDGES.sub("", " ".join(words.split()))
    if words != label and _ONLY_UNIT.match(words):
        return ""  # "Median, months" names nothing itself
    if words.count("]") > words.count("["):
        words = words.rstrip("];, ")
    words += ")" * (words.count("(") - words.count(")"))
    return words[:1].upper() + words[1:] if label[:1].isupper() else words


def _left(match: re.Match[str]) -> str:
    """Return what stays of a statistic: a bracket that it opens and does not close."""
    opened = match[0].count("(") - match[0].count(")")
    return " (" if opened > 0 else " "


def is_section(words: str) -> bool:
    """Tell whether a heading only opens a part of a table (``Patient demographics``)."""
    return not words or _SECTION.search(words) is not None


def is_size(label: str) -> bool:
    """Tell whether a row only says how many patients its columns hold."""
    return _SIZE_LABEL.match(label) is not None


def unit_in(label: str) -> str:
    """Return the unit that a label prints after a comma or in brackets."""
    match = _UNIT.search(label)
    return _LONG.get(match["unit"].lower(), match["unit"]) if match else ""


def grade_in(text: str) -> str:
    """Return the grade that words name: any, 3, 3-4, >=3, ...; empty where they name none.

    >>> grade_in("Grade III/IV"), grade_in("≥ grade 3"), grade_in("All grades")
    ('3-4', '>=3', 'any')
    """
    match = _GRADE.search(text)
    if match:
        return _grade(match)
    return "any" if _ANY.search(text) else ""


def bare_grade(text: str, *, graded: bool) -> str:
    """Return the grade of a head or label such as ``3-4``, where others say that it is one."""
    match = _BARE_GRADE.match(text.strip()) if graded else None
    return _grade(match) if match else ""


def is_graded(text: str) -> bool:
    """Tell whether words say that grades are told apart."""
    return _GRADED.search(text) is not None


def without_grade(label: str) -> str:
    """Return a label without the grade in it."""
    return re.sub(r"\s{2,}", " ", _GRADE.sub("", label)).strip(" ,;:-()")


def _grade(match: re.Match[str]) -> str:
    low, high = (_ROMAN.get(match[name] or "", match[name] or "") for name in ("low", "high"))
    if match["least"] or match["least2"]:
        return (
            f">={int(low) + 1}"
            if ">" in (match["least"] or match["least2"])
            and "=" not in (match["least"] or match["least2"])
            else f">={low}"
        )
    if match["plus"]:
        return f">={low}"
    if high == "5" and low == "1":
        return "any"
    return f"{low}-{high}" if high else low
