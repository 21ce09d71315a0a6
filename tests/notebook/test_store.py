"""A notebook gets the answers that the commands give, as values."""

import subprocess
import sys
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import cast

import pytest
from rdflib import Graph, URIRef

import trialgraph
from trialgraph.catalogue import effects as catalogue_effects
from trialgraph.catalogue.effects import find_effects
from trialgraph.catalogue.paging import Page
from trialgraph.errors import (
    BadParameter,
    BadQuery,
    QueryRefused,
    QueryStopped,
    StoreMissing,
    UnknownName,
    UnknownQuestion,
    UnknownThing,
)
from trialgraph.names import expand
from trialgraph.notebook import IRI, Effect, Store
from trialgraph.notebook import store as notebook_store
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import Reader
from trialgraph.store.limits import Limits


def test_importing_the_package_imports_no_room() -> None:
    code = "import sys, trialgraph; print([m for m in sys.modules if m.startswith('trialgraph.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_package_has_no_other_names() -> None:
    with pytest.raises(AttributeError, match="no attribute 'opens'"):
        trialgraph.opens  # type: ignore[attr-defined] # noqa: B018 - asking for it is the test


def test_rows_of_a_query_are_values(store: Store) -> None:
    rows = store.query(
        "SELECT ?result ?value ?day { ?result a :Result ; :value ?value ; :availableFrom ?day } "
        "ORDER BY ?result LIMIT 3"
    )
    assert rows.columns == ("result", "value", "day")
    assert len(rows) == 3
    assert [[type(one) for one in row.values()] for row in rows] == [[IRI, Decimal, date]] * 3
    assert rows.version >= 1


def test_an_ask_is_one_row(store: Store) -> None:
    assert store.query("ASK { ?trial a :Trial }").rows == ({"holds": True},)


