"""Which end point a number is about: clause by clause, then sentence by sentence."""

import re
from itertools import pairwise

from trialgraph.extract.assembly.brackets import in_own_bracket
from trialgraph.extract.assembly.events import (
    EVENT_ALONE,
    composed,
    event_of,
    is_named_itself,
    one_of_events,
)
from trialgraph.extract.assembly.plain_subject import plain_subject, speaks_of_another
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.told_of import told_of
from trialgraph.extract.assembly.topic import (
    COUNTED,
    IF_TREATED,
    NO_NAME,
    NO_SUBJECT,
    as_primary,
    averted,
    had_by_all,
    is_arm,
    is_no_name,
    is_outcome,
    named_as,
    subject_of,
)
from trialgraph.extract.mentions.effects import PrintedEffect
from trialgraph.extract.mentions.end_points import composite
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.sentences import open_bracket
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_CLAUSE = lazy.regex(r"; |[)\]],? (?=(?:and|but|while|whereas) )")
_FINITE = lazy.regex(r"\b(?:was|were|had|died|occurred|developed|decreased|increased|improved)\b")
_CLAUSE_SUBJECT = lazy.regex(
    rf"(?:and |but |while |whereas )?(?:the )?(?i:{COUNTED})"
    r"(?P<words>[A-Za-z][^.;,()]{3,60}?) (?:occurred|was|were|developed|decreased|increased"
    r"|improved)\b"
)
_CHANGE = (
    r"fewer|(?:more|less)(?= [a-z ]{2,50}s\b)(?! [a-z]+ (?:in|with|after|than))|excess (?:of|in)"
    r"|prevent(?:ed|s|ing)"
    r"|reduc(?:ed|es|ing)|lower(?:ed|s)?|decreased?|increased?|reductions? (?:of|in)"
    r"|increases? in|decreases? in|effect on|improvement in"
)
_RISK = (
    r"(?:(?:estimated|relative|absolute|overall|cumulative) )?"
    r"(?:risk|rate|incidence|likelihood|odds|probability|frequency|number)s? of (?:an? |the )?"
)
_CHANGED = rf"(?i:\b(?:(?:{_CHANGE})(?: the)? (?:{_RISK})?|{_RISK})(?:either )?)"
# "fewer strokes with A than with B (RR ...": what a bracket counts, right before it.
_BRACKETED = lazy.regex(
    rf"{_CHANGED}(?P<words>(?:[a-z][a-z/-]{{2,20}}|[A-Z]{{2,6}})(?: [a-z][a-z/-]{{1,20}}){{0,5}}?)"
    r"(?:,? (?:in|with|among|for|after|than|at|by|between|compared|as compared|was|were|did|from"
    r"|overall"
    r"|occurred|developed|happened|fell|rose|seemed"
    r"|when|during|over|associated)\b[^.;()]{0,110})?\s?$"
)
_OF_CAUSE = lazy.regex(r"(?i)\bdeaths? (?:from|due to|caused by) (?!any\b|all\b)")
_ITS_CAUSE = lazy.regex(
    r" (?:from|due to|caused by) (?!(?:any|all) causes?\b|any\b)[a-z][a-z -]{2,40}?"
    r"(?=,| \(| ?$| in | with | among )"
)
_AND = lazy.regex(r"[)\]]?[,;]?\s(?:and\s)?|\s?,\s?")
_SYMPTOM = lazy.regex(r" (?:of|for|in) (?:the )?(?P<what>[a-z][a-z -]{2,40}?)(?=,| \(| was| with)")
_SYMPTOM_AGAIN = lazy.regex(
    r"\),? (?:(?:and|or|but|nor) )?(?:not )?(?:of |for |in )?(?P<what>[a-z][a-z -]{2,40}) \($"
)
_REPORTER = lazy.regex(r"\b(?P<who>[A-Za-z]{3,12}-(?:reported|rated))\s$")
_RESPECT = lazy.regex(
    r"(?:[A-Z]{5,12}: )?(?:With (?:respect|regard) to|Regarding|Concerning|In terms of|As regards)"
    r" (?:the )?(?P<words>[A-Za-z][^,;.()]{3,80}),"
)
_SPELLS = lazy.regex(r"\b(?:weeks|days|months) (?:with|of)")
_COMPARED = lazy.regex(r"(?i)\b(?:vs\.?|versus|v|than|compared|between the|both)\s")
# "survival by disease-related events (HR ...)": the bracket counts these, not the survival.
_EVENTS = lazy.regex(
    r"\b(?P<words>(?!(?:of|in|the|and|or|more|fewer|any|all) )[a-z]+(?:-[a-z]+)?"
    r" (?:events|effects))\s$"
)
_FOR_AFTER = lazy.regex(r"[\s)\]]*for (?:the )?(?:median )?")
_EVENT_BEFORE = lazy.regex(
    r"(?i)\b(?:risk of|fewer|more) (?P<event>(?:(?:disease )?progression"
    r"|relapse|recurrence) or death"
    r"|deaths?\b(?! or| due| caused| attributed| from (?!any|all causes)))[^.;]{0,60}$"
)
# What a difference or an efficacy is of: the words after "in" or "against", up to the groups.
_DIFFERING = lazy.regex(
    r"\b(?:in|for|against|of) (?:the )?(?:(?:adjusted|estimated|mean|median|average|overall|rates?"
    r"|least[- ]squares|absolute|(?:percentage )?changes?(?: from baseline)?|of|in|for|the) ){0,8}"
    r"(?P<what>(?:laboratory-|[A-Za-z])[^,;()]{2,80}?)"
    r"(?=,? (?:between|from|for|with|versus|vs|v|was|were|at|after|among|in|by|more|compared"
    r"|on|than)\b|\s?[,(]|\s*$)"
)
_NO_RATIO = lazy.regex(
    r"(?i)difference|-(?:adjusted|corrected|subtracted)|efficacy|relative risk$|MD$|GMR$"
)
_LISTED = lazy.regex(
    r"(?:^[\s,]{0,2}(?:[(\[](?:\d\d% ?CI|[A-Z]{2,4})[)\]] )?|follows: |: )for (?:the )?"
    r"(?P<what>[a-z][^,;:()]{3,70}?)"
    r"(?=,?\s*$|,? (?:in|between|among|with|comparing|at|after|when|by) (?:the|both|all|those"
    r"|patients|participants|women|men|people|week|month|\d)\b|,? (?:associated|compared) with\b)"
)
# A sentence of harms, or of what patients did, goes on about no end point before it.
_OWN_MATTER = lazy.regex(
    r"(?i)\b(?:grade|adverse|toxic\w*|side[- ]effects?|(?:more|less|equally|as) likely to)\b"
)
# "in patients achieving a response": who was looked at, not what was compared.
_OF_PATIENTS = lazy.regex(
    r"(?i)\b(?:patients|those|women|men|participants|subjects) (?:who )?(?:had )?"
    r"(?:achiev(?:ed|ing)|gain(?:ed|ing)|having|reach(?:ed|ing)|attain(?:ed|ing)) (?:an? |the )?$"
)


