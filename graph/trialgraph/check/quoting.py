"""Whether all quotations of a graph are right, told from its nodes without making terms of them.

What is told is only that all are; which are wrong, and what stands in their place, is for
``quotes``, which looks at the graph anew. Hardly any document needs it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from trialgraph import names
from trialgraph.check.quotes import Quote, wrong_quotes
from trialgraph.check.sheet import DECIMAL_END, INTEGER_END, Frame, Node, Sheet
from trialgraph.names import Iri, term
from trialgraph.rdf.quads import parse
from trialgraph.rdf.term import iri_text, literal, plain

_EXACT, _START, _END = (iri_text(term(one)) for one in ("exact", "start", "end"))
_PLACE, _PRINTED = iri_text(term("place")), iri_text(term("statedPrinted"))
_TEXT, _PASSAGE = iri_text(term("statedText")), iri_text(term("passage"))
_GRAPH = iri_text(Iri(names.document("")))[:-1]
_NODE = Iri("urn:node")


@dataclass(frozen=True, slots=True)
class Quoting:
    """Where nodes that are described alike quote their text, as lines of the node.

    Attributes:
        passage: the lines of the characters, their start and their end; ``None`` where one lacks.
        printed: lines of printed values and of their places.
        numbers: lines of values that are quoted where they are decimal numbers, and of places.
    """

    passage: tuple[int, int, int] | None
    printed: tuple[tuple[int, int], ...]
    numbers: tuple[tuple[int, int], ...]


def all_stand(sheet: Sheet, texts: Mapping[str, str]) -> bool:
    """Tell whether every quotation surely stands at its offsets.

    Args:
        sheet: the graph of a document.
        texts: canonical texts by the identifier of their document.
    """
    text = texts.get(unquote(sheet.graph[len(_GRAPH) : -1]))
    if text is None or not sheet.graph.startswith(_GRAPH):
        return False
    try:
        return all(
            _stand(quoting, sheet.said, nodes, text)
            for quoting, nodes in ((_quoting(frame), each) for frame, each in sheet.alike.items())
            if quoting is not None
        )
    except ValueError:
        return False  # no number where there should be one: quotes says so


@lru_cache(maxsize=20_000)
def _quoting(frame: Frame) -> Quoting | None:
    """Return where nodes quote their text, ``None`` where nowhere."""
    # Where a predicate is said several times, the last of them counts.
    last = {predicate: lines[-1] for predicate, lines in frame.where.items()}
    passage = None
    if _EXACT in last:
        # A passage without offsets is no passage; quotes refuses it.
        passage = last[_EXACT], last.get(_START, last[_EXACT]), last.get(_END, last[_EXACT])
    values = list(_values(last))
    printed = tuple((line, place) for line, place, is_number in values if not is_number)
    numbers = tuple((line, place) for line, place, is_number in values if is_number)
    return Quoting(passage, printed, numbers) if passage or values else None


def _values(last: Mapping[str, int]) -> Iterator[tuple[int, int, bool]]:
    """Yield the lines of values and of their places, and whether only numbers are quoted."""
    own = last.get(_PLACE)
    for predicate, line in last.items():
        name = predicate[:-1]
        place = last.get(f"{name.removesuffix('Printed')}Place>")
        if predicate == _PRINTED:
            place = own
        if name.endswith("Printed") and place is not None:
            yield line, place, False
        elif predicate == _TEXT and own is not None and _PASSAGE not in last:
            yield line, own, False
        elif f"{name}Printed>" not in last:
            stands = last.get(f"{name}Place>", own)
            if stands is not None:
                yield line, stands, True


def _stand(quoting: Quoting, said: list[str], nodes: list[Node], text: str) -> bool:
    """Tell whether what nodes quote stands at its offsets."""
    if quoting.passage is not None:
        exact, start, end = quoting.passage
        for _, first in nodes:
            begin, stop = _offset(said[first + start]), _offset(said[first + end])
            if not _is_at(said[first + exact], text, begin, stop, verbatim=True):
                return False
    values = [(first + line, first + at) for line, at in quoting.printed for _, first in nodes]
    values += [
        (first + line, first + at)
        for _, first in nodes
        for line, at in quoting.numbers
        if said[first + line].endswith(DECIMAL_END)
    ]
    for line, at in values:
        begin, stop = map(int, said[at][1:-1].split("-"))
        if not _is_at(said[line], text, begin, stop, verbatim=False):
            return False
    return True


def _offset(token: str) -> int:
    """Return a whole number.

    Raises:
        ValueError: it is none.
    """
    return int(token[1 : -len(INTEGER_END)])


def _is_at(token: str, text: str, start: int, end: int, *, verbatim: bool) -> bool:
    """Tell whether a text has what a token stands for between two offsets."""
    found = text[start:end]
    if token[1:-1] == found or ("\\" in token and literal(found) == token):
        return True
    ((_, _, printed, _),) = parse(f"<urn:s> <urn:p> {token} <urn:g> .".encode())
    quote = Quote("", _NODE, start, end, plain(printed), verbatim)
    return not wrong_quotes([quote], {"": text})