def test_what_is_odd_in_a_query_is_told(store: Store) -> None:
    rows = store.query("SELECT ?x { ?x a :Trail }")
    assert (len(rows), len(rows.remarks)) == (0, 1)
    assert "Trail" in rows.caption


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELECT", BadQuery),
        ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", QueryRefused),
        ("DESCRIBE <drug/pertuzumab>", BadParameter),
    ],
)
def test_a_query_is_refused_as_elsewhere(store: Store, query: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        store.query(query)


def test_limits_hold(example_reader: Reader) -> None:
    with (
        trialgraph.open(str(example_reader.path), Limits(rows=1)) as store,
        pytest.raises(QueryStopped),
    ):
        store.query("SELECT * { ?s ?p ?o } LIMIT 9")


def test_a_graph_is_one_of_rdflib(store: Store) -> None:
    found = store.graph("CONSTRUCT { ?trial a :Trial } WHERE { ?trial a :Trial }")
    assert isinstance(found, Graph)
    assert len(found) == len(store.query("SELECT DISTINCT ?trial { ?trial a :Trial }"))


def test_the_iri_of_a_thing_gives_what_is_said_of_it(store: Store) -> None:
    trial = store.trial("PRECIOUS").iri
    found = store.graph(trial)
    assert {str(one) for one in found.subjects()} == {trial}
    assert (URIRef(trial), URIRef(expand("rdf:type")), URIRef(expand(":Trial"))) in found


def test_the_iri_of_a_named_graph_gives_its_statements(
    store: Store, example_reader: Reader
) -> None:
    name = next(one for one in example_reader.graphs() if "/document/" in one)
    assert len(store.graph(f"<{name}>")) >= len(example_reader.graph(name).splitlines())


@pytest.mark.parametrize(
    ("what", "error"), [("ASK { ?s ?p ?o }", BadParameter), ("a|b", BadQuery), ("", BadQuery)]
)
def test_what_gives_no_graph_is_refused(store: Store, what: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        store.graph(what)


def test_estimates_are_those_of_the_catalogue(store: Store, example_reader: Reader) -> None:
    rows = find_effects(example_reader, load_terms(), {"adds": ["pertuzumab"]}).rows
    found = store.effects(adds="Perjeta")
    assert [one.iri for one in found] == [row.text("iri") for row in rows]
    assert [one.passages for one in found] == [row.passages for row in rows]
    for one, row in zip(found, rows, strict=True):
        shown = {field.name: getattr(one, field.name) for field in fields(Effect)}
        assert [str(one.value), one.kind] == [row.text("value"), row.kind]
        assert {n for n, v in shown.items() if v is None} == {
            n for n, v in row.cells.items() if v is None
        }


def test_all_pages_are_gone_through(
    store: Store, example_reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = find_effects(example_reader, load_terms(), {}, Page(500)).rows
    monkeypatch.setattr(notebook_store, "MOST", 3)
    found = store.effects()
    assert len(found) == len(everything) > 3
    assert [one.iri for one in found] == [row.text("iri") for row in everything]
    assert found[0].iri == found[:1][0].iri
    assert repr(found) == f"<Effects: {len(found)}>"
    assert catalogue_effects.columns()[0].name == found.table().columns[0]


def test_estimates_make_frames(store: Store) -> None:
    pytest.importorskip("pandas", reason="the extra pandas is not installed")
    pytest.importorskip("polars", reason="the extra polars is not installed")
    found = store.effects(trial="PRECIOUS")
    frames = (found.to_pandas(), found.to_polars())
    assert [frame.shape for frame in frames] == [(len(found), len(found.table().columns))] * 2
    assert frames[0]["value"].tolist() == [float(str(one.value)) for one in found]


def test_estimates_show_their_sentences_and_what_they_are_not(store: Store) -> None:
    html = store.effects(trial=["PRECIOUS", "PATINA"])._repr_html_()
    assert "Not medical advice" in html
    assert "PATINA" in html
    assert ">sentences<" in html


@pytest.mark.parametrize(
    ("given", "error"), [({"drug": "x"}, BadParameter), ({"adds": "no such"}, UnknownName)]
)
def test_filters_are_refused_as_elsewhere(
    store: Store, given: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        store.effects(**given)


def test_a_named_question_is_a_table_with_its_answer_behind(store: Store) -> None:
    found = store.ask("os-benefit-from-adding", drug="Perjeta")
    assert found.answer.question == "os-benefit-from-adding"
    assert len(found) == len(found.answer.rows)
    assert found.columns[-1] == "sentences"
    assert all(cast("tuple[str, ...]", row["sentences"]) for row in found if row["value"])
    assert "Not medical advice" in found._repr_html_()
    with pytest.raises(UnknownQuestion):
        store.ask("no-such")


def test_a_pool_says_what_it_rests_on(store: Store) -> None:
    found = store.pool("pertuzumab", "OS", assessor="investigator")
    assert found.answer.parameters["assessor"] == "investigator"
    assert store.pool("pertuzumab", "OS").rows


def test_a_trial_is_its_tables(store: Store) -> None:
    trial = store.trial("NCT02514681")
    assert trial.label == "PRECIOUS"
    assert len(trial.arms) == 2
    assert {one.label for one in trial.effects} == {"PRECIOUS"}
    assert trial.effects.rows == store.effects(trial=trial.iri).rows
    assert trial._repr_html_().count("<table>") == 6
    with pytest.raises(UnknownName):
        store.trial("NOSUCH")


def test_two_trials_of_one_name_are_not_mixed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = (expand("trial:NCT00000001"), expand("trial:NCT00000002"))
    monkeypatch.setattr(notebook_store, "trials", lambda _reader, _terms, _name: two)
    with pytest.raises(BadParameter, match="2 trials called 'TWIN'"):
        store.trial("TWIN")


def test_a_name_is_resolved_whatever_it_names(store: Store) -> None:
    assert [(one.kind, one.iri) for one in store.resolve("Perjeta")] == [
        ("drug", expand("drug:pertuzumab"))
    ]
    assert [one.kind for one in store.resolve("overall survival")] == ["end point"]
    assert [(one.kind, one.label) for one in store.resolve("NCT02514681")] == [
        ("trial", "PRECIOUS")
    ]
    (document,) = store.query("SELECT ?d { ?d a :Document } ORDER BY ?d LIMIT 1").rows
    identifier = str(document["d"]).rsplit("/", 1)[-1]
    assert ("document", document["d"]) in {(one.kind, one.iri) for one in store.resolve(identifier)}


@pytest.mark.parametrize(
    ("words", "error", "hint"),
    [
        ("pertuzumaab", UnknownName, "nearest: pertuzumab"),
        ("zzzzqqqq", UnknownName, "look how"),
        (" ", BadParameter, "wanted a name"),
    ],
)
def test_a_name_of_nothing_is_told_with_the_nearest(
    store: Store, words: str, error: type[Exception], hint: str
) -> None:
    with pytest.raises(error, match=hint):
        store.resolve(words)


def test_a_store_closes_and_opens_its_process_again(example_reader: Reader) -> None:
    with trialgraph.open(example_reader.path) as opened:
        assert opened.query("ASK {}").rows == ({"holds": True},)
        assert str(example_reader.path) in repr(opened)
    opened.close()


def test_there_is_a_store_or_an_error(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(StoreMissing):
        trialgraph.open(tmp_path_factory.mktemp("none") / "store")
    with pytest.raises(BadParameter):
        trialgraph.open("ftp://example.org/")


def test_a_thing_by_its_prefix_has_its_graph_and_an_unknown_one_is_an_error(store: Store) -> None:
    assert len(store.graph("drug:pertuzumab")) > 0
    for unknown in ("drug:nope", "trial/nope", "https://example.org/none"):
        with pytest.raises(UnknownThing, match=r"store\.resolve"):
            store.graph(unknown)
