"""Every question is a file that runs as it stands, binds its parameters and is documented."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.small_store import build

from trialgraph.assets import room
from trialgraph.catalogue.answer import rows
from trialgraph.catalogue.bind import bind
from trialgraph.catalogue.card import cards, find_card, names
from trialgraph.names import Iri
from trialgraph.rdf.term import Term, text
from trialgraph.store import Reader, open_reader

PROBE = Iri("https://example.org/probe")
EVERY = pytest.mark.parametrize("name", names())
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "questions.md"
PASSAGE = {"document", "start", "end", "exact"}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with open_reader(build(tmp_path_factory.mktemp("questions") / "store")) as opened:
        yield opened


@EVERY
def test_it_runs_as_it_stands(reader: Reader, name: str) -> None:
    card = find_card(name)
    found = rows(card, reader.select(card.text))
    assert all(row.kind for row in found)


@EVERY
def test_it_binds_every_parameter_and_then_finds_only_that(reader: Reader, name: str) -> None:
    card = find_card(name)
    bound = bind(card, {parameter.name: (PROBE,) for parameter in card.parameters})
    for parameter in card.parameters:
        blocks = re.findall(rf"VALUES\s+\?{parameter.name}\s*{{([^}}]*)}}", bound)
        assert blocks
        assert {block.strip() for block in blocks} == {f"<{PROBE}>"}
    if card.parameters:
        assert reader.select(bound) == []


@EVERY
def test_its_columns_are_its_variables(name: str) -> None:
    card = find_card(name)
    selected = card.text.split("SELECT", 1)[1].split("WHERE", 1)[0]
    variables = set(re.findall(r"\?(\w+)", selected))
    assert variables == {column.name for column in card.columns} | PASSAGE


@EVERY
def test_its_head_says_everything(name: str) -> None:
    card = find_card(name)
    assert card.question.endswith("?")
    assert card.source
    assert all(card.keywords)
    assert card.columns[0].name == "kind"
    assert all(column.meaning for column in card.columns)
    assert all(parameter.meaning for parameter in card.parameters)


@EVERY
def test_it_needs_no_graph_names(name: str) -> None:
    assert not re.search(r"\bGRAPH\b|\bFROM\b|\bSERVICE\b", find_card(name).text)


@EVERY
def test_an_optional_parameter_costs_nothing(name: str) -> None:
    card = find_card(name)
    for parameter in card.parameters:
        block = re.search(rf"VALUES\s+\?{parameter.name}\s*{{([^}}]*)}}", card.text)
        assert block is not None
        assert (block[1].strip() == "UNDEF") == parameter.is_optional


def test_no_other_file_lies_among_the_questions() -> None:
    files = [file.name for file in (room("queries") / "answers").iterdir()]
    assert sorted(name.rpartition(".")[0] for name in files) == list(names())
    assert {name.rpartition(".")[2] for name in files} == {"rq", "card"}


def test_a_file_of_sparql_runs_without_the_catalogue(reader: Reader) -> None:
    files = [f for f in (room("queries") / "answers").iterdir() if f.name.endswith(".rq")]
    assert len(files) >= 15
    for file in files:
        assert isinstance(reader.select(file.read_text(encoding="utf-8")), list)


@pytest.mark.parametrize(
    ("name", "end_points"),
    [
        ("benefit-from-adding", {"OS"}),
        ("os-benefit-from-adding", {"OS"}),
        ("pfs-benefit-from-adding", {"PFS"}),
        ("response-benefit-from-adding", {"ORR", "pCR", "CR"}),
    ],
)
def test_the_benefit_questions_are_one_query_about_different_end_points(
    name: str, end_points: set[str]
) -> None:
    text = find_card(name).text
    (block,) = set(re.findall(r"VALUES \?endpoint {([^}]*)}", text))
    assert {re.split("[/:]", word.strip("<>"))[-1] for word in block.split()} == end_points


@EVERY
def test_the_manual_has_a_section_on_it(name: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    card = find_card(name)
    section = page.split(f"\n## {name}\n", 1)[1].split("\n## ", 1)[0]
    assert card.question in section
    assert all(f"`{parameter.name}`" in section for parameter in card.parameters)


def test_the_manual_has_no_section_on_a_question_that_is_gone() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == [card.name for card in cards()]


@EVERY
def test_its_table_shows_columns_it_has(name: str) -> None:
    card = find_card(name)
    assert set(card.table) <= {column.name for column in card.columns}


def test_several_medians_of_an_arm_are_not_shown_and_make_no_rows() -> None:
    card = find_card("effects")
    one: dict[str, Term] = {"iri": text("r"), "median_comparator": text("9.9")}
    found: list[dict[str, Term]] = [one | {"median_experimental": text(m)} for m in ("1.1", "2.2")]
    (row,) = rows(card, found)
    assert (row.text("median_experimental"), row.text("median_comparator")) == ("", "9.9")


TOLD_BY = {"hypothesis", "further_strength"}
"""Without these a verdict that a margin is excluded reads as one of superiority."""
SAID_BY = {"direction", "reason", "reservations", "further_reservations"}
"""What the sentence on a verdict rests on beside them."""
COUNTS = {"evidence-per-drug"}
"""Its rows are numbers of results, with those that are plain benefits beside them."""


@pytest.mark.parametrize("name", sorted(set(names()) - COUNTS))
def test_no_verdict_is_shown_without_its_reservations(name: str) -> None:
    card = find_card(name)
    columns = {column.name for column in card.columns}
    assert "strength" not in columns or "reservations" in columns
    assert "strength" not in card.table or "reservations" in card.table


@EVERY
def test_no_verdict_is_shown_without_what_it_is_about(name: str) -> None:
    card = find_card(name)
    columns = {column.name for column in card.columns}
    wanted = {"hypothesis"} if name in COUNTS else TOLD_BY | SAID_BY
    assert "strength" not in columns or columns >= wanted
    assert "first_strength" not in columns or columns >= TOLD_BY
    assert not {"strength", "first_strength"} & {*card.table} or "hypothesis" in card.table
