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
from trialgraph.check.sheet import (
    DECIMAL_END,
    FRAMES_KEPT,
    INTEGER_END,
    Frame,
    Node,
    Sheet,
)
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
        lines: how many a node has.
    """

    passage: tuple[int, int, int] | None
    printed: tuple[tuple[int, int], ...]
    numbers: tuple[tuple[int, int], ...]
    lines: int


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


@lru_cache(maxsize=FRAMES_KEPT)
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
    lines = max(last.values()) + 1
    return Quoting(passage, printed, numbers, lines) if passage or values else None


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
            token = said[first + exact]
            # Nearly all stand there as they are, which is seen without a call.
            if token[1:-1] != text[begin:stop] and not _is_at(token, text, begin, stop):
                return False
    for line, place in quoting.printed:
        for _, first in nodes:
            token, (begin, stop) = said[first + line], _ends(said[first + place])
            if token[1:-1] != text[begin:stop] and not _is_said(token, text, begin, stop):
                return False
    return not quoting.numbers or _are_numbers(quoting, said, nodes, text)


def _are_numbers(quoting: Quoting, said: list[str], nodes: list[Node], text: str) -> bool:
    """Tell whether those values of nodes that are decimal numbers stand at their offsets."""
    for _, first in nodes:
        # Few nodes have any, so all lines of one are looked at together.
        if DECIMAL_END not in "".join(said[first : first + quoting.lines]):
            continue
        for line, place in quoting.numbers:
            token = said[first + line]
            if token.endswith(DECIMAL_END):
                begin, stop = _ends(said[first + place])
                is_there = token[1 : -len(DECIMAL_END)] == text[begin:stop]
                if not is_there and not _is_said(token, text, begin, stop):
                    return False
    return True


def _offset(token: str) -> int:
    """Return a whole number.

    Raises:
        ValueError: it is none.
    """
    return int(token[1 : -len(INTEGER_END)])


def _ends(place: str) -> tuple[int, int]:
    """Return where a place begins and ends.

    Raises:
        ValueError: it is none.
    """
    start, end = place[1:-1].split("-")
    return int(start), int(end)


def _is_said(token: str, text: str, start: int, end: int) -> bool:
    """Tell whether a text has the printed text of a value, as a reading view may fold it."""
    return _is_at(token, text, start, end, verbatim=False)


def _is_at(token: str, text: str, start: int, end: int, *, verbatim: bool = True) -> bool:
    """Tell whether a text has what a token stands for between two offsets."""
    if "\\" in token and literal(text[start:end]) == token:
        return True
    ((_, _, printed, _),) = parse(f"<urn:s> <urn:p> {token} <urn:g> .".encode())
    quote = Quote("", _NODE, start, end, plain(printed), verbatim)
    return not wrong_quotes([quote], {"": text})
