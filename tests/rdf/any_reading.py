"""Readings with any values in any of their fields, and the quads of them."""

import dataclasses
import typing
from decimal import Decimal
from hashlib import sha256

from hypothesis import strategies as st

from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import Number, Span
from trialgraph.rdf.write import document_quads
from trialgraph.terms.index import Concept, TermIndex

TEXT = "In 496 patients the hazard ratio for OS was 0.60 (P = 0.02). " * 4
TERMS = TermIndex([Concept("end-point", "OS", "overall survival", ("OS",))])

words = st.text(st.characters(codec="utf-8"), max_size=12)
spans = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(
    lambda ends: Span(min(ends), max(ends))
)
decimals = st.decimals(-1000, 1000, places=3) | st.integers(-99, 99).map(Decimal)

st.register_type_strategy(Span, spans)
st.register_type_strategy(str, words)
st.register_type_strategy(Number, st.builds(Number, decimals, words, spans))
st.register_type_strategy(int, st.integers(-(10**6), 10**6))


def tuples(hint: object) -> st.SearchStrategy[tuple[object, ...]]:
    """Return short tuples of a field's parts."""
    return st.lists(parts(typing.get_args(hint)[0]), max_size=2).map(tuple)


def parts(hint: object) -> st.SearchStrategy[typing.Any]:
    """Return values of a field, small enough to make many of them."""
    if typing.get_origin(hint) is tuple:
        return tuples(hint)
    choices = [choice for choice in typing.get_args(hint) if choice is not type(None)]
    if typing.get_origin(hint) in {typing.Union, type(int | str)}:
        values = [parts(choice) for choice in choices]
        return (
            st.one_of(st.none(), *values)
            if len(choices) < len(typing.get_args(hint))
            else st.one_of(*values)
        )
    if isinstance(hint, type) and dataclasses.is_dataclass(hint) and hint not in {Span, Number}:
        return models(hint)
    return st.from_type(typing.cast("type[object]", hint))


def models(model: type) -> st.SearchStrategy[typing.Any]:
    """Return instances of a model class with every field drawn."""
    hints = typing.get_type_hints(model)
    fields = {field.name: parts(hints[field.name]) for field in dataclasses.fields(model)}
    return st.builds(model, **fields)


def written(reading: TrialDocument) -> bytes:
    """Return the quads of a reading of the sample text."""
    paper = Document("sha-1", "text", "0" * 64, "reader 1", TEXT)
    return document_quads(reading, paper, TERMS)


def reading(**fields: object) -> TrialDocument:
    """Return a reading of the sample text with some fields filled."""
    bare = TrialDocument(
        identifier="sha-1",
        kind="text",
        sha256="0" * 64,
        reader="reader 1",
        text_sha256=sha256(TEXT.encode()).hexdigest(),
    )
    return dataclasses.replace(bare, **typing.cast("dict[str, typing.Any]", fields))
