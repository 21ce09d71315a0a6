"""At which analysis, by whom, in whom: what a sentence, its neighbours or the title say."""

import re
from decimal import Decimal
from functools import lru_cache

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.trial_parts import of_part
from trialgraph.extract.mentions.context import (
    ASSESSORS,
    STAGES,
    assessor_in,
    population,
    responders,
    speaks_of_the_same_patients,
)
from trialgraph.extract.mentions.end_points import composite, is_time_to_event
from trialgraph.extract.mentions.numbers import POSITIVE, Mention, group_number
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.result import Stage
from trialgraph.model.text import Number
from trialgraph.model.trial import Assessor, EndPointRole

_BOTH = 2
_JUDGED = frozenset({"PFS", "rPFS", "ORR", "DoR", "TTP", "DCR", "CBR", "CR", "PR"})
_JUDGING = lazy.regex(
    r"(?i)\b(?:tumou?r|disease|radiographic|imaging|efficacy)\b[^.;]{0,30}\b(?:assess|evaluat|review)"
)
_GIVEN = lazy.regex(
    r"(?i)(?:the )?(?:patients|women|men|participants|those) (?:who )?(?:were )?"
    r"(?:received|receiving|given|treated|assigned|allocated|randomi[sz]ed)\b"
)
_ALLOCATED = (
    r"(?:patients|individuals|participants|women|men|adults) (?:were|was) (?:\w+ )?(?:random|a)"
)
_WHO = lazy.regex(
    r"subgroup: (?:the )?(?P<kind>[\w-]+(?: [\w-]+)?) (?:cohort|subgroup|population|group)$"
)
_WITHOUT = lazy.regex(
    r"(?i)\b(?:excluding|exclusion of|omitting) (?:the )?(?P<who>(?:\d{1,4} )?(?:patients|women|men"
    r"|participants|those|cases) [^,;.()]{3,80})"
)
_UNKNOWN = lazy.regex(
    r"(?i)\b(?:cases|patients|women|men|participants) with (?:unknown|missing) "
    r"(?P<what>[^,;.()]{3,50}?) were (?:deleted|excluded|omitted|left out|removed)\b"
)
_ONE_SEX = lazy.regex(r"(?:Among|In|For) (?:the )?(?P<who>women|men), ")
_TAKEN = r"(?:random\w*|assigned|allocated|enrolled|recruited|included|eligible|treated)"
# "samples were collected from 90 patients in the randomized X trial": not from all of them.
_SAMPLED = lazy.regex(
    r"(?i)\b(?:samples?|specimens?|tissues?|blocks)\b[^.;]{0,60}?\b(?:from|for|of) (?:the )?"
    r"(?:\d[\d,]* )?(?:of (?:the )?(?:\d[\d,]* )?)?(?:patients|women|men|participants)\b"
    r"[^.;]{0,40}?\bin(?:to)? the [^.;]{0,60}?\b(?:trial|study)\b"
)
_MARKER = lazy.regex(
    r"(?i)\b(?:bio)?markers?\b|\bexpression\b|\bgenotyp\w+|\bmutations?\b|\bpolymorphisms?\b"
    r"|\bsignatures?\b|\b(?:plasma|serum|circulating)\b|\b[DR]NA\b"
)
_OPENING = 250
_TELLING = frozenset({"abstract", "methods", "results"})
_UNASSESSED = frozenset({"OS", "QoL", "TTF", "TTD"})
_HEADING = lazy.regex(r"^(?:[A-Z][A-Z ,&/-]+:|[A-Z][a-z]+(?: [a-z]+)?:)\s")
_EVENTS = lazy.regex(
    r"(?i)\b(?:after|with|at|on)\s(?:a total of "
    rf"|approximately )?(?P<n>{POSITIVE})\s(?:[\w-]+ ){{0,2}}?(?:events"
    rf"|deaths)\b|(?P<had>{POSITIVE})\s(?:[\w-]+ ){{0,2}}?(?:events|deaths)\b"
    r"(?:\s\([^()]{3,90}\))?\s(?:had )?(?:occurred|happened|been (?:observed|reported|recorded))\b"
)
_REPORTED = lazy.regex(
    r"(?i)\b(?:we|here|article|paper|authors) (?:now |here )?(?:reports?|presents?|describes?)\b"
    r"[^.]{0,160}?\b(?P<analysis>(?:interim|final|updated|primary) (?:[\w-]+ ){0,3}?analysis"
    r"|(?:final|updated) (?:overall survival|OS|PFS|progression-free survival))\b"
    r"|\b(?P<awaited>(?:final|updated) (?:\w+ ){0,2}?(?:analysis|results))\b(?P<of>[^.]{0,80}?)"
    r" ha(?:ve|s) not (?:yet )?been (?:reported|published|presented)\b"
    r"|\b(?:results|data|figures|findings) (?:presented|reported|shown) here (?:are|represent"
    r"|come from|constitute) (?:the |those of the )?(?P<here>(?:interim|final|updated|primary)"
    r" (?:[\w-]+ ){0,3}?analysis)\b"
    r"|\bat (?:this|the present) (?P<this>(?:interim|final|updated|primary)"
    r" (?:[\w-]+ ){0,3}?analysis)\b"
)
_AT_ANALYSIS = lazy.regex(
    r"(?:[A-Z]{5,12}: )?(?:At|In|On) (?:the |this |a )?(?:time of (?:the )?)?"
    r"(?:[a-z-]+ ){0,3}analysis\b"
)
# "The analysis took place in May": which one, a sentence before has announced.
_THAT_ANALYSIS = lazy.regex(r"(?:The|This|That) (?:[a-z-]+ )?analysis (?:took|was|were|included)\b")
_FRACTION = lazy.regex(
    rf"\((?P<percent>{POSITIVE})% of (?:the|those|all) (?:events |deaths )?"
    r"(?:pre-?specified|total|planned|required|targeted|expected)[^)]*\)"
)
_NOT_THE_PLAN = lazy.regex(
    r"(?i)\b(?:interim|futility)\b[^.;]{0,60}\b(?:occurred|took place|was (?:done|performed))\b"
    r"|\b(?:in|for) the [^.;,]{0,40}\b(?:subgroup|subset)\b"
)
_PLANNED = lazy.regex(rf"(?i)(?P<n>{POSITIVE})\s(?:[\w-]+ ){{0,3}}?(?:events|deaths)\b")


