"""How many patients were randomised, from the words that say so."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from trialgraph.extract.quoted import COUNT, COUNT_WORDS, NO_NAME, count_at
from trialgraph.extract.regimen import blanked
from trialgraph.extract.trial_facts import PEOPLE, allocation, prose
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.text import Number

_N = rf"{NO_NAME}(?<!\d and )(?<!\d:)(?P<n>{COUNT}|{COUNT_WORDS})"
_KIND = (
    r"(?:(?!(?:months?|weeks?|years?|days?|hours?|cycles?|times?|sites?|cent(?:er|re)s|countries|"
    r"hospitals|of|in|to|and|or|with|from|at|for|the|per)\b|\d\d)[\w-]+,? ){0,6}?"
)
_COUNTED = rf"{_N} +{_KIND}{PEOPLE}\b"
_RANDOMISED = (
    r"(?:(?:were|was|underwent|had been|have been) (?:(?:enrolled|recruited|included|registered|"
    r"accrued|eligible)(?: in(?:to)? (?:the|this) (?:study|trial))?(?:,| and)(?: were)? |then |"
    r"centrally |equally |initially |subsequently |evenly |prospectively |consecutively |"
    r"individually |successfully |blindly |"
    r"stratified [^.;:()]{2,60} and ){0,2}(?:randomly (?:assigned|allocated|divided)|"
    r"randomi[sz]ed|randomi[sz]ation|(?:assigned|allocated) randomly))"
)
_RATIO = r"(?:in an? \d+:\d+(?::\d+)? ratio,? |\(?\d+:\d+(?::\d+)?\)? )?"
_WORDS = r"(?:[^.;:]|[.:]\d)"  # of one clause; a decimal does not end it
_PATTERNS = tuple(
    lazy.regex(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:total of )?{_COUNTED}(?P<between>{_WORDS}{{0,300}}?)\b{_RANDOMISED}",
        (
            rf"\b(?:randomly (?:assigned|allocated)|we randomi[sz]ed),? {_RATIO}(?:a total of )?"
            rf"{_COUNTED}"
        ),
        (
            rf"\b(?:investigated|enrolled|included|evaluated|studied|recruited|assessed) {_COUNTED}"
            r" (?:(?:with|aged|who had) [^.;:,\d]{0,120}(?:\([^()]{0,60}\))? )?"
            r"(?:randomly (?:assigned|allocated)|randomi[sz]ed)\b"
        ),
        (
            rf"\b{PEOPLE}(?P<who>(?:[^.;:()]|\.\d){{0,120}}?) \(n ?= ?{_N}(?:[;,](?:[^()]|"
            rf"\(\d\)){{0,90}})?\)"
            rf"{_WORDS}{{0,300}}?\b{_RANDOMISED}"
        ),
        rf"\b(?:of|among|in|the) (?:the |all )?{_N} randomi[sz]ed {PEOPLE}\b",
        (
            rf"\b(?:of|among) (?:the |all )?{_COUNTED} (?:who (?:were|underwent) )?"
            r"(?:randomly (?:assigned|allocated)|randomi[sz]ed|randomi[sz]ation)\b(?! to\b)"
        ),
        rf"\b{_N} (?:(?:[\w-]+ )?{PEOPLE} )?underwent randomi[sz]ation\b",
        (
            rf"(?:,|\band|\bwhom|\bwhich|\bthese) {_N}(?: \([^()]{{0,40}}\))?(?: {PEOPLE})?"
            rf"(?: of (?:whom|them|these))? {_RANDOMISED}"
        ),
        (
            rf"\bof (?:the )?(?:{COUNT}) [^.;:]{{0,120}}?, {_N}(?: \([^()]{{0,40}}\))? (?:had|met|"
            rf"were)\b[^.;:,\d]{{0,40}}(?:\d+ to \d+)?[^.;:,\d]{{0,40}}?\b{_RANDOMISED}"
        ),
        # "112 LTX were randomised": patients that only an abbreviation names.
        rf"\b{_N} (?:[\w-]+ ){{0,3}}?(?-i:[A-Z]{{2,6}}s?) {_RANDOMISED}",
    )
)
# Another number of patients before the verb: it is the one that was randomised.
_NEARER = lazy.regex(
    rf"\bof (?:whom|which|these|them)\b|(?:,|\band) (?:{COUNT})\s+"
    r"(?:\(|were|was|had|met|of|$)"
    rf"|(?:{COUNT}) {_KIND}{PEOPLE}\b",
    re.IGNORECASE,
)
_OF_A_PART = lazy.regex(r"(?:[A-Z]+: )?In (?:part|stage|cohort) (?:[1-4A-D]|I{1,3}|one|two)\b")
"""Begins a sentence on one part of a trial: its patients are not all."""
_INCLUDING = lazy.regex(r"\bincluding [^,]{1,80},?")
_TO_ARM = lazy.regex(
    r"\s*(?:\([^()]*\)\s*)?(?:to (?:the |receive |"
    r"undergo )?[^.;]*?(?:\band|,) (?:the remaining )?\d[\d,]* (?:\w+ ){0,3}?to\b"
    r"|\((?P<a>\d+):(?P<b>\d+)\))",
    re.IGNORECASE,
)
# What stands before the second of two arms, and after it.
_TO_OTHER_ARM = lazy.regex(
    rf"(?:{COUNT}|{COUNT_WORDS})(?: {PEOPLE})?(?: \([^()]{{0,40}}\))? (?:were |was )?(?:randomly )?"
    r"(?:assigned|allocated|randomi[sz]ed) to\b",
    re.IGNORECASE,
)
_TO = lazy.regex(r" to\b")
_EACH = lazy.regex(r" (?:each|per|in each)\b")
_OF_A_GROUP = lazy.regex(r"\b(?:groups?|arms?|receiv\w+|given|assigned|allocated)\b", re.IGNORECASE)
_YEAR = lazy.regex(r"(?:19|20)\d\d")
_DATED = lazy.regex(
    r"\b(?:in|since|from|during|until|through|of|January|February|March|April|May|June|July|"
    r"August|September|October|November|December) $",
    re.IGNORECASE,
)
_VERB = r"(?:enrolled|recruited|included|accrued|registered|entered)"
_NOT_SOME = (
    r"(?! (?:in|at|from|by) (?:[\w-]+ ){0,3}(?:cent(?:er|re)s?|sites?|hospitals?) "
    r"(?:that|which|where)\b)"
)
"""After the verb: not only those of some of the places."""
_JOINED_IN = (
    r"(?:participated|took part|entered (?:the|this|into)|were (?:assigned|allocated|entered|"
    r"studied|divided)|(?:received|were (?:treated (?:for [^.;:()]{2,20} )?with|given)) (?:either |"
    r"[^.;:()]{2,90}? or ))"
)
# Each with what no match lacks, in small letters.
ENROLLED = tuple(
    (cue, lazy.regex(pattern, re.IGNORECASE))
    for cue, pattern in (
        (
            "were ",
            (
                rf"\b(?:total of )?{_COUNTED}(?P<between>{_WORDS}{{0,160}}?)"
                rf"\bwere {_VERB}\b{_NOT_SOME}"
            ),
        ),
        ("r", rf"\b(?:enrolled|recruited) (?:a total of )?{_COUNTED}"),
        (", ", rf", {_N}\s+(?:{PEOPLE} )?were {_VERB}\b{_NOT_SOME}"),
        (
            " ",
            (
                r"\b(?:trial|study)(?: was| that| which)? (?:of|in|on|with|among|involving|"
                r"involved|"
                r"included|including|compris(?:ed|ing)|enrolled|examined|evaluated|(?:conducted|"
                rf"performed|carried out|undertaken) (?:in|on|among|"
                rf"with)) (?:a total of )?{_COUNTED}"
            ),
        ),
        (
            ": ",
            (
                r"\b(?:participants|patients|subjects|population)(?: and (?:setting|interventions?)"
                rf")?: (?:(?:a )?total of )?{_COUNTED}"
            ),
        ),
        ("of ", rf"(?:^|: )Of {_COUNTED}, (?:{COUNT}) were (?:eligible|evaluable|assessable)\b"),
        ("we ", rf"\bwe (?:studied|investigated|examined|evaluated|assessed|included) {_COUNTED}"),
        (
            " ",
            (
                r"(?:^|^[a-z ]{3,24}: |\b(?:trial|study|setting|design) *, )(?:a total of |"
                r"in (?:all|total),? |"
                rf"overall,? )?{_COUNTED}(?P<between>{_WORDS}{{0,200}}?)\b{_JOINED_IN}"
            ),
        ),
        (
            "compared",
            (
                rf"\b(?:trial|study)\b{_WORDS}{{0,200}}?\bcompared\b{_WORDS}{{0,200}}? in "
                rf"{_COUNTED}"
            ),
        ),
        (
            " in ",
            (
                r"\b(?:randomi[sz]ed|double-blind),? [\w ,-]{0,60}(?:trial|study) "
                rf"{_WORDS}{{0,60}}?\b(?:assessed|evaluated|tested|investigated) "
                rf"{_WORDS}{{0,160}}? in {_COUNTED}"
            ),
        ),
        (
            " age",
            (
                r"(?:^|: )(?:Of|Among|In) (?:the |these |this cohort of )?"
                rf"{_COUNTED}\s*,?\s*(?:the )?(?:median|mean) age\b"
            ),
        ),
        ("intention", rf"\bintention-to-treat population (?:included|comprised) {_COUNTED}"),
    )
)
_COUNT_OF_PEOPLE = lazy.regex(rf"\b{_COUNTED}|\b{PEOPLE} \(n ?= ?(?P<m>{COUNT})\)", re.IGNORECASE)
_NOT_ALL = lazy.regex(
    r"\bscreened\b|\bsubgroup|\bsubset|\bsubstudy|\bevents?\b|\bprevious|\bearlier\b|\bpilot\b|"
    r"\bnon-?random|\bevaluable\b|\bplanned\b|\bplan to\b|\bto be\b|\bpart [12AB]\b",
    re.IGNORECASE,
)
_MOST_LEFT_OUT = 1.1


def n_randomised(view: ReadingView, arm_sizes: Iterable[int]) -> Number | None:
    """Return how many patients were randomised; none where the text gives several numbers.

    Where no words say it, the number enrolled in a randomised trial is taken, if the
    abstract prints one and the arms do not speak against it.
    """
    total = sum(arm_sizes)
    found = _told(view)
    agreeing = [number for number in found if total and int(number.value) == total]
    if agreeing:
        return agreeing[0]
    if len({number.value for number in found}) > 1:
        return None
    return found[0] if found else _summed(view, total) or _enrolled(view, total)


def said_randomised(view: ReadingView) -> Number | None:
    """Return the one number of patients whom the text says were randomised."""
    found = _told(view)
    return found[0] if len({number.value for number in found}) == 1 else None


def enrolled(view: ReadingView) -> Number | None:
    """Return the one number enrolled that an abstract of a randomised trial prints."""
    return _enrolled(view, 0)


@lru_cache(maxsize=2)
def _told(view: ReadingView) -> tuple[Number, ...]:
    """Return the numbers said to be randomised: a document is asked twice for them."""
    found: list[Number] = []
    for start, end in prose(view, ("abstract", "methods", "results", "title")):
        found.extend(_randomised_in(view, start, end))
    return tuple(found)


def _randomised_in(view: ReadingView, start: int, end: int) -> Iterator[Number]:
    """Yield the numbers of a sentence; asides in parentheses do not stand in the way."""
    words = view.text[start:end]
    if "random" not in words.lower() or _OF_A_PART.match(words):
        return  # every pattern needs the word; most sentences are told apart by it
    for text in dict.fromkeys((words, blanked(words))):
        for pattern in _PATTERNS:
            for match in pattern.finditer(text):
                if not _is_arm_or_plan(text, match):
                    yield count_at(view, start + match.start("n"), start + match.end("n"))


def _is_arm_or_plan(text: str, match: re.Match[str]) -> bool:
    if _NEARER.search(_INCLUDING.sub("", match.groupdict().get("between") or "")):
        return True
    if _OF_A_GROUP.search(match.groupdict().get("who") or ""):
        return True
    after = " " + " ".join(blanked(text[match.end() :]).split())
    before = text[max(0, match.start() - 60) : match.start()]
    if _EACH.match(after) or _is_year(text, match):
        return True
    if _TO_OTHER_ARM.search(text[max(0, match.start() - 200) : match.start()]) and _TO.match(after):
        return True
    if (ratio := _TO_ARM.match(after)) and not ratio["a"]:
        return True
    return bool(
        re.search(
            r"\b(?:planned|required|needed|target|assum\w+|of|would)\b[^.]{0,25}$",
            before,
            re.IGNORECASE,
        )
        and re.search(r"\bplan|requir|need|would|to be\b", before + match[0], re.IGNORECASE)
    )


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number is a year: ``in 2004 patients were randomised``."""
    before = text[max(0, match.start("n") - _NEAR) : match.start("n")]
    return _YEAR.fullmatch(match["n"]) is not None and _DATED.search(before) is not None


