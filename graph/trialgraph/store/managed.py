"""Graphs that commands of this product write, and that nobody else may.

A graph is managed when its name lies under the base of things: documents, what is
derived from them, vocabularies, decisions, findings. Every other graph, and the
default graph, is open to whoever has the token.
"""

from trialgraph.names import ID, Iri

# The first that fits decides.
_COMMANDS = (
    (f"{ID}document/", "trialgraph ingest, reread or remove"),
    (f"{ID}graph/vocabulary/", "trialgraph terms"),
    (f"{ID}graph/decision/", "trialgraph link or review"),
    (f"{ID}graph/", "trialgraph ingest, which derives it from the documents anew"),
    (ID, "the commands of trialgraph, which keep this base for themselves"),
)

GUARD = f'(isIRI({{0}}) && !STRSTARTS(STR({{0}}), "{ID}"))'
"""The SPARQL condition that the graph a variable stands for is open."""


def is_managed(graph: str) -> bool:
    """Tell whether a graph is written by commands of this product alone."""
    return graph.startswith(ID)


def managing_command(graph: Iri) -> str:
    """Return the command that changes a managed graph, in words.

    Raises:
        ValueError: the graph is open.
    """
    for beginning, command in _COMMANDS:
        if graph.startswith(beginning):
            return command
    raise ValueError(f"a managed graph is wanted, not {graph}")