def population_of(setting: Setting, sentence: Sentence, place: int, name: str) -> str:
    """Return the patients that a number at a place of a sentence speaks of."""
    words = setting.view.words(sentence)
    if name != "DoR" and (who := responders(setting.words(sentence.start, place))):
        return f"responders: {who}"
    heading = _HEADING.match(words)
    skipped = heading.end() if heading else 0
    found = population(words[skipped:], place - sentence.start - skipped)
    earlier = setting.before(sentence)
    if found == "all" and earlier and speaks_of_the_same_patients(words):
        found = population(setting.view.words(earlier), earlier.end - earlier.start)
    if found == "all":
        found = _left_after_exclusion(words, setting.view.words(earlier) if earlier else "")
    if found == "all":
        found = _one_sex(setting, words[skipped:])
    if _is_arm(setting, sentence, found):
        found = "all"
    if found == "all":
        return "responders" if name == "DoR" else of_part(setting.view, words)
    return "all" if _is_randomised_whole(setting, found) else found


def of_samples(setting: Setting, found: str) -> str:
    """Return a population, where it is all in a study of samples: those whose samples it has."""
    return "subgroup: patients with samples" if found == "all" and _sampled(setting.view) else found


@lru_cache(maxsize=2)
def _sampled(view: ReadingView) -> bool:
    """Tell whether a document studies a marker in samples of patients of a trial."""
    return _MARKER.search(view.text, 0, _OPENING) is not None and any(
        _SAMPLED.search(view.words(each)) for each in view.sentences if each.section in _TELLING
    )


def _one_sex(setting: Setting, words: str) -> str:
    """Return the women or the men that a sentence begins with, where both were randomised."""
    lead = _ONE_SEX.match(words)
    if lead is None:
        return "all"
    only = re.compile(rf"(?i)\b{lead['who']}\b(?! and (?:wo)?men\b)[^.;]{{0,90}}\b{_TAKEN}\b")
    told = re.compile(rf"(?i)\b{_TAKEN}\b[^.;]{{0,60}}\b{lead['who']}\b")
    named = (
        only.search(each) or told.search(each)
        for each in map(setting.view.words, setting.view.sentences)
        if each != words
    )
    return "all" if any(named) else f"subgroup: {lead['who']}"


