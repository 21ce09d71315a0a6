"""What the words of a claim say beside its strength: no difference, a hedge, a part of patients."""

import re

from trialgraph.evidence.analyses import end_point_notation
from trialgraph.evidence.populations import is_subgroup
from trialgraph.terms.index import TermIndex

_EQUAL = re.compile(
    r"\b(?:(?:as|equally|similarly) (?:effective|efficacious|active|good)|equivalent|"
    r"(?:similar|comparable|same) (?:efficacy|effectiveness|benefit|activity))\b",
    re.IGNORECASE,
)
_WITHOUT_HARM = re.compile(
    r"\b(?:without|(?:had|has|have|with|showed|shows) no|(?:does|do|did) not)\b"
    r"(?P<what>[^.;,]{0,60}?)"
    r"\b(?:deteriorat\w+|detriment\w*|compromis\w+|impair\w*|worsen\w*|"
    r"(?:adverse|negative|detrimental) (?:impacts?|effects?|influence)|adversely affect\w*)\b"
    r"(?P<after>[^.;,]{0,60})",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:could|may|might|potential(?:ly)?|possib(?:le|ly)|promising|seem\w*|appear\w*)\b",
    re.IGNORECASE,
)
_A_PART = re.compile(r"\bsub(?:group|set|population)s?\b", re.IGNORECASE)
_TELLING = re.compile(r"[\w-]{3,}|\d+")
_COMMON = frozenset({"subgroup", "patients", "with", "without", "the", "and", "who", "had", "for"})


def says_no_difference(text: str, end_point: str, terms: TermIndex) -> bool:
    """Tell whether a sentence says that an end point is as good in both arms, or unharmed.

    ``no significant difference was seen`` says less: that a test was missed.
    """
    if _EQUAL.search(text):
        return True
    phrases = [match["what"] + match["after"] for match in _WITHOUT_HARM.finditer(text)]
    return any(_names(phrase, end_point, terms) for phrase in phrases)


def _names(phrase: str, end_point: str, terms: TermIndex) -> bool:
    """Tell whether a phrase names an end point."""
    named = terms.mentions(phrase, "end-point")
    return any(
        terms.is_a("end-point", one.concept.notation, end_point)
        or terms.is_a("end-point", end_point, one.concept.notation)
        for one in named
    ) or end_point in {end_point_notation(word, terms) for word in _TELLING.findall(phrase)}


def is_hedged(text: str) -> bool:
    """Tell whether a sentence says that something may be so."""
    return _HEDGE.search(text) is not None


def is_about_a_part(text: str) -> bool:
    """Tell whether a sentence speaks of a part of the patients."""
    return _A_PART.search(text) is not None


def is_about(text: str, population: str) -> bool:
    """Tell whether a sentence names the patients of a subgroup, by all their telling words."""
    if not is_subgroup(population):
        return False
    said = {word.casefold() for word in _TELLING.findall(text)}
    telling = {word.casefold() for word in _TELLING.findall(population)} - _COMMON
    return bool(telling) and telling <= said
