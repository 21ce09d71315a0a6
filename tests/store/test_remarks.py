"""A valid query that cannot find what was meant is answered, and remarked on."""

from pathlib import Path

import pytest

from trialgraph.names import ONTOLOGY
from trialgraph.store.limits import GRAPH_FORMS, ROW_FORMS, Form
from trialgraph.store.remarks import ontology_terms, remarks
from trialgraph.store.worker import QueryWorker


def codes(query: str, *, nothing: bool) -> list[tuple[str, tuple[str, ...]]]:
    """Return code and suggestions of each remark."""
    return [(one.code, one.advice.suggestions[:1]) for one in remarks(query, nothing=nothing)]


@pytest.mark.parametrize(
    ("query", "nothing", "found"),
    [
        ("SELECT * { ?t a :Trail }", True, [("unknown-term", (":Trial",))]),
        ("ASK { ?t a :Trials. }", True, [("unknown-term", (":Trial",))]),
        (
            f"PREFIX o: <{ONTOLOGY}> ASK {{ ?t o:hasArms ?a }}",
            True,
            [("unknown-term", (":hasArm",))],
        ),
        (f"ASK {{ ?t <{ONTOLOGY}hasArms> ?a }}", True, [("unknown-term", (":hasArm",))]),
        ("SELECT (COUNT(*) AS ?n) { ?t a :Trail }", True, [("unknown-term", (":Trial",))]),
        ("ASK { ?t a :Qqqqq }", True, [("unknown-term", ())]),
        ("SELECT ?trail { ?trial a :Trial }", False, [("unbound-variable", ("?trial",))]),
        ("SELECT ?q { ?trial a :Trial }", True, [("unbound-variable", ())]),
        ("SELECT * { ?t a :Trial }", True, []),
        ("SELECT * { ?t a :Trail }", False, []),
        ("PREFIX : <http://example.org/> ASK { ?t a :Trail }", True, []),
        ('ASK { ?t a ":Trail" } # :Trail', True, []),
        ("SELECT ?t { ?t a :Trial }", False, []),
        ("SELECT (?t AS ?u) ?v { ?t a :Trial ; :hasArm ?v }", False, []),
    ],
)
def test_what_is_odd_is_told_and_nothing_else(
    *, query: str, nothing: bool, found: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert codes(query, nothing=nothing) == found


def test_a_remark_has_its_place() -> None:
    (one,) = remarks("SELECT *\n{ ?t a :Trail }", nothing=True)
    assert (one.advice.line, one.advice.column) == (2, 8)
    assert one.advice.hint == "did you mean :Trial?"


def test_at_most_five_are_told() -> None:
    query = "ASK {" + "".join(f" ?t :nothing{n} ?o ." for n in range(50)) + "}"
    assert len(remarks(query, nothing=True)) == 5


def test_the_ontology_is_read_whole() -> None:
    assert {"Trial", "hasArm", "Document", "statedDose"} <= ontology_terms()


@pytest.mark.parametrize("form", [*ROW_FORMS, *GRAPH_FORMS])
def test_an_empty_answer_is_told_in_every_form(store: Path, form: Form) -> None:
    is_graph = form in GRAPH_FORMS
    empty = "CONSTRUCT { ?s a ?o } { ?s :none ?o }" if is_graph else "SELECT ?s { ?s :none ?o }"
    full = "CONSTRUCT { ?s a ?o } { ?s a ?o }" if is_graph else "SELECT ?s { ?s a ?o }"
    with QueryWorker(store) as worker:
        assert [one.code for one in worker.answer(empty, form).remarks] == ["unknown-term"]
        assert worker.answer(full + " LIMIT 1", form).remarks == ()


@pytest.mark.parametrize("form", ROW_FORMS)
def test_a_false_answer_and_a_count_are_looked_at(store: Path, form: Form) -> None:
    with QueryWorker(store) as worker:
        found = worker.answer("ASK { ?s :none ?o }", form).remarks
        counted = worker.answer("SELECT (COUNT(*) AS ?n) { ?s :none ?o }", form).remarks
        assert [one.code for one in (*found, *counted)] == ["unknown-term"] * 2
        assert worker.answer("ASK { ?s a ?o }", form).remarks == ()