def end_point_after(setting: Setting, sentence: Sentence, end: int) -> Mention | None:
    """Return the end point that follows a number at once: "was 0.79 (...) for OS"."""
    named = setting.end_points_in(end, sentence.end)
    if not named or not _FOR_AFTER.fullmatch(setting.words(end, named[0].start)):
        return None
    return named[0]


def end_point_of(
    setting: Setting, sentence: Sentence, place: int, fill: str | None = None
) -> Mention | None:
    """Return the end point of a number at a place of a sentence.

    Args:
        setting: the document.
        sentence: that holds the number.
        place: where the number's words begin.
        fill: words between the measure of an estimate and its value, which may name the event.
    """
    return as_primary(setting, averted(setting, _end_point_of(setting, sentence, place, fill)))


def _end_point_of(
    setting: Setting, sentence: Sentence, place: int, fill: str | None
) -> Mention | None:
    """Return the end point of a number by the words inside, before and behind its clause."""
    is_estimate = fill is not None
    fill = fill or ""
    inside = _of_measure(setting, place, fill)
    if inside:
        return inside
    listed = _listed(setting, sentence, place, fill) or _differing(setting, place, fill)
    listed = listed or in_own_bracket(setting, sentence, place)
    if listed:
        return listed
    if is_named_itself(fill):
        return event_of(setting, place, fill) or composed(fill, place)
    before = [
        one
        for one in setting.end_points_in(sentence.start, place)
        if not _OF_PATIENTS.search(setting.words(sentence.start, one.start))
    ]
    if before:
        return _deteriorated(setting, _governing(setting, sentence, before, place), place)
    return (
        composed(fill, place)
        or _elsewhere(setting, sentence, place, is_estimate=is_estimate)
        or one_of_events(setting, place, fill)
    )


def _deteriorated(setting: Setting, name: Mention, place: int) -> Mention:
    """Return a time to deterioration with the symptom that its own bracket follows."""
    if name.value != "TTD":
        return name
    words = setting.words(name.end, place)
    first, last = _SYMPTOM.match(words), _SYMPTOM_AGAIN.search(words)
    symptom = last if ")" in words else first
    if first is None or symptom is None or NO_SUBJECT.search(symptom["what"]):
        return name
    return Mention(f"time to deterioration of {symptom['what']}", name.start, name.end)


