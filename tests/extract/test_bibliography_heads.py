"""Heads of printed pages give journal, volume, issue, date and page as far as they print them."""

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.bibliography import read_bibliography
from trialgraph.model.reading import Bibliography

START = (
    "Background\n\nMany of the patients drink tea that was be-\n\ning served by nurses who had\n\n"
    "been asked to do so in writ-\n\ning, and in the wards it was be-\n\ning served be-\n\n"
    "cause of the win-\n\nter of the year.\n\nConclusions\n\nTea helps.\n\n"
)
END = "\n\nThirst is common in the patients of all ages and in\n\nall of the wards.\n"


def reading(head: str) -> Bibliography:
    return read_bibliography(read_document(f"{START}{head}{END}".encode()))


def facts(head: str) -> list[str]:
    """Return journal, volume, issue, date and page; a dash for what is not printed."""
    found = reading(head)
    issued = found.issued.iso if found.issued else "-"
    stated = (found.journal, found.volume, found.issue)
    return [one.value if one else "-" for one in stated] + [
        issued,
        found.pages.value if found.pages else "-",
    ]


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("n engl j tea 366;2 nejt.org january 12, 2012110", "N Engl J Tea|366|2|2012-01-12|110"),
        ("www.thetea.com   Vol 379   February 11, 2012 119", "-|379|-|2012-02-11|119"),
        ("112 www.thetea.com/cups Vol 14 May 2013", "-|14|-|2013-05|-"),
        ("Tea Oncology  August 2018  Volume 4, Number 8 113", "Tea Oncology|4|8|2018-08|113"),
        (
            "Journal of Clinical Tea\n\nVolume 30, Issue 4 113",
            "Journal of Clinical Tea|30|4|-|113",
        ),
        (
            "JOURNAL OF CLINICAL TEA\n\nVOLUME 30 • NUMBER 4 • FEBRUARY 2012",
            "JOURNAL OF CLINICAL TEA|30|4|2012-02|-",
        ),
        ("Annals of Tea 23 (2012) 110–119", "Annals of Tea|23|-|2012|110–119"),
        ("Annals of Tea 23: 110–119, 2012", "Annals of Tea|23|-|2012|110–119"),
        ("Doe et al. BMC Tea (2012) 12:110", "BMC Tea|12|-|2012|110"),
        ("Tea Oncol 2013; 14: 461–71", "Tea Oncol|14|-|2013|461–71"),
        ("Volume 30, Issue 4", "-|30|4|-|-"),
        ("Downloaded from tea.example by guest on 1 May 2020", "-|-|-|-|-"),
        ("© 2012 by the Society of Tea", "-|-|-|-|-"),
        ("Tea Oncology | Original Investigation", "-|-|-|-|-"),
    ],
)
def test_a_page_head_is_read_as_far_as_it_is_printed(head: str, wanted: str) -> None:
    assert "|".join(facts(head)) == wanted


def test_each_word_of_a_page_head_has_its_place() -> None:
    head = "Tea Oncology  August 2018  Volume 4, Number 8 113"
    text = f"{START}{head}{END}"
    found = reading(head)
    for stated in (found.journal, found.volume, found.issue, found.pages):
        assert stated is not None
        assert text[stated.span.start : stated.span.end] == stated.printed


def test_only_the_first_pages_of_a_very_long_part_are_read() -> None:
    long = "tea " * 60_000
    document = read_document(f"Tea for thirst\n\nAbstract\n\n{long}PMID: 12345678\n".encode())
    assert read_bibliography(document).pmid is None