def _left_after_exclusion(words: str, before: str) -> str:
    """Return who is left where a sentence, or the one before, leaves patients out."""
    without = _WITHOUT.search(words)
    if without:
        return f"subgroup: excluding {without['who']}"
    unknown = _UNKNOWN.search(before)
    return f"subgroup: patients with known {unknown['what']}" if unknown else "all"


def _is_arm(setting: Setting, sentence: Sentence, population: str) -> bool:
    """Tell whether the words for patients say no more than which arm they were in."""
    who = population.removeprefix("subgroup: ")
    start = setting.view.text.find(who, sentence.start, sentence.end)
    given = _GIVEN.match(who)
    return given is not None and start >= 0 and bool(setting.arms_in(start, start + len(who)))


def _is_randomised_whole(setting: Setting, population: str) -> bool:
    """Tell whether only the patients of a named kind were randomised: they are the trial's all."""
    who = _WHO.match(population)
    if who is None:
        return False
    only = re.compile(rf"(?i)\b{re.escape(who['kind'])} {_ALLOCATED}")
    return any(
        only.search(setting.view.words(sentence)) is not None
        for sentence in setting.view.sentences
        if sentence.section in {"methods", "abstract"}
    )


def assessor_of(setting: Setting, sentence: Sentence, name: Mention, end: int) -> Assessor | None:
    """Return who assessed: said in the sentence, else the only assessor of that end point."""
    if name.value in _UNASSESSED:
        return None
    before = setting.words(sentence.start, end)
    printed = assessor_in(before) or assessor_in(setting.view.words(sentence))
    return (
        printed
        or _last_assessor(before)
        or _nearest_assessor(setting, sentence, name)
        or declared_assessor(setting, name.value)
    )


def _last_assessor(words: str) -> Assessor | None:
    """Return the later of two assessors, when the words before it close another result."""
    found = sorted(
        (match.start(), kind) for kind, pattern in ASSESSORS for match in pattern.finditer(words)
    )
    kinds = {kind for _, kind in found}
    if len(kinds) < _BOTH:
        return None
    at, last = found[-1]
    before = max(place for place, kind in found if kind != last)
    return assessor_in(words[at:]) if re.search(r"\d[^;]{0,40}[;)]", words[before:at]) else None


def _nearest_assessor(setting: Setting, sentence: Sentence, name: Mention) -> Assessor | None:
    """Return the assessor right before or after the end point's name."""
    if not sentence.start <= name.start < sentence.end:
        return None
    return assessor_in(setting.words(max(sentence.start, name.start - 30), name.end + 40))


# Both ask the whole document about one end point: once for each, not for each result.
@lru_cache(maxsize=16)
def declared_assessor(setting: Setting, name: str) -> Assessor | None:
    """Return the assessor that the document gives an end point, when it gives only one."""
    declared = {
        point.assessor
        for point in setting.trial.end_points
        if point.name == name and point.assessor
    }
    if not declared and name in _JUDGED:
        return _assessor_of_tumours(setting)
    if len(declared) != 1:
        return None
    used: set[str] = set()
    for mention in setting.end_points:
        if mention.value == name:
            words = setting.words(max(0, mention.start - 28), mention.end + 32)
            used |= {kind for kind, pattern in ASSESSORS if pattern.search(words)}
    return next(iter(declared)) if used <= declared else None


@lru_cache(maxsize=2)
def _assessor_of_tumours(setting: Setting) -> Assessor | None:
    """Return who the methods say assessed the tumours, when they name only one sort."""
    found = {
        assessor_in(words)
        for sentence in setting.view.sentences
        if sentence.section in {"methods", "abstract"}
        and _JUDGING.search(words := setting.view.words(sentence))
    } - {None}
    return found.pop() if len(found) == 1 else None


def stage_of(setting: Setting, sentence: Sentence, name: Mention, place: int) -> Stage | None:
    """Return the analysis a number belongs to: from its sentence, the one before, or the title."""
    near = setting.words(sentence.start, min(sentence.end, place + 260))
    found = _stage(near) or _stage_before(setting, sentence, name)
    return found or _titled(setting, name) or _announced(setting, name)


@lru_cache(maxsize=1)
def _reported(text: str) -> re.Match[str] | None:
    return _REPORTED.search(text)


