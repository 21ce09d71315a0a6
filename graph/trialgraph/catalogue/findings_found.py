"""Findings found by filters, page by page, in the order of their trials."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.answer import AnswerRow, rows
from trialgraph.catalogue.bind import bind
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.kept_order import KeptOrders
from trialgraph.catalogue.paging import Page, Part
from trialgraph.names import Iri
from trialgraph.rdf.term import plain, term_text, text

if TYPE_CHECKING:
    from trialgraph.rdf.term import Term
    from trialgraph.store import Reader

QUESTION = "findings"
_TO_FINDING = f",{names.ID}"
_KEY = 'CONCAT(STR(?trial), ",", STR(?iri))'
_DESCRIBED = "  # Described from here on"
_ORDERS = KeptOrders(lambda row: plain(row["key"]))


def find_findings(
    reader: "Reader", given: "Mapping[str, Sequence[Term]]", page: Page
) -> Part[AnswerRow]:
    """Return a page of the findings that fit all filters.

    Args:
        reader: a published version of a store.
        given: parameter of the question ``findings`` to terms; several are alternatives.
        page: which part of them.

    Raises:
        TooManyRows: all of them are wanted, and there are too many.
    """
    query = _keys_query(given)
    order = _ORDERS.order(reader, query)
    keys = order.after(page.after, page.limit + 1) if order else None
    if keys is None:
        keys = _asked(reader, query, page)
    part = page.part(keys, reader.version, str)
    return Part(_rows(reader, part.rows), part.next_cursor)


def count_findings(reader: "Reader", given: "Mapping[str, Sequence[Term]]") -> int:
    """Return how many findings fit all filters."""
    query = _keys_query(given)
    order = _ORDERS.order(reader, query)
    if order is not None:
        return order.count
    prefixes, select, rest = query.partition("SELECT DISTINCT")
    counting = f"{prefixes}SELECT (COUNT(*) AS ?count) {{ {select}{rest} }}"
    return int(plain(reader.select(counting)[0]["count"]))


def _keys_query(given: "Mapping[str, Sequence[Term]]") -> str:
    """Return the query for the keys of all that fit: that of the question, cut off."""
    asked = bind(find_card(QUESTION), given)
    finding, _, _ = asked.partition(_DESCRIBED)
    before, _, pattern = finding.partition("SELECT DISTINCT")
    _, _, pattern = pattern.partition("WHERE {")
    prefixes = before[before.index("PREFIX") :]
    return f"{prefixes}SELECT DISTINCT ?key {{ {pattern} BIND({_KEY} AS ?key) }}"


def _asked(reader: "Reader", query: str, page: Page) -> list[str]:
    """Return the keys of a page of a list that is too long to keep, and one more."""
    after = f"FILTER(?key > {term_text(text(page.after))}) }}" if page.after else "}"
    wanted = query.removesuffix("}") + f"{after} ORDER BY ?key LIMIT {page.limit + 1}"
    return [plain(row["key"]) for row in reader.select(wanted)]


def _rows(reader: "Reader", keys: Sequence[str]) -> tuple[AnswerRow, ...]:
    """Return what there is to say of some findings, in their order."""
    if not keys:
        return ()
    trials = [Iri(key.partition(_TO_FINDING)[0]) for key in keys]
    asked = bind(find_card(QUESTION), {"trial": sorted(set(trials))})
    # The question tells trials by their numbers, and keys by their IRIs.
    found = {
        (names.trial(row.text("trial")), row.text("iri")): row
        for row in rows(find_card(QUESTION), reader.select(asked))
    }
    pairs = [key.partition(_TO_FINDING) for key in keys]
    return tuple(found[Iri(trial), f"{names.ID}{rest}"] for trial, _, rest in pairs)
