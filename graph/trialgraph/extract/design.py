"""The statistical plan as printed: levels with their sides, power, events, order of tests.

None of it is a result; results inherit sides and levels from it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from trialgraph.extract.level_scopes import SHARE, scope_around
from trialgraph.extract.listed_steps import steps_listed
from trialgraph.extract.margin_words import margin_source
from trialgraph.extract.mentions.context import Terms, assessor_in
from trialgraph.extract.mentions.end_points import find_end_points
from trialgraph.extract.mentions.numbers import POSITIVE, Mention, group_number
from trialgraph.extract.planned import planned_events
from trialgraph.extract.told_steps import steps_told
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.text import Number, Stated
from trialgraph.model.trial import (
    Design,
    EndPoint,
    Multiplicity,
    Sides,
    SignificanceLevel,
    TestStep,
)

_SIDED = r"(?P<sided>one|two|1|2)[- ]?sided"
_ALPHA = r"(?P<alpha>\d+(?:\.\d+)?\s?%|0?\.\d+)"
_LEVEL_WORDS = (
    r"(?:significance level|level of significance|significance|alpha(?: (?:level|error))?"
    r"|α(?: (?:level|error))?|type (?:I|1) error(?: rate)?|level)"
)
_LEVELS = tuple(
    lazy.regex(pattern)
    for pattern in (
        (
            rf"(?i:{_ALPHA}\s?\({_SIDED}\)(?:\sfor\s(?:the\s)?(?P<scope>[^;.]+?)"
            r"(?=\sand\s0?\.\d|\swith\s|[,;.]|$))?)"
        ),
        (
            rf"(?i:{_SIDED}\s(?:overall\s)?{_LEVEL_WORDS}\s?(?:(?:was|is|were|of"
            rf"|set|at|to|be|less than|below|=|<|≤|,|:|for the (?:final|interim) analysis"
            rf")\s?)*{_ALPHA})"
        ),
        rf"(?i:{_SIDED}\s{_ALPHA}\s(?:{_LEVEL_WORDS}))",
        (
            rf"(?i:{_LEVEL_WORDS}\s?(?:(?:was|is|of|set|at|to|=|value)\s?)*{_ALPHA},?\s"
            rf"(?:(?:in|for|with|using|by)\s(?:an?\s)?)?(?:\(?{_SIDED}\)?))"
        ),
        (
            rf"(?i:{_SIDED}\s[^.;,()]{{0,50}}?\b{_LEVEL_WORDS}\s(?:(?:was|of|set|at|to|value|"
            rf"=)\s?)*{_ALPHA})"
        ),
        (
            rf"(?i:{_SIDED}\sp[- ]values?\s(?:of\s)?(?:less than|below|lower than|under|<|≤)\s?"
            rf"{_ALPHA}(?=[^.;]{{0,40}}\b(?:considered|regarded|deemed|taken|indicat|defin|used)))"
        ),
    )
)
_CUE = lazy.regex(r"(?i)significan|alpha|α|type (?:I|1) error|-sided (?:level|\d)")
_POWER = lazy.regex(
    rf"(?i)(?<![\d.])(?P<power>{POSITIVE})\s?% (?:(?!and |or |with )\w+ )?power\b"
    r"|\bpower(?: level)?(?: ?\((?:1|100%?) ?[-−–] ?(?:β|beta)\))?"
    r"(?:,? (?:was|is|of|at|set|to|be|approximately|about|around|least|a))*\s?[:=]?\s?"
    rf"(?P<of>{POSITIVE}\s?%|0?\.\d+)|\bpower \((?P<in>{POSITIVE})\s?%\)"
)
_RATIO = r"(?:hazard ratio|HR)\b(?:\s?[\[(]HR[^()\[\]]{0,60}[\])])?"
_TARGET = lazy.regex(
    r"(?i)(?:detect|assum\w+|correspond\w+|target\w*|hypothes\w+|equivalent|translat\w+|expect\w*"
    rf"|equat\w+|equal\w*|improvement|difference)\b[^.;]{{0,160}}?\b{_RATIO}"
    r"[\s,=:]*(?:of\s|for [^,;()]{1,60} of\s|(?:was|is|to be|as|at)\s)?(?P<hr>0?\.\d+|1\.\d+)"
)
_TARGET_INSIDE = lazy.regex(
    r"\((?:[^()]{0,40}\b)?(?:hazard ratio|HR)[,:=]? ?(?:of |= ?)?(?P<hr>0?\.\d+)\)"
)
_EVENTS = lazy.regex(rf"(?i)(?P<events>{POSITIVE})\s(?:[\w-]+ ){{0,3}}?(?:events|deaths)\b")
_NO_CONTROL = lazy.regex(
    r"(?i)\b(?:no|without|not) (?:\w+ )?adjust(?:ments?|ed|ing)?(?: (?:was"
    r"|were|is))?(?: \w+)? for (?:multipl\w+|type I)[^,;.]{0,30}"
    r"|multiplicity (?:was|were) not [^,;.]{3,30}"
)
_CONTROL = lazy.regex(
    r"(?i)\b(?:fixed[- ]sequence|hierarchical(?:ly)?|gatekeep\w+|Bonferroni"
    r"|Hochberg|Holm\b|graphical (?:approach|method)|closed test\w*"
    r"|alpha[- ]controlled)"
)
_EXPLORATORY = lazy.regex(r"(?i)\bsecondary\b[^.]{0,200}?\b(?P<words>[^,.;]{0,40}\bexploratory)\b")
_SEQUENCE = lazy.regex(
    r"(?i)\b(?:fixed[- ]sequence|hierarch\w+|sequential(?:ly)? test\w*"
    r"|tested (?:sequentially|hierarchically))"
)
_FAMILY = lazy.regex(r"(?i)\b(?:Holm|Hochberg)\b")
_ALL_PRIMARIES = lazy.regex(
    r"(?i)\bco-?primary\b[^.;]{0,160}?\b(?:both|all|each)\b[^.;]{0,60}?"
    r"\b(?:had to|must|required|needed|necessary)\b"
    r"|\b(?:both|all)\b[^.;]{0,40}?\bco-?primary\b[^.;]{0,60}?"
    r"\b(?:had to|must|required|needed|necessary)\b"
)
_TESTED = lazy.regex(r"(?i)\btested\b|followed by|then|order")


def read_design(view: ReadingView, terms: Terms, end_points: tuple[EndPoint, ...]) -> Design:
    """Return the statistical plan, as far as the document prints it."""
    del terms  # the grammar of end points suffices; the tables come in through ``end_points``
    return _design(view, end_points)


@lru_cache(maxsize=2)
def _design(view: ReadingView, end_points: tuple[EndPoint, ...]) -> Design:
    named = find_end_points(view.text, end_points)
    sentences = [s for s in view.sentences if s.section not in {"title", "front", "funding"}]
    design = Design(
        levels=tuple(_levels(view, sentences, named)),
        testing=_testing(view, sentences, named, end_points),
        exploratory_secondary=_exploratory(view, sentences),
        primaries="all" if any(_says_all(view, each) for each in sentences) else None,
        margin_source=margin_source(view),
    )
    return _multiplicity(view, sentences, _powered(view, sentences, design))


def _levels(
    view: ReadingView, sentences: Iterable[Sentence], named: list[Mention]
) -> Iterator[SignificanceLevel]:
    seen: set[tuple[Decimal, int, tuple[str, ...]]] = set()
    for sentence in sentences:
        if not _CUE.search(view.words(sentence)):
            continue
        for match in _matches(view, sentence):
            level = _level(view, sentence, match, named)
            for one in (level, *_shares(view, (match.end(), sentence.end), level, named)):
                key = (one.alpha.value, one.sides.count, one.applies_to)
                if key not in seen:
                    seen.add(key)
                    yield one


def _shares(
    view: ReadingView, within: tuple[int, int], whole: SignificanceLevel, named: list[Mention]
) -> Iterator[SignificanceLevel]:
    """Yield the parts of a level that end points are given: "0.01 for this and 0.04 for that"."""
    for match in SHARE.finditer(view.text, *within):
        scope = _scope(view, match.span("scope"), named)
        if scope:
            part = _alpha(view, match)
            yield replace(whole, alpha=part, applies_to=scope)


def _matches(view: ReadingView, sentence: Sentence) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for pattern in _LEVELS:
        for match in pattern.finditer(view.text, sentence.start, sentence.end):
            if all(match.end() <= other.start() or other.end() <= match.start() for other in found):
                found.append(match)
    return sorted(found, key=lambda match: match.start())


def _level(
    view: ReadingView, sentence: Sentence, match: re.Match[str], named: list[Mention]
) -> SignificanceLevel:
    scope = match.span("scope") if match.groupdict().get("scope") else None
    return SignificanceLevel(
        alpha=_alpha(view, match),
        sides=Sides(
            1 if match["sided"].lower() in {"one", "1"} else 2,
            "printed",
            view.span(*match.span("sided")),
        ),
        applies_to=_scope(view, scope, named)
        if scope
        else scope_around(view, sentence, *match.span()),
        span=view.span(sentence.start, sentence.end),
    )


def _alpha(view: ReadingView, match: re.Match[str]) -> Number:
    is_share = "%" in match["alpha"]
    return _fraction(_percent(view, match) if is_share else group_number(view, match, "alpha"))


def _percent(view: ReadingView, match: re.Match[str]) -> Number:
    start, end = match.span("alpha")
    digits = match["alpha"].rstrip("% ")
    return Number(Decimal(digits) / 100, match["alpha"], view.span(start, end))


def _fraction(number: Number) -> Number:
    return number if number.value < 1 else replace(number, value=number.value / 100)


def _scope(view: ReadingView, scope: tuple[int, int], named: list[Mention]) -> tuple[str, ...]:
    """Return the roles and end points that a level is said to be for."""
    words = view.text[slice(*scope)].lower()
    roles = [role for role in ("primary", "secondary", "exploratory") if role in words]
    names = [mention.value for mention in named if scope[0] <= mention.start < scope[1]]
    return tuple(dict.fromkeys([*roles, *names]))


def _powered(view: ReadingView, sentences: list[Sentence], design: Design) -> Design:
    """Add power, target and planned events, from the sentence of the power and those beside it."""
    planned = [s for s in sentences if s.section in {"methods", "abstract", "introduction"}]
    for at, sentence in enumerate(planned):
        match = _POWER.search(view.text, sentence.start, sentence.end)
        if match is not None:
            beside = [
                sentence,
                *planned[at + 1 : at + 1 + _BESIDE],
                *planned[max(0, at - _BESIDE) : at],
            ]
            events = _EVENTS.search(view.text, sentence.start, sentence.end)
            return replace(
                design,
                power=_power(view, match),
                target_hr=next(filter(None, (_target(view, each) for each in beside)), None),
                planned_events=group_number(view, events, "events")
                if events
                else _events(view, [*beside, *planned]),
            )
    return replace(design, planned_events=_events(view, planned))


_BESIDE = 2


def _target(view: ReadingView, sentence: Sentence) -> Number | None:
    """Return the hazard ratio that a sentence says the trial was to detect."""
    for pattern in (_TARGET, _TARGET_INSIDE):
        if match := pattern.search(view.text, sentence.start, sentence.end):
            return group_number(view, match, "hr")
    return None


def _events(view: ReadingView, sentences: Iterable[Sentence]) -> Number | None:
    """Return the first number of events that one of some sentences of the methods plans."""
    found = (
        planned_events(view, each.start, each.end)
        for each in sentences
        if each.section == "methods"
    )
    return next(filter(None, found), None)


def _power(view: ReadingView, match: re.Match[str]) -> Number:
    group = next(name for name in ("power", "of", "in") if match[name])
    start, end = match.span(group)
    digits = match[group].rstrip("% ")
    value = Decimal(digits)
    return Number(value / 100 if value > 1 else value, match[group], view.span(start, end))


def _multiplicity(view: ReadingView, sentences: list[Sentence], design: Design) -> Design:
    rules: tuple[tuple[Multiplicity, re.Pattern[str]], ...] = (
        ("explicitly none", _NO_CONTROL),
        ("controlled", _CONTROL),
    )
    for kind, pattern in rules:
        for sentence in sentences:
            match = pattern.search(view.text, sentence.start, sentence.end)
            if match:
                return replace(
                    design, multiplicity=kind, multiplicity_span=view.span(*match.span())
                )
    return design


def _exploratory(view: ReadingView, sentences: Iterable[Sentence]) -> Stated | None:
    for sentence in sentences:
        match = _EXPLORATORY.search(view.text, sentence.start, sentence.end)
        if match and sentence.section in {"methods", "abstract"} and "test" in match["words"]:
            start = match.start("words") + len(match["words"]) - len(match["words"].lstrip())
            end = match.end("words")
            return Stated("exploratory", view.text[start:end], view.span(start, end))
    return None


def _testing(
    view: ReadingView,
    sentences: Iterable[Sentence],
    named: list[Mention],
    end_points: tuple[EndPoint, ...],
) -> tuple[TestStep, ...]:
    """Return the steps of the sentence that says in which order end points are tested.

    Without one, the family of a procedure that adjusts p-values.
    """
    for sentence in sentences:
        if told := steps_told(view, sentence, named, end_points):
            return told
        cue = _SEQUENCE.search(view.text, sentence.start, sentence.end)
        if cue is None or not _TESTED.search(view.text, cue.end(), sentence.end):
            continue
        steps = [mention for mention in named if cue.end() <= mention.start < sentence.end]
        if len({mention.value for mention in steps}) > 1:
            return tuple(_step(view, sentence, order, steps) for order in range(1, len(steps) + 1))
        if listed := steps_listed(view, sentence, end_points):
            return listed
    return _family(view, sentences, named)


def _family(
    view: ReadingView, sentences: Iterable[Sentence], named: list[Mention]
) -> tuple[TestStep, ...]:
    """Return the end points whose p-values are adjusted together, all of one step."""
    for sentence in sentences:
        cue = _FAMILY.search(view.text, sentence.start, sentence.end)
        within = [each for each in named if sentence.start <= each.start < sentence.end]
        members = {each.value: each for each in reversed(within)}
        if cue is not None and len(members) > 1:
            return tuple(
                TestStep(
                    order=1,
                    end_point=each.value,
                    procedure=cue[0],
                    span=view.span(each.start, each.end),
                )
                for each in sorted(members.values(), key=lambda each: each.start)
            )
    return ()


def _says_all(view: ReadingView, sentence: Sentence) -> bool:
    """Tell whether a sentence says that every co-primary end point must be met."""
    return _ALL_PRIMARIES.search(view.text, sentence.start, sentence.end) is not None


def _step(view: ReadingView, sentence: Sentence, order: int, steps: list[Mention]) -> TestStep:
    mention = steps[order - 1]
    begin = steps[order - 2].end if order > 1 else sentence.start
    words = view.text[begin : mention.end]
    return TestStep(
        order=order,
        end_point=mention.value,
        assessor=assessor_in(words),
        span=view.span(mention.start, mention.end),
    )
