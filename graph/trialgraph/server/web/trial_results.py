"""The results of a trial by end point: what was decided, what is newest, what came before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.answer import AnswerRow
from trialgraph.catalogue.readable import end_point_names
from trialgraph.catalogue.sentences import Documents
from trialgraph.catalogue.words import REASONS, SUSTAINED, in_words
from trialgraph.names import Iri
from trialgraph.rdf.term import iri_text, plain
from trialgraph.server.web.estimates import Estimate, estimate_of

if TYPE_CHECKING:
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

_SERIES = f"""PREFIX : <{names.ONTOLOGY}>
SELECT ?result ?series {{{{ VALUES ?result {{{{ {{wanted}} }}}} ?result :series ?series }}}}"""
_ROLES = ("primary", "secondary", "exploratory")


@dataclass(frozen=True, slots=True)
class Decided:
    """A formal verdict that stays when later results supersede its estimate.

    Attributes:
        formal: the result of the decisive analysis.
        current: the newest estimates of its series.
        sustained: whether these sustain the verdict, in words; empty where nothing says so.
    """

    formal: Estimate
    current: tuple[Estimate, ...]
    sustained: str


@dataclass(frozen=True, slots=True)
class EndPoint:
    """An end point with its results.

    Attributes:
        name: short.
        heading: its whole name.
        declared: in which roles, and what became of it.
        decided: formal verdicts beside the newest estimates, where the two are not one.
        current: the newest results of each series, and those of none.
        earlier: other results that later ones superseded.
    """

    name: str
    heading: str
    declared: tuple[str, ...]
    decided: tuple[Decided, ...]
    current: tuple[Estimate, ...]
    earlier: tuple[Estimate, ...]


def end_points_of(
    reader: "Reader",
    terms: "TermIndex",
    declared: Iterable[AnswerRow],
    results: Sequence[AnswerRow],
    documents: Documents,
) -> tuple[EndPoint, ...]:
    """Return the end points: primary ones first, then those with results, each kind by name.

    Args:
        reader: a published version of a store.
        terms: the tables that names are looked up in.
        declared: rows of the panel ``end-points``.
        results: of the trial.
        documents: that they quote.
    """
    series = _series(reader, results)
    said: dict[str, list[str]] = {}
    ranks: dict[str, int] = {}
    for row in declared:
        name = row.text("endpoint") or row.text("label")
        said.setdefault(name, []).append(_declared(row))
        ranks[name] = min(ranks.get(name, len(_ROLES)), *map(_rank, row.words("role") or [""]))
    by_name: dict[str, list[AnswerRow]] = {}
    for row in sorted(results, key=lambda one: (one.text("date"), one.text("iri")), reverse=True):
        by_name.setdefault(row.text("endpoint"), []).append(row)

    def place(name: str) -> tuple[bool, bool, int, str]:
        rank = ranks.get(name, len(_ROLES))
        return rank > 0, name not in by_name, rank, name.casefold()

    called = end_point_names(reader, terms, {*by_name, *said})
    return tuple(
        _end_point(
            (name, called[name]), said.get(name, ()), by_name.get(name, ()), series, documents
        )
        for name in sorted({*by_name, *said}, key=place)
    )


def _rank(role: str) -> int:
    return _ROLES.index(role) if role in _ROLES else len(_ROLES)


def _end_point(
    named: tuple[str, str],
    declared: Iterable[str],
    found: Iterable[AnswerRow],
    series: Mapping[str, str],
    documents: Documents,
) -> EndPoint:
    """Return an end point with its results, newest first."""
    rows = list(found)
    told = {row.text("iri"): estimate_of(row, documents) for row in rows}
    current = [row for row in rows if row.kind != "superseded"]
    earlier = [row for row in rows if row.kind == "superseded"]
    decisive = [row for row in earlier if row.cells.get("is_decisive")]
    name, heading = named
    return EndPoint(
        name,
        f"{heading[:1].upper()}{heading[1:]}",
        tuple(declared),
        tuple(_decided(row, current, series, told) for row in decisive),
        tuple(told[row.text("iri")] for row in current),
        tuple(told[row.text("iri")] for row in earlier if row not in decisive),
    )


def _decided(
    row: AnswerRow,
    current: Iterable[AnswerRow],
    series: Mapping[str, str],
    told: Mapping[str, Estimate],
) -> Decided:
    """Return the formal verdict of a series beside its newest estimates."""
    own = series.get(row.text("iri"), "")
    newest = (one.text("iri") for one in current if own and series.get(one.text("iri")) == own)
    sustained = SUSTAINED.get(row.text("sustained"), "")
    return Decided(told[row.text("iri")], tuple(told[one] for one in newest), sustained)


def _declared(row: AnswerRow) -> str:
    words = REASONS | {"result_reported": "a result is held"}
    parts = [
        ", ".join(row.words("role")) or "role not read",
        f"by {row.text('assessor')} assessment" if row.text("assessor") else "",
        "; ".join(in_words(words, one) for one in row.words("state")),
    ]
    return ", ".join(one for one in parts if one)


def _series(reader: "Reader", shown: Iterable[AnswerRow]) -> dict[str, str]:
    """Return the series of results, looked up where any of them is superseded."""
    rows = list(shown)
    if all(row.kind != "superseded" for row in rows):
        return {}
    wanted = " ".join(iri_text(Iri(row.text("iri"))) for row in rows)
    found = reader.select(_SERIES.format(wanted=wanted))
    return {plain(row["result"]): plain(row["series"]) for row in found}
