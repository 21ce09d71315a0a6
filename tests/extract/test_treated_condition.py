"""The condition that the patients of a trial had."""

import pytest
from tests.extract.made_up_documents import written

from trialgraph.extract.treated_condition import condition
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import SectionKind
from trialgraph.terms.index import TermIndex


def value(terms: TermIndex, *parts: tuple[SectionKind, str]) -> str | None:
    said = condition(ReadingView(written(*parts)), terms)
    return said.value if said else None


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Tea in metastatic breast cancer", "metastatic breast cancer"),
        ("Tea in locally advanced breast cancer", "breast cancer"),
        ("Tea in locally advanced or metastatic breast cancer", "metastatic breast cancer"),
        ("Tea in patients with colon or breast cancer", None),
        ("Tea in patients with recurrent or persistent gastric cancer", "gastric cancer"),
        ("Tea for salivary gland cancer", None),
        ("Tea for cancer of the toe", None),
        ("Tea for children with cancer", "cancer"),
        ("Tea for advanced cancer", "cancer"),
        ("Tea or water", None),
    ],
)
def test_a_title_names_the_condition(title: str, wanted: str | None, terms: TermIndex) -> None:
    assert value(terms, ("title", title)) == wanted


@pytest.mark.parametrize(
    ("kind", "words", "wanted"),
    [
        ("abstract", "We enrolled 60 patients with gastric cancer.", "gastric cancer"),
        ("abstract", "We followed 60 gastric cancer patients.", "gastric cancer"),
        ("abstract", "The treatment of melanoma is difficult.", "melanoma"),
        ("abstract", "Tea may lower the risk of gastric cancer.", None),
        ("abstract", "Tea kills tumor cells.", None),
        ("abstract", "Patients with a tumor bed boost were old.", None),
        ("methods", "We enrolled patients with melanoma.", "melanoma"),
        ("methods", "Patients with melanoma slept.", None),
        ("methods", "Patients with melanoma were excluded from enrolment.", None),
        ("introduction", "Many patients with melanoma sleep badly.", None),
    ],
)
def test_where_the_title_has_none_patients_must_have_it(
    kind: SectionKind, words: str, wanted: str | None, terms: TermIndex
) -> None:
    assert value(terms, ("title", "Tea or water"), (kind, words)) == wanted
