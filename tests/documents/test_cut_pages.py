"""A copied page or an abstract that breaks off says so; a whole one, however it ends, does not."""

import pytest
from tests.documents.pubmed_pages import PUBMED_TEXT, PUBMED_WEB

from trialgraph.documents.reader import read_document

CONFLICT = PUBMED_WEB.replace("None.", "Jane Doe has received cups from the Tea Board.")
PAGE = CONFLICT.replace("Cups.", "Cups that were filled, and those that were drunk.")
BREAKS = {
    "in its abstract": "To study",
    "after a bracket in its abstract": "gave tea (1:1)",
    "after a comma": "In the end,",
    "in its conflicts of interest": "Jane Doe has received cups",
    "in a caption": "Cups that were filled, and",
    "in a reference": "1. Poe E",
}


def codes(text: str) -> list[str]:
    return [problem.code for problem in read_document(text.encode()).problems]


@pytest.mark.parametrize("where", BREAKS)
def test_a_copied_page_that_breaks_off_is_noted(where: str) -> None:
    page = PAGE.replace("Thirst fell.", "We gave tea (1:1) to all. In the end, thirst fell.")
    end = page.lower().index(BREAKS[where].lower()) + len(BREAKS[where])
    assert codes(page[:end]) == ["truncated-page"]


def test_pubmeds_text_format_that_breaks_off_is_noted() -> None:
    assert codes(PUBMED_TEXT[: PUBMED_TEXT.index("was given")]) == ["truncated-page"]


@pytest.mark.parametrize(
    "last", ["Publication types", "References\n", "Figures\n", "PubMed Disclaimer", "Conflict"]
)
def test_a_page_copied_down_to_one_of_its_parts_is_whole(last: str) -> None:
    assert codes(PAGE) == []
    assert codes(PAGE[: PAGE.index(last)]) == []


@pytest.mark.parametrize(
    "end",
    [
        "Tea helps.",
        "Does tea help?",
        "Tea helps. (Funded by the Tea Board.)",
        "Tea helps (ClinicalTrials.gov number, NCT09990001).",
        "Tea helps. (ClinicalTrials.gov NCT09990001)",
        "Trial: NCT09990001",
        "It is “of help.”",
        "**Tea helps.**",
    ],
)
def test_an_abstract_may_end_in_many_ways(end: str) -> None:
    assert codes(f"Tea for thirst\n\nMETHODS: We gave tea to 20 people. {end}\n") == []


@pytest.mark.parametrize("end", ["We gave (1:1)", "The ratio [HR]", "We gave"])
def test_a_bracket_alone_ends_no_sentence(end: str) -> None:
    assert codes(f"Tea for thirst\n\nMETHODS: We gave tea. {end}\n") == ["truncated-page"]