def _is_of_all(words: str) -> bool:
    """Tell whether words name the event of a standard end point: not death of one cause."""
    return composite(words) is not None and not _OF_CAUSE.search(words)


def names_in_order(
    setting: Setting, sentence: Sentence, effects: list[PrintedEffect]
) -> list[Mention]:
    """Return the end points that "respectively" gives to the estimates of a sentence, or none."""
    after = setting.words(effects[-1].end, min(sentence.end, effects[-1].end + 16))
    gaps = [setting.words(one.end, other.start) for one, other in pairwise(effects)]
    if "respectively" not in after or not gaps or any(not _AND.fullmatch(gap) for gap in gaps):
        return []
    named = setting.end_points_in(sentence.start, effects[0].start)
    first = list({mention.value: mention for mention in reversed(named)}.values())
    return sorted(first, key=lambda one: one.start) if len(first) == len(effects) else []


def with_reporter(setting: Setting, name: Mention) -> Mention:
    """Return an end point with who reported it: what patients and sites report may differ."""
    begin = max(0, name.start - 24)
    match = _REPORTER.search(setting.words(begin, name.start))
    if match is None:
        return name
    return Mention(f"{match['who'].lower()} {name.value}", begin + match.start("who"), name.end)


def _listed(setting: Setting, sentence: Sentence, place: int, fill: str) -> Mention | None:
    """Return what the words of the measure say it is for, unless these are arms or patients."""
    match = _LISTED.search(fill)
    if match is None or NO_SUBJECT.search(match["what"]) or _is_of_all(match["what"]):
        return None
    if EVENT_ALONE.match(match["what"]) and setting.end_points_in(sentence.start, place):
        return None
    start = setting.view.text.index(fill, sentence.start) + match.start("what")
    end = start + len(match["what"])
    if _COMPARED.search(match["what"]) or setting.arms_in(start, end):
        return None
    return Mention(re.sub(r"\s(?:was|were|is|of)$", "", match["what"]), start, end)


def _differing(setting: Setting, place: int, fill: str) -> Mention | None:
    """Return what a difference is said to be in: "the difference in mean weight between ..."."""
    match = _DIFFERING.search(fill)
    if match is None or not is_outcome(match["what"]):
        return None
    if is_no_name(setting, match["what"].replace("ratio of", "")):
        return None
    at = setting.view.text.index(fill, place)
    if not _NO_RATIO.search(setting.words(place, at)):
        return None
    return named_as(match["what"], at + match.start("what"))


def _of_measure(setting: Setting, place: int, fill: str) -> Mention | None:
    """Return the end point named inside the words of the measure itself."""
    named = setting.end_points_in(place, place + len(fill) + 16) if fill.strip(" ,:=") else ()
    named = [mention for mention in named if setting.words(mention.start, mention.end) in fill]
    return named[0] if named else None


def _governing(setting: Setting, sentence: Sentence, before: list[Mention], place: int) -> Mention:
    """Return the nearest end point before a place; a subject outranks a label in brackets.

    "Median X showed a trend (median Y 28 months ...; HR ...)": what a bracket
    restates cannot change what its sentence is about, unless it labels the number itself.
    """
    nearest = before[-1]
    opening = open_bracket(setting.words(sentence.start, place))
    if opening is None:
        return nearest
    events = _EVENTS.search(setting.words(nearest.end, sentence.start + opening))
    if events:
        return named_as(events["words"], nearest.end + events.start("words"))
    clause = _of_clause(setting, nearest.end, sentence.start + opening)
    if clause:
        return clause
    counted = _bracketed(setting, nearest.end, sentence.start + opening)
    if counted and "(" not in setting.words(nearest.end, counted.start):
        return counted
    outside = [mention for mention in before if mention.end <= sentence.start + opening]
    inside = [mention for mention in before if mention.start >= sentence.start + opening]
    if not inside or not outside:
        return nearest
    labels = {mention.value for mention in inside}
    subject = outside[-1]
    restated = len(labels) == 1 and _is_median(setting, inside[0])
    in_clause = not re.search(r"[;)]", setting.words(subject.end, sentence.start + opening))
    labels_number = not setting.words(nearest.end, place).strip() and not _is_median(
        setting, subject
    )
    return subject if restated and in_clause and not labels_number else nearest


def _last_clause(setting: Setting, sentence: Sentence, place: int) -> Mention | None:
    opening = open_bracket(setting.words(sentence.start, place))
    return _of_clause(setting, sentence.start, sentence.start + opening if opening else place)


def _first_subject(setting: Setting, sentence: Sentence, place: int) -> Mention | None:
    """Return the subject of a sentence, unless a later clause has one of its own."""
    words = setting.words(sentence.start, place)
    starts = [match.end() for match in _CLAUSE.finditer(words)]
    if starts and _FINITE.search(words, starts[-1]):
        return None
    return subject_of(setting, sentence, place)


