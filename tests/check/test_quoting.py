"""Quotations are found right from the nodes of a graph where they are right, and only there."""

import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from trialgraph import names
from trialgraph.check import fast
from trialgraph.check.fast import check_document, check_quoting
from trialgraph.check.quotes import quotes, wrong_quotes
from trialgraph.check.quoting import all_stand
from trialgraph.check.sheet import Reader
from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.names import term
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.term import Literal, decimal, integer, text
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads

SEEDS = ["S0", "S1", "S2", "S3", "S4"]
OURS = "ctgov-NCT00000000"
TEXT = 'Median survival was 36·2 months, "longer" than\n26.5 months.'
NUMBERS = ("0", "1", "7", "12", "340")


def read(file: Path) -> tuple[bytes, dict[str, str]]:
    """Return the graph of a document, and its text."""
    document = read_document(file.read_bytes())
    graph = document_quads(read_trial_document(document, load_terms()), document)
    return graph, {document.identifier: document.text}


def spoilt(graph: bytes, chooser: random.Random) -> bytes:
    """Return a graph in which the object of one line that quotes is another one."""
    lines = graph.decode().splitlines(keepends=True)
    told = [
        at
        for at, line in enumerate(lines)
        if any(
            part in line.split(" ", 2)[1]
            for part in ("#exact>", "#start>", "#end>", "Place>", "#place>", "Printed>")
        )
        or "#decimal>" in line
    ]
    at = chooser.choice(told)
    subject, predicate, rest = lines[at].split(" ", 2)
    obj, graph_name, end = rest.rsplit(" ", 2)
    number = chooser.choice(NUMBERS)
    changed = chooser.choice((f'"{number}-{number}9"', obj.replace('"', f'"{number}', 1)))
    lines[at] = f"{subject} {predicate} {changed} {graph_name} {end}"
    return "".join(lines).encode()


def told(ask: Callable[[], object]) -> object:
    """Return what is found, or the name of the error that says why nothing is."""
    try:
        return ask()
    except (ValueError, KeyError) as reason:
        return type(reason).__name__


@pytest.mark.parametrize("seed", SEEDS)
def test_a_real_document_quotes_right_and_is_read_once(
    seed: str, seeds: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, texts = read(seeds[seed])
    assert wrong_quotes(quotes(graph), texts) == ()
    wanted = check_document(graph)
    monkeypatch.setattr(fast, "quotes", lambda _: pytest.fail("the graph was read again"))
    assert check_quoting(graph, texts) == (wanted, ())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_spoilt_document_is_found_as_wrong_as_by_its_quotes(
    seed: str, seeds: dict[str, Path]
) -> None:
    graph, texts = read(seeds[seed])
    chooser = random.Random(seed)  # noqa: S311 - graphs to spoil, no secrets
    found = 0
    for _ in range(8):
        changed = spoilt(graph, chooser)
        wanted = told(lambda: wrong_quotes(quotes(changed), texts))  # noqa: B023 - asked at once
        sheet = Reader().sheet(changed)
        if sheet is not None:
            assert all_stand(sheet, texts) is (wanted == ())
        both = told(lambda: check_quoting(changed, texts)[1])  # noqa: B023 - asked at once
        assert both == wanted
        found += wanted != ()
    assert found


def stands(add: Callable[[GraphText], None], texts: dict[str, str]) -> bool:
    graph = GraphText(names.document(OURS))
    add(graph)
    sheet = Reader().sheet(graph.bytes())
    assert sheet is not None
    found = all_stand(sheet, texts)
    assert found is (told(lambda: wrong_quotes(quotes(graph.bytes()), texts)) == ())
    return found


def passage(start: int, end: int, words: str) -> Callable[[GraphText], None]:
    def add(graph: GraphText) -> None:
        node = names.fact(OURS, "passage", (start, end))
        graph.add(node, term("start"), integer(start))
        graph.add(node, term("end"), integer(end))
        graph.add(node, term("exact"), text(words))

    return add


def value(said: str, obj: Literal, place: str, where: str) -> Callable[[GraphText], None]:
    def add(graph: GraphText) -> None:
        node = names.fact(OURS, "arm-value", (20, 24))
        graph.add(node, term(said), obj)
        graph.add(node, term(place), text(where))

    return add


@pytest.mark.parametrize(
    ("add", "is_right"),
    [
        (passage(0, 6, "Median"), True),
        (passage(0, 6, "Medial"), False),
        (passage(33, 41, '"longer"'), True),
        (passage(20, 24, "36.2"), False),
        (value("statedValuePrinted", text("36.2"), "statedValuePlace", "20-24"), True),
        (value("statedValuePrinted", text("36.3"), "statedValuePlace", "20-24"), False),
        (value("statedPrinted", text("survival"), "place", "7-15"), True),
        (value("statedPrinted", text("survival"), "statedPlace", "0-3"), True),
        (value("statedValue", text("36.3"), "place", "20-24"), True),
        (value("statedText", text("survival"), "place", "7-15"), True),
        (value("statedText", text("survived"), "place", "7-15"), False),
    ],
)
def test_words_are_quoted_at_their_place(
    add: Callable[[GraphText], None],
    is_right: bool,  # noqa: FBT001 - a table of cases
) -> None:
    assert stands(add, {OURS: TEXT}) is is_right


@pytest.mark.parametrize(("printed", "is_right"), [("26.5", True), ("26.4", False)])
def test_a_number_is_quoted_at_the_place_of_its_row(
    printed: str,
    is_right: bool,  # noqa: FBT001 - a table of cases
) -> None:
    at = TEXT.index("26.5")
    add = value("statedValue", decimal(Decimal(printed)), "place", f"{at}-{at + 4}")
    assert stands(add, {OURS: TEXT}) is is_right


def test_a_text_that_is_not_at_hand_bears_out_nothing() -> None:
    assert not stands(passage(0, 6, "Median"), {"another": TEXT})


def test_a_passage_without_an_end_is_refused_by_both() -> None:
    def add(graph: GraphText) -> None:
        node = names.fact(OURS, "passage", (0, 6))
        graph.add(node, term("start"), integer(0))
        graph.add(node, term("exact"), text("Median"))

    assert not stands(add, {OURS: TEXT})
