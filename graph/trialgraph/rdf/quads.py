"""N-Quads, written and read by hand.

Strings are built three million a second this way; through an engine's quad
objects five times fewer. Lines are sorted and unique, so that the same facts are
always the same bytes.
"""

import re

from trialgraph.names import Iri
from trialgraph.rdf.term import LANGUAGE_STRING, STRING, Literal, Term, iri_text, term_text

Quad = tuple[Iri, Iri, Term, Iri]

_LINE = re.compile(
    r"<(?P<subject>[^>]+)> <(?P<predicate>[^>]+)> "
    r"(?:<(?P<iri>[^>]+)>"
    r'|"(?P<value>(?:[^"\\]|\\.)*)"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<datatype>[^>]+)>)?)'
    r" <(?P<graph>[^>]+)> \.",
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf\"'\\]))")
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class GraphText:
    """The statements of one named graph, gathered as N-Quads lines."""

    def __init__(self, graph: Iri) -> None:
        self.graph = graph
        self._end = f" {iri_text(graph)} .\n"
        self._triples: set[str] = set()

    def add(self, subject: Iri, predicate: Iri, obj: Term) -> None:
        """Take a statement in; the same one twice counts once."""
        self.add_written(subject, predicate, term_text(obj))

    def add_written(self, subject: Iri, predicate: Iri, obj: str) -> None:
        """Take a statement in whose object is written as ``term_text`` writes it."""
        self._triples.add(f"{iri_text(subject)} {iri_text(predicate)} {obj}")

    def __len__(self) -> int:
        return len(self._triples)

    def bytes(self) -> bytes:
        """Return the statements as sorted N-Quads."""
        # Triples sort as their lines do: the blank after a triple comes before the marks
        # of a language or datatype, which alone can follow where another triple ends.
        lines = [*sorted(self._triples), ""]
        return self._end.join(lines).encode()


def line(quad: Quad) -> str:
    """Return a statement as one N-Quads line, with its line break."""
    subject, predicate, obj, graph = quad
    return f"{iri_text(subject)} {iri_text(predicate)} {term_text(obj)} {iri_text(graph)} .\n"


def parse(nquads: bytes) -> tuple[Quad, ...]:
    """Return the statements of N-Quads as this package writes them.

    Raises:
        ValueError: a line is not a statement of a named graph (comments, blank
            nodes and triples without a graph are never written).
    """
    return tuple(
        _quad(number, words) for number, words in enumerate(nquads.decode().split("\n"), 1) if words
    )


def _quad(number: int, words: str) -> Quad:
    """Return the statement of one line."""
    match = _LINE.fullmatch(words)
    if match is None:
        raise ValueError(
            f"line {number} is not an N-Quads statement of a named graph: {words[:120]}"
        )
    return (
        Iri(match["subject"]),
        Iri(match["predicate"]),
        _object(match),
        Iri(match["graph"]),
    )


def _object(match: re.Match[str]) -> Term:
    """Return the object that a line states."""
    if match["iri"] is not None:
        return Iri(match["iri"])
    value = match["value"]
    if "\\" in value:
        value = _ESCAPE.sub(_unescaped, value)
    if match["language"]:
        return Literal(value, LANGUAGE_STRING, match["language"])
    return Literal(value, Iri(match["datatype"]) if match["datatype"] else STRING)


def _unescaped(match: re.Match[str]) -> str:
    """Return the character that an escape stands for."""
    short, long, letter = match.groups()
    if letter:
        return _LETTERS.get(letter, letter)
    return chr(int(short or long, 16))
