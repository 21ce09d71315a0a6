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
_DENIED = re.compile(
    r"\b(?:but|and|though|although|albeit|yet) not(?P<but>\b[^.;,()]{2,60})"
    r"|\b(?:no|without(?: an?)?|nor(?: an?)?) (?:significant |corresponding |clear )?"
    r"(?:improvement|prolongation|gain|benefit|increase|advantage|difference|effect)s? "
    r"(?:in|on|of|for)\b(?P<none>[^.;,()]{2,60})"
    r"|\bwithout (?:significantly )?(?:improving|prolonging|extending|increasing)\b"
    r"(?P<without>[^.;,()]{2,60})",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\b(?:but|while|whereas|although|compared|versus|than)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:prolong|improv|extend|lengthen|increas|reduc|delay|(?:was|is|were|are) (?:[a-z]+ly )?"
    r"(?:superior|better|longer|more effective))",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:than|versus|vs?\.?|compared|over|instead of|rather than)\b", re.IGNORECASE
)
_NO_DRUG = frozenset({"placebo", "control", "standard", "alone", "plus", "with", "therapy", "care"})
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


def denies(text: str, end_point: str, terms: TermIndex) -> bool:
    """Tell whether a sentence that claims one thing takes an end point out: ``but not OS``."""
    phrases = (next(filter(None, match.groups())) for match in _DENIED.finditer(text))
    return any(_names(_AGAIN.split(each)[0], end_point, terms) for each in phrases)


def praises(text: str, arm: str, other: str) -> bool:
    """Tell whether a sentence says of one arm's own treatment, not the other's, that it is better.

    Its name stands before the verb, and nothing there says that it is what was compared with.
    """
    verb = _VERB.search(text)
    if verb is None or _BESIDE.search(text[: verb.start()]):
        return False
    said, arms = _told(text[: verb.start()]), (_told(arm), _told(other))
    own, others = arms[0] - arms[1] - _NO_DRUG, arms[1] - arms[0]
    return bool(own & said) and not others & said


def _told(words: str) -> set[str]:
    return {word.casefold() for word in _TELLING.findall(words)}


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
    telling = _told(population) - _COMMON
    return bool(telling) and telling <= _told(text)
