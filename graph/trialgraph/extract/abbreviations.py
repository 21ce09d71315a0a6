"""What the abbreviations inside a regimen stand for, where the text spells them out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from trialgraph.extract.arm_phrase import ArmPhrase
from trialgraph.extract.regimen import Component, components
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex

_SHORT = lazy.regex(r"[A-Z][A-Za-z]?[A-Z][A-Za-z0-9]{0,4}|[A-Z]{2,6}|[A-Z][a-z]{2,6}")
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
    return (_in_joined(view, component, terms) or component,)


_JOINED = lazy.regex(r"[(\[](?P<names>[A-Za-z0-9]{2,8}(?: ?[+/-] ?[A-Za-z0-9]{2,8}){1,3})[)\]]")
_REACH = 160


def _in_joined(view: ReadingView, component: Component, terms: TermIndex) -> Component | None:
    """Return what one part of ``drug plus other (DR+OT)`` is short for."""
    for use, names in _joined(view.text):
        if component.name not in names:
            continue
        start = max(view.sentence_at(use).start, use - _REACH)
        found = components(view.text, start, use, terms)[-len(names) :]
        at = names.index(component.name)
        if len(found) == len(names) and _abbreviates(component.name, found[at].printed):
            return replace(found[at], start=component.start, end=component.end)
    return None


def _definitions(view: ReadingView, short: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges before ``(SHORT)`` that it can stand for, initials in order first."""
    for use in re.finditer(rf"[(\[]{re.escape(short)}(?:[)\]]|[;,] )", view.text):
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


@lru_cache(maxsize=4)
def _joined(text: str) -> list[tuple[int, list[str]]]:
    """Return where each joined abbreviation stands in brackets, at the first places, and parts."""
    return [
        (use.start(), re.split(r" ?[+/-] ?", use["names"]))
        for use in islice(_JOINED.finditer(text), _MOST_JOINED)
    ]


_MOST_JOINED = 200


_BRACKETED = lazy.regex(r"[(\[](?P<name>[\w-]{2,20})[)\]]")
_MOST_PLACES = 5
_OF_A_TRIAL = lazy.regex(r"\b(?:trials?|study|studies)\b", re.IGNORECASE)


def is_common_abbreviation(text: str, name: str) -> bool:
    """Tell whether a text uses a name for small words that it spells out: ``expert panel (EP)``.

    A trial's name is spelt out with capitals, or with the word trial or study.
    """
    places = _bracketed(text)
    short = name.removesuffix("s") if name[:-1].isupper() else name
    for use in (*places.get(short, ()), *places.get(f"{short}s", ())):
        words = text[max(0, use - 120) : use].rsplit("\n", maxsplit=1)[-1].split()
        for count in range(1, min(_MOST_WORDS, len(words)) + 1):
            window = " ".join(words[-count:])
            if _is_small(words[-count:]) and _abbreviates(short, window):
                return _OF_A_TRIAL.search(window) is None
    return False


@lru_cache(maxsize=4)
def _bracketed(text: str) -> dict[str, list[int]]:
    """Return where each word stands alone in brackets, at the first places only."""
    found: dict[str, list[int]] = {}
    for match in _BRACKETED.finditer(text):
        places = found.setdefault(match["name"], [])
        if len(places) < _MOST_PLACES:
            places.append(match.start())
    return found


def _is_small(words: list[str]) -> bool:
    """Tell whether no word after the first, which may begin a sentence, has a capital."""
    return all(word == word.lower() for word in words[1:]) and words[0][1:] == words[0][1:].lower()
