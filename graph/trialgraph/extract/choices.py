"""The drugs that ``physician's choice`` stands for, where the text lists them."""

import re
from dataclasses import replace

from trialgraph.extract.regimen import Component
from trialgraph.extract.trial_facts import prose
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex

_CHOICE = lazy.regex(
    r"\b(?:(?:physician|investigator|clinician|doctor)s?'?s?'? choice|choice of)\b", re.IGNORECASE
)
_LISTED = lazy.regex(
    r"\b(?:consist(?:ed|ing|s) of|includ(?:ed|ing)|compris(?:ed|ing)|one of|"
    r"options? (?:were|was)|either|limited to|:)\s",
    re.IGNORECASE,
)
_FEWEST = 2


def options(view: ReadingView, terms: TermIndex) -> tuple[Component, ...]:
    """Return the drugs of the first list of options that a sentence on the choice prints."""
    for start, end in prose(view, ("methods", "abstract")):
        words = view.text[start:end]
        choice = _CHOICE.search(words)
        if choice is None:
            continue
        listed = _LISTED.search(words, choice.end())
        if listed is None:
            continue
        found = _drugs(view, start + _last_list(words, listed), end, terms)
        if len(found) >= _FEWEST:
            return found
    return ()


def _last_list(words: str, listed: re.Match[str]) -> int:
    """Return where the last listing verb ends: asides name other drugs before it."""
    return [match.end() for match in _LISTED.finditer(words, listed.start())][-1]


def _drugs(view: ReadingView, start: int, end: int, terms: TermIndex) -> tuple[Component, ...]:
    seen: dict[str, Component] = {}
    for mention in terms.mentions(view.text[start:end], "drug"):
        concept = mention.concept
        if concept.attributes.get("kind", "drug") == "drug":
            place = (start + mention.start, start + mention.end)
            seen.setdefault(
                concept.notation,
                Component(
                    concept.label,
                    concept.notation,
                    "drug",
                    choice=True,
                    start=place[0],
                    end=place[1],
                    printed=view.text[slice(*place)],
                ),
            )
    return tuple(seen.values())


def with_options(
    components: tuple[Component, ...], listed: tuple[Component, ...]
) -> tuple[Component, ...]:
    """Return the components with a bare choice replaced by the drugs it is made from."""
    out: list[Component] = []
    for component in components:
        out.extend(
            listed
            if component.choice and listed and not _is_listed(component, listed)
            else [component]
        )
    return tuple(replace(each) for each in out)


def _is_listed(component: Component, listed: tuple[Component, ...]) -> bool:
    return any(component.key == each.key for each in listed)
