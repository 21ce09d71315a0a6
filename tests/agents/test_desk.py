"""Every answer to an agent is short, says its data's date, and leads to the sentence."""

import re
from collections.abc import Callable

import pytest

from trialgraph.agents import Desk, texts
from trialgraph.catalogue.effects import find_effects
from trialgraph.catalogue.paging import cursor_to
from trialgraph.errors import (
    BadParameter,
    BadQuery,
    CursorExpired,
    EvidenceError,
    QueryRefused,
    UnknownName,
)
from trialgraph.rdf.ontology_terms import ontology_terms
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import Reader

FOOT = re.compile(r"Data version \d+ of \d{4}-\d\d-\d\d\. Not medical advice")
ASKED: dict[str, Callable[[Desk], str]] = {
    "find_effects": lambda desk: desk.find_effects(limit=500),
    "get_trial": lambda desk: desk.get_trial("PRECIOUS"),
    "get_effect": lambda desk: desk.get_effect(effects_in(desk.find_effects())[0]),
    "resolve_term": lambda desk: desk.resolve_term("Perjeta"),
    "pool_effects": lambda desk: desk.pool_effects("pertuzumab", "OS"),
    "schema_overview": lambda desk: desk.schema_overview(),
    "schema of a class": lambda desk: desk.schema_overview("Result"),
    "run_sparql": lambda desk: desk.run_sparql("SELECT * { ?s ?p ?o } LIMIT 1000"),
    "a graph": lambda desk: desk.run_sparql("DESCRIBE <drug/pertuzumab>"),
}


def effects_in(told: str) -> list[str]:
    """Return the estimates that an answer names."""
    return re.findall(r"^- .* effect=(\S+)$", told, re.MULTILINE)


def test_no_estimate_is_left_out_or_told_twice(desk: Desk, example_reader: Reader) -> None:
    wanted = [row.text("iri") for row in find_effects(example_reader, load_terms(), {}).rows]
    found: list[str] = []
    cursor = ""
    while not found or cursor:
        told = desk.find_effects(limit=4, cursor=cursor)
        found += effects_in(told)
        more = re.search(r"with cursor=(\S+)$", told, re.MULTILINE)
        cursor = more[1] if more else ""
    assert [f"https://w3id.org/trialgraph/id/{one}" for one in found] == wanted


@pytest.mark.parametrize("name", ASKED)
def test_every_answer_is_bounded_and_says_what_it_is_not(desk: Desk, name: str) -> None:
    told = ASKED[name](desk)
    assert FOOT.search(told.splitlines()[-1])
    assert len(told) < texts.MOST + 1_000
    assert max(map(len, told.splitlines())) < 1_000


def test_what_does_not_fit_is_led_to(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = effects_in(desk.find_effects(limit=500))
    monkeypatch.setattr(texts, "MOST", 800)
    first = desk.find_effects(limit=500)
    shown = effects_in(first)
    assert 0 < len(shown) < len(everything)
    more = re.search(r"with cursor=(\S+)$", first, re.MULTILINE)
    assert more is not None
    following = effects_in(desk.find_effects(limit=500, cursor=more[1]))
    assert following[0] == everything[len(shown)]
    assert "[cut at 800 characters; add a LIMIT" in desk.run_sparql(
        "SELECT * { ?s ?p ?o } LIMIT 500"
    )


def test_filters_are_alternatives_with_semicolons(desk: Desk) -> None:
    told = desk.find_effects(verdict="confirmed;nominal", adds="Perjeta", limit=500)
    assert "Verdict: confirmed" in told
    assert "Verdict: nominal" in told
    assert "Verdict: not" not in told
    assert desk.find_effects(trial="PRECIOUS", phase="4").startswith("None in the documents held")


def test_an_estimate_is_told_with_its_sentence(desk: Desk, example_reader: Reader) -> None:
    rows = find_effects(example_reader, load_terms(), {"trial": ["PRECIOUS"]}).rows
    told = desk.get_effect(rows[0].text("iri"))
    words = " ".join(rows[0].passages[0].exact.split())
    assert words in told
    assert f"characters {rows[0].passages[0].start}-" in told


def test_a_trial_is_told_with_its_arms_and_documents(desk: Desk) -> None:
    told = desk.get_trial("NCT02514681")
    assert "\narms:\n- label: PTC" in told
    assert "relation: registers" in told


def test_a_pool_that_is_refused_says_why(desk: Desk) -> None:
    told = desk.pool_effects("pertuzumab", "OS", assessor="")
    assert "Refused" in told
    assert "allow=" in told
    assert desk.pool_effects("bevacizumab", "OS").startswith("No estimate of that")


def test_the_schema_tells_classes_their_properties_and_values(desk: Desk) -> None:
    classes = desk.schema_overview()
    assert "- :Result:" in classes
    assert ":ReportedEstimate" not in classes
    assert "- :value -> xsd:decimal" in desk.schema_overview(":Result")
    assert ":Nominal" in desk.schema_overview("Strength")
    every = [one.name for one in ontology_terms() if one.kind == "class"]
    assert all(desk.schema_overview(name).startswith(f":{name}:") for name in every[:5])
    with pytest.raises(UnknownName, match="nearest: Result"):
        desk.schema_overview("Resutl")


def test_what_is_odd_in_a_query_is_told(desk: Desk) -> None:
    assert desk.run_sparql("SELECT * { ?x a :Trail }").startswith("Note:")
    assert '"boolean": true' in desk.run_sparql("ASK { ?x a :Trial }").replace('":', '": ')


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (lambda desk: desk.find_effects(drug="x"), BadParameter),
        (lambda desk: desk.find_effects(limit=0), BadParameter),
        (lambda desk: desk.find_effects(cursor=cursor_to(9, "x")), CursorExpired),
        (lambda desk: desk.get_trial("NOSUCH"), UnknownName),
        (lambda desk: desk.get_effect("trial/NCT00000000/result/OS"), UnknownName),
        (lambda desk: desk.resolve_term("zzzzqqqq"), UnknownName),
        (lambda desk: desk.run_sparql("SELECT"), BadQuery),
        (lambda desk: desk.run_sparql("SELECT * { SERVICE <x:y> {} }"), QueryRefused),
    ],
)
def test_wrong_questions_are_refused_as_elsewhere(
    desk: Desk, asked: Callable[[Desk], str], error: type[EvidenceError]
) -> None:
    with pytest.raises(error):
        asked(desk)
