"""References are read one by one, as printed, from the list alone."""

from pathlib import Path

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.citations import read_citations
from trialgraph.extract.printed_dates import printed_date
from trialgraph.extract.reference_text import read_reference, trimmed_doi
from trialgraph.model.reading import Citation

MARKDOWN = """Tea for thirst

1 | INTRODUCTION

As Poe said in J Tea. 2000;2:3-4.

2 | METHODS

3 | RESULTS

REFERENCES

1. Poe E, Roe R, et al. Cups in use (CUP-1). *J Tea*. 2000;2(7):3-4.
2. von Doe J. Tea? A review. [J Clin Tea](https://tea.org). 2001;3:e10. doi: 10.1234/tea(1).2.
7. This number belongs to the words above.

3. Tea Group. Common words of tea, version 4. 2021. Available at: <http://tea.org>.
"""

COPIED = """Skip to main page content
J Tea
. 2001 May 10;3(2):4-9.

Tea for thirst

Abstract

Tea helps.

References

    1. Poe E, Roe R. Cups in tea. Lancet Tea. 2000;2:3–4. - PMC - PubMed
    1. Doe J. Pots for all: a phase III study (POTS) Tea Sci. 2001;113:31–39. - PubMed
"""

REGISTRY = """Tea v water

NCT ID: NCT00000001

Basic Information

Study Design

Study Groups

Eligibility Criteria

References

Explore publications.

Poe E, Roe R; Tea Study Group. Cups in tea. J Tea. 2008 Jul 15;68(14):58-67. \
doi: 10.1158/0008-5472.TEA. Epub 2008 Feb 3.

Reference Type BACKGROUND
PMID: 20145783 (View on PubMed)

Doe J. Tea for thirst. Lancet Tea. 2012;379:633-40.

Reference Type DERIVED

Reference Type RESULT

Roe R. Pots. J Tea. 2013;1:2.

Reference Type OTHER
PMID: 18632643 (View on PubMed)
"""


def cited(text: str) -> tuple[Citation, ...]:
    return read_citations(read_document(text.encode()))


def test_a_markdown_list() -> None:
    poe, doe, group = cited(MARKDOWN)
    assert (poe.number, poe.first_author, poe.title) == (1, "Poe E", "Cups in use (CUP-1)")
    assert (poe.journal, poe.year, poe.volume, poe.pages) == ("J Tea", 2000, "2", "3-4")
    assert (doe.first_author, doe.title) == ("von Doe J", "Tea? A review")
    assert (doe.journal, doe.pages, doe.doi) == ("J Clin Tea", "e10", "10.1234/tea(1).2")
    assert (group.number, group.first_author, group.year, group.journal) == (
        3,
        "Tea Group",
        2021,
        "",
    )


def test_each_reference_stands_on_its_own_words() -> None:
    document = read_document(MARKDOWN.encode())
    poe, doe, _ = read_citations(document)
    assert document.words(poe.span).startswith("Poe E, Roe R")
    assert document.words(poe.span).endswith("2000;2(7):3-4.")
    assert document.words(doe.span).endswith("belongs to the words above.")


def test_a_copied_page_numbers_every_reference_as_one() -> None:
    poe, doe = cited(COPIED)
    assert (poe.number, poe.journal, poe.pages) == (1, "Lancet Tea", "3–4")
    assert (doe.number, doe.title) == (2, "Pots for all: a phase III study (POTS)")
    assert (doe.journal, doe.year) == ("Tea Sci", 2001)


def test_a_registry_page_gives_type_pmid_and_dates() -> None:
    poe, doe, roe = cited(REGISTRY)
    assert (poe.type, poe.pmid, poe.doi) == ("background", "20145783", "10.1158/0008-5472.TEA")
    assert poe.first_author == "Poe E"
    assert poe.issued is not None
    assert poe.issued.iso == "2008-07-15"
    assert poe.online is not None
    assert poe.online.iso == "2008-02-03"
    assert (doe.type, doe.pmid, doe.issued) == ("derived", "", None)
    assert (roe.type, roe.number) == ("reference", 3)


