"""The data by class: what each is, what it has, what is required, and how many are held."""

from dataclasses import dataclass

from trialgraph.rdf.manual import Manual, Rule, manual
from trialgraph.server.web.diagram import Arrow, Diagram, diagram
from trialgraph.server.web.ontology_page import Entry, entry, required
from trialgraph.store.described_counts import Counts

_MAIN = (
    *("Trial", "Arm", "Comparison", "EndPoint", "Result", "Verdict", "Series", "ArmResult"),
    *("ClaimJudgement", "Finding", "KnownGap", "Publication", "Document", "Passage"),
    *("ReportedStudy", "ReportedEstimate", "ReportedClaim", "Decision"),
)
"""The classes that a first query meets, in the order to read them."""


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class as the table of all shows it."""

    entry: Entry
    properties: int
    required: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class MainClass:
    """A class with the properties that its things have, those of wider classes included.

    Attributes:
        required: names of the properties that a thing must have.
    """

    row: ClassRow
    properties: tuple[Entry, ...]
    required: frozenset[str]


@dataclass(frozen=True, slots=True)
class SchemaPage:
    """What the page shows.

    Attributes:
        counted: version of the data that the counts are of, empty while there are none.
        links: the arrows of the diagram, in words.
    """

    version: str
    counted: str
    main: tuple[MainClass, ...]
    others: tuple[ClassRow, ...]
    drawing: Diagram
    links: tuple[Arrow, ...]


def schema_page(counts: Counts) -> SchemaPage:
    """Return the classes with counts of a version."""
    told = manual()
    rows = {one.name: _row(told, one.name, counts) for one in told.classes}
    drawing = diagram(told)
    return SchemaPage(
        told.version,
        str(counts.version or ""),
        main=tuple(_main(told, rows[name], counts) for name in _MAIN),
        others=tuple(row for name, row in rows.items() if name not in _MAIN),
        drawing=drawing,
        links=drawing.arrows,
    )


def _row(told: Manual, name: str, counts: Counts) -> ClassRow:
    term = next(one for one in told.classes if one.name == name)
    asked = tuple(rule for rule in required(told, name) if rule.is_required and rule.path)
    return ClassRow(entry(term, counts), len(told.properties_of(name)), asked)


def _main(told: Manual, row: ClassRow, counts: Counts) -> MainClass:
    names = (row.entry.term.name, *told.above(row.entry.term.name))
    held = (one for one in told.properties if set(one.domain) & set(names))
    return MainClass(
        row,
        tuple(entry(one, counts) for one in held),
        frozenset(rule.path for rule in row.required),
    )
