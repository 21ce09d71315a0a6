"""Estimates that a text prints with an interval and that no rule took: none is dropped in silence.

A grammar looser than the one that reads: it only has to see that something stands there.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate

from trialgraph.extract.assembly.origin import is_of_covariate
from trialgraph.extract.assembly.other_groups import is_of_others
from trialgraph.extract.assembly.setting import NOT_RESULTS, Setting
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.extract.mentions.measures import MEASURES, RATIOS
from trialgraph.extract.sentences import LONGEST_READ
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.text import Problem, Span

_NAMED = "|".join(words for measure, words in MEASURES if measure in RATIOS)
_CUE = lazy.regex(r"[HOR]R|[Rr]atio|RATIO|[Rr]isk|RISK")  # quick, and in every named ratio
_VALUE = r"(?P<value>\d{1,3}\.\d{1,6})"
_LIMITS = (
    r"[\s,;:=(\[]{1,4}(?:\d\d(?:\.\d{1,3})?\s?%?\s?(?i:CIs?|CrI|confidence (?:interval|limit)s?"
    r"|credible intervals?)(?:\s?[(\[]CI[)\]])?)?(?:\s(?:of|from|was))?[\s,;:=(\[]{0,4}"
    r"\d{1,3}\.\d{1,6}\s?(?:-|to|,|and|;)\s?\d{1,4}\.\d{1,6}"
)
_BRACKET = r"[(\[]\d\d(?:\.\d{1,3})?\s?%\s?CI[)\]]"
_FIRST = lazy.regex(rf"(?:{_NAMED})(?:[^\d.]|{_BRACKET}){{0,80}}?(?<![\d.]){_VALUE}{_LIMITS}")
# A difference may be whole and below nothing, and has a unit.
_DIFFERENCE = lazy.regex(
    rf"(?:[Dd]ifferences?|[Ee]fficacy)\b(?:[^\d.;]|{_BRACKET}){{0,80}}?"
    r"(?P<value>-?\d{1,4}(?:\.\d{1,6})?)(?:\s?[A-Za-z%/]{1,12}(?:\s[A-Za-z]{1,8})?)?"
    r"[\s,;:(\[]{1,3}\d\d(?:\.\d{1,3})?\s?%\s?(?i:CIs?|confidence intervals?|credible intervals?)"
    r"(?:\s?[(\[]CI[)\]])?[\s,;:]{1,2}-?\d{1,4}(?:\.\d{1,6})?%?\s?(?:to|-|,|;)\s?"
    r"-?\d{1,4}(?:\.\d{1,6})?"
)
# "difference between the new drug (6.6 months [95% CI ...]) and": the value of one group.
_OF_A_GROUP = lazy.regex(r"\b(?:between|according to)\b[^()]*\($")
_NEXT = lazy.regex(
    r"[)\]]{0,2}(?:[,;]?\s?[pP]\s?[=<>]\s?\d?\.\d{1,6})?[)\]]{0,2}[,;]?\s(?:and\s|or\s)?"
    rf"{_VALUE}{_LIMITS}"
)
_FOREST = lazy.regex(r"\d\.\d+\s\(\d+\.\d+\s?[-–]\s?\d+\.\d+\)")


def unread_estimates(setting: Setting, read: Iterable[Span]) -> Iterator[Problem]:
    """Yield a problem for every ratio printed with its interval that was not read.

    Args:
        setting: the document.
        read: where estimates stand that were read, or left out with a problem of their own.
    """
    places = sorted((span.start, span.end) for span in read)
    ends = [0, *accumulate((end for _, end in places), max)]
    for sentence in setting.view.sentences:
        for match in (
            *_printed(setting.view.text, sentence),
            *_differences(setting.view.text, sentence),
        ):
            value = setting.view.span(*match.span("value"))
            if ends[bisect_left(places, (value.end,))] <= value.start:
                reason = reason_left_out(setting, sentence, *match.span("value"))
                yield Problem("unread-estimate", f"{match[0]} was left out: {reason}", value)


def retold_estimates(view: ReadingView) -> Iterator[Problem]:
    """Yield a problem for every estimate that a document prints which reports no trial itself."""
    for sentence in view.sentences:
        for match in (*_printed(view.text, sentence), *_differences(view.text, sentence)):
            reason = "the document reports no trial of its own"
            value = view.span(*match.span("value"))
            yield Problem("unread-estimate", f"{match[0]} was left out: {reason}", value)


def _printed(text: str, sentence: Sentence) -> Iterator[re.Match[str]]:
    """Yield what looks like a ratio and its interval, with those that follow it in a list."""
    if not _CUE.search(text, sentence.start, sentence.end):
        return
    found = _FIRST.search(text, sentence.start, sentence.end)
    while found:
        yield found
        following = _NEXT.match(text, found.end(), sentence.end)
        found = following or _FIRST.search(text, found.end(), sentence.end)


def _differences(text: str, sentence: Sentence) -> Iterator[re.Match[str]]:
    """Yield what looks like a difference and its interval, where results are told."""
    if sentence.section in NOT_RESULTS:
        return
    for match in _DIFFERENCE.finditer(text, sentence.start, sentence.end):
        if not _OF_A_GROUP.search(text, match.start(), match.start("value")):
            yield match


def reason_left_out(setting: Setting, sentence: Sentence, start: int, end: int) -> str:
    """Return why the figure at a range of a sentence was not read as an estimate."""
    if sentence.section in NOT_RESULTS:
        return f"it stands in the section {sentence.section!r}, where no result is looked for"
    if sentence.end - sentence.start > LONGEST_READ:
        return "its sentence is too long to be read"
    if not setting.trial.arms:
        return "no arms were found that it could compare"
    effects = find_effects(setting.view.text, sentence.start, sentence.end)
    known = [effect for effect in effects if effect.value[0] < end and start < effect.value[1]]
    if any(is_of_covariate(setting, sentence, effect) for effect in known):
        return "its sentence speaks of a factor of the patients, not of the arms"
    if any(is_of_others(setting, sentence, effect) for effect in known):
        return "its sentence holds groups against each other that are not the arms"
    return "its words have no form that is read for sure"


def forest_plots(view: ReadingView) -> Iterator[Problem]:
    """Return a problem where rows of a forest plot stand apart from their subgroups."""
    stray = [
        Span(section.span.start + match.start(), section.span.start + match.end())
        for section in view.document.sections
        if section.kind in {"furniture", "caption"}
        for match in _FOREST.finditer(view.document.words(section.span))
    ]
    enough = 3
    if len(stray) >= enough:
        yield Problem(
            "forest-plot-unreadable",
            f"{len(stray)} ratios of a forest plot stand apart from their subgroups; none was read",
            Span(stray[0].start, stray[-1].end),
        )
