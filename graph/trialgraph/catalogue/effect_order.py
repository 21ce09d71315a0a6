"""The order of all estimates of a version."""

from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.kept_order import KeptOrders, Order
from trialgraph.names import Iri
from trialgraph.rdf.term import plain

if TYPE_CHECKING:
    from trialgraph.store import Reader

_EVERY = f"SELECT ?result {{ ?result a <{names.term('Result')}> }}"
_ORDERS = KeptOrders(lambda row: plain(row["result"]))


def effects_after(reader: "Reader", after: str, limit: int) -> list[Iri] | None:
    """Return the estimates that come next of all; ``None`` where that must be asked for.

    Args:
        reader: a published version of a store.
        after: the last of the page before; empty for the first page.
        limit: so many at most.
    """
    order = _order(reader)
    found = order.after(after, limit) if order else None
    return None if found is None else [Iri(one) for one in found]


def effects_held(reader: "Reader") -> int | None:
    """Return how many estimates a version has; ``None`` where that must be asked for."""
    order = _order(reader)
    return order.count if order else None


def _order(reader: "Reader") -> Order | None:
    """Return the order of a version; ``None`` where it has too many estimates."""
    return _ORDERS.order(reader, _EVERY)
