"""What the abbreviations inside a regimen stand for, where the text spells them out."""

import re
from collections.abc import Iterator
from dataclasses import replace

from trialgraph.extract.arm_phrase import ArmPhrase
from trialgraph.extract.regimen import Component, components
from trialgraph.extract.view import ReadingView
from trialgraph.terms.index import TermIndex

_SHORT = re.compile(r"[A-Z][A-Za-z]?[A-Z][A-Za-z0-9]{0,4}|[A-Z]{2,6}")
_MOST_WORDS = 6


def spelt_out(view: ReadingView, phrase: ArmPhrase, terms: TermIndex) -> ArmPhrase:
    """Return the phrase with each unknown abbreviation replaced by what the text defines it as."""
    parts = [more for each in phrase.components for more in _meaning(view, each, terms)]
    unique: dict[str, Component] = {}
    for each in parts:
        unique.setdefault(each.key, each)
    return replace(phrase, components=tuple(unique.values()))


def _meaning(view: ReadingView, component: Component, terms: TermIndex) -> tuple[Component, ...]:
    """Return the components that an abbreviation is short for: known ones, or one name."""
    if component.concept or not _SHORT.fullmatch(component.name):
        return (component,)
    for start, end in _definitions(view, component.name):
        found = components(view.text, start, end, terms)
        if found and (len(found) == 1 or all(each.concept for each in found)):
            place = (component.start, component.end)
            return tuple(replace(each, start=place[0], end=place[1]) for each in found)
    return (component,)


def _definitions(view: ReadingView, short: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges before ``(SHORT)`` that it can stand for, initials in order first."""
    for use in re.finditer(rf"[(\[]{re.escape(short)}[)\]]", view.text):
        sentence = view.sentence_at(use.start())
        words = list(re.finditer(r"\S+", view.text[sentence.start : use.start()]))
        windows = [
            (sentence.start + word.start(), use.start()) for word in words[-_MOST_WORDS:][::-1]
        ]
        fit = [each for each in windows if _abbreviates(short, view.text[slice(*each)])]
        yield from sorted(fit, key=lambda each: not has_initials(short, view.text[slice(*each)]))


def _abbreviates(short: str, words: str) -> bool:
    """Tell whether some words begin with an abbreviation's letter and hold the rest in order."""
    left = iter(words.casefold())
    return words[0].casefold() == short[0].casefold() and all(
        letter in left for letter in short.casefold()
    )


def has_initials(short: str, words: str) -> bool:
    """Tell whether an abbreviation is made of the first letters of some words."""
    initials = "".join(word[0] for word in re.split(r"[\s/-]+", words) if word)
    return initials.casefold() == short.casefold()
