"""Arms that a sentence names as groups, each with its regimen in parentheses."""

import re
from collections.abc import Iterator

from trialgraph.extract.arm_phrase import ArmPhrase
from trialgraph.extract.quoted import COUNT
from trialgraph.extract.regimen import components, parenthesised
from trialgraph.extract.trial_facts import prose
from trialgraph.extract.view import ReadingView
from trialgraph.terms.index import TermIndex

_NAMED = re.compile(r"\b(?P<name>[A-Z][\w+/-]*) (?:group|arm) $")
_SIZE = re.compile(rf"[;,]\s*n\s?=\s?(?P<n>{COUNT})\s*$")


def named_arms(view: ReadingView, terms: TermIndex) -> list[tuple[ArmPhrase, ...]]:
    """Return the lists of arms of sentences such as ``the AB group (drug A, drug B; n = 9)``."""
    found = []
    for start, end in prose(view, ("abstract", "methods", "results")):
        arms = tuple(_groups(view.text, (start, end), terms))
        if len(arms) > 1 and len({arm.short for arm in arms}) == len(arms):
            found.append(arms)
    return found


def _groups(text: str, place: tuple[int, int], terms: TermIndex) -> Iterator[ArmPhrase]:
    """Yield the groups of a sentence whose parentheses hold a regimen of known drugs."""
    sentence = text[slice(*place)]
    for first, last in parenthesised(sentence):
        named = _NAMED.search(sentence[: first - 1])
        size = _SIZE.search(sentence, first, last)
        inner = (place[0] + first, place[0] + (size.start() if size else last))
        regimen = components(text, *inner, terms)
        if named and regimen and all(each.concept for each in regimen):
            yield ArmPhrase(
                place[0] + named.start(),
                place[0] + last + 1,
                regimen,
                short=named["name"],
                rule="named group",
                size=(place[0] + size.start("n"), place[0] + size.end("n")) if size else None,
                words=sentence[named.start() : last + 1],
            )
