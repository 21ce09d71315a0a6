"""The short name of the reported trial.

A paper names other trials as well, most of all in its introduction. A sentence that
cites somebody else, or tells what another trial found, gives no name; a name that only
such sentences have is another trial's.
"""

import re
from collections.abc import Iterator

from trialgraph.extract.quoted import stated
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model.text import Stated
from trialgraph.names.registries import is_registration
from trialgraph.terms.index import TermIndex

ACRONYM = (
    r"(?:(?:[A-Z]{2,}|[A-Z][a-z]+[A-Z]\w*|[A-Z]+[a-z]+[A-Z]+\w*|[a-z]+[A-Z]{2,}\w*|"
    r"[A-Z][A-Z0-9]+)[\w]*"
    r"(?:-(?:[A-Z0-9]\w*))*|[A-Z]{2,}\w*-[A-Z0-9][\w-]*|[A-Z]\w*-\d[\w-]*|"
    r"[A-Z]+\d+\w*)(?: \d{1,4}[A-Z]?\b|-\d+)?"
)
"""A name with capitals inside, a hyphen or a number: ``GALAXY-2``, ``LUX-Lung 3``."""

_STUDY = (
    r"(?:study|trial|studies|trials)\b"
    r"(?! (?:team|drug|medication|treatment|staff|personnel|nurse|visit|site|physician)s?\b)"
)
_GROUPS = (
    r"(?:SWOG|ECOG|CALGB|NSABP|GOG|RTOG|NRG|COG|JCOG|JBCRG|EORTC|NCIC|GETUG|GERCOR|AIO|UNICANCER"
    r"|ABCSG|GEICAM|IBCSG|IFCT|GIMEMA|HOVON|TROG|NCRI|ACTG|ANRS)"
)
"""Groups that do many trials: their names alone are no trial's."""
_REGISTERED = (
    re.compile(
        rf"(?P<name>{ACRONYM})(?:/[\w/-]+)? (?:ClinicalTrials\.gov|ISRCTN|EudraCT|"
        r"Current Controlled Trials)"
        r"\b[^.;]{0,30}?number"
    ),
)
_TITLE = (
    re.compile(
        rf"\((?:the )?(?P<name>{ACRONYM})(?: (?:[Ss]tudy|[Tt]rial)s?)?\)(?=\s*(?:[:.,;]|$)|"
        r"\s+[A-Z][a-z]+ [A-Z])"
    ),
    re.compile(rf"\({_GROUPS} (?P<name>{ACRONYM})(?:[;,] [^();,]{{1,30}})?\)(?=\s*[:.,;])"),
    re.compile(rf"\((?:the )?(?P<name>{ACRONYM}) (?:[Ss]tudy|[Tt]rial)\)"),
    re.compile(
        rf"\b(?P<name>{ACRONYM})(?: (?:[Pp]hase|PHASE) [\dIV/]+\w?)?(?: (?:[Rr]andomi[sz]ed|"
        r"[Cc]ontrolled|[Cc]linical|[Oo]pen-[Ll]abel))* (?:[Ss]tudy|[Tt]rial)\b"
    ),
    re.compile(rf"\b[Ii]n (?:the )?(?P<name>{ACRONYM}): "),
    re.compile(rf"\b(?P<name>{_GROUPS}[- ]?[A-Z]?-?\d+\w*)\b"),
    re.compile(r"\b(?P<name>[A-Z]\d{4,5}): "),
)
_BODY = (
    re.compile(rf"\((?P<name>{ACRONYM})\)? {_STUDY}\b"),
    re.compile(
        r"\b(?:[Tt]his|[Tt]he|[Oo]ur|[Ii]n the)(?: (?:[a-z]+-[a-z]+|randomi[sz]ed|"
        r"controlled|multicent\w+|international|global|pivotal|"
        r"phase [\dIV/]+\w?|double-blind|open-label|primary|"
        rf"present),?)* (?P<name>{ACRONYM}) {_STUDY}\b"
    ),
    re.compile(
        rf"\b(?:{_STUDY}|phase [\dIV/]+\w? (?:randomi[sz]ed )?(?:clinical )?(?:{_STUDY})) "
        rf"\((?:[^()\[\]]*\[)?(?P<name>{ACRONYM})[\])]"
    ),
    re.compile(
        rf"\b(?P<name>{ACRONYM}) \([A-Z][^()]{{20,120}}\) was an? (?:\w+[ ,-]+)*"
        r"(?:randomi[sz]ed|phase)"
    ),
    re.compile(rf"\b(?P<name>{ACRONYM}) was designed to\b"),
)
_NOT_NAMES = frozenset(
    [
        "II",
        "III",
        "IV",
        "IB",
        "IIB",
        "IIA",
        "IIIB",
        "RCT",
        "GWAS",
        "USA",
        "UK",
        "EU",
        "US",
        "HR",
        "CI",
        "OS",
        "PFS",
        "DFS",
        "QOL",
        "QoL",
        "ITT",
        "NCI",
        "FDA",
        "EMA",
        "ECOG",
        "RECIST",
        "CTCAE",
        "HER2",
        "EGFR",
        "ALK",
        "PD-L1",
        "PD-1",
        "COVID-19",
        "NSCLC",
        "SCLC",
        "MBC",
        "CRC",
        "HCC",
        "AML",
        "CLL",
    ]
)