def _announced(setting: Setting, name: Mention) -> Stage | None:
    """Return the analysis that the authors say they report, of this end point or of all."""
    match = _reported(setting.view.text)
    if match is None:
        return None
    sentence = setting.view.sentence_at(match.start())
    kind = str(match.lastgroup)
    begin = match.start(kind) if kind in {"of", "analysis"} else sentence.start
    named = {mention.value for mention in setting.end_points_in(begin, sentence.end)}
    analysis = match["awaited"] or match[kind]
    return _stage(analysis) if not named or name.value in named else None


def _stage(words: str) -> Stage | None:
    for stage, pattern in STAGES:
        if pattern.search(words):
            return stage
    return None


def _stage_before(setting: Setting, sentence: Sentence, name: Mention) -> Stage | None:
    is_back = _THAT_ANALYSIS.match(setting.view.words(sentence))
    for back in (1, 2):
        earlier = setting.before(sentence, back)
        if earlier is None:
            return None
        named = {mention.value for mention in setting.end_points_in(earlier.start, earlier.end)}
        stage = _stage(setting.view.words(earlier))
        is_announced = is_back or _AT_ANALYSIS.match(setting.view.words(earlier))
        if stage and not named and is_announced:
            return stage
        # "updated" belongs to the number beside it; an analysis that is announced goes on.
        if stage and stage != "updated" and named == {name.value}:
            return stage
    return None


def _titled(setting: Setting, name: Mention) -> Stage | None:
    stages = _stages_in_title(setting)
    return stages.get(name.value) or stages.get(_ALL)


_ALL = ""
"""Stands for all end points."""
_OF_THE_TRIAL = lazy.regex(
    r"(?i)\b(?:analysis|results) (?:of|from|in) (?:the |an? )?(?:[\w/-]+ ){0,5}?(?:trial|study)\b"
)


@lru_cache(maxsize=2)
def _stages_in_title(setting: Setting) -> dict[str, Stage]:
    """Return the analysis that a title says its end points, or all, were looked at in."""
    found: dict[str, Stage] = {}
    for sentence in setting.view.sentences:
        stage = _stage(setting.view.words(sentence)) if sentence.section == "title" else None
        if stage:
            named = [one.value for one in setting.end_points_in(sentence.start, sentence.end)]
            is_of_all = _OF_THE_TRIAL.search(setting.view.words(sentence))
            for name in named or ([_ALL] if is_of_all else []):
                found.setdefault(name, stage)
    return found


def role_of(setting: Setting, name: str, assessor: Assessor | None) -> EndPointRole | None:
    """Return the role the trial gave an end point, as this assessor judges it."""
    points = [
        point
        for point in setting.trial.end_points
        if point.name == name and point.population == "all"
    ]
    exact = [point for point in points if assessor is None or point.assessor in (None, assessor)]
    roles = {point.role for point in exact if point.role}
    return next(iter(roles)) if len(roles) == 1 else None


def events_at(setting: Setting, sentence: Sentence) -> tuple[Number | None, Number | None]:
    """Return events over both arms at this analysis, and their share of the planned number."""
    for back in (0, 1, 2):
        near = sentence if back == 0 else setting.before(sentence, back)
        if near is None:
            break
        match = _EVENTS.search(setting.view.text, near.start, near.end)
        if match:
            group = "n" if match["n"] else "had"
            share = _FRACTION.search(setting.view.text, match.end(group), near.end)
            return group_number(setting.view, match, group), _share(setting, share)
    return None, None


def _share(setting: Setting, match: re.Match[str] | None) -> Number | None:
    if match is None:
        return None
    percent = group_number(setting.view, match, "percent")
    return Number(percent.value / Decimal(100), percent.printed, percent.span)


def planned_events(setting: Setting, name: str) -> Number | None:
    """Return the number of events planned for the analysis of an end point."""
    return _planned(setting).get(name) if is_time_to_event(name) else None


@lru_cache(maxsize=2)
def _planned(setting: Setting) -> dict[str, Number]:
    """Return the planned events of each end point: not those of a first look, or in a part."""
    found: dict[str, Number] = {}
    for sentence in setting.view.sentences:
        if sentence.section != "methods" or _NOT_THE_PLAN.search(setting.view.words(sentence)):
            continue
        for match in _PLANNED.finditer(setting.view.text, sentence.start, sentence.end):
            before = list(setting.end_points_in(sentence.start, match.end()))
            counted = setting.words(match.end(), min(sentence.end, match.end() + 60))
            event = before[-1].value if before else composite(counted)
            if event:
                found.setdefault(event, group_number(setting.view, match, "n"))
    return found
