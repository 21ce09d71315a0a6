"""The short name of the reported trial.

A paper names other trials as well, most of all in its introduction. A sentence that
cites somebody else, or tells what another trial found, gives no name; a name that only
such sentences have is another trial's.
"""

import re
from collections.abc import Iterator

from trialgraph.extract.abbreviations import is_common_abbreviation
from trialgraph.extract.quoted import stated
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.text import Stated
from trialgraph.names.registries import is_registration
from trialgraph.terms.index import TermIndex

ACRONYM = (
    r"(?:(?<!\.)[A-Z][a-z]+(?:\.[A-Z][a-z]+){1,3}|[A-Z]{2,4}\.\d{1,3}\b(?!\.\d)|"
    r"(?:[A-Z]{2,}|[A-Z][a-z]+[A-Z]\w*|[A-Z]+[a-z]+[A-Z]+\w*|[a-z]+[A-Z]{2,}\w*|"
    r"[A-Z][A-Z0-9]+)[\w]*"
    r"(?:-(?:[A-Z0-9]\w*))*|[A-Z]{2,}\w*-[A-Z0-9][\w-]*|[A-Z]\w*-\d[\w-]*|"
    r"[A-Z]+\d+\w*)(?: \d{1,4}(?:[A-Z]|/\d{2,4})?\b|-\d+)?"
)
"""A name with capitals inside, a hyphen or a number: ``GALAXY-2``, ``LUX-Lung 3``."""

