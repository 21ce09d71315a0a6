"""Effect estimates: found by filters, and one with all that is known of it."""

from trialgraph import names
from trialgraph.catalogue.answer import AnswerRow, Passage
from trialgraph.catalogue.card import Column, find_card
from trialgraph.catalogue.effect_filters import FILTERS
from trialgraph.catalogue.effects import columns, effect_rows, find_effects
from trialgraph.catalogue.left_out import left_out
from trialgraph.catalogue.licences import CONTEXT_CHARACTERS, around, stands
from trialgraph.catalogue.panels import panel, panel_card
from trialgraph.errors import DocumentNotStored, UnknownName
from trialgraph.names import Iri
from trialgraph.rdf.term import iri_text
from trialgraph.server.addresses import iri_of
from trialgraph.server.api.contract import Asked, Found, Parameter, Resource, RowKind
from trialgraph.server.api.filtering import as_parameters
from trialgraph.server.api.left_out import MORE, told
from trialgraph.server.api.meaning import shown
from trialgraph.server.bounded import BoundedReader
from trialgraph.terms.index import TermIndex

_EXAMPLES = {
    "trial": "CLEOPATRA",
    "adds": "pertuzumab",
    "removes": "trastuzumab",
    "intervention": "docetaxel",
    "comparator": "docetaxel",
    "endpoint": "OS",
    "population": "all",
    "condition": "breast cancer",
    "phase": "3",
    "line": "first-line",
    "assessor": "independent",
    "stage": "final",
    "verdict": "nominal",
    "direction": "experimental",
    "as_of": "2026-01-01",
    "updated_since": "2026-01-01",
}
EFFECT = RowKind("Effect", columns(), means=shown(find_card("effects"), thing="result"))
_SOURCES = panel_card("effect-sources")
_SOURCE = RowKind(
    "EffectSource",
    _SOURCES.columns,
    means=shown(_SOURCES, thing="iri"),
    link=names.term("reportedAs"),
)
_VERDICT = RowKind("VerdictInput", panel_card("effect-verdict").columns)
_SIBLING = RowKind("EffectSibling", panel_card("effect-siblings").columns, has_passages=False)
_FINDING = RowKind("EffectFinding", panel_card("effect-findings").columns)
_ALONE = "where the text is not kept here, or is being replaced"
PASSAGE = RowKind(
    "PassageInContext",
    (
        Column("document", "id", "the document"),
        Column("start", "integer", "first character of the passage, in its canonical text"),
        Column("end", "integer", "after its last character"),
        Column("exact", "text", "the passage"),
        Column("before", "text", f"up to {CONTEXT_CHARACTERS} characters before it; null {_ALONE}"),
        Column("after", "text", f"up to {CONTEXT_CHARACTERS} characters after it; null {_ALONE}"),
    ),
    has_passages=False,
)
_ID = Parameter(
    "id",
    "the IRI of the estimate, whole or behind https://w3id.org/trialgraph/id/",
    "trial/NCT02514681/result/OS/HR/final/0-73",
    {
        "type": "string",
        "pattern": r"^(https://w3id\.org/trialgraph/id/)?trial/[^/]+/result/.+$",
        "maxLength": 1000,
    },
    place="path",
)


def filters(*left_out: str) -> tuple[Parameter, ...]:
    """Return the filters of estimates as parameters, but for some."""
    kept = {name: one for name, one in FILTERS.items() if name not in left_out}
    return as_parameters(kept, _EXAMPLES)


def found_effects(asked: Asked, reader: BoundedReader, terms: TermIndex, **fixed: str) -> Found:
    """Return a page of the estimates that fit the filters of a request."""
    given = {name: words for name, words in asked.given.items() if name in FILTERS}
    given |= {name: (words,) for name, words in fixed.items()}
    effects = find_effects(reader, terms, given, asked.page(reader))
    more = told(left_out(reader, terms, given))
    return Found(effects.rows, effects.next_cursor, as_of=asked.one("as_of"), more=more)


def _one(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
    del terms
    iri = _held(asked, reader)
    return Found(
        effect_rows(reader, [iri]),
        parts={
            "sources": panel(reader, "effect-sources", result=[iri]),
            "verdict": panel(reader, "effect-verdict", result=[iri]),
            "siblings": panel(reader, "effect-siblings", result=[iri]),
            "findings": panel(reader, "effect-findings", result=[iri]),
        },
    )


def _passages(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
    del terms
    (row,) = effect_rows(reader, [_held(asked, reader)])
    texts = {one: _text(reader, one) for one in {each.document for each in row.passages}}
    is_current = all(_stands(one, texts[one.document]) for one in row.passages)
    rows = [_in_context(one, texts[one.document]) for one in row.passages]
    return Found(rows, is_current=is_current)


def _text(reader: BoundedReader, document: str) -> str | None:
    try:
        return reader.kept_text(document)
    except DocumentNotStored:
        return None  # it is kept on the machine of who stored it


def _stands(one: Passage, text: str | None) -> bool:
    return text is None or stands(text, one)


def _in_context(one: Passage, text: str | None) -> AnswerRow:
    is_alone = text is None or not stands(text, one)
    before, after = (None, None) if is_alone else around(text or "", one.start, one.end)
    return AnswerRow({**one.to_json(), "before": before, "after": after}, ())


def _held(asked: Asked, reader: BoundedReader) -> Iri:
    """Return the estimate that a request is about.

    Raises:
        UnknownName: none of that IRI is held.
    """
    given = asked.one("id").removeprefix(names.ID)
    sent = asked.path.partition("/effects/")[2].removesuffix("/passages")
    spellings = dict.fromkeys(
        iri
        for path in (f"/effects/{sent}", f"/effects/{given}")
        if (iri := iri_of(path)) is not None
    )
    values = " ".join(iri_text(one) for one in spellings)
    query = (
        f"PREFIX : <{names.ONTOLOGY}> SELECT ?result {{ VALUES ?result {{ {values} }} "
        "?result a :Result ; :endPoint ?endpoint }"
    )
    found = reader.select(query) if values else []
    if not found:
        raise UnknownName(
            f"found {given[:200]!r}, wanted the IRI of an estimate that is held, behind "
            f"{names.ID}; /api/v1/effects lists them, each with its iri"
        )
    return Iri(str(found[0]["result"]))


RESOURCES = (
    Resource(
        "/effects",
        "listEffects",
        "Effect estimates that fit all filters, each with its verdict and its sentences.",
        EFFECT,
        found_effects,
        filters(),
        more=MORE,
    ),
    Resource(
        "/effects/{id:path}/passages",
        "getEffectPassages",
        "Every sentence that prints an estimate, with the characters around it.",
        PASSAGE,
        _passages,
        (_ID,),
        is_paged=False,
        has_turtle=False,
    ),
    Resource(
        "/effects/{id:path}",
        "getEffect",
        "One estimate: where each document prints it, what its verdict rests on, what is near it.",
        EFFECT,
        _one,
        (_ID,),
        parts={
            "sources": _SOURCE,
            "verdict": _VERDICT,
            "siblings": _SIBLING,
            "findings": _FINDING,
        },
        is_paged=False,
    ),
)