_GROUP = re.compile(_GROUPS)
_OWN = re.compile(
    r"\b(?:we|our|here(?:in)?|(?:this|the present|the current) (?:study|trial|paper|report|"
    r"article|analysis))\b",
    re.IGNORECASE,
)
_CITES = re.compile(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]|\bet al\b|\([A-Z][\w-]+,? (?:19|20)\d\d\)")
_DESCRIBED = re.compile(
    r"\b(?:described|published|reported)\b.{0,40}\b(?:previously|elsewhere|before)\b"
    r"|\b(?:previously|elsewhere)\b.{0,20}\b(?:described|published|reported)\b"
)
_OF_OTHERS = re.compile(
    r"\b(?:show(?:ed|n|s)|demonstrated|suggest(?:s|ed)?|confirmed|found|reported|revealed|"
    r"established|indicated) that\b"
    r"|\bled to (?:the |its )?(?:[\w-]+ )?approval|\bwere the basis (?:of|for)\b"
    r"|\b(?:previous|prior|earlier|so-called)\b|\b(?:are|is) (?:due|expected|awaited|ongoing)\b"
)
_LIKENED = re.compile(
    r"\b(?:(?:than|that|those|as (?:observed|seen|reported|shown|found)) (?:in|of|from|by)"
    r"|as compared (?:to|with) [^,;.]{0,60} (?:in|of)) (?:the )?(?:[\w-]+ ){0,3}$"
)
_COMMON_NOUN = re.compile(r"\b[Aa]n? (?P<words>(?:[a-z][\w-]* )+)\($")


def acronym(view: ReadingView, terms: TermIndex) -> Stated | None:
    """Return the trial's acronym, from its registration line, its title, then the abstract."""
    everywhere = {"introduction", "methods", "results", "conclusion"}
    for patterns, sections in (
        (_REGISTERED, {"abstract", "back", "front", "funding", *everywhere}),
        (_TITLE, {"title"}),
    ):
        for _, match in _matches(view, patterns, sections):
            if is_name(match["name"], terms):
                return stated(view, match, match["name"], "name")
    for sections in ({"abstract"}, everywhere):
        found = _in_prose(view, sections, terms)
        if found is not None:
            return stated(view, found, found["name"], "name")
    return None


def _matches(
    view: ReadingView, patterns: tuple[re.Pattern[str], ...], sections: set[str]
) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """Yield the first match of each pattern in each sentence, pattern by pattern."""
    for pattern in patterns:
        for sentence in view.sentences:
            if sentence.section in sections:
                match = pattern.search(view.text, sentence.start, sentence.end)
                if match is not None:
                    yield sentence, match


def _in_prose(view: ReadingView, sections: set[str], terms: TermIndex) -> re.Match[str] | None:
    """Return the first name of the running text that is the document's own trial's."""
    found = [
        (sentence, match)
        for sentence, match in _matches(view, _BODY, sections)
        if is_name(match["name"], terms)
        and not _is_common_noun(match)
        and not _is_likened(sentence, match)
    ]
    own = {id(match) for sentence, match in found if speaks_of_itself(view, sentence)}
    cited = {id(match) for sentence, match in found if cites(view, sentence)}
    others = {match["name"] for _, match in found if id(match) in cited - own}
    for sentence, match in found:
        if id(match) in cited:
            continue
        if id(match) in own:
            return match
        if match["name"] not in others and not _tells_of_another(view, sentence):
            return match
    return None


def speaks_of_itself(view: ReadingView, sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of the document's own work: ``we``, ``this trial``."""
    return _OWN.search(view.words(sentence)) is not None


def cites(view: ReadingView, sentence: Sentence) -> bool:
    """Tell whether a sentence rests on somebody else's publication.

    In the methods it may be the trial's own, that describes what was done.
    """
    words = view.words(sentence)
    if sentence.section == "methods" and _DESCRIBED.search(words):
        return False
    is_marked = any(sentence.start < mark.at <= sentence.end + 1 for mark in view.marks)
    return is_marked or _CITES.search(words) is not None


def _tells_of_another(view: ReadingView, sentence: Sentence) -> bool:
    """Tell whether a sentence of the introduction says what another trial found."""
    is_background = sentence.section == "introduction"
    return is_background and _OF_OTHERS.search(view.words(sentence)) is not None


def _is_likened(sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether a sentence only likens its own results to those of the trial it names."""
    return _LIKENED.search(match.string, sentence.start, match.start("name")) is not None


def _is_common_noun(match: re.Match[str]) -> bool:
    """Tell whether a name abbreviates small words: ``an expanded access program (EAP) study``."""
    begun = max(0, match.start("name") - 100)
    before = _COMMON_NOUN.search(match.string[begun : match.start("name")])
    initials = "".join(word[0] for word in before["words"].split()) if before else ""
    return bool(initials) and initials.endswith(match["name"].casefold())


def is_name(name: str, terms: TermIndex) -> bool:
    """Tell whether a word can be a trial's name.

    It is no drug, disease, marker, end point or registration number, and no group's name.
    """
    if name in _NOT_NAMES or len(name) < 3 or name.isdigit():  # noqa: PLR2004 - initials
        return False
    if is_registration(name) or _GROUP.fullmatch(name):
        return False
    return not any(
        terms.find(scheme, name) for scheme in ("drug", "end-point", "condition", "biomarker")
    )
