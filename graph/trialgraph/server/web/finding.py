"""What a name or a number typed into the one box means: things with pages of their own."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trialgraph.catalogue.names_found import Found, NameMatch, find_names
from trialgraph.catalogue.sentences import counted
from trialgraph.server.addresses import effects_page, page_of

if TYPE_CHECKING:
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

_ENDING = re.compile(r"[\s.,;:!?]+$")
_STUDY = re.compile(r"\s*\b(?:trial|study)\b\s*", re.IGNORECASE)
_MOST_PARTS = 8  # words that are tried as the names of a drug and an end point
_KINDS = {
    "end-point": "end point",
    "event": "adverse event",
    "publication": "publication that is cited and not held",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that the words may mean.

    Attributes:
        label: what to print.
        kind: trial, drug, condition, end point, document, ...
        name: by which it was found, where that is not the label.
        held: how much stands behind it, in words; empty for nothing.
        page: about it; empty where there is none.
    """

    label: str
    kind: str
    name: str
    held: str
    page: str


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found.

    Attributes:
        only: page of the one thing that the words name; empty where that is not one.
        exact: whether the words are the name of all that was found.
        found: the likeliest first.
        nearest: names that are spelled alike, where none has the words.
        searched: where, in words.
    """

    only: str
    exact: bool
    found: tuple[Hit, ...]
    nearest: tuple[str, ...]
    searched: str


def hits(reader: "Reader", terms: "TermIndex", words: str) -> Hits:
    """Return the things that words may mean.

    Raises:
        BadParameter: too many words for any name, or unprintable ones.
        NamesNotReady: the store is large, and its index is being made.
    """
    words = _ENDING.sub("", words) or words
    both = _both(reader, terms, words)
    if both:
        return Hits(only=both, exact=True, found=(), nearest=(), searched="")
    found = find_names(reader, terms, words)
    bare = _STUDY.sub("", words)
    if not found.exact and bare and bare != words:
        named = find_names(reader, terms, bare)
        found = named if named.exact else found
    # Where no name has the words, what is spelled alike is told as such.
    is_alike = bool(found.nearest)
    matches = () if is_alike else found.exact or found.matches
    return Hits(
        only=_only(found),
        exact=bool(found.exact),
        found=tuple(_hit(one) for one in matches),
        nearest=found.nearest,
        searched=counted(found.searched.documents, found.searched.trials),
    )


def _both(reader: "Reader", terms: "TermIndex", words: str) -> str:
    """Return the page of a drug's estimates on an end point, where words are the two names.

    Empty where they are one name, or others.
    """
    parts = words.split()
    if not 1 < len(parts) <= _MOST_PARTS or find_names(reader, terms, words).exact:
        return ""
    for at in range(1, len(parts)):
        halves = " ".join(parts[:at]), " ".join(parts[at:])
        for drug, endpoint in (halves, halves[::-1]):
            if terms.find("drug", drug) and terms.find("end-point", endpoint):
                return effects_page(intervention=drug, endpoint=endpoint)
    return ""


def _only(found: Found) -> str:
    return (page_of(found.only.iri) or "") if found.only else ""


def _hit(match: NameMatch) -> Hit:
    counts = ((match.trials, "trial"), (match.effects, "estimate"))
    held = (f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts if count)
    return Hit(
        label=match.label,
        kind=_KINDS.get(match.type, match.type),
        name="" if match.matched_name == match.label else match.matched_name,
        held=", ".join(held),
        page=page_of(match.iri) or "",
    )
