"""A valid query that cannot find what was meant is answered, and remarked on."""

import pytest

from trialgraph.names import ONTOLOGY
from trialgraph.store.remarks import ontology_terms, remarks


def codes(query: str, rows: int) -> list[tuple[str, tuple[str, ...]]]:
    """Return code and suggestions of each remark."""
    return [(one.code, one.advice.suggestions[:1]) for one in remarks(query, rows)]


@pytest.mark.parametrize(
    ("query", "rows", "found"),
    [
        ("SELECT * { ?t a :Trail }", 0, [("unknown-term", (":Trial",))]),
        ("ASK { ?t a :Trials. }", 0, [("unknown-term", (":Trial",))]),
        (f"PREFIX o: <{ONTOLOGY}> ASK {{ ?t o:hasArms ?a }}", 0, [("unknown-term", (":hasArm",))]),
        (f"ASK {{ ?t <{ONTOLOGY}hasArms> ?a }}", 0, [("unknown-term", (":hasArm",))]),
        ("SELECT (COUNT(*) AS ?n) { ?t a :Trail }", 1, [("unknown-term", (":Trial",))]),
        ("ASK { ?t a :Qqqqq }", 0, [("unknown-term", ())]),
        ("SELECT ?trail { ?trial a :Trial }", 3, [("unbound-variable", ("?trial",))]),
        ("SELECT ?q { ?trial a :Trial }", 0, [("unbound-variable", ())]),
        ("SELECT * { ?t a :Trial }", 0, []),
        ("SELECT * { ?t a :Trail }", 2, []),
        ("PREFIX : <http://example.org/> ASK { ?t a :Trail }", 0, []),
        ('ASK { ?t a ":Trail" } # :Trail', 0, []),
        ("SELECT ?t { ?t a :Trial }", 3, []),
        ("SELECT (?t AS ?u) ?v { ?t a :Trial ; :hasArm ?v }", 3, []),
    ],
)
def test_what_is_odd_is_told_and_nothing_else(
    query: str, rows: int, found: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert codes(query, rows) == found


def test_a_remark_has_its_place() -> None:
    (one,) = remarks("SELECT *\n{ ?t a :Trail }", 0)
    assert (one.advice.line, one.advice.column) == (2, 8)
    assert one.advice.hint == "did you mean :Trial?"


def test_at_most_five_are_told() -> None:
    query = "ASK {" + "".join(f" ?t :nothing{n} ?o ." for n in range(50)) + "}"
    assert len(remarks(query, 0)) == 5


def test_the_ontology_is_read_whole() -> None:
    assert {"Trial", "hasArm", "Document", "statedDose"} <= ontology_terms()
