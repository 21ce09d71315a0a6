"""A number that stands apart from its fact is followed back to where it is printed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.extract.made_up_documents import written

from trialgraph.extract.said_numbers import with_said_p, with_said_sizes
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document
from trialgraph.model.result import Estimate, PValue
from trialgraph.model.text import Number, Span
from trialgraph.model.trial import Arm, PopulationSize

ROWS = "\n".join(f"Cups of {number} kinds\t{number}\t{number + 1}" for number in range(20, 40))
TEA = "Guests had tea."
PAPER = written(
    ("results", f"{TEA} The set of all drinkers (tea, n = 214) was larger. Tea won."),
    ("table", "Table 1. Spills.\n\nSpill\nTea (N = 218)\nCocoa (N = 219)\n\nany 30 31\n"),
    ("table", f"Table 2. Cups.\n\n  Kind\tTea (N = 211)\n{ROWS}"),
)


def number_of(document: Document, printed: str) -> Number:
    at = document.text.index(printed)
    return Number(Decimal(printed), printed, Span(at, at + len(printed)))


def quoted(passages: tuple[Span, ...]) -> list[str]:
    return [PAPER.words(one) for one in passages]


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("214", "The set of all drinkers (tea, n = 214) was larger."),
        ("218", "Spill\nTea (N = 218)\nCocoa (N = 219)"),
        ("211", "Kind\tTea (N = 211)"),
    ],
)
def test_an_arm_rests_also_on_what_says_its_sizes(printed: str, words: str) -> None:
    size = PopulationSize(population="safety", n=number_of(PAPER, printed))
    arm = Arm(
        label="tea", n_by_population=(size, size), span=Span(11, 14), passages=(Span(0, len(TEA)),)
    )
    assert quoted(with_said_sizes(ReadingView(PAPER), arm).passages) == [TEA, words]


def test_the_last_line_of_a_text_is_quoted_to_its_end() -> None:
    paper = written(("table", "Table 1. Cups.\n\nTea (N = 21)"))
    size = PopulationSize(population="safety", n=number_of(paper, "21"))
    paper = Document("sha-0", "text", "0" * 64, "test 1", paper.text.rstrip(), paper.sections)
    arm = with_said_sizes(
        ReadingView(paper), Arm(label="tea", n_by_population=(size,), span=Span(0, 1))
    )
    assert [paper.words(one) for one in arm.passages] == ["Tea (N = 21)"]


def test_an_estimate_rests_also_on_the_sentence_of_its_p() -> None:
    paper = written(
        ("results", "The ratio was 0.8. By rank that was chance (P = 0.231). So be it.")
    )
    estimate = Estimate(
        end_point="OS",
        measure="HR",
        value=number_of(paper, "0.8"),
        span=Span(14, 17),
        passages=(Span(0, 18),),
    )
    view = ReadingView(paper)
    assert with_said_p(view, estimate) == estimate
    tested = replace(estimate, p=PValue(comparator="=", number=number_of(paper, "0.231")))
    found = with_said_p(view, tested).passages
    assert [paper.words(one) for one in found] == [
        "The ratio was 0.8.",
        "By rank that was chance (P = 0.231).",
    ]
    assert with_said_p(view, with_said_p(view, tested)).passages == found
