"""Whether every quotation stands at its offsets in the text it is from."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from trialgraph import names
from trialgraph.names import Iri, term
from trialgraph.rdf.quads import parse
from trialgraph.rdf.term import DECIMAL, Literal, Term, plain

_LINE_BREAK = re.compile(r"-\s*\n\s*")
_SPACE = re.compile(r"[\s\u00ad\u200b\ufeff]+")
_SIGNS = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("·•∙⋅", ".") | dict.fromkeys("’‘", "'")
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters that are said to stand somewhere.

    Attributes:
        document: identifier of the document.
        node: the passage or fact that says so.
        start: offset of the first character.
        end: offset after the last.
        printed: the characters.
        verbatim: ``True`` for passages; the printed text of a value may have been folded
            (a line break, a middle dot, a dash).
    """

    document: str
    node: Iri
    start: int
    end: int
    printed: str
    verbatim: bool = True


@dataclass(frozen=True, slots=True)
class WrongQuote:
    """A quotation that its text does not bear out; ``found`` is what stands there instead."""

    quote: Quote
    found: str
    reason: str


def quotes(nquads: bytes) -> tuple[Quote, ...]:
    """Return every quotation of a document's graph: passages, and printed values of facts."""
    nodes: dict[Iri, dict[Iri, Term]] = {}
    quads = parse(nquads)
    for subject, predicate, obj, _ in quads:
        nodes.setdefault(subject, {})[predicate] = obj
    document = unquote(quads[0][3].removeprefix(names.document(""))) if quads else ""
    return tuple(
        quote
        for node, said in nodes.items()
        for quote in (*_passage(document, node, said), *_values(document, node, said))
    )


def wrong_quotes(passages: Iterable[Quote], texts: Mapping[str, str]) -> tuple[WrongQuote, ...]:
    """Return the quotations that do not stand at their offsets.

    Args:
        passages: what is quoted, as ``quotes`` gives it.
        texts: canonical texts by the identifier of their document.
    """
    judged = (_judged(quote, texts.get(quote.document)) for quote in passages)
    return tuple(wrong for wrong in judged if wrong is not None)


def _judged(quote: Quote, text: str | None) -> WrongQuote | None:
    if text is None:
        return WrongQuote(quote, "", "no text of this document is at hand")
    found = text[quote.start : quote.end]
    if found == quote.printed or (not quote.verbatim and _folded(found) == _folded(quote.printed)):
        return None
    return WrongQuote(quote, found, f"characters {quote.start}-{quote.end} say something else")


def _folded(words: str) -> str:
    """Return words as a reading view prints them: line breaks joined, signs made plain."""
    joined = _SPACE.sub("", _LINE_BREAK.sub("", words))
    return unicodedata.normalize("NFKC", joined).translate(_SIGNS)


def _passage(document: str, node: Iri, said: Mapping[Iri, Term]) -> Iterator[Quote]:
    exact = said.get(term("exact"))
    if exact is not None:
        start, end = (int(plain(said[term(limit)])) for limit in ("start", "end"))
        yield Quote(document, node, start, end, plain(exact))


def _values(document: str, node: Iri, said: Mapping[Iri, Term]) -> Iterator[Quote]:
    """Yield the values of a fact that have both a printed text and a place."""
    own = said.get(term("place"))
    for predicate, obj in said.items():
        place = said.get(Iri(predicate.removesuffix("Printed") + "Place"))
        if predicate == term("statedPrinted"):
            place = own
        if predicate.endswith("Printed") and place is not None:
            yield _at(document, node, place, plain(obj))
        elif predicate == term("statedText") and own is not None and term("passage") not in said:
            # A fact that is its own passage quotes its words.
            yield _at(document, node, own, plain(obj))
        elif _is_number(obj) and Iri(f"{predicate}Printed") not in said:
            # A number that is printed as RDF spells it has no printed text beside it,
            # and none but the fact's own place when it stands there.
            stands = said.get(Iri(f"{predicate}Place"), own)
            if stands is not None:
                yield _at(document, node, stands, plain(obj))


def _is_number(obj: Term) -> bool:
    return isinstance(obj, Literal) and obj.datatype == DECIMAL


def _at(document: str, node: Iri, place: Term, printed: str) -> Quote:
    start, end = map(int, plain(place).split("-"))
    return Quote(document, node, start, end, printed, verbatim=False)
