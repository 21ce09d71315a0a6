"""Questions are answered for people and for programs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ended

from trialgraph.catalogue.card import names

Run = Callable[..., Ended]
OS = ("ask", "os-benefit-from-adding", "drug=pertuzumab")


def test_the_answer_for_a_person_names_its_tiers_and_quotes(run: Run) -> None:
    ended = run(*OS)
    assert ended.status == 0
    lines = ended.out.splitlines()
    headings = [line for line in lines if line[:1].isalpha()]
    assert [heading.split(":")[0].split(" ")[0] for heading in headings] == [
        "Which",
        "Confirmed",
        "Nominal,",
        "Not",
        "Superseded",
        "Claims",
        "Known",
        "Note",
        "Note",
        "In",
        "Not",
    ]
    assert "Confirmed: none in the documents held" in lines
    figures = "HR 0.73, one-sided 95 % upper limit 0.97, no p printed, medians 36.2 v 26.5 months"
    assert f"    {figures}" in lines
    assert "    “Adding pertuzumab gave a hazard ratio of 0.73”" in lines
    assert "     sha-1111111111111111, characters 15-62" in lines
    assert "Not medical advice" in ended.out
    assert max(map(len, lines)) <= 100


def test_the_answer_for_a_person_says_why_in_words(run: Run) -> None:
    words = " ".join(run(*OS).out.split())
    assert (
        "the stopping boundary of this analysis was not crossed; the trial goes on to a later"
        in words
    )
    assert "HR <= 0.603, p <= 0.0012 (O'Brien-Fleming): not crossed" in words
    assert "165 of 385 events (43 %)" in words
    assert "Reservations: the publication has an erratum whose changes are not applied;" in words
    assert "contradicted by the source it cites" in words
    assert "“BETA, ten years on” (2021)" in words


def test_a_confirmed_result_is_under_confirmed(run: Run) -> None:
    lines = run("ask", "pfs-benefit-from-adding", "drug=palbociclib").out.splitlines()
    at = lines.index("Confirmed")
    assert lines[at + 1] == "  GAMMA (NCT00000003), PFS, by investigator assessment"


def test_json_is_one_object_and_nothing_else(run: Run) -> None:
    ended = run(*OS, "--json")
    assert json.loads(ended.out)["searched"]["documents"] == 2
    assert ended.err == ""


def test_csv_has_a_header_and_a_line_a_row(run: Run) -> None:
    lines = run("effects", "--csv").out.splitlines()
    assert lines[0].startswith("kind,trial,label,")
    assert len([line for line in lines[1:] if line.startswith(("answer", "superseded"))]) == 4


@pytest.mark.parametrize("command", [("effects",), ("ask", "effects")])
def test_every_sentence_stands_in_csv_and_table_when_asked_for(
    run: Run, command: tuple[str, ...]
) -> None:
    rows = json.loads(run(*command, "--json").out)["rows"]
    sentences = [place["exact"] for row in rows for place in row["passages"]]
    assert sentences
    for form in ("--csv", "--table"):
        out = run(*command, form, "--with-passages").out
        assert all(" ".join(words.split()) in " ".join(out.split()) for words in sentences)
        assert any(line.rstrip().endswith("exact") for line in out.splitlines()[:2])


def test_the_questions_are_printed_as_rdf(run: Run) -> None:
    one, every = run("ask", "errata", "--rdf").out, run("ask", "--rdf").out
    assert one.count("sh:SPARQLSelectExecutable") == 1
    assert every.count("sh:SPARQLSelectExecutable") == len(names())
    assert "query:errata a sh:SPARQLExecutable" in one
    assert run("ask", "nonsense", "--rdf").status == 4


def test_a_table_shows_a_few_columns(run: Run) -> None:
    out = run("effects", "trial=BETA", "--table").out
    assert "boundary_not_crossed" in out
    assert "assessor" not in out


def test_an_empty_answer_is_said_in_words(run: Run) -> None:
    assert "None in the documents held." in run("ask", "errata").out
    assert run("ask", "errata", "--table").err == "no rows\n"


def test_other_questions_are_answered_column_by_column(run: Run) -> None:
    out = run("ask", "registration-ids", "trial=alpha").out
    assert "    registrations: NCT00000001" in out


def test_without_a_name_all_questions_are_listed(run: Run) -> None:
    assert "os-benefit-from-adding drug=...\n" in run("ask").out
    assert "every-hazard-ratio [trial=...]" in run("ask").out
    listed = json.loads(run("ask", "--json").out)["questions"]
    assert {"name", "question", "parameters", "columns"} <= listed[0].keys()


def test_the_query_is_shown_and_runs_by_itself(run: Run, tmp_path: Path) -> None:
    shown = run(*OS, "--show-query").out
    assert "VALUES ?drug { <https://w3id.org/trialgraph/id/drug/pertuzumab> }" in shown
    file = tmp_path / "q.rq"
    file.write_text(shown, encoding="utf-8")
    ended = run("query", str(file), "--json")
    assert len(json.loads(ended.out)["results"]["bindings"]) >= 5
    assert run("ask", "errata", "--show-query").out.startswith("# question: ")


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("ask", "os-benefit", "drug=x"), 4, "os-benefit-from-adding, "),
        (("ask", "os-benefit-from-adding"), 2, "add drug=VALUE"),
        (("ask", "os-benefit-from-adding", "drug"), 2, "wanted key=value"),
        (("ask", "os-benefit-from-adding", "drug=a", "drug=b"), 2, "wanted key=value"),
        (("ask", "os-benefit-from-adding", "drug=pertuzumabb"), 4, "nearest: "),
        (("effects", "trial=NOSUCH"), 4, "known: ALPHA"),
        (("effects", "--store", "no-such-store"), 4, "no store in no-such-store"),
        (("query", "SELECT * {"), 2, "does not parse"),
        (("query", "SELECT * { SERVICE <http://x/> {} }"), 2, "SERVICE"),
        (("query", "INSERT DATA { <a:a> <a:b> <a:c> }"), 2, "[query-refused]"),
        (("query", "DROP ALL"), 2, "[query-refused]"),
        (("query", ""), 2, "[bad-query]"),
        (("query", "DROP " * 2000), 2, "[query-refused]"),
        (("query", "no-such-file.rq"), 1, "wanted a SPARQL query"),
        (("query", "SELECT * {}", "--format", "zip"), 2, "wanted one of table"),
    ],
)
def test_what_cannot_be_asked_is_one_line_on_stderr(
    run: Run, arguments: tuple[str, ...], status: int, says: str
) -> None:
    ended = run(*arguments)
    assert (ended.status, ended.out) == (status, "")
    assert says in ended.err
    assert ended.err.count("\n") == 1
    assert ended.err.startswith("trialgraph: ")
    assert ended.err.rstrip().endswith("]")


PREFIX = "PREFIX : <https://w3id.org/trialgraph/ontology#> "


def test_a_query_of_ones_own_gives_a_table(run: Run) -> None:
    out = run("query", PREFIX + "SELECT ?value { ?r :value ?value } ORDER BY ?value").out
    assert out.split()[-4:] == ["0.64", "0.71", "0.73", "0.75"]


@pytest.mark.parametrize(
    ("query", "form", "begins"),
    [
        ("SELECT ?v { ?r :value ?v } LIMIT 1", "csv", "v\r\n"),
        ("SELECT ?v { ?r :value ?v } LIMIT 1", "json", "{"),
        ("SELECT ?v { ?r :value ?v } LIMIT 1", "xml", "<?xml"),
        ("CONSTRUCT { ?r :value ?v } { ?r :value ?v }", "ntriples", "<https://"),
        ("CONSTRUCT { ?r :value ?v } { ?r :value ?v }", "", "<https://"),
        ("ASK { ?r :value ?v }", "", "true\n"),
        ("ASK { ?r :nothing ?v }", "table", "false\n"),
    ],
)
def test_a_query_is_printed_in_the_form_asked_for(
    run: Run, query: str, form: str, begins: str
) -> None:
    ended = run("query", PREFIX + query, "--format", form)
    assert ended.status == 0
    assert ended.out.replace("\n", "\r\n" if form == "csv" else "\n").startswith(begins)
    assert ended.out.endswith("\n")


def test_a_query_may_come_from_standard_input(run: Run) -> None:
    assert run("query", "-", stdin="ASK { ?s ?p ?o }").out == "true\n"


def test_what_is_not_current_is_marked_in_a_list_of_results(run: Run) -> None:
    lines = run("effects", "trial=ALPHA").out.splitlines()
    at = lines.index("  [superseded]")
    assert lines[at + 1] == "  ALPHA (NCT00000001), OS, primary analysis, 2022"
