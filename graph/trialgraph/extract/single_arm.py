"""The arm of a trial without a comparison: what all its patients are given."""

import re
from collections.abc import Iterator
from itertools import islice

from trialgraph.extract.arm_phrase import ArmPhrase, arm_phrase
from trialgraph.extract.quoted import COUNT, COUNT_WORDS, count_at
from trialgraph.extract.regimen import Component, blanked
from trialgraph.extract.trial_facts import PEOPLE, prose
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.text import Number
from trialgraph.terms.index import TermIndex

_COMPARES = lazy.regex(
    r"(?<!non)(?<!non-)\brandom|\bplacebo\b|\bcontrol(?:led)? (?:group|arm|trial|participants)|"
    r"\bmeta-analys|\bsystematic review|\bretrospective\b|\bregist(?:ry|ries)\b|\bobservational\b|"
    r"\bcohort study|\bcase-control|\bcross-sectional|\bpopulation-based|\bguidelines?\b|"
    r"\bpooled\b|\bsurvey|"
    r"\b(?:versus|vs\.?) [a-z]+(?:ab|ib|el|in)\b",
    re.IGNORECASE,
)
"""Of a text that compares groups, or reports no trial of a treatment."""
_TRIAL = lazy.regex(
    r"\bphase[ -](?:[1-4]|I{1,3}V?)|\bsingle[- ](?:arm|group)\b|\bopen[- ]label\b|"
    r"\b(?:multicent(?:er|re)|prospective|pilot|dose-escalation|clinical) (?:\w+ )?"
    r"(?:trial|study)\b",
    re.IGNORECASE,
)
_GIVEN = lazy.regex(
    r"\b(?:(?:received|were given|were treated with|treated with|administered|"
    r"treatment (?:was|consisted of|with)|(?:evaluated?|evaluating|assess(?:ed)?|assessing|"
    r"investigated?|investigating|determine|examined?|studied|tested|study of|trial of)"
    r"(?: the (?:\w+,? ){1,3}?(?:and )?\w+ of)?)\s+)"
    r"(?P<what>[^.;:]{3,160})",
    re.IGNORECASE,
)
_STOP = lazy.regex(
    r", an? .*|[,;]? (?:in (?!combination)|for|as|until|at a dose|among|to |followed|every|"
    r"once|twice|on days?|during|given|administered|against|was|were|when|who|that|has|had|is)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_TITLE_LEAD = lazy.regex(
    r"(?:.{0,160}\b(?:study|trial|activity|efficacy|safety|results|evaluation) (?:of|with) )?"
    r"(?:the )?(?:(?:neo)?adjuvant |first-line |second-line |oral |intravenous )?",
    re.IGNORECASE,
)
_NEW_DRUG = lazy.regex(
    r"(?:mab|nib|stat|vir|tide|cel|platin|lisib|ciclib|parib|leucel)$|[A-Z]+-?\d"
)
_MOST_TRIED = 24


def single_arm(view: ReadingView, terms: TermIndex) -> tuple[ArmPhrase, ...]:
    """Return the one arm of a trial that compares nothing, as its title names it; else none.

    A sentence of the abstract must say that patients were given it, or that it was studied.
    """
    told = [view.text[start:end] for start, end in prose(view, ("title", "abstract", "methods"))]
    if any(_COMPARES.search(words) for words in told):
        return ()
    if not any(_TRIAL.search(words) for words in told):
        return ()
    given = [_keys(phrase) for phrase in islice(_given(view, terms), _MOST_TRIED)]
    titled = [phrase for phrase in _titled(view, terms) if _keys(phrase) in given]
    return tuple(titled[:1])


def _keys(phrase: ArmPhrase) -> frozenset[str]:
    return frozenset(each.key for each in phrase.components)


def _given(view: ReadingView, terms: TermIndex) -> Iterator[ArmPhrase]:
    """Yield what sentences of the abstract say that patients were given."""
    for start, end in prose(view, ("abstract", "methods")):
        words = blanked(view.text[start:end])
        for match in _GIVEN.finditer(words):
            yield from _phrase(
                view, (start + match.start("what"), start + match.end("what")), terms
            )


def _titled(view: ReadingView, terms: TermIndex) -> Iterator[ArmPhrase]:
    for start, end in prose(view, ("title",)):
        lead = _TITLE_LEAD.match(view.text, start, end)
        yield from _phrase(view, (lead.end() if lead else start, end), terms)


def _phrase(view: ReadingView, place: tuple[int, int], terms: TermIndex) -> Iterator[ArmPhrase]:
    """Yield the regimen at a place, where each of its parts is a drug."""
    start, end = place
    stop = _STOP.search(blanked(view.text[start:end]))
    phrase = arm_phrase(view.text, (start, start + stop.start() if stop else end), terms, "single")
    if phrase.components and all(_is_drug(each, terms) for each in phrase.components):
        yield phrase


def _is_drug(component: Component, terms: TermIndex) -> bool:
    concept = terms.get("drug", component.concept or "")
    if concept is None:
        return _NEW_DRUG.search(component.name) is not None
    return concept.attributes.get("kind", "drug") == "drug"


_N = rf"(?P<n>{COUNT}|{COUNT_WORDS})"
_KIND = r"(?:(?!(?:of|in|to|and|or|with|from|months?|weeks?|years?|days?)\b)[\w+-]+ ){0,4}?"
_TREATED = tuple(
    lazy.regex(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"\b(?:total of )?{_N} {_KIND}{PEOPLE}\b[^.;:]{{0,120}}?\b(?:were|was|had been|"
            r"have been) (?:treated|enrolled|accrued|included|recruited|registered|entered)\b"
        ),
        rf"\b(?:total of )?{_N} {_KIND}{PEOPLE}\b[^.;:\d]{{0,60}}? received\b",
        (
            r"\b(?:enrolled|included|treated|recruited|involving|accrued) (?:a total of )?"
            rf"{_N} {_KIND}{PEOPLE}\b"
        ),
    )
)
_OF_A_PART = lazy.regex(
    r"\b(?:of|among|for|in) (?:the |these |all |a total of )?$|\bscreened\b|\bplanned\b",
    re.IGNORECASE,
)


_NEAR = 30


def single_size(view: ReadingView) -> Number | None:
    """Return the one number of patients that a text of one arm says were enrolled or treated."""
    found: list[Number] = []
    for start, end in prose(view, ("abstract", "methods", "results")):
        words = blanked(view.text[start:end])
        for pattern in _TREATED:
            found.extend(
                count_at(view, start + match.start("n"), start + match.end("n"))
                for match in pattern.finditer(words)
                if not _OF_A_PART.search(words, max(0, match.start() - _NEAR), match.start())
            )
    return found[0] if len({each.value for each in found}) == 1 else None
