"""What pages show, as values: an answer, an estimate, a pool, a field; no HTML is looked at."""

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from starlette.datastructures import QueryParams
from tests.small_store import build

from trialgraph.catalogue.answer import Answer, AnswerRow, Passage, Searched
from trialgraph.catalogue.card import cards, find_card
from trialgraph.catalogue.effect_filters import FILTERS
from trialgraph.catalogue.paging import Page
from trialgraph.catalogue.quoted import QuotedDocument
from trialgraph.errors import BadParameter
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.server.web.asked import MOST, asked_of
from trialgraph.server.web.compare import compared, given_for
from trialgraph.server.web.effects import page_of_effects, words_of
from trialgraph.server.web.estimates import Flag, estimate_of, flags_of, verdict_of
from trialgraph.server.web.fields import field_of
from trialgraph.server.web.front import Blank, Example, example_of, in_full, sentences
from trialgraph.server.web.questions import OTHERS, themes
from trialgraph.store import Reader, open_reader

if TYPE_CHECKING:
    from pathlib import Path

Value = str | int | float | bool | list[str | int | float | bool | None] | None

CARD = find_card("os-benefit-from-adding")
PASSAGE = Passage("sha-1", 12, 40, "The hazard ratio was 0.73 <b> (P = 0.02).")
TERMS = load_terms()


def row(**cells: Value) -> AnswerRow:
    """Return a row with these cells; the other columns have no value."""
    of_list = {column.name for column in CARD.columns if column.is_list}
    empty: dict[str, Value] = {
        column.name: [] if column.name in of_list else None for column in CARD.columns
    }
    return AnswerRow({**empty, **cells}, (PASSAGE,))


def answered(*rows: AnswerRow) -> Answer:
    """Return an answer to the first question."""
    where = Searched(documents=5, trials=3, data_version="12", as_of="2026-11-20")
    return Answer(CARD.name, CARD.question, {"drug": "x"}, CARD.columns, rows, where)


RESULT = row(
    kind="answer",
    trial="N1",
    label="A & B",
    endpoint="OS",
    stage="final",
    population="all",
    date="2025-01-24",
    measure="HR",
    value=0.73,
    value_printed="0.73",
    level=95,
    upper=0.97,
    sides=1,
    p=0.02,
    strength="nominal",
    reason="not_in_alpha_plan",
    reservations=["lenient_level"],
)


def test_a_result_is_shown_with_its_figures_reason_and_sentence() -> None:
    shown = asked_of(answered(RESULT))
    (article,) = [one for part in shown.parts for one in part.articles]
    assert article.heading == "A & B (N1), OS, final analysis, 2025-01-24"
    assert article.page == "/trials/N1"
    assert article.said[0] == "HR 0.73, one-sided 95 % upper limit 0.97, p = 0.02"
    assert any("share of its significance level" in one for one in article.said)
    (sentence,) = article.sentences
    assert sentence.words == "“The hazard ratio was 0.73 <b> (P = 0.02).”"
    assert sentence.place == "sha-1, characters 12-40"
    assert sentence.page == "/documents/sha-1?at=12-40#at"
    assert (shown.lead, shown.sources) == ("Answer for drug x", ())
    assert "Data version 12 of 2026-11-20" in shown.searched


def test_a_quotation_leads_to_the_publication() -> None:
    known = QuotedDocument("sha-1", title="T", journal="J", doi="10.1/x", pmid="7")
    shown = asked_of(dataclasses.replace(answered(RESULT), documents={"sha-1": known}))
    (source,) = shown.sources
    assert source.page == "/documents/sha-1"
    assert source.links[0] == ("https://doi.org/10.1/x", "doi:10.1/x")
    sentence = next(one for part in shown.parts for one in part.articles).sentences[0]
    assert sentence.place == "“T”, J, doi:10.1/x (sha-1), characters 12-40"


def test_an_empty_tier_is_named() -> None:
    (part,) = asked_of(answered()).parts
    assert (part.heading, part.articles) == ("Confirmed", ())


def test_of_a_long_answer_the_beginning_is_shown_and_no_tier_is_called_empty() -> None:
    known = {name: QuotedDocument(name, title=name, journal="J") for name in ("sha-1", "sha-2")}
    late = dataclasses.replace(RESULT, passages=(dataclasses.replace(PASSAGE, document="sha-2"),))
    found = dataclasses.replace(answered(*[RESULT] * MOST, late), documents=known)
    shown = asked_of(found)
    assert shown.is_cut
    assert sum(len(part.articles) for part in shown.parts) == MOST
    assert all(part.articles for part in shown.parts)
    assert [one.page for one in shown.sources] == ["/documents/sha-1"]
    assert not asked_of(dataclasses.replace(found, rows=found.rows[1:])).is_cut


