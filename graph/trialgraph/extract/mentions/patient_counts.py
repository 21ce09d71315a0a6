"""Patients with an event as they are printed: counts, percentages, and what they are counted of."""

import re
from dataclasses import dataclass

from trialgraph.extract.mentions.cells import p_ranges
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.extract.mentions.numbers import COUNT_IN_WORDS, POSITIVE
from trialgraph.model import lazy

Range = tuple[int, int]
_NONE = r"(?i:\b(?:none|zero|no)\b)"
_DIGITS = r"(?<![\w.,/<>=≥≤-])(?<![<>=≥≤]\s)(?:\d{1,3}(?:,\d{3})+|\d{1,5})(?![\d/]|[.,]\d|-\d)"
_WHOLE = rf"(?:{_DIGITS}|{COUNT_IN_WORDS}|{_NONE})"
_TOTAL = r"(?:\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d.]\d)"
_PERCENT = rf"(?:[<>≤≥]\s?)?{POSITIVE}\s?(?:%|percent\b|per\scent\b)"
_PERSON = (
    r"(?:patients?|participants?|women|men|people|individuals?|persons?|subjects?|children|adults)"
)
_PEOPLE = rf"(?:\s(?:[\w-]+\s){{0,2}}?{_PERSON})?"
_NOTE = r"(?:\[corrected\]\s?)?"
_IN_BRACKETS = rf"\s?{_NOTE}[(\[](?P<percent>{_PERCENT})(?:[;,]\s[^()\[\]]{{1,60}})?[)\]]"
_AFTER_TOTAL = (
    rf"\s?[(\[](?P<after>{_PERCENT})(?:[;,]\s[^()\[\]]{{1,60}})?[)\]]|,\s(?P<comma>{_PERCENT})"
)
EACH_OF_ARMS = (
    rf"(?:\s{_PERSON})?\s(?:each\s(?:from|in|on|with|for|receiving|given)"
    r"|(?:from|in|on)\seach\s(?:\w+\s)?(?:group|arm))\b"
)
_FORMS = tuple(
    lazy.regex(pattern)
    for pattern in (
        rf"(?<![\d.,/-])(?P<n>\d{{1,5}})/(?P<total>\d{{1,6}})(?![\d/]){_PEOPLE}{_IN_BRACKETS}",
        (
            rf"(?<![\w.,/-])(?P<percent>{_PERCENT})\s?[(\[](?:n\s?=\s?)?(?P<n>{_TOTAL})"
            rf"(?:\s?/\s?(?P<total>{_TOTAL})|\s(?:out\s)?of\s(?P<of>{_TOTAL}))?(?:\s{_PERSON})?[)\]]"
        ),
        (
            rf"(?P<n>{_WHOLE}){_PEOPLE}(?:{_IN_BRACKETS})?{_PEOPLE}\s(?:(?:out\s)?of|among)\s(?:the\s)?"
            rf"(?P<total>{_TOTAL})(?![%\d])(?!\s?[(\[]?%){_PEOPLE}(?:{_AFTER_TOTAL})?"
        ),
        rf"(?P<n>{_WHOLE}){_PEOPLE}{_IN_BRACKETS}",
        (
            rf"(?<![\w.,-])(?<!(?<!%)/)(?P<percent>{_PERCENT})(?!\s?(?:CI\b|confidence|credible|upper|lower))"
            rf"(?:\sof\s(?:the\s)?(?P<total>{_TOTAL}){_PEOPLE})?"
        ),
        (
            rf"(?<![\w.,/-])(?<!\d,\s)(?P<percent>{POSITIVE})"
            rf"(?=\s(?:vs?\.?|versus|and|or)\s{POSITIVE}\s?%)"
        ),
        rf"(?P<percent>{COUNT_IN_WORDS})\s(?:percent|per\scent)\b",
        rf"(?<!\bthe\s)(?<!\ball\s)(?<!\bof\s)(?P<n>{_WHOLE})(?=\s{_PERSON}\b)",
        (
            rf"(?<!rade\s)(?<!tage\s)(?<!eeks\s)(?P<n>{_DIGITS})"
            rf"(?=(?:,\s\d{{1,4}}){{0,3}},?\s(?:and|or)\s\d{{1,4}}\s{_PERSON}\b)"
        ),
        rf"(?P<n>{_WHOLE})(?={EACH_OF_ARMS})",
        rf"(?<=[(\[])(?P<n>{_WHOLE})(?=\s(?:vs?\.?\s|versus\s|each[)\]]))",
        r"(?<=[(\[])[Nn]\s?=\s?(?P<n>\d{1,5})(?=\s(?:patients?\s|cases?\s)?each[)\]])",
        (
            rf"(?:(?<=vs\s)|(?<=versus\s)|(?<=\bv\s)|(?<=vs\.\s))(?P<n>{_WHOLE})"
            rf"(?:(?=[)\];])|(?<=none|zero)(?=[,.]))"
        ),
    )
)
_BARE = lazy.regex(rf"(?P<n>{_WHOLE})(?=\s)")
_NOT_PATIENTS = lazy.regex(
    r"\s?(?:[)\]]\s)?(?:(?:of|out of)\s(?:the\s)?(?:[\w,]+\s){1,3}?)?(?:participant[- ])?"
    r"(?:cycles|episodes|infusions|doses|courses|samples|lesions|procedures|cells|points?\b|events)"
    r"|[)\]]?\s(?:more|less|higher|lower|greater|fewer|reduction|increase|decrease|difference)\b"
)
_NOT_A_COUNT = lazy.regex(
    r"(?i)(?:\b(?:difference|reduction|increase|decrease|improvement)s? of|[+±]|\b(?:at|by) least"
    r"|\bfrom|\d\s?% to|\b(?:more|less|fewer) than"
    r"|(?<!reported )(?<!experienced )(?<!noted )\bby|\bat|\bup to)\s?$"
)
_NUMBER = lazy.regex(POSITIVE)