def test_a_broken_word_of_a_flattened_list_is_joined() -> None:
    lines = ["Background", *["Tea was served to the pa-", "tients."] * 25, "References"]
    text = "\n\n".join([*lines, "1. Poe E. Cups of the pa-", "tients. J Tea 2000;2:3-4."])
    (poe,) = cited(text)
    assert (poe.title, poe.year, poe.volume) == ("Cups of the patients", 2000, "2")


@pytest.mark.parametrize(
    "entries",
    [
        "Poe E. Cups. J Tea 2000;2:3-4.",
        "Poe E, Roe R (2001) Pots. Tea Sci 3:1-2.\n\nDoe J (2002) Mugs. Tea Sci 4:5-6.",
        "[Poe 2000] Cups and saucers. J Tea.",
    ],
)
def test_a_list_without_numbers_is_left_out(entries: str) -> None:
    lines = ["Background", *["Tea was served to all of the patients."] * 25, "References"]
    assert cited("\n\n".join([*lines, entries])) == ()


def test_a_document_without_a_list_cites_nothing() -> None:
    assert cited("Tea\n\nWe gave tea, as did Poe E. Cups. J Tea. 2000;2:3-4.") == ()


@pytest.mark.parametrize(
    ("printed", "journal", "title"),
    [
        ("Poe E. Cups of tea. Eye (Lond). 2001 Jan;3(2):4-5.", "Eye (Lond)", "Cups of tea"),
        ("Poe E. Cups? Proc Natl Acad Tea of the World. 2001;3:4.", None, "Cups?"),
        ("Poe E. cups of tea and no journal here at all. 2001;3:4.", "", "cups of tea and no"),
        ("Poe E. Cups. Proc Tea. suppl 2. 2001;3:4.", "", "Cups"),
        ("Words without a stop", "", "Words without a stop"),
    ],
)
def test_title_and_journal_part(printed: str, journal: str | None, title: str) -> None:
    reference = read_reference(printed)
    assert reference.journal == ("Proc Natl Acad Tea of the World" if journal is None else journal)
    assert reference.title.startswith(title)


def test_a_title_longer_than_any_journal_is_not_one() -> None:
    words = "a study of " + "Many Long Words " * 8
    assert read_reference(f"Poe E. Cups. {words}. 2001;3:4.").journal == ""


def test_markup_and_entities_are_no_words_of_a_title() -> None:
    assert read_reference("Poe E. *Cups* &amp; **pots**. J Tea. 2001;3:4.").title == "Cups & pots"


def test_a_doi_ends_before_the_punctuation_of_its_sentence() -> None:
    assert trimmed_doi("10.1016/S0140-6736(05)67215-7).") == "10.1016/S0140-6736(05)67215-7"


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2015-08-01", "2015-08-01"),
        ("2015-08", "2015-08"),
        ("on january 12, 2012110", "2012-01-12"),
        ("12 January 2012", "2012-01-12"),
        ("Sept 2012", "2012-09"),
        ("2011\nDec 2", "2011-12-02"),
        ("2006 Jul-Aug", "2006-07"),
        ("1988 Summer", "1988"),
    ],
)
def test_dates_are_as_precise_as_printed(printed: str, iso: str) -> None:
    found = printed_date(printed, 0, len(printed))
    assert found is not None
    assert found.iso == iso
    assert printed[found.span.start : found.span.end] == found.printed


@pytest.mark.parametrize("printed", ["no date", "2015-13-01", "2015 Feb 31"])
def test_what_is_no_date_is_none(printed: str) -> None:
    assert printed_date(printed, 0, len(printed)) is None


def test_the_seeds_list_their_references(seeds: dict[str, Path]) -> None:
    counts = {
        name: len(read_citations(read_document(path.read_bytes()))) for name, path in seeds.items()
    }
    assert counts == {"S0": 5, "S1": 35, "S2": 5, "S3": 0, "S4": 0}
