"""Names of groups in the running text, and what abbreviations of arms stand for."""

import re
from dataclasses import dataclass, replace

from trialgraph.extract.abbreviations import has_initials
from trialgraph.extract.arm_phrase import NO_SHORT_NAME, ArmPhrase
from trialgraph.extract.regimen import Component, components
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex

_GROUP = lazy.regex(
    r"\b(?:(?:in|to|of|and|than|the|with|for|vs\.?|versus|v|from|both)\s+)(?:the\s+)?"
    r"(?P<name>[A-Za-z0-9][\w+/.-]*(?:(?: plus | and | \+ | or |"
    r" )[\w+/.-]+){0,5}?)[ -](?P<kind>groups?|arms?)\b"
)
_NOT_A_NAME = lazy.regex(
    r"^(?:each|both|first|second|third|fourth|two|three|treatment|study|either|this|that|"
    r"these|all|other|same|whole|every|any|"
    r"cooperative|oncology|research|the|a|an|age|safety|working|subgroup|between|trial|"
    r"patient|within|per|one|single|"
    r"high-risk|low-risk|risk|younger|older|response|ethnic|race|respective|randomi[sz]ed|"
    r"assigned|parallel|no(?!-\w)|placebo-controlled)\b",
    re.IGNORECASE,
)
_BAD_WORDS = lazy.regex(
    r"\b(?:patients?|women|men|participants|were|was|had|have|who|occurred|given|assigned|"
    r"assignment|between|improved|received|the|in|of|both|"
    r"survival|months?|deaths?|events?|than|to|compared|versus|vs|v|significantly|longer|"
    r"from|with|for|these|this|two|study|each|at|by|all|other|as|among)\b",
    re.IGNORECASE,
)
_LEAD = lazy.regex(
    r"^(?:the|in|to|of|and|than|with|for|from|both|vs\.?|versus|v)\s+", re.IGNORECASE
)
_CONTROL_NAMES = lazy.regex(
    r"^(?:control|comparator|standard(?:[- ](?:of[- ]care|therapy|treatment|care|"
    r"chemotherapy))?|usual[- ]care|reference|observation|placebo)$"
)


@dataclass(frozen=True, slots=True)
class ArmName:
    """A name such as ``pertuzumab group`` with its first place in the view.

    Attributes:
        words: as printed.
        bare: without ``group`` or ``arm``.
        keys: of the components it names.
        alone: it says ``alone`` or ``only``.
    """

    words: str
    bare: str
    keys: frozenset[str]
    alone: bool
    start: int
    end: int


def is_control_name(bare: str) -> bool:
    """Tell whether a group's name says control."""
    return bool(_CONTROL_NAMES.match(bare))


def is_a_name(words: str) -> bool:
    """Tell whether words before ``group`` can name an arm."""
    return not (_NOT_A_NAME.match(words) or _BAD_WORDS.search(words))


def arm_names(view: ReadingView, terms: TermIndex) -> list[ArmName]:
    """Return the distinct names of groups and arms in the text, in order of first use."""
    found: dict[str, ArmName] = {}
    for match in _GROUP.finditer(view.text):
        start = match.start("name")
        name = match["name"]
        while lead := (
            _LEAD.match(name) or re.match(rf".*{_BAD_WORDS.pattern}\s+", name, re.IGNORECASE)
        ):
            start += lead.end()
            name = name[lead.end() :]
        kind = match["kind"].rstrip("s")
        if match["kind"].endswith("s") or re.search(r"[.;,] ", name):
            continue
        if not name or not is_a_name(name):
            continue
        end = match.end("kind") - (match["kind"] != kind)
        words = view.text[start:end]
        keys = frozenset(
            each.key for each in components(view.text, start, start + len(name), terms)
        )
        alone = re.search(r"\b(?:alone|only|monotherapy)\b", name) is not None
        found.setdefault(words, ArmName(words, name, keys, alone, start, end))
    return list(found.values())


