"""Reading takes time in proportion to the length of a text, whatever the text is."""

import re
from time import process_time

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.folding import numbers_of
from trialgraph.extract.read import read_trial_document
from trialgraph.extract.sentences import sentence_ends
from trialgraph.extract.unreadable import LONGEST_RUN, MOST_TOLD
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section
from trialgraph.model.text import Span
from trialgraph.terms.index import TermIndex

_LONGEST_SENTENCE = 3000
_STEP = 5_000
_SLACK = 0.1  # seconds that a busy machine may add
_MOST_TIMES = 10  # four times the text takes four times as long, or sixteen by its square
_MOST_TIMES_A_SQUARE = 40  # sixteen times as long by its square, or sixty-four by its cube


def prose(text: str) -> Document:
    return Document("sha-0", "text", "0" * 64, "test 1", text, ())


def tabled(before: str, table: str, after: str) -> Document:
    ends = len(before), len(before + table), len(before + table + after)
    sections = (
        Section("results", "", Span(0, ends[0])),
        Section("table", "", Span(ends[0], ends[1])),
        Section("results", "", Span(ends[1], ends[2])),
    )
    return Document("sha-0", "text", "0" * 64, "test 1", before + table + after, sections)


@pytest.mark.parametrize("unit", ["1", "1,", "0.", "a", "Aa", "A-", "[", "**a", "$"])
def test_a_run_without_white_space_is_no_prose(unit: str) -> None:
    run = unit * 5_000
    view = ReadingView(prose(f"Survival was longer. {run} Nobody was lost."))
    assert view.text == "Survival was longer. Nobody was lost."


def test_what_is_left_out_is_told_with_its_place_and_cut_from_passages() -> None:
    run = "x" * (LONGEST_RUN + 1)
    document = prose(f"The ratio was {run} 0.80 in all.")
    view = ReadingView(document)
    (problem,) = view.problems
    assert problem.code == "unreadable-run"
    assert problem.span is not None
    assert document.words(problem.span) == run
    at = view.text.index("0.80")
    assert document.words(view.span(at, at + 4)) == "0.80"
    assert [document.words(piece) for piece in view.passages(at, at + 4)] == [
        "The ratio was",
        "0.80 in all.",
    ]


def test_a_word_of_the_longest_length_is_read() -> None:
    view = ReadingView(prose("x" * LONGEST_RUN))
    assert (view.text, view.problems) == ("x" * LONGEST_RUN, ())


def test_a_ruled_line_is_left_out_without_a_word() -> None:
    view = ReadingView(prose("Above.\n\n" + "-" * 500 + "\n\nBelow."))
    assert ("-" in view.text, view.problems) == (False, ())


def test_many_runs_are_told_in_few_problems() -> None:
    view = ReadingView(prose(f"{'x' * 300} " * (MOST_TOLD + 7)))
    assert len(view.problems) == MOST_TOLD + 1
    assert view.problems[-1].message.startswith("7 more runs")


def test_a_table_keeps_its_rules_and_loses_its_runs() -> None:
    table = f"| Arm | {'9' * 300} |\n|{'-' * 300}|---|\n| A | 5 |\n"
    document = tabled("Deaths\n", table, "were few.")
    view = ReadingView(document)
    assert view.tables[0].text == f"| Arm |  |\n|{'-' * 300}|---|\n| A | 5 |\n"
    assert [document.words(p.span) for p in view.problems if p.span] == ["9" * 300]
    pieces = view.passages(0, len(view.text))
    assert [document.words(piece) for piece in pieces] == ["Deaths", "were few."]


@pytest.mark.parametrize("unit", ["and so on ", "placebo vs ", "NCT00000001 "])
def test_no_sentence_is_longer_than_people_write(unit: str) -> None:
    text = unit * 2_000
    ends = sentence_ends(text)
    assert max(b - a for a, b in zip([0, *ends], ends, strict=False)) <= _LONGEST_SENTENCE
    assert all(text[end : end + 1] in {"", " "} for end in ends)


