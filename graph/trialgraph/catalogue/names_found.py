"""Names and identifiers to things: what somebody may mean, the likeliest first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trialgraph.catalogue.answer import Searched
from trialgraph.catalogue.ask import searched
from trialgraph.catalogue.names_kept import named
from trialgraph.catalogue.schemes import LONGEST
from trialgraph.catalogue.spelt import iris_of, keys_of, similar
from trialgraph.errors import BadParameter

if TYPE_CHECKING:
    from trialgraph.store import Reader
    from trialgraph.store.name_index import NamedThing, NameIndex
    from trialgraph.terms.index import TermIndex

TYPES = (
    "trial",
    "drug",
    "condition",
    "end-point",
    "biomarker",
    "event",
    "document",
    "publication",
)
"""Kinds of things that have names; a publication is one that is cited and not held."""
ALIASES = {"intervention": "drug", "endpoint": "end-point"}
"""Other words for a type, as addresses and parameters have them."""
USUAL = 20
MOST = 200

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NEAREST = 5


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A thing that somebody may mean.

    Attributes:
        type: one of ``TYPES``.
        iri: names it in the graph; a work that is not held may have the address of others.
        label: what to print.
        matched_name: the name or identifier by which it was found, as printed.
        is_exact: whether the words are that name, whatever their capitals and hyphens.
        effects: estimates that stand behind it.
        trials: of the store in which it occurs; 0 where the store holds nothing of it.
    """

    type: str
    iri: str
    label: str
    matched_name: str
    is_exact: bool
    effects: int
    trials: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found by a name.

    Attributes:
        matches: the likeliest first: exact identifiers and names, names that begin with the
            words, names with all words, and where there is none, similar ones.
        nearest: names that are spelled alike, where no name has the words.
        searched: in which documents.
        is_current: whether the index is of the version that is read; that of an earlier one
            answers while a new one is made.
        version: of the index.
    """

    matches: tuple[NameMatch, ...]
    nearest: tuple[str, ...]
    searched: Searched
    is_current: bool = True
    version: int = 0

    @property
    def exact(self) -> tuple[NameMatch, ...]:
        """Return those whose name or identifier the words are."""
        return tuple(one for one in self.matches if one.is_exact)

    @property
    def only(self) -> NameMatch | None:
        """Return the one that is meant, ``None`` where the words fit none or several."""
        exact = self.exact
        return exact[0] if len(exact) == 1 else None


def find_names(
    reader: "Reader",
    terms: "TermIndex",
    q: str,
    types: Sequence[str] = (),
    limit: int = USUAL,
) -> Found:
    """Return the things that a name or an identifier in any form may mean.

    Args:
        reader: a published version of a store.
        terms: the tables that concepts are looked up in.
        q: 1 to 200 characters; nothing in it is syntax.
        types: of ``TYPES`` or ``ALIASES``; none means all.
        limit: matches at most, 1 to 200.

    Raises:
        BadParameter: the words, a type or the limit are out of bounds.
        NamesNotReady: the store is large, and its index is being made.
    """
    wanted = types_of(types)
    _check(q, limit)
    with named(reader, terms) as index:
        matches = _matches(index, q, wanted, limit)
        near = [] if matches else similar(index, q, wanted)
        return Found(
            matches=tuple(matches or _match_all(near[:limit], is_exact=False)),
            nearest=tuple(dict.fromkeys(one.name for one in near[:_NEAREST])),
            searched=searched(reader),
            is_current=index.version == reader.version,
            version=index.version,
        )


def suggest(
    reader: "Reader", terms: "TermIndex", q: str, kind: str = "", limit: int = 10
) -> tuple[NameMatch, ...]:
    """Return the things whose name begins with what somebody types, the weightiest first.

    Names that have the words further on follow. Errors are those of ``find_names``.
    """
    wanted = types_of([kind] if kind else [])
    _check(q, limit)
    with named(reader, terms) as index:
        return tuple(_matches(index, q, wanted, limit))


def types_of(types: Iterable[str]) -> list[str]:
    """Return types by their own names.

    Raises:
        BadParameter: there is none of that name.
    """
    own = [ALIASES.get(one, one) for one in types]
    for one in own:
        if one not in TYPES:
            known = ", ".join((*TYPES, *ALIASES))
            raise BadParameter(f"found type {one!r}, wanted one of {known}")
    return own


def _check(q: str, limit: int) -> None:
    """Refuse words and limits out of bounds.

    Raises:
        BadParameter: they are.
    """
    if not q.strip() or len(q) > LONGEST or _CONTROL.search(q):
        raise BadParameter(
            f"found {len(q)} characters to search for, wanted 1 to {LONGEST} printable ones; "
            "give a name, a number or an address"
        )
    if not 1 <= limit <= MOST:
        raise BadParameter(f"found limit={limit}, wanted 1 to {MOST}; ask for fewer")


def _matches(index: "NameIndex", q: str, types: Sequence[str], limit: int) -> list[NameMatch]:
    """Return what has the words as a name or in it, the likeliest first."""
    iris = iris_of(q)
    exact = index.exact(keys_of(q), iris, types)
    found = [replace(one, name=one.label) if one.iri in iris else one for one in exact]
    found.sort(key=lambda one: one.name != q.strip())  # the same capitals come first
    matches = {one.iri: one for one in _match_all(found, is_exact=True)}
    for look in (index.beginning, index.beginning_closed_up, index.with_words):
        if len(matches) < limit:
            for one in _match_all(look(q, types, limit), is_exact=False):
                matches.setdefault(one.iri, one)
    return list(matches.values())[:limit]


def _match_all(found: "Iterable[NamedThing]", *, is_exact: bool) -> list[NameMatch]:
    return [
        NameMatch(one.type, one.iri, one.label, one.name, is_exact, one.effects, one.trials)
        for one in found
    ]