def test_what_became_of_each_pool_is_told_of_a_long_answer() -> None:
    card = find_card("pooled-effect")
    cells: dict[str, Value] = {one.name: [] if one.is_list else None for one in card.columns}
    told = [AnswerRow({**cells, "kind": "excluded", "pool": "OS"}, ())] * (MOST + 1)
    refused = AnswerRow({**cells, "kind": "refusal", "pool": "PFS", "code": "lines_differ"}, ())
    where = Searched(documents=5, trials=3, data_version="12", as_of="2026-11-20")
    rows = (*told, refused)
    shown = asked_of(Answer(card.name, card.question, {}, card.columns, rows, where, forests=()))
    assert [len(part.articles) for part in shown.parts] == [MOST, 1]
    assert shown.parts[1].heading == "PFS: not pooled"


def test_a_list_of_estimates_says_each_in_sentences() -> None:
    card = find_card("effects")
    columns = tuple(one for one in card.columns if one.name not in {"outcome", "reservations"})
    found = dataclasses.replace(answered(RESULT), question="effects", columns=columns)
    (part,) = asked_of(found).parts
    assert part.heading == ""
    assert part.articles[0].said[0].startswith("HR 0.73, one-sided")


def test_a_question_without_grades_shows_its_columns() -> None:
    card = find_card("registration-ids")
    where = Searched(documents=0, trials=0, data_version="1", as_of="2026-11-20")
    columns = card.columns[:2]
    none = Answer(card.name, card.question, {}, columns, (), where, notes=("a note",))
    assert asked_of(none).parts[0].articles == ()
    assert asked_of(none).remarks == ("a note",)
    cells = {column.name: "answer" if column.name == "kind" else "N1" for column in columns}
    (part,) = asked_of(dataclasses.replace(none, rows=(AnswerRow(cells, ()),))).parts
    assert [words for _, words in part.articles[0].cells] == ["N1"]


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ({"strength": "confirmed", "direction": "experimental"}, ("confirmed", "confirmed")),
        (
            {"strength": "confirmed", "direction": "comparator"},
            ("confirmed, for the comparator", "against"),
        ),
        ({"strength": "not_significant"}, ("not significant", "not_significant")),
        (
            {"strength": "nominal", "hypothesis": "noninferiority"},
            ("non-inferior, nominal", "nominal"),
        ),
        (
            {"strength": "confirmed", "hypothesis": "equivalence", "direction": "comparator"},
            ("equivalent, confirmed", "confirmed"),
        ),
        (
            {
                "strength": "confirmed",
                "hypothesis": "noninferiority",
                "blocking": ["erratum_unresolved"],
                "further_strength": "confirmed",
            },
            ("non-inferior, confirmed, with reservations; superior, confirmed", "confirmed"),
        ),
        (
            {"strength": "nominal", "hypothesis": "equivalence", "reason": "beyond_margin"}
            | {"direction": "comparator"},
            ("nominal, for the comparator", "against"),
        ),
        ({"strength": "not_shown"}, ("not shown", "not_shown")),
        ({"strength": "excluded"}, ("excluded", "excluded")),
    ],
)
def test_a_verdict_is_a_word_or_two(cells: dict[str, Value], verdict: tuple[str, str]) -> None:
    assert verdict_of(row(**cells)) == verdict


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"stage": "interim"}, ["interim"]),
        ({"sides": 1}, ["one-sided"]),
        ({"reservations": ["assessor_discordant"]}, ["assessor disagrees"]),
        ({"reservations": ["erratum_unresolved"]}, ["erratum"]),
        ({"blocking": ["retracted"]}, ["retracted"]),
        ({"kind": "second hand"}, ["second hand"]),
        ({"kind": "superseded", "stage": "interim"}, ["superseded", "interim"]),
        ({"stage": "final", "sides": 2}, []),
    ],
)
def test_flags_tell_what_to_know_at_a_glance(cells: dict[str, Value], words: list[str]) -> None:
    found = flags_of(row(**{"kind": "answer", **cells}))
    assert [one.words for one in found] == [*words, "not reviewed"]
    assert flags_of(row(kind="answer", review="not_reviewed"))[-1] == Flag("not reviewed")
    assert flags_of(row(kind="answer", review="outdated"))[-1] == Flag("review: outdated", "warn")


def test_an_estimate_keeps_what_is_not_printed_out() -> None:
    shown = estimate_of(RESULT, {})
    assert (shown.value, shown.interval) == ("0.73", "one-sided 95 % upper limit 0.97")
    assert (shown.population, shown.analysis) == ("all randomised", "final analysis")
    assert (shown.authors, shown.trial_page) == ("", "/trials/N1")
    assert estimate_of(row(kind="answer"), {}).value == "not printed"


def test_all_questions_stand_under_a_theme() -> None:
    found = themes()
    assert OTHERS not in [one.heading for one in found]
    listed = [card.name for one in found for card in one.cards]
    assert sorted(listed) == sorted(card.name for card in cards())


def test_a_field_takes_what_its_parameter_takes() -> None:
    stage = field_of(FILTERS["stage"].parameter, "interim", 1)
    assert (stage.id, stage.label, stage.value) == ("stage-1", "or stage", "interim")
    assert ("interim", "interim") in stage.chosen
    assert field_of(FILTERS["adds"].parameter).suggests == "drug"
    assert field_of(FILTERS["phase"].parameter).suggests == ""