def test_blank_lines_are_one_gap() -> None:
    view = ReadingView(prose("Above ends here." + "\n" * 20_000 + "Below begins."))
    assert re.fullmatch(r"Above ends here\.\sBelow begins\.", view.text)


def test_a_range_of_references_never_fills_the_memory() -> None:
    assert numbers_of("¹⁻⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹") == (1, 9_999_999_999)


def _seconds(text: str, terms: TermIndex) -> float:
    begun = process_time()
    reading = read_trial_document(read_document(text.encode()), terms)
    assert reading.identifier
    return process_time() - begun


@pytest.mark.parametrize(
    "unit",
    [
        "\n",
        "drug A or drug B, ",
        "NCT00000001 ",
        "placebo vs ",
        "Overall survival was funded by A. The hazard ratio was 0.80 (95% CI 0.60 to 1.07). ",
        "patients were randomly assigned to tea or placebo with a hazard ratio of 0.80 ",
        "hazard ratio ",
        "HR (95% CI) ",
        "HR 0.80 (95% CI 0.60-1.07), ",
        "In multivariate analysis, age (odds ratio 1.20; 95% CI, 1.10-1.31) was prognostic. ",
        "for overall survival, 0.93 (0.80 to 1.10); ",
        "difference, 3 points (95% CI for the difference, 2 to 9); ",
        "Survival was longer with tea than with milk (P=0.01). ",
        "Median survival was 12.1 months with tea v 9.3 months with placebo. ",
        "survival was the primary end point and pain relief the secondary end point, ",
        "at 3 years, 120 of 340 patients (35%) in the tea group ",
        "nausea (12%), grade 3 rash (4%), ",
        "The study showed that tea improved survival. CONCLUSIONS: Tea may harm. ",
    ],
)
def test_four_times_the_text_takes_no_square_of_the_time(unit: str, terms: TermIndex) -> None:
    short, long = (
        min(_seconds("Tea." + unit * (size // len(unit)) + "End.", terms) for _ in range(2))
        for size in (_STEP, 4 * _STEP)
    )
    assert long < _MOST_TIMES * short + _SLACK


_TRIAL = (
    "A randomised trial of tea plus milk versus water\n\nMETHODS: 40 adults were randomly assigned "
    "to docetaxel plus cetuximab or docetaxel.\n\nRESULTS: Survival was longer. "
)


@pytest.mark.parametrize(
    "unit",
    [
        "\n",
        "\n  ",
        "A\n\n",
        "[1] ",
        "Overall survival was longer (hazard ratio, 0.80; 95% CI, 0.60 to 1.07). ",
        "The ABC-1 study (NCT00000001) of Smith et al. is known. ",
        "A larger trial is planned. ",
    ],
)
def test_what_follows_an_abstract_takes_no_square_of_the_time(unit: str, terms: TermIndex) -> None:
    short, long = (
        min(_seconds(_TRIAL + unit * (size // len(unit)) + "End.", terms) for _ in range(2))
        for size in (_STEP, 4 * _STEP)
    )
    assert long < _MOST_TIMES * short + _SLACK


@pytest.mark.parametrize("unit", ["12% ", "(12% v 8%) ", "12 of 30, ", "12 patients had nausea, "])
def test_a_sentence_full_of_counts_takes_no_cube_of_the_time(unit: str, terms: TermIndex) -> None:
    begin = "Patients were randomly assigned to docetaxel or placebo.\n\nRESULTS: Nausea "
    short, long = (
        min(_seconds(begin + unit * (size // len(unit)) + "rash.", terms) for _ in range(2))
        for size in (_LONGEST_SENTENCE // 5, 4 * _LONGEST_SENTENCE // 5)
    )
    assert long < _MOST_TIMES_A_SQUARE * short + _SLACK