def expanded(view: ReadingView, phrase: ArmPhrase, terms: TermIndex) -> ArmPhrase:
    """Return the phrase with the components its abbreviation stands for, where the text says so.

    ``randomised to PTC or TC`` names arms whose regimens stand before ``(PTC)``
    or after ``PTC,`` in a list of abbreviations.
    """
    bare = re.sub(r"\s*\([^()]*\)", "", view.text[phrase.start : phrase.end])
    bare = re.sub(
        r"^(?:the|either)\s+|\s*\b(?:groups?|arms?|(?:topical |oral )?(?:therapy|treatment))\b.*$",
        "",
        bare,
    ).strip()
    if (
        not re.fullmatch(r"[A-Z][\w]*(?: ?[+/-] ?[A-Z][\w]*)*", bare)
        or len(bare) > _LONGEST_ABBREVIATION
    ):
        return phrase
    found: list[tuple[Component, ...]] = [
        components(text, *cite, terms) for text, cite in _definitions(view, bare)
    ]
    known = [parts for parts in found if parts and all(each.concept for each in parts)]
    if not known:
        is_short = re.fullmatch(r"[A-Z]{1,4}", bare) is not None
        return replace(phrase, short=phrase.short or bare) if is_short else phrase
    keys = {each.key for each in known[0]}
    chosen = [
        parts
        for parts in known
        if {each.key for each in parts} == keys and any(each.choice for each in parts)
    ]
    moved = tuple(
        replace(each, start=phrase.start, end=phrase.end) for each in [*chosen, known[0]][0]
    )
    return replace(phrase, components=moved, short=phrase.short or bare)


_LONGEST_ABBREVIATION = 14


def _definitions(view: ReadingView, short: str) -> list[tuple[str, tuple[int, int]]]:
    """Return texts and ranges that may say what an abbreviation stands for, best first."""
    found: list[tuple[str, tuple[int, int]]] = []
    listed = re.compile(rf"(?<![\w+]){re.escape(short)}[,:] ([^;.()]{{6,160}})[;.\n]")
    for text in (*(table.text for table in view.tables), view.text, view.document.text):
        found.extend((text, match.span(1)) for match in listed.finditer(text))
    uses = re.finditer(rf"\({re.escape(short)}(?:\)|[;,] )", view.text)
    found.extend((view.text, (_clause_start(view, match.start()), match.start())) for match in uses)
    spelt = re.finditer(rf"(?<![\w+(]){re.escape(short)} \(([^()]{{6,160}})\)", view.text)
    found.extend((view.text, match.span(1)) for match in spelt)
    return found


def _clause_start(view: ReadingView, at: int) -> int:
    """Return where the phrase begins that the parentheses at an offset give a name to."""
    before = view.text[view.sentence_at(at).start : at]
    clause = _LEAD_IN.split(before)[-1]
    clause = re.split(r"\)\s*(?:and|,|versus)?\s", clause)[-1]
    return at - len(clause)


_LEAD_IN = lazy.regex(
    r"\b(?:study|trial|versus|vs\.?|compared with|of|receive|either|or|to|adding|evaluated|:),?\s"
    r"(?!physician|investigator)"
)
_OTHER_WORDS = lazy.regex(r"[;:%]|\b(?:patients|was|were|with|among|in|for|than|had)\b")
"""Between a regimen and an abbreviation: the abbreviation is short for something else."""
_DEFINED = lazy.regex(r"[\[(](?P<name>[A-Z][A-Za-z0-9]*(?: ?[-+/] ?[A-Z][A-Za-z0-9]*)*)[\])]")


def defined_names(view: ReadingView, terms: TermIndex) -> list[ArmName]:
    """Return abbreviations in parentheses with the components that stand before them."""
    found: dict[str, ArmName] = {}
    for match in _DEFINED.finditer(view.text):
        start = _clause_start(view, match.start())
        parts = components(view.text, start, match.start(), terms)
        keys = frozenset(each.key for each in parts)
        name = match["name"]
        beside = parts and not _OTHER_WORDS.search(view.text, parts[-1].end, match.start())
        part = len(parts) > 1 and _is_of_the_last(name, view.text[parts[0].end : match.start()])
        part = part or (
            bool(parts) and _is_of_the_last(name, view.text[parts[-1].end : match.start()])
        )
        if beside and not part and len(name) > 1 and _names_an_arm(view, match, terms):
            place = (match.start("name"), match.end("name"))
            found.setdefault(
                name,
                ArmName(
                    words=name, bare=name, keys=keys, alone=False, start=place[0], end=place[1]
                ),
            )
    return list(found.values())


def _is_of_the_last(name: str, words: str) -> bool:
    """Tell whether an abbreviation is short for the last words of a regimen, not for all."""
    last = words.split()
    return any(has_initials(name, " ".join(last[at:])) for at in range(len(last)))


def _names_an_arm(view: ReadingView, match: re.Match[str], terms: TermIndex) -> bool:
    """Tell whether an abbreviation can be an arm: no trial, end point, marker or disease."""
    if view.section_at(match.start()) in {"title", "front"} or NO_SHORT_NAME.fullmatch(
        match["name"]
    ):
        return False
    beside = (
        view.text[max(0, match.start() - 8) : match.start()]
        + view.text[match.end() : match.end() + 7]
    )
    if re.search(r"\b(?:trial|study)\b", beside, re.IGNORECASE):
        return False
    return not any(
        terms.find(scheme, match["name"]) for scheme in ("end-point", "biomarker", "condition")
    )
