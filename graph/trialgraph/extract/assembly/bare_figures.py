"""Ratios without an interval, and p values without a ratio, are told where no rule took them."""

from collections.abc import Iterable, Iterator

from trialgraph.extract.assembly.origin import is_planned
from trialgraph.extract.assembly.p_only import sets_arms_against_each_other
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.unread import reason_left_out
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.extract.mentions.intervals import P_VALUE
from trialgraph.extract.mentions.measures import RATIOS
from trialgraph.extract.sentences import LONGEST_READ
from trialgraph.extract.view import Sentence
from trialgraph.model.text import Problem, Span

_TELLING = frozenset({"abstract", "results"})


def bare_figures(setting: Setting, read: Iterable[Span]) -> Iterator[Problem]:
    """Yield a problem for each ratio and p of the results that was neither read nor told.

    Args:
        setting: the document.
        read: where estimates stand that were read, or left out with a problem of their own.
    """
    known = {place for span in read for place in (span.start, span.end)}
    for sentence in setting.view.sentences:
        if sentence.section in _TELLING and sentence.end - sentence.start <= LONGEST_READ:
            yield from _ratios(setting, sentence, known)
            yield from _p_values(setting, sentence, known)


def _ratios(setting: Setting, sentence: Sentence, known: set[int]) -> Iterator[Problem]:
    """Yield a problem for each ratio of a sentence; one that the trial was planned with is none."""
    for effect in find_effects(setting.view.text, sentence.start, sentence.end):
        place = setting.view.span(*effect.value)
        is_ratio = effect.measure in RATIOS and effect.is_valued
        if is_ratio and not _is_known(place, known) and not is_planned(setting, sentence, effect):
            printed = setting.words(effect.start, effect.end)
            reason = reason_left_out(setting, sentence, *effect.value)
            yield Problem("unread-estimate", f"{printed} was left out: {reason}", place)


def _p_values(setting: Setting, sentence: Sentence, known: set[int]) -> Iterator[Problem]:
    """Yield a problem for each p that compares the arms where a sentence has no estimate."""
    text, place = setting.view.text, (sentence.start, sentence.end)
    if find_effects(text, *place) or not sets_arms_against_each_other(setting, sentence):
        return
    for match in P_VALUE.finditer(text, *place):
        span = setting.view.span(*match.span("p"))
        if not _is_known(span, known):
            message = f"{match[0]} compares the arms, and no estimate is printed beside it"
            yield Problem("p-value-alone", message, span)


def _is_known(place: Span, known: set[int]) -> bool:
    return place.start in known or place.end in known
