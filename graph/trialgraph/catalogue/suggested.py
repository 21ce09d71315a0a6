"""The names that held registry records give and the term tables lack."""

from collections import defaultdict
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.codes import local_name
from trialgraph.catalogue.quoted import REGISTRY_KINDS
from trialgraph.rdf.term import plain, term_text, text
from trialgraph.terms.suggestions import GivenName, Suggestion, suggestions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trialgraph.store import Reader, Row
    from trialgraph.terms.index import TermIndex

_RECORDS = " ".join(term_text(text(kind)) for kind in sorted(REGISTRY_KINDS))
_SELECT = f"""PREFIX : <{names.ONTOLOGY}>
SELECT * {{{{
  VALUES ?kind {{{{ {_RECORDS} }}}}
  ?document :statedKind ?kind .
  ?fact :inDocument ?document ; :pointer ?pointer ; {{pattern}} }}}}"""
_DRUGS = """a :ReportedRegisteredIntervention ; :statedName ?name ; :statedKind ?type .
  VALUES ?type { "DRUG" "BIOLOGICAL" "COMBINATION_PRODUCT" "GENETIC" "DIETARY_SUPPLEMENT" }
  OPTIONAL { ?fact :statedConcept ?concept }
  OPTIONAL { ?fact :statedOtherName ?other }"""
_HEADINGS = """a :ReportedHeading ; :statedLabel ?name ; :statedCode ?code ;
    :statedScheme ?scheme ; :statedRole ?role .
  VALUES ?role { "condition" "intervention" }"""
_EVENTS = """a :ReportedRegisteredEvent ; :statedTerm ?name .
  OPTIONAL { ?fact :statedOrganSystem ?system }"""


def suggested_terms(reader: "Reader", terms: "TermIndex") -> tuple[Suggestion, ...]:
    """Return the drugs, conditions and events of held records that the tables do not know."""
    drugs = list(_drugs(reader))
    with_drug = {one.document for one in drugs}
    headings = [
        one for one in _headings(reader) if one.kind == "condition" or one.document in with_drug
    ]
    return suggestions((*drugs, *headings, *_events(reader)), terms)


def _drugs(reader: "Reader") -> "Iterator[GivenName]":
    """Yield the interventions that are drugs, with the other names that the record lists."""
    others: dict[str, set[str]] = defaultdict(set)
    rows: dict[str, Row] = {}
    for row in reader.select(_SELECT.format(pattern=_DRUGS)):
        rows[plain(row["fact"])] = row
        others[plain(row["fact"])] |= {_words(row, "other")} - {""}
    for fact, row in rows.items():
        yield GivenName(
            kind="drug",
            name=_words(row, "name"),
            document=local_name(row["document"]),
            pointer=_words(row, "pointer"),
            other_names=tuple(sorted(others[fact])),
            read_as=_words(row, "concept"),
        )


def _headings(reader: "Reader") -> "Iterator[GivenName]":
    """Yield the headings of conditions and of interventions.

    Exercise is a heading of an intervention too, so they count as drugs only in records
    that give one.
    """
    for row in reader.select(_SELECT.format(pattern=_HEADINGS)):
        code = _words(row, "code")
        yield GivenName(
            kind="drug" if _words(row, "role") == "intervention" else "condition",
            name=_words(row, "name"),
            document=local_name(row["document"]),
            pointer=_words(row, "pointer"),
            code=f"{_words(row, 'scheme')}:{code}" if code else "",
            is_heading=True,
        )


def _events(reader: "Reader") -> "Iterator[GivenName]":
    for row in reader.select(_SELECT.format(pattern=_EVENTS)):
        yield GivenName(
            kind="event",
            name=_words(row, "name"),
            document=local_name(row["document"]),
            pointer=_words(row, "pointer"),
            organ_system=_words(row, "system"),
        )


def _words(row: "Row", column: str) -> str:
    return plain(row[column]) if column in row else ""
