"""The benefit question keeps its tiers apart and gives every number its sentence."""

import json
from collections.abc import Callable

import pytest
from tests.small_store import FIRST, SECOND, TEXT

from trialgraph.catalogue.answer import Answer, AnswerRow
from trialgraph.catalogue.tiers import tiers

Asked = Callable[..., Answer]


@pytest.fixture
def answer(asked: Asked) -> Answer:
    return asked("os-benefit-from-adding", drug="pertuzumab")


def only(answer: Answer, kind: str) -> AnswerRow:
    (row,) = answer.of_kind(kind)
    return row


def test_a_nominal_result_answers_and_says_that_it_is_nominal(answer: Answer) -> None:
    row = only(answer, "answer")
    figures = (row.cells["value"], row.cells["lower"], row.cells["upper"], row.cells["sides"])
    assert figures == (0.73, None, 0.97, 1)
    assert (row.cells["label"], row.cells["strength"]) == ("ALPHA", "nominal")
    assert row.cells["reservations"] == ["erratum_unresolved", "lenient_level"]
    assert row.cells["median_experimental"] == 36.2
    assert row.cells["median_comparator"] == 26.5


def test_an_interim_that_missed_its_boundary_is_a_near_miss(answer: Answer) -> None:
    row = only(answer, "near miss")
    assert row.cells["reason"] == "boundary_not_crossed"
    assert row.cells["boundary_crossed"] is False
    assert row.cells["is_open"] is True
    assert row.cells["information_fraction"] == 0.43


def test_an_earlier_analysis_is_superseded_and_dated_as_printed(answer: Answer) -> None:
    row = only(answer, "superseded")
    assert (row.cells["value"], row.cells["stage"], row.cells["date"]) == (0.71, "primary", "2022")


def test_a_claim_is_kept_apart_with_what_its_source_says(answer: Answer) -> None:
    row = only(answer, "claim")
    assert (row.cells["outcome"], row.cells["cited_source"]) == ("contradicted", FIRST)
    assert row.cells["possibly_elsewhere"] is True
    assert row.cells["judged_against"] == ["interim result: not significant"]


def test_a_cited_publication_that_is_not_held_is_a_known_gap(answer: Answer) -> None:
    row = only(answer, "known gap")
    assert (row.cells["title"], row.cells["year"]) == ("BETA, ten years on", 2021)


def test_a_trial_that_adds_another_drug_is_absent(answer: Answer) -> None:
    assert {row.cells["label"] for row in answer.rows} == {"ALPHA", "BETA"}


def test_an_end_point_without_a_result_is_a_gap_and_not_silence(asked: Asked) -> None:
    row = only(asked("os-benefit-from-adding", drug="palbociclib"), "known gap")
    assert (row.cells["label"], row.cells["reason"]) == ("GAMMA", "not_reported")


def test_confirmed_is_named_even_when_nothing_is(answer: Answer) -> None:
    assert tiers(answer)[0].name == "confirmed"
    assert tiers(answer)[0].rows == ()


def test_a_confirmed_result_stands_under_its_own_heading(asked: Asked) -> None:
    found = tiers(asked("pfs-benefit-from-adding", drug="palbociclib"))
    assert [(tier.name, len(tier.rows)) for tier in found] == [("confirmed", 1)]


def test_every_passage_is_the_text_at_its_offsets(answer: Answer) -> None:
    places = [passage for row in answer.rows for passage in row.passages]
    assert len(places) == 4
    for place in places:
        assert TEXT[place.document][place.start : place.end] == place.exact


def test_the_answer_says_where_was_searched(answer: Answer) -> None:
    assert (answer.searched.documents, answer.searched.trials) == (2, 3)
    assert answer.searched.data_version == "1"


def test_the_json_keeps_to_the_contract(answer: Answer) -> None:
    printed = json.loads(json.dumps(answer.to_json()))
    assert list(printed) == [
        "question",
        "parameters",
        "columns",
        "rows",
        "documents",
        "searched",
        "left_out",
    ]
    wanted = {"kind", "trial", "label", "endpoint", "stage", "population", "assessor", "measure"}
    wanted |= {"value", "level", "lower", "upper", "sides", "p", "direction", "strength", "basis"}
    wanted |= {"reservations", "rule", "reason", "authors_conclusion", "date", "passages"}
    assert all(wanted <= row.keys() for row in printed["rows"])
    assert printed["rows"][0]["trial"] == "NCT00000001"
    assert set(printed["rows"][0]["passages"][0]) == {"document", "start", "end", "exact"}


def test_several_passages_of_one_result_are_one_row(asked: Asked) -> None:
    answers = list(asked("effects", trial="BETA").rows)
    assert [row.cells["value"] for row in answers] == [0.64]
    assert answers[0].passages[0].document == SECOND