_NEAR = 12


def _summed(view: ReadingView, total: int) -> Number | None:
    """Return the first number of patients that is the sum of the arms."""
    for start, end in prose(view, ("abstract", "results", "methods")) if total else ():
        if _OF_A_PART.match(view.text, start):
            continue
        for match in _COUNT_OF_PEOPLE.finditer(view.text, start, end):
            number = count_at(view, *match.span("n" if match["n"] else "m"))
            if int(number.value) == total and "treated" not in match[0].lower():
                return number
    return None


def _enrolled(view: ReadingView, total: int) -> Number | None:
    """Return the one number enrolled that an abstract of a randomised trial prints."""
    told = allocation(view)
    if told is None or told.value != "randomised":
        return None
    found: list[Number] = []
    for start, end in prose(view, ("abstract", "methods", "results")):
        words = view.text[start:end]
        plain, small = blanked(words), words.lower()
        for cue, pattern in () if _NOT_ALL.search(words) else ENROLLED:
            places = [
                match.span("n")
                for match in (pattern.finditer(plain) if cue in small else ())
                if not _NEARER.search(match.groupdict().get("between") or "")
                and not _TO_ARM.match(" " + " ".join(plain[match.end() :].split()))
            ]
            found.extend(count_at(view, start + first, start + last) for first, last in places)
    values = {int(number.value) for number in found}
    fits = len(values) == 1 and (not total or total <= max(values) <= _MOST_LEFT_OUT * total)
    return found[0] if fits else None
