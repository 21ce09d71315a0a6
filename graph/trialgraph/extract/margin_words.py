"""What a document says of a margin beside its value: where it comes from, and when it was set."""

import re

from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.document import SectionKind
from trialgraph.model.text import Stated

_TOLD: frozenset[SectionKind] = frozenset(
    {"abstract", "introduction", "methods", "results", "discussion", "conclusion"}
)
_OF_A_TEST = lazy.regex(r"(?i)\bnon-?inferior|\bequivalen")
_SOURCE = lazy.regex(
    r"(?i)\bmargins?\b[^;]{0,200}?\b(?:based (?:up)?on|on the basis of|derived from|informed by"
    r"|justified|preserv\w+|retain\w*|retention|according to|in (?:line|accordance|agreement"
    r"|keeping) with|guidelines?|guidance|recommended|agreed|consensus|considered"
    r"|clinically|historical|meta-analys[ei]s|fixed-margin|as in|used in|because)\b"
    r"|\b(?:preserv(?:e|es|ed|ing|ation)|retain(?:s|ed|ing)?|retention)\b[^;]{0,120}?\bmargins?\b"
    r"|\b(?:clinically|consensus|guidelines?)\b[^.;]{0,80}?\bmargins?\b"
)
_UNSOURCED = lazy.regex(
    r"(?i)\b(?:not|never|no|without|lack\w*|neither|nor|unclear|un)\b[^.;,]{0,40}?"
    r"\b(?:based|derived|justif\w+|guid\w+|consensus|agreed|clinical\w*)"
)
_PLANNED = r"(?:pre-?specified|pre-?defined|pre-?planned|defined a priori|(?:specified|set|defined"
_PLANNED += r"|chosen|planned) (?:a priori|in advance|before\w*|in the protocol|by the protocol))"
_SET = r"(?:chosen|defined|set|selected|specified|derived|determined|established|added|fixed)"
_LATER = (
    r"(?:post[- ]?hoc|retrospectively|(?:only )?after (?:the )?(?:final |primary )?(?:results|data"
    r"|unblinding|unmasking|database|analys[ei]s|trial))\b"
)
_SAME = r"(?:(?!\b(?:and|but|while|whereas|although)\b)(?:[^.;,]|\.\d))"
_LATE = lazy.regex(
    rf"(?i)\bmargins?\b{_SAME}{{0,60}}?\b(?:not|never) (?:been )?{_PLANNED}"
    rf"|\b(?:no|without an?y?) {_PLANNED} (?:non-?inferiority |equivalence )?margin"
    rf"|\bno (?:non-?inferiority |equivalence )?margin\b{_SAME}{{0,40}}?\b(?:was|were|had been)"
    rf" {_PLANNED}"
    rf"|\bmargins?\b{_SAME}{{0,60}}?\b(?:was|were|been) {_SET} {_LATER}"
    rf"|\bpost[- ]?hoc,? (?:(?:analysis|test|testing|assessment|comparison|evaluation) (?:of|for)"
    r" )?(?:non-?inferiority|equivalence)\b"
    r"|\bnon-?inferiority (?:analysis|test|testing|comparison|assessment|claim|conclusion|margin)?"
    r" ?(?:was|is|were) (?:(?:assessed|tested|examined|evaluated|explored|analysed|analyzed"
    r"|done|performed|conducted|added|chosen|set|defined) )?(?:only )?post[- ]?hoc\b"
    r"|\bnon-?inferiority (?:(?:analysis|test|testing|comparison|assessment) )?(?:was|were|had)"
    rf" (?:not|never) (?:been )?{_PLANNED}"
)
_AFTER_A_MISS = lazy.regex(
    r"(?i)\b(?:after|since|because|as|once) (?:(?:the )?superiority\b[^.;,]{0,40}?\b(?:(?:was|were"
    r"|had|has|could) not|failed|missed)|(?:the )?(?:test|trial)\b[^.;,]{0,30}?\bfail[^.;,]{0,20}?"
    r"\bsuperiority)\b[^.;]{0,60}?\bnon-?inferiority (?:was|were) (?:then |subsequently |instead )?"
    r"(?:tested|assessed|examined|explored|evaluated|claimed|analysed|analyzed)\b"
)
_SET_BEFORE = lazy.regex(
    rf"(?i)(?<!no )(?<!without a )(?<!without any )\b{_PLANNED} (?:non-?inferiority )?margin"
    rf"|\bmargins?\b{_SAME}{{0,60}}?\b(?:was|were|had been) {_PLANNED}"
)
_AS_PLANNED = lazy.regex(r"(?i)\b(?:pre-?)?(?:planned|specified|defined)\b|\bhierarch|\bsequen")
_DENIED = lazy.regex(
    r"(?i)\b(?:not|never|rather than|instead of|whether|if|no|neither|nor)\b[^.;,]{0,30}$"
)


def margin_source(view: ReadingView) -> Stated | None:
    """Return the words that say where a margin comes from (CONSORT, non-inferiority: 2b)."""
    for sentence in view.sentences:
        words = view.words(sentence)
        if sentence.section not in _TOLD or not _OF_A_TEST.search(words):
            continue
        match = _SOURCE.search(view.text, sentence.start, sentence.end)
        if match and not _UNSOURCED.search(words):
            printed = match[0]
            return Stated(" ".join(printed.split()), printed, view.span(*match.span()))
    return None


def margin_late(view: ReadingView, sentence: Sentence) -> re.Match[str] | None:
    """Return the words that say that a margin, or the test against it, came after the results.

    A test that follows a missed one for superiority is late only where no margin was set before.
    """
    place = (view.text, sentence.start, sentence.end)
    if match := _LATE.search(*place):
        return None if _DENIED.search(view.text, sentence.start, match.start()) else match
    match = _AFTER_A_MISS.search(*place)
    is_planned = match and (_AS_PLANNED.search(*place) or _SET_BEFORE.search(view.text))
    return None if is_planned else match