_KIND = (
    r"(?:,? (?:[Pp]hase [\dIV]\S{0,6}|[Rr]andomi[sz]ed|[Cc]ontrolled|[Cc]linical|[Oo]pen-[Ll]abel|"
    r"[Dd]ouble-[Bb]lind|[Pp]lacebo-[Cc]ontrolled|[Mm]ulticent\w{2,6}|[Ii]nternational)){0,4}"
)
"""What may stand between a name and the word trial: ``NOVA phase 3 randomised``."""
_STUDY = (
    r"(?:[Ss]tudy|[Tt]rial|[Ss]tudies|[Tt]rials)\b"
    r"(?! (?:team|drug|medication|treatment|staff|personnel|nurse|visit|site|physician)s?\b)"
)
_GROUPS = (
    r"(?:SWOG|ECOG|CALGB|NSABP|GOG|RTOG|NRG|COG|JCOG|JBCRG|EORTC|NCIC|GETUG|GERCOR|AIO|UNICANCER"
    r"|BCIRG|ABCSG|GEICAM|IBCSG|IFCT|GIMEMA|HOVON|TROG|NCRI|ACTG|ANRS)"
)
"""Groups that do many trials: their names alone are no trial's."""
_REGISTERED = (
    lazy.regex(
        rf"(?P<name>(?:\b[A-Z]{{2,8}} ){{0,2}}{ACRONYM})(?:/[\w/-]+)? "
        r"(?:ClinicalTrials\.gov|ISRCTN|EudraCT|Current Controlled Trials|"
        r"(?:[A-Z][a-z]+ ){0,4}(?:Clinical )?Trials? Regist(?:ry|er))\b[^.;]{0,30}?number"
    ),
)
_SUBTITLED = (
    lazy.regex(
        rf"\((?:the )?(?P<name>(?:{_GROUPS} )?{ACRONYM}(?:/{ACRONYM}|/[A-Z]{{2,}})?)"
        r"(?: (?:[Ss]tudy|[Tt]rial))?\): "
        r"(?=[^.:]{0,160}\b(?:randomi[sz]ed|phase|trial|study|analysis|protocol)\b)"
    ),
    lazy.regex(
        rf"\b[Rr]esults (?:of|from) (?:the )?(?P<name>{ACRONYM}){_KIND} {_STUDY}(?=[.:] |[.:]?$)"
    ),
)
"""A name before or in a subtitle; a text without mark-up may run on from title to abstract."""
_TITLE = (
    lazy.regex(rf":\s(?P<name>{ACRONYM}) \((?=[\w/-]*\d)[A-Z][\w/-]{{2,20}}\)(?=\s*(?:[.:]|$))"),
    lazy.regex(
        rf"\((?:the )?(?P<name>{ACRONYM})[;,] ?(?:NCT|ISRCTN|EudraCT|ClinicalTrials)[^()]{{0,60}}\)"
    ),
    lazy.regex(
        rf"\((?:the )?(?P<name>{ACRONYM})(?: (?:[Ss]tudy|[Tt]rial)s?)?\)(?=\s*(?:[:.,;]|$)|"
        r"\s+[A-Z][a-z]+ [A-Z])"
    ),
    lazy.regex(rf"\({_GROUPS} (?P<name>{ACRONYM})(?:[;,] [^();,]{{1,30}})?\)(?=\s*[:.,;])"),
    lazy.regex(rf"\((?:the )?(?P<name>{ACRONYM}) (?:[Ss]tudy|[Tt]rial)\)"),
    lazy.regex(
        rf"\b(?P<name>{ACRONYM})(?: (?:[Pp]hase|PHASE) [\dIV/]+\w?)?(?: (?:[Rr]andomi[sz]ed|"
        r"[Cc]ontrolled|[Cc]linical|[Oo]pen-[Ll]abel))* (?:[Ss]tudy|[Tt]rial)\b"
    ),
    lazy.regex(rf"\b(?:[Ii]n (?:the )?|[Tt]rial )(?P<name>{ACRONYM}): "),
    lazy.regex(rf"\b(?P<name>{_GROUPS}[- ]?[A-Z]{{0,4}}-?\d+\w*)\b"),
    lazy.regex(
        rf"(?<![^\n])(?P<name>{ACRONYM}): (?=[^\n]{{0,300}}\b(?:randomi[sz]ed|[Tt]rial|[Ss]tudy|"
        r"[Pp]hase|intervention|protocol)\b)"
    ),
    lazy.regex(r"\b(?P<name>[A-Z]\d{4,5}): "),
)
_BODY = (
    lazy.regex(rf"\((?P<name>{ACRONYM})\)?{_KIND} {_STUDY}\b"),
    lazy.regex(
        r"\b(?:[Tt]his|[Tt]he|[Oo]ur|[Ii]n the)(?: (?:[a-z]+-[a-z]+|randomi[sz]ed|"
        r"controlled|multicent\w+|international|global|pivotal|"
        r"phase [\dIV/]+\w?|double-blind|open-label|primary|"
        rf"present),?)* (?P<name>(?:{_GROUPS} )?{ACRONYM}){_KIND} {_STUDY}\b"
    ),
    lazy.regex(
        rf"\b(?:{_STUDY}|phase [\dIV/]+\w? (?:randomi[sz]ed )?(?:clinical )?(?:{_STUDY})) "
        rf"\((?:[^()\[\]]*\[)?(?P<name>{ACRONYM})[\])]"
    ),
    lazy.regex(
        rf"\b(?P<name>{ACRONYM}) \([A-Z][^()]{{20,120}}\) was an? (?:\w+[ ,-]+)*"
        r"(?:randomi[sz]ed|phase)"
    ),
    lazy.regex(rf"\b(?P<name>{ACRONYM}) was designed to\b"),
    lazy.regex(
        rf"\b(?P<name>{ACRONYM}) \((?:ClinicalTrials\.gov )?(?:identifier:? )?NCT\d{{8}}\),? "
        r"(?:is|was|evaluated|compared|randomi[sz]ed|assessed|investigated|examined)\b"
    ),
    lazy.regex(
        rf"\b(?P<name>{ACRONYM}) (?:is|was) an? (?:[\w/-]+,? ){{0,8}}?(?:randomi[sz]ed|phase|"
        r"trial|study)\b"
    ),
    lazy.regex(
        r"\b(?:[Ff]inal|[Pp]rimary|[Uu]pdated|[Ii]nterim|[Ll]ong-term) (?:[\w-]+ ){0,2}?"
        rf"(?:results|analys[ie]s) (?:of|from) (?:the )?(?P<name>{ACRONYM})(?=[\s,.;:)]|$)"
    ),
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
        "ASCO",
        "ESMO",
        "SABCS",
        "ASH",
        "ASTRO",
        "AACR",
        "CONSORT",
        "ICU",
        "NSCLC",
        "SCLC",
        "MBC",
        "CRC",
        "HCC",
        "AML",
        "CLL",
        "UMIN",
        "UMIN-CTR",
        "ISRCTN",
        "EudraCT",
        "ACTRN",
        "ANZCTR",
        "ChiCTR",
        "DRKS",
        "CTRI",
        "JPRN",
        "ICTRP",
        "PROSPERO",
    ]
)


