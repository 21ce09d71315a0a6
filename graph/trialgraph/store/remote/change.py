"""Changes of a store on another server, as whole as its server makes them.

A small change is one update text. A large one goes graph by graph, each put as a whole:
Virtuoso takes no text of over some 4,000 statements. What a stop leaves half done is
begun in the ledger, and is done again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from trialgraph.names import Iri
from trialgraph.rdf.term import iri_text
from trialgraph.store.engine import Change, update_text
from trialgraph.store.remote.capabilities import Capabilities
from trialgraph.store.remote.connection import Connection

_MOST_STATEMENTS = 1_000
_MOST_OCTETS = 300_000


@dataclass(frozen=True, slots=True)
class Held:
    """What a graph is to say, and what it says now, as N-Quads lines."""

    wanted: set[str]
    held: set[str]


def apply(connection: Connection, can: Capabilities, graphs: Mapping[Iri, Held]) -> bool:
    """Give graphs their new statements; tell whether there was anything to do."""
    changed = {name: one for name, one in graphs.items() if one.wanted != one.held}
    if not changed:
        return False
    whole = _change(changed)
    if _is_small(whole):
        connection.update(update_text(whole), can.update)
        return True
    for name, one in sorted(changed.items()):
        _apply_one(connection, can, name, one)
    return True


def _change(graphs: Mapping[Iri, Held]) -> Change:
    """Return what is to be taken out and put in."""
    change = Change()
    for name, one in graphs.items():
        if not one.wanted:
            change.dropped.add(name)
        else:
            change.removed.update(one.held - one.wanted)
            change.added.update(one.wanted - one.held)
    return change


def _is_small(change: Change) -> bool:
    """Tell whether any server takes a change as one text."""
    statements = [*change.removed, *change.added]
    octets = sum(len(statement.encode()) for statement in statements)
    return len(statements) + len(change.dropped) <= _MOST_STATEMENTS and octets <= _MOST_OCTETS


def _apply_one(connection: Connection, can: Capabilities, name: Iri, one: Held) -> None:
    """Give one graph its new statements."""
    change = _change({name: one})
    if _is_small(change):
        connection.update(update_text(change), can.update)
    elif can.graph_store:
        end = f" {iri_text(name)} .\n"
        turtle = "".join(f"{line.removesuffix(end)} .\n" for line in sorted(one.wanted))
        connection.put_graph(can.graph_store, name, turtle.encode())
    else:
        for removed in _batches(change.removed):
            connection.update(update_text(Change(removed=removed)), can.update)
        for added in _batches(change.added):
            connection.update(update_text(Change(added=added)), can.update)


def _batches(lines: set[str]) -> Iterator[set[str]]:
    """Yield statements in portions that any server takes."""
    left = iter(sorted(lines))
    while batch := list(islice(left, _MOST_STATEMENTS)):
        if sum(len(line.encode()) for line in batch) <= _MOST_OCTETS:
            yield set(batch)
        else:
            yield from ({line} for line in batch)