def _of_clause(setting: Setting, start: int, opening: int) -> Mention | None:
    """Return the subject of a clause that begins after the last end point named: "; stroke was"."""
    words = setting.words(start, opening)
    starts = [match.end() for match in _CLAUSE.finditer(words)]
    found = _CLAUSE_SUBJECT.match(words, starts[-1]) if starts else None
    if found is None or NO_SUBJECT.search(found["words"]) or is_arm(setting, found["words"]):
        return None
    if EVENT_ALONE.match(found["words"]) or NO_NAME.search(found["words"]):
        return None
    return named_as(found["words"], start + found.start("words"))


def _is_median(setting: Setting, mention: Mention) -> bool:
    return setting.words(max(0, mention.start - 7), mention.start).lower() == "median "


def _elsewhere(
    setting: Setting, sentence: Sentence, place: int, *, is_estimate: bool
) -> Mention | None:
    """Return the end point named later in the sentence, its subject, or the topic before it."""
    if is_estimate and (own := _of_own_clause(setting, sentence, place)):
        return own
    after = list(setting.end_points_in(place, sentence.end))
    if after:
        return after[0] if len({mention.value for mention in after}) == 1 else None
    words = setting.words(sentence.start, place)
    event = _EVENT_BEFORE.search(words)
    if event:
        return Mention(composite(event["event"]) or "OS", place, place)
    subject = (
        _in_respect(setting, sentence, place)
        or _last_clause(setting, sentence, place)
        or _bracketed_in(setting, sentence, place)
        or _first_subject(setting, sentence, place)
        or had_by_all(setting, sentence, place)
        or told_of(setting, sentence, place)
        or (plain_subject(setting, sentence, place) if is_estimate else None)
    )
    is_apart = is_estimate and (
        _OWN_MATTER.search(words) or speaks_of_another(setting, sentence, place)
    )
    return subject if subject or is_apart else _topic_before(setting, sentence)


def _topic_before(setting: Setting, sentence: Sentence) -> Mention | None:
    """Return the only end point of the nearest of two sentences before that names any."""
    for back in (1, 2):
        earlier = setting.before(sentence, back)
        named = list(setting.end_points_in(earlier.start, earlier.end)) if earlier else []
        if named:
            values = {mention.value for mention in named}
            return named[-1] if len(values) == 1 else None
    return None


def _of_own_clause(setting: Setting, sentence: Sentence, place: int) -> Mention | None:
    """Return the subject that a clause has before the bracket of an estimate.

    What stands behind the bracket is another matter: "..., without more late deaths".
    """
    if open_bracket(setting.words(sentence.start, place)) is None:
        return None
    plain = plain_subject(setting, sentence, place)
    known = _last_clause(setting, sentence, place) or _first_subject(setting, sentence, place)
    is_later = plain and known and known.end <= plain.start
    return plain if is_later or not known else plain and known


def _in_respect(setting: Setting, sentence: Sentence, place: int) -> Mention | None:
    """Return what a sentence says at its head that it is about: "With respect to pain, ..."."""
    words = setting.words(sentence.start, place)
    found = _RESPECT.match(words)
    if found is None or NO_SUBJECT.search(_SPELLS.sub("", found["words"])):
        return None
    return named_as(found["words"], sentence.start + found.start("words"))


def _bracketed_in(setting: Setting, sentence: Sentence, place: int) -> Mention | None:
    """Return what a bracket in a comparison of arms counts: "fewer strokes with A (RR ...)"."""
    words = setting.words(sentence.start, place)
    opening = open_bracket(words)
    arms = {mention.value for mention in setting.arms_in(sentence.start, place)}
    if opening is None or not (arms or _COMPARED.search(words)):
        return None
    begin = words.rfind(")", 0, opening) + 1
    return _bracketed(setting, sentence.start + begin, sentence.start + opening)


def _bracketed(setting: Setting, start: int, opening: int) -> Mention | None:
    """Return the event right before a bracket whose risk or number a clause says has changed."""
    start = max(start, opening - 200)
    found = _BRACKETED.search(setting.words(start, opening))
    if found is None or NO_SUBJECT.search(found["words"]) or is_arm(setting, found["words"]):
        return None
    if EVENT_ALONE.match(found["words"]) or composite(found["words"]) not in {None, "OS"}:
        return None
    cause = _ITS_CAUSE.match(setting.words(start, opening), found.end("words"))
    if cause and found["words"].lower() in {"death", "deaths"}:
        return named_as(found["words"] + cause[0], start + found.start("words"))
    if NO_NAME.search(found["words"]) or IF_TREATED.search(found[0]):
        return None
    return named_as(found["words"], start + found.start("words"))