def test_words_of_a_filter_are_alternatives_and_others_are_refused() -> None:
    given = words_of(QueryParams("endpoint=OS&adds=a&adds=b&adds=a&phase=&limit=5"))
    assert given == {"adds": ("a", "b"), "endpoint": ("OS",)}
    with pytest.raises(BadParameter, match="nearest: endpoint"):
        words_of(QueryParams("end-point=OS"))


def test_the_page_of_effects_says_what_fits_and_what_empties_it(example_reader: Reader) -> None:
    shown = page_of_effects(example_reader, TERMS, {"adds": ("pertuzumab",)}, Page(3))
    assert shown.count == 3
    assert "cursor=" in shown.next_page
    assert shown.permalink == "/effects?adds=pertuzumab"
    assert shown.same.csv == "/api/v1/effects.csv?adds=pertuzumab"
    empty = page_of_effects(
        example_reader, TERMS, {"adds": ("pertuzumab",), "phase": ("4",)}, Page()
    )
    assert (empty.count, [one.words for one in empty.emptied_by]) == (0, ["phase: 4"])


def test_the_sentences_are_filled_with_names_that_have_answers(example_reader: Reader) -> None:
    example = example_of(example_reader)
    assert example.drug
    assert example.trial
    full = in_full(example, TERMS)
    again = TERMS.find("drug", full.drug)
    assert again is not None
    assert again.notation == example.drug
    for one in sentences(full):
        assert any(isinstance(part, Blank) for part in one.parts)
        assert one.action.startswith("/")
    assert len(sentences(Example())) == 6


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Return a store with two trials that add one drug."""
    path: Path = tmp_path_factory.mktemp("small") / "store"
    with open_reader(build(path)) as reader:
        yield reader


def test_a_refused_pool_tells_why_and_how_to_pool_all_the_same(small: Reader) -> None:
    shown = compared(small, TERMS, {"drug": "pertuzumab", "endpoint": "OS"})
    (pool,) = shown.pools
    assert (pool.heading, pool.models) == ("OS, HR: not pooled", ())
    first, *_ = pool.refusals
    assert first.words == "an interim analysis is among them: BETA"
    assert first.allow == "/compare?drug=pertuzumab&endpoint=OS&allow=interim_included"
    assert {one.why_out for one in pool.members} == {""}


def test_a_pool_tells_its_models_weights_and_what_was_passed_over(small: Reader) -> None:
    query = QueryParams(
        "drug=pertuzumab&endpoint=OS&allow=interim_included&allow=unknown_key_part&measure="
    )
    shown = compared(small, TERMS, given_for(query))
    (pool,) = shown.pools
    assert pool.heading == "OS, HR: synthesis of 2 estimates"
    assert pool.models[0].words.startswith("Common effect, normal interval: HR 0.")
    assert sum(float(one.weights[0].removesuffix(" %")) for one in pool.members) == 100
    assert [words for words, _ in shown.allowed] == [
        "passed over: an interim analysis is among them",
        "passed over: line, condition, assessor or definition of the event is not printed",
    ]
    assert shown.allowed[0][1].endswith("allow=unknown_key_part")


def test_a_pool_is_asked_about_each_thing_once() -> None:
    with pytest.raises(BadParameter, match="twice"):
        given_for(QueryParams("drug=a&drug=b"))


def test_a_p_value_alone_is_told_as_one() -> None:
    shown = estimate_of(row(kind="answer", measure="other", p=0.03, p_sides=2), {})
    assert shown.number == "two-sided p = 0.03, no estimate printed"
    assert (shown.interval, shown.p) == ("", "")
    whole = estimate_of(row(kind="answer", measure="HR", value=0.8, p=0.03), {})
    assert (whole.number, whole.interval, whole.p) == ("HR 0.8", "no interval printed", "p = 0.03")


def test_rows_of_figures_are_a_table() -> None:
    card = find_card("added-toxicity")
    empty: dict[str, Value] = {one.name: [] if one.is_list else None for one in card.columns}
    told: dict[str, Value] = {
        "kind": "answer",
        "label": "ALPHA",
        "trial": "NCT00000001",
        "term": "rash",
    }
    figures: dict[str, Value] = {
        "points_more": 9.7,
        "exposure_differs": True,
        "unlisted": "below_threshold",
    }
    found = dataclasses.replace(
        answered(AnswerRow({**empty, **told, **figures}, RESULT.passages)),
        columns=card.columns,
        table=card.table,
    )
    (part,) = asked_of(found).parts
    assert part.heads[:2] == ("term", "points more")
    assert "kind" not in part.heads
    (one,) = part.articles
    assert (one.heading, one.page) == ("ALPHA", "/trials/NCT00000001")
    assert [words for _, words in one.cells] == [
        "rash",
        "9.7",
        "yes",
        "no: it differs by fewer points",
    ]
    assert len(one.sentences) == len(RESULT.passages)
    assert asked_of(dataclasses.replace(found, rows=())).parts[0].heads == ()
