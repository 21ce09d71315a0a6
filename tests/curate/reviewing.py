"""What tests ask of the reviews in a store."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from trialgraph import names
from trialgraph.curate.decision import Motive
from trialgraph.evidence.reviewed import Standing, standings
from trialgraph.evidence.reviews import Correction
from trialgraph.model.text import Span
from trialgraph.names import Iri
from trialgraph.rdf.term import plain
from trialgraph.store import open_reader

WHY = Motive("Tried in a test.", "A. Reviewer", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
_PREFIX = f"PREFIX : <{names.ONTOLOGY}> "


def later(minutes: int, reason: str = "Looked again.") -> Motive:
    """Return a motive some minutes after the first one."""
    return replace(WHY, reason=reason, at=WHY.at + timedelta(minutes=minutes))


def text_of(store: Path, document: str) -> str:
    """Return the canonical text of a document."""
    with open_reader(store) as reader:
        return reader.kept_text(document)


def quoted(text: str, quote: str, field: str, value: str) -> Correction:
    """Return a correction that rests on words where they stand first."""
    start = text.index(quote)
    return Correction(field, value, quote, Span(start, start + len(quote)))


def facts(store: Path, of_class: str) -> list[Iri]:
    """Return the facts of a class, sorted."""
    query = f"{_PREFIX} SELECT ?fact {{ ?fact a :{of_class} }} ORDER BY ?fact"
    with open_reader(store) as reader:
        return [Iri(plain(row["fact"])) for row in reader.select(query)]


def fact_of(store: Path, document: str, value: str) -> Iri:
    """Return the estimate of a document whose value is printed so."""
    query = f"""{_PREFIX} SELECT ?fact {{ ?fact :statedValuePrinted "{value}" ;
        a :ReportedEstimate ; :inDocument <{names.document(document)}> }}"""
    with open_reader(store) as reader:
        (row,) = reader.select(query)
    return Iri(plain(row["fact"]))


def results(store: Path, fact: Iri) -> dict[str, dict[str, str]]:
    """Return what is said of the results that rest on a fact."""
    query = f"{_PREFIX} SELECT ?result ?p ?o {{ ?result a :Result ; :reportedAs <{fact}> ; ?p ?o }}"
    found: dict[str, dict[str, str]] = {}
    with open_reader(store) as reader:
        for row in reader.select(query):
            said = found.setdefault(plain(row["result"]), {})
            said[plain(row["p"]).removeprefix(names.ONTOLOGY)] = plain(row["o"]).removeprefix(
                names.ONTOLOGY
            )
    return found


def standing_of(store: Path) -> list[Standing]:
    """Return the reviews in force with what they come to."""
    with open_reader(store) as reader:
        return standings(reader)


def upper(store: Path, final: str, value: str = "1.02") -> Correction:
    """Return the correction of an upper limit, by the words beside another one."""
    text = text_of(store, final)
    return quoted(text, "one-sided 95% CI upper limit, 1.02", "interval.upper", value)
