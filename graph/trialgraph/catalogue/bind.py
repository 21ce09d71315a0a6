"""Puts terms into a query without pasting text."""

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from trialgraph.errors import BadParameter
from trialgraph.rdf.term import term_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trialgraph.catalogue.card import Card
    from trialgraph.rdf.term import Term

# The engine's own substitutions= is not used: it leaves subqueries unrestricted
# without a word (oxigraph issue 1837).
_VALUES = re.compile(r"VALUES\s+\?(?P<name>\w+)\s*\{[^}]*\}")
# A pattern that finds the rows of what is asked about: without it the engine reads them all.
_WHEN_GIVEN = re.compile(r"^(?P<indent>[ ]*)# given (?P<name>\w+): (?P<pattern>.+)$", re.MULTILINE)

Given = "Mapping[str, Sequence[Term]]"


def check_names(card: "Card", given: "Mapping[str, object]") -> None:
    """Refuse parameters that the question lacks, and required ones that are missing.

    Raises:
        BadParameter: naming what was found and what the question takes.
    """
    known = {parameter.name: parameter for parameter in card.parameters}
    takes = ", ".join(
        f"{name}=... (optional)" if parameter.is_optional else f"{name}=..."
        for name, parameter in known.items()
    )
    unknown = sorted(given.keys() - known.keys())
    if unknown:
        near = get_close_matches(unknown[0], known, n=1, cutoff=0.4)
        hint = f"; nearest: {near[0]}" if near else ""
        raise BadParameter(
            f"found parameter {unknown[0]!r}, wanted one that {card.name} takes: "
            f"{takes or 'none'}{hint}"
        )
    missing = [name for name, p in known.items() if not p.is_optional and name not in given]
    if missing:
        raise BadParameter(
            f"found no {missing[0]!r}, wanted all that {card.name} takes: {takes}; "
            f"add {missing[0]}=VALUE ({known[missing[0]].meaning})"
        )


def bind(card: "Card", given: "Mapping[str, Sequence[Term]]") -> str:
    """Return the query with every VALUES block of a parameter holding the given terms.

    Several terms are alternatives. An optional parameter that is not given is
    bound to UNDEF, whatever example the file holds. A line ``# given NAME: pattern`` is part of
    the query where the parameter is given, and a comment where it is not.

    Raises:
        BadParameter: see ``check_names``.
    """
    check_names(card, given)
    blocks = {
        parameter.name: " ".join(term_text(term) for term in given.get(parameter.name, ()))
        for parameter in card.parameters
    }

    def block(match: re.Match[str]) -> str:
        name = match["name"]
        return f"VALUES ?{name} {{ {blocks[name] or 'UNDEF'} }}" if name in blocks else match[0]

    def pattern(match: re.Match[str]) -> str:
        return match["indent"] + match["pattern"] if given.get(match["name"]) else match[0]

    return _VALUES.sub(block, _WHEN_GIVEN.sub(pattern, card.text))