_GROUP = lazy.regex(_GROUPS)
_OWN = lazy.regex(
    r"\b(?:we|our|here(?:in)?|(?:this|the present|the current) (?:study|trial|paper|report|"
    r"article|analysis))\b",
    re.IGNORECASE,
)
_CITES = lazy.regex(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]|\bet al\b|\([A-Z][\w-]+,? (?:19|20)\d\d\)")
_DESCRIBED = lazy.regex(
    r"\b(?:described|published|reported)\b.{0,40}\b(?:previously|elsewhere|before)\b"
    r"|\b(?:previously|elsewhere)\b.{0,20}\b(?:described|published|reported)\b"
)
_OF_OTHERS = lazy.regex(
    r"\b(?:show(?:ed|n|s)|demonstrated|suggest(?:s|ed)?|confirmed|found|reported|revealed|"
    r"established|indicated) that\b"
    r"|\bled to (?:the |its )?(?:[\w-]+ )?approval|\bwere the basis (?:of|for)\b"
    r"|\b(?:is|are) (?:currently |now )?(?:exploring|evaluating|investigating|comparing|testing|"
    r"recruiting|assessing|being)\b"
    r"|\b(?:previous|prior|earlier|so-called)\b|\b(?:are|is) (?:due|expected|awaited|ongoing)\b"
)
_LIKENED = lazy.regex(
    r"\b(?:(?:than|that|those|as (?:observed|seen|reported|shown|found)) (?:in|of|from|by)"
    r"|as compared (?:to|with) [^,;.]{0,60} (?:in|of)) (?:the )?(?:[\w-]+ ){0,3}$"
)
_TWO_TRIALS = lazy.regex(
    r"\bboth (?:trials|studies)\b|\b(?:shorter|longer|smaller|larger|lower|higher)\b"
    r"[^.;]{0,40} of the\b|\bin contrast\b|\bunlike\b",
    re.IGNORECASE,
)
_COMMON_NOUN = lazy.regex(r"\b[Aa]n? (?P<words>(?:[a-z][\w-]* )+)\($")


def acronym(view: ReadingView, terms: TermIndex) -> Stated | None:
    """Return the trial's acronym, from its registration line, its title, then the abstract."""
    everywhere = {"introduction", "methods", "results", "conclusion"}
    for patterns, sections in (
        (_REGISTERED, {"abstract", "back", "front", "funding", *everywhere}),
        (_SUBTITLED, {"title", "abstract", "front"}),
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
            if sentence.section in sections and _may_name(view, sentence, pattern):
                match = pattern.search(view.text, sentence.start, sentence.end)
                if match is not None:
                    yield sentence, match


_ALWAYS = ("",)
CUES = {
    _REGISTERED[0]: ("number",),
    **dict.fromkeys(_BODY, ("tud", "rial")),
    _BODY[3]: (") was a",),
    _BODY[4]: ("was designed",),
    _BODY[5]: ("NCT",),
    _BODY[6]: (" is a", " was a"),
    _BODY[7]: ("results", "analys"),
}
"""What a sentence needs for a pattern to be tried on it: one of these."""


def _may_name(view: ReadingView, sentence: Sentence, pattern: re.Pattern[str]) -> bool:
    return any(
        view.text.find(cue, sentence.start, sentence.end) >= 0 for cue in CUES.get(pattern, _ALWAYS)
    )


def _in_prose(view: ReadingView, sections: set[str], terms: TermIndex) -> re.Match[str] | None:
    """Return the first name of the running text that is the document's own trial's."""
    found = [
        (sentence, match)
        for sentence, match in _matches(view, _BODY, sections)
        if is_name(match["name"], terms)
        and not _is_common_noun(match)
        and not _is_likened(sentence, match)
        and not _TWO_TRIALS.search(view.words(sentence))
        and not is_common_abbreviation(view.text, match["name"])
    ]
    own = {id(match) for sentence, match in found if speaks_of_itself(view, sentence)}
    cited = {id(match) for sentence, match in found if cites(view, sentence)}
    others = {match["name"] for _, match in found if id(match) in cited - own}
    for sentence, match in found:
        if id(match) in cited:
            continue
        if id(match) in own:
            return match
        if match["name"] not in others and not _tells_of_another(view, sentence, match):
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


def _tells_of_another(view: ReadingView, sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether a sentence of the introduction says what another trial was, or found."""
    if sentence.section != "introduction":
        return False
    return (
        match.re.pattern == _BODY[6].pattern or _OF_OTHERS.search(view.words(sentence)) is not None
    )


def _is_likened(sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether a sentence only likens its own results to those of the trial it names."""
    return _LIKENED.search(match.string, sentence.start, match.start("name")) is not None


def _is_common_noun(match: re.Match[str]) -> bool:
    """Tell whether a name abbreviates small words: ``an expanded access program (EAP) study``."""
    begun = max(0, match.start("name") - 100)
    before = _COMMON_NOUN.search(match.string[begun : match.start("name")])
    initials = "".join(word[0] for word in before["words"].split()) if before else ""
    return bool(initials) and initials.endswith(match["name"].casefold())


def can_name(name: str) -> bool:
    """Tell whether a word can be a trial's name, as far as the tables of terms are not asked.

    It is no registration number, no group's name and no word for trials, in the plural neither.
    """
    if {name, name.removesuffix("s")} & _NOT_NAMES or len(name) < 3 or name.isdigit():  # noqa: PLR2004 - initials
        return False
    return not (is_registration(name) or _GROUP.fullmatch(name))


def is_name(name: str, terms: TermIndex) -> bool:
    """Tell whether a word can be a trial's name, and is no drug, disease, marker or end point."""
    return can_name(name) and not any(
        terms.find(scheme, name) for scheme in ("drug", "end-point", "condition", "biomarker")
    )
