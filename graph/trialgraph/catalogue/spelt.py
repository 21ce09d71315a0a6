"""Words as names are looked up by them: their keys, their IRIs, and names spelled alike."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import unquote

from trialgraph import names
from trialgraph.names.identifiers import identifier_key, recognised
from trialgraph.terms.folding import exact_key, plain

if TYPE_CHECKING:
    from trialgraph.store.name_index import NamedThing, NameIndex

_LOCAL = re.compile(r"(?:https?://[^/\s]+(?:/[^/\s]+)*)?/?id/(?P<local>[a-z-]+/\S+)")
_ALIKE = 0.6
_SHOWN = 5  # known names, where none is near


def near(given: str, known: "Iterable[str]") -> str:
    """Return what tells somebody which known names are nearest to the given one."""
    by_folded = {name.casefold(): name for name in known}
    like = get_close_matches(given.casefold(), by_folded, n=3, cutoff=0.5)
    if like:
        return "nearest: " + ", ".join(by_folded[name] for name in like)
    if not by_folded:
        return "none is held"
    some = sorted(by_folded.values(), key=lambda one: (not one[0].isalpha(), one.casefold()))
    return "known: " + ", ".join(some[:_SHOWN]) + (", ..." if len(some) > _SHOWN else "")


def similar(index: "NameIndex", q: str, types: Sequence[str]) -> "list[NamedThing]":
    """Return things with a name that is spelled alike, the most alike first, each once."""
    given = plain(q)
    rated = [(_likeness(given, plain(one.name)), one) for one in index.alike(q, types)]
    rated.sort(key=lambda pair: (-pair[0], -pair[1].effects, pair[1].name))
    near: dict[str, NamedThing] = {}
    for likeness, one in rated:
        if likeness >= _ALIKE:
            near.setdefault(one.iri, one)
    return list(near.values())


def _likeness(given: str, name: str) -> float:
    """Return how alike two spellings are, from 0 to 1."""
    matcher = SequenceMatcher(None, given, name, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0


def keys_of(words: str) -> list[str]:
    """Return the keys under which a name or an identifier is looked up."""
    parts = [words.strip(), *(unquote(iri.rpartition("/")[2]) for iri in iris_of(words))]
    found = (recognised(one) for one in parts)
    keys = [identifier_key(one) for one in found if one is not None]
    name = exact_key(words)
    return [*keys, name] if name else keys


def iris_of(words: str) -> list[str]:
    """Return the IRI that words are: ours in any form, or the address of a work elsewhere."""
    given = words.strip()
    prefix, colon, local = given.partition(":")
    base = names.PREFIXES.get(prefix, "") if colon else ""
    if base.startswith(names.ID):
        return [base + local]
    ours = _LOCAL.fullmatch(given)
    if ours is not None:
        return [names.ID + ours["local"]]
    return [given] if given.startswith(("http://", "https://")) else []