@dataclass(frozen=True, slots=True)
class PatientCount:
    """Patients with an event, as ranges of the view.

    Attributes:
        n: number of patients; ``None`` where only a share is printed.
        total: what they are counted of.
        percent: the share; ``None`` also where only a bound ("<1%") is printed.
    """

    start: int
    end: int
    n: Range | None
    total: Range | None
    percent: Range | None


def find_counts(
    text: str, start: int, end: int, bare_before: tuple[int, ...]
) -> list[PatientCount]:
    """Return the counts of patients in a range, in order.

    Args:
        text: of the view.
        start: of the sentence.
        end: of the sentence.
        bare_before: places (an arm, a kind of death) that make a bare number before them a count.
    """
    taken = [(one.start, one.end) for one in find_effects(text, start, end)]
    taken += p_ranges(text, start, end)
    found: list[PatientCount] = []
    for form in _FORMS:
        for match in form.finditer(text, start, end):
            _keep(found, _count(match), taken, text)
    for place in bare_before:
        _keep(found, _bare(text, start, place), taken, text)
    return sorted(found, key=lambda count: count.start)


def _keep(
    found: list[PatientCount], count: PatientCount | None, taken: list[Range], text: str
) -> None:
    """Add a count that overlaps nothing read before and counts patients."""
    if count is None or _NOT_PATIENTS.match(text, count.end):
        return
    if _NOT_A_COUNT.search(text[max(0, count.start - _REACH) : count.start]):
        return
    others = [*taken, *((one.start, one.end) for one in found)]
    if not any(count.start < stop and begin < count.end for begin, stop in others):
        found.append(count)


def _count(match: re.Match[str]) -> PatientCount:
    groups = {name for name, words in match.groupdict().items() if words is not None}
    n = match.span("n") if "n" in groups else None
    total = next((match.span(name) for name in ("total", "of") if name in groups), None)
    share = next(
        (match.span(name) for name in ("percent", "after", "comma") if name in groups), None
    )
    return PatientCount(
        match.start(), match.end(), n, total, _exact(match.string, share) if share else None
    )


def _exact(text: str, share: Range) -> Range | None:
    """Return the number of a percentage, nothing where only its bound is printed."""
    if text[share[0]] in "<>≤≥":
        return None
    number = _NUMBER.match(text, share[0])
    return number.span() if number else share


_LEAD_TO_ARM = lazy.regex(
    r"\s(?:(?:in|for|with|on|among|of|and|were|was|given|receiving|taking)\s){0,2}(?:the\s)?(?:[a-z]{3,9}-[a-z]{3,9}\s)?$"
)
_ORDINAL = lazy.regex(r"(?i)\b(?:weeks?|days?|months?|years?|cycles?|parts?|phase|level|age|to)\s$")
_REACH = 30


def _bare(text: str, start: int, place: int) -> PatientCount | None:
    """Return the number that stands right before an arm or a kind of death."""
    begin = max(start, place - _REACH)
    for match in reversed(list(_BARE.finditer(text, begin, place))):
        ordinal = _ORDINAL.search(text[max(start, match.start() - _REACH) : match.start()])
        if _LEAD_TO_ARM.fullmatch(text, match.end(), place) and not ordinal:
            return PatientCount(match.start(), match.end(), match.span("n"), None, None)
    return None
