"""Sets of filters: each one's words, its terms and its pattern, put together to one query."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.card import Parameter
from trialgraph.catalogue.printed_words import PrintedWords, as_printed
from trialgraph.catalogue.resolve import resolve
from trialgraph.errors import BadParameter
from trialgraph.names import Iri
from trialgraph.rdf.term import plain, term_text, text

if TYPE_CHECKING:
    from trialgraph.rdf.term import Term
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

MOST_WORDS = 20
"""Alternatives that one filter takes."""
UPDATED_SINCE = "updated_since"

Given = Mapping[str, Sequence[str]]
"""Filter to the words given for it; several are alternatives."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing that a list can be searched by.

    Attributes:
        parameter: its name, the type of its words, and what it means.
        pattern: SPARQL over the variable of what is listed and the variable of its own name,
            whose alternatives are bound before it.
        individuals: code to the individual of the ontology that it stands for.
        conditions: of a choice, its words to conditions on what is listed, instead of a pattern.
        printed: of words that documents print, what they are.
    """

    parameter: Parameter
    pattern: str
    individuals: Mapping[str, str] | None = None
    conditions: Mapping[str, str] | None = None
    printed: PrintedWords | None = None


@dataclass(frozen=True, slots=True)
class FilterSet:
    """What one list can be searched by.

    Attributes:
        start: SPARQL that binds the variable of what is listed to all of it.
        filters: by name, in the order in which they are listed.
    """

    start: str
    filters: Mapping[str, Filter]

    def find(self, name: str) -> Filter:
        """Return the filter of a name.

        Raises:
            BadParameter: there is none.
        """
        one = self.filters.get(name)
        if one is None:
            near = get_close_matches(name, self.filters, n=1, cutoff=0.4)
            hint = f"; nearest: {near[0]}" if near else ""
            raise BadParameter(
                f"found filter {name!r}, wanted one of {', '.join(self.filters)}{hint}"
            )
        return one

    def pattern_of(self, reader: "Reader", terms: "TermIndex", given: Given) -> str:
        """Return the SPARQL that binds what is listed to all that fits every filter.

        Raises:
            BadParameter: a filter is unknown, or its words do not fit it.
            UnknownName: a name that the tables, or the store, do not know.
        """
        parts = (self._part(reader, terms, name, words) for name, words in given.items())
        return " ".join([self.start, *parts])

    def _part(self, reader: "Reader", terms: "TermIndex", name: str, words: Sequence[str]) -> str:
        one = self.find(name)
        if not 0 < len(words) <= MOST_WORDS:
            raise BadParameter(
                f"found {len(words)} words for {name!r}, wanted 1 to {MOST_WORDS}; ask for fewer"
            )
        if one.parameter.type == "date" and len(words) > 1:
            raise BadParameter(f"found {len(words)} days for {name!r}, wanted one; give one")
        found = [term for each in words for term in _terms(reader, terms, one, each)]
        if one.conditions is not None:
            chosen = (one.conditions[plain(term)] for term in found)
            return f"FILTER ({' || '.join(dict.fromkeys(chosen))})"
        bound = " ".join(map(term_text, dict.fromkeys(found)))
        return f"VALUES ?{name} {{ {bound} }} {one.pattern}"


def filter_set(start: str, filters: Iterable[Filter]) -> FilterSet:
    """Return a set of filters by their names."""
    return FilterSet(start, {one.parameter.name: one for one in filters})


def plain_filter(name: str, kind: str, meaning: str, pattern: str) -> Filter:
    """Return a filter whose words are resolved by their type."""
    return Filter(Parameter(name, kind, is_optional=True, meaning=meaning), pattern)


def coded_filter(name: str, meaning: str, pattern: str, individuals: Mapping[str, str]) -> Filter:
    """Return a filter whose words are codes of individuals."""
    choices = tuple(individuals)
    parameter = Parameter(name, "text", is_optional=True, meaning=meaning, choices=choices)
    return Filter(parameter, pattern, individuals)


def chosen_filter(name: str, meaning: str, conditions: Mapping[str, str]) -> Filter:
    """Return a filter whose every word has a condition of its own."""
    choices = tuple(conditions)
    parameter = Parameter(name, "text", is_optional=True, meaning=meaning, choices=choices)
    return Filter(parameter, "", conditions=conditions)


def printed_filter(name: str, meaning: str, pattern: str, printed: PrintedWords) -> Filter:
    """Return a filter whose words are those that documents print, or that mean the same."""
    return Filter(
        Parameter(name, "text", is_optional=True, meaning=meaning), pattern, None, None, printed
    )


def _terms(
    reader: "Reader", terms: "TermIndex", one: Filter, words: str
) -> "Iterator[Term] | Sequence[Term]":
    """Return the terms that a filter's words stand for."""
    found = resolve(reader, terms, one.parameter, words)
    if one.printed is not None:
        return [text(each) for each in as_printed(reader, one.parameter.name, one.printed, words)]
    if one.individuals is not None:
        return [Iri(f"{names.ONTOLOGY}{one.individuals[words.strip()]}")]
    if one.parameter.name == UPDATED_SINCE:
        return _changed(reader, plain(found[0]))
    return found


def _changed(reader: "Reader", since: str) -> "Iterator[Term]":
    """Yield the documents that were read in, or anew, on a day or later."""
    return map(names.document, reader.entries_since(since))
