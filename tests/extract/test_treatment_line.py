"""The line of treatment that the patients of a trial were given."""

import pytest
from tests.extract.made_up_documents import written

from trialgraph.extract.treatment_line import line
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import SectionKind

Parts = tuple[tuple[SectionKind, str], ...]


def value(*parts: tuple[SectionKind, str]) -> str | None:
    said = line(ReadingView(written(*parts)))
    return said.value if said else None


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Tea as first-line treatment of thirst", "first-line"),
        ("Tea for second-line therapy of thirst", "second-line"),
        ("Second-line therapy of thirst with tea", "second-line"),
        ("Adjuvant tea for thirst", "adjuvant"),
        ("Tea with or without neoadjuvant cocoa for thirst", "neoadjuvant"),
        ("Tea maintenance versus observation in thirst", "maintenance"),
        ("Tea after adjuvant cocoa for thirst", None),
        ("Neoadjuvant and adjuvant tea for thirst", None),
        ("Cocoa plus a bath plus subsequent tea maintenance for thirst", None),
        ("Tea after failure of maintenance treatment of thirst", None),
        ("Tea for patients who had received tea as first-line treatment", None),
    ],
)
def test_a_title_names_the_line(title: str, wanted: str | None) -> None:
    assert value(("title", title)) == wanted


@pytest.mark.parametrize(
    ("kind", "words", "wanted"),
    [
        (
            "abstract",
            "Patients took tea as second- or third-line treatment.",
            "second- or third-line",
        ),
        ("methods", "Tea was given as the first-line therapy.", "first-line"),
        ("methods", "Tea was used as first- or second-line therapy.", "first- or second-line"),
        ("methods", "Tea was given for first-, second- or third-line therapy of thirst.", None),
        ("methods", "All patients received maintenance treatment with cocoa.", None),
        ("methods", "Maintenance treatment with cocoa began in week 8.", None),
        ("abstract", "We compared tea with cocoa in adjuvant treatment of thirst.", "adjuvant"),
        ("abstract", "This neoadjuvant trial assessed tea.", "neoadjuvant"),
        ("abstract", "We assessed tea in this neoadjuvant trial.", "neoadjuvant"),
        ("abstract", "We studied tea in patients who had completed adjuvant therapy.", None),
        ("abstract", "No adjuvant therapy was permitted in those whom we studied.", None),
        ("conclusion", "In conclusion, tea works as first-line treatment.", "first-line"),
        ("conclusion", "Tea works as first-line treatment.", None),
    ],
)
def test_the_line_is_what_was_studied_not_what_went_before(
    kind: SectionKind, words: str, wanted: str | None
) -> None:
    assert value(("title", "Tea for thirst"), (kind, words)) == wanted


def test_a_sentence_that_cites_tells_of_another_trial() -> None:
    words = "Cocoa was given as first-line treatment [3]."
    assert value(("title", "Tea for thirst"), ("methods", words)) is None


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "Drinkers were randomly assigned, one to one, to receive maintenance tea.",
            "maintenance",
        ),
        ("Patients were randomized to receive adjuvant cocoa or tea.", "adjuvant"),
        ("Patients were randomised to receive tea; maintenance cocoa was allowed.", None),
        ("Patients who had had maintenance tea were randomised to receive cocoa.", None),
    ],
)
def test_what_patients_are_assigned_to_has_a_setting(words: str, wanted: str | None) -> None:
    assert value(("title", "Tea for thirst"), ("methods", words)) == wanted
