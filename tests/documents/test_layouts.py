"""Each layout shows its parts; tables and captions cut the prose and never swallow it."""

import pytest
from tests.documents.pubmed_pages import PUBMED_TEXT, PUBMED_WEB

from trialgraph.documents.headings import kind_of, without_number
from trialgraph.documents.lines import Mark, sections
from trialgraph.documents.page_heads import is_letter_spaced
from trialgraph.documents.reader import read_document
from trialgraph.model.document import Document


def parts(text: str) -> list[tuple[str, str]]:
    """Return kind and stripped words of each section that is not blank."""
    document = read_document(text.encode())
    found = [(section.kind, document.words(section.span).strip()) for section in document.sections]
    return [(kind, words) for kind, words in found if words]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in parts(text)]


def words_of(document: Document, kind: str) -> list[str]:
    return [document.words(s.span).strip() for s in document.sections if s.kind == kind]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("2 | MATERIALS AND METHODS", "methods"),
        ("AIMS/HYPOTHESIS", "introduction"),
        ("STUDY OBJECTIVE", "introduction"),
        ("MEASUREMENTS AND MAIN RESULTS", "results"),
        ("METHODS AND FINDINGS", "results"),
        ("RESULTS AND CONCLUSION", "conclusion"),
        ("MAIN OUTCOMES AND MEASURES", "methods"),
        ("CONCLUSIONS/INTERPRETATION", "conclusion"),
        ("**Discussion**", "discussion"),
        ("## References", "references"),
        ("TRIAL REGISTRATION", "back"),
        ("PRIMARY FUNDING SOURCE", "funding"),
        ("LIMITATIONS", "discussion"),
        ("Efficacy", None),
    ],
)
def test_headings_tell_the_part(heading: str, kind: str | None) -> None:
    assert kind_of(heading) == kind


def test_a_heading_is_kept_without_its_number() -> None:
    assert without_number("2.5 | Statistical analysis") == "Statistical analysis"


ABSTRACT = (
    "Tea in thirst: a randomised trial.\n\n"
    "BACKGROUND: Thirst is common. METHODS: We gave tea to 20 people. RESULTS: Thirst fell. "
    "Tea was well tolerated. CONCLUSIONS: Tea helps. TRIAL REGISTRATION: NCT00000001. "
    "FUNDING: The Kettle Fund.\n"
)


def test_an_abstract_in_one_line_is_parted_by_its_labels() -> None:
    assert kinds(ABSTRACT) == [
        "title",
        "introduction",
        "methods",
        "results",
        "conclusion",
        "back",
        "funding",
    ]


def test_a_plain_abstract_is_one_part() -> None:
    found = parts("Tea in thirst\n\nWe gave tea to 20 people with thirst. It helped.\n")
    assert [kind for kind, _ in found] == ["title", "abstract"]
    assert found[1][1].startswith("We gave")


def test_an_abstract_below_its_journal_line_and_above_site_words() -> None:
    text = (
        "The Journal of Tea 2026 Jan 29\nTea for thirst.   \nABSTRACT\nBACKGROUND\n"
        "Thirst is common.\nMETHODS\nWe gave tea.\nRESULTS\nIt fell.\nCONCLUSIONS\nTea helps.\n\n"
        "Related Questions"
    )
    assert parts(text)[0] == ("front", "The Journal of Tea 2026 Jan 29")
    assert kinds(text)[1:] == [
        "title",
        "abstract",
        "introduction",
        "methods",
        "results",
        "conclusion",
        "furniture",
    ]


def test_labels_without_a_colon_count_only_at_their_usual_words() -> None:
    text = "Tea\n\nMETHODS We gave tea. RESULTS 27 people drank. CUPS Were full."
    assert kinds(text) == ["title", "methods", "results"]


def test_journals_call_the_parts_by_other_names_without_a_colon() -> None:
    text = "Tea\n\nBACKGROUND Thirst. METHODS We gave tea. FINDINGS 27 drank. INTERPRETATION Good."
    assert kinds(text) == ["title", "introduction", "methods", "results", "conclusion"]
    text = "Tea\n\nRESULTS 27 drank. CONCLUSIONS AND RELEVANCE Tea helps."
    assert kinds(text) == ["title", "results", "conclusion"]


def test_an_abbreviation_that_ends_a_line_hides_no_label() -> None:
    text = "Tea\n\nRESULTS: Thirst fell (P < 0.01,\nANOVA).\nCONCLUSIONS: Tea helps."
    assert kinds(text) == ["title", "results", "conclusion"]


def test_a_word_alone_inside_a_sentence_is_no_label() -> None:
    assert kinds("Tea\n\nWe report the\nResults\nof tea, as the methods: say.") == [
        "title",
        "abstract",
    ]


def test_a_title_alone_and_authors_below_it() -> None:
    assert kinds("Tea for thirst") == ["title"]
    assert kinds("We gave tea. Thirst fell.") == ["abstract"]
    assert kinds("Tea for thirst\n\nJane Doe, John Roe\n\nAbstract\nTea helps.") == [
        "title",
        "front",
        "abstract",
    ]
    assert kinds("Tea for thirst\nMETHODS: We gave tea.") == ["title", "methods"]


def test_pubmeds_text_format() -> None:
    assert kinds(PUBMED_TEXT) == [
        "front",
        "title",
        "front",
        "introduction",
        "methods",
        "results",
        "conclusion",
        "back",
    ]


def test_pubmeds_text_format_cut_after_its_first_line() -> None:
    document = read_document(b"1. J Tea. 2001 May;3(2):4-9.")
    assert [section.kind for section in document.sections] == ["front"]
    assert document.problems[0].code == "truncated-page"


def test_a_translated_article_has_its_authors_below_a_note() -> None:
    text = PUBMED_TEXT.replace("Doe J(1)", "[Article in French]\n\nDoe J(1)")
    assert kinds(text)[2:4] == ["front", "introduction"]


def test_a_copied_pubmed_page() -> None:
    assert kinds(PUBMED_WEB) == [
        "furniture",
        "front",
        "title",
        "front",
        "abstract",
        "introduction",
        "results",
        "back",
        "furniture",
        "back",
        "caption",
        "references",
        "furniture",
    ]


def test_a_pubmed_page_copied_without_its_chrome() -> None:
    start = PUBMED_WEB.index("J Tea")
    text = PUBMED_WEB[start:].replace("PubMed Disclaimer\n\n", "")
    document = read_document(text.encode())
    assert document.kind == "pubmed-page"
    assert words_of(document, "title") == ["Tea for thirst: a trial"]


def test_a_pubmed_page_without_its_citation_still_shows_its_abstract() -> None:
    text = (
        "Skip to main page content\nAbstract\nFigures\n\nAbstract\n\nTea helps.\n\nFigures\nFIG 1."
    )
    assert kinds(text) == ["furniture", "caption", "abstract", "caption"]


def test_a_pubmed_page_that_ends_at_its_citation() -> None:
    document = read_document(b"Skip to main page content\nJ Tea\n. 2001 May 10;3(2):4-9.\n")
    assert [section.kind for section in document.sections] == ["furniture", "front"]
    assert document.problems[0].code == "truncated-page"


PAPER = """
Tea for thirst: a phase III study

Jane Doe¹ | Richard Roe²

¹Tea School

Funding information

Kettle Co., Ltd.

Abstract

Methods: We gave tea. Results: Thirst fell.

1 | INTRODUCTION

Thirst is common.

2 | METHODS

2.1 | Statistical analysis

The hazard ratio for thirst was

TABLE 1 Baseline of all drinkers

Characteristic\tTea (N = 10)\tWater (N = 10)
Age\t50\t51

Abbreviations: N, number.

^aOne cup each.

estimated by a Cox model. Table 1 shows them.

FIGURE 1 Flow of cups

|  | Tea | Water |
|---|---|---|
| Cups | 1 | 2 |

3 | RESULTS

Thirst fell.

In conclusion, tea helps.

ACKNOWLEDGMENTS

We thank the kettle.

REFERENCES

1. Poe E. Cups. *J Tea*. 2000;2:3-4.

How to cite this article: Doe J. Tea. *J Tea*. 2001;3:4-9.
"""


def test_a_paper_in_markdown() -> None:
    assert kinds(PAPER) == [
        "title",
        "front",
        "funding",
        "abstract",
        "methods",
        "results",
        "introduction",
        "methods",
        "methods",
        "table",
        "methods",
        "caption",
        "table",
        "results",
        "back",
        "references",
        "back",
    ]


def test_a_table_in_the_prose_ends_with_its_footnotes() -> None:
    document = read_document(PAPER.encode())
    table = words_of(document, "table")[0]
    assert table.startswith("TABLE 1")
    assert table.endswith("One cup each.")
    assert words_of(document, "methods")[-1].startswith("estimated by")


def test_headings_with_hashes_and_unknown_ones_below_a_known_one() -> None:
    text = "# Tea\n\n## Methods\n\nWe gave.\n\n### Cups\n\nTwo.\n\n## 4. Results\n\nIt fell."
    document = read_document(text.encode())
    assert [(s.kind, s.heading) for s in document.sections][1:] == [
        ("methods", "Methods"),
        ("methods", "Cups"),
        ("results", "Results"),
    ]


def test_a_table_may_have_a_second_title_line_and_end_the_paper() -> None:
    text = "1 | INTRODUCTION\n2 | METHODS\n3 | RESULTS\n\nTABLE 1 Tea\n\nAll cups\n\na\t1\nb\t2\n"
    assert parts(text)[-1] == ("table", "TABLE 1 Tea\n\nAll cups\n\na\t1\nb\t2")


def test_one_endless_line_is_a_title_at_most() -> None:
    assert kinds("tea " * 3000) == ["title"]


def test_a_label_that_ends_a_line_inside_a_paragraph_is_a_word() -> None:
    assert kinds("Tea\n\nMETHODS: We gave tea. RESULTS\nwere seen.") == ["title", "methods"]


def test_headings_that_repeat_a_part_are_kept_apart_only_with_their_words() -> None:
    marks = [Mark(2, "methods", "Cups"), Mark(5, "methods"), Mark(7, "methods", "Pots")]
    found = sections(marks, 9)
    assert [(one.heading, str(one.span)) for one in found] == [
        ("", "0-2"),
        ("Cups", "2-7"),
        ("Pots", "7-9"),
    ]


def flattened(*lines: str) -> str:
    """Return lines as the text of a PDF: a blank line after each, long words broken."""
    broken = ["Many patients drink the tea that was be-", "ing served by the nurses of this ward."]
    return "\n\n".join(["Background", *broken * 20, *lines]) + "\n"


HEAD = "n engl j tea 366;2 nejt.org january 12, 2012110"
BODY = (
    "Conclusions",
    "Tea prolonged the time without thirst. (Funded by Kettle; number, NCT00000001.)",
    "T h e  n e w  c h ro n i c l e  o f  t e a",
    HEAD,
    "Thirst is common in patients of all ages and in",
    "all seasons of the year.",
    "Me thods",
    "Study Design",
    "We did a randomized trial in which we compared the two",
)


def test_a_flattened_paper_with_page_heads_and_spaced_headings() -> None:
    text = flattened(*BODY, "treatments.", "R esult s", "Thirst fell in the tea group.")
    assert kinds(text) == [
        "introduction",
        "conclusion",
        "furniture",
        "furniture",
        "introduction",
        "methods",
        "methods",
        "results",
    ]


def test_the_title_page_of_a_flattened_paper() -> None:
    page = (
        "original article\n\nTea for Thirst\n\nin Two Parts\n\nJane Doe, M.D., and Richard Roe\n\n"
    )
    found = parts(page + flattened(*BODY))
    assert found[1:3] == [
        ("title", "Tea for Thirst\n\nin Two Parts"),
        ("front", "Jane Doe, M.D., and Richard Roe"),
    ]


def test_lines_above_a_flattened_abstract_without_authors_are_front() -> None:
    assert kinds("Tea for Thirst\n\n" + flattened(*BODY))[:2] == ["front", "introduction"]


def test_a_flattened_table_ends_at_the_jump_on_the_page() -> None:
    table = ["Table 1. Baseline.*", "Age — yr", "Median 54.0 54.0", "* Data were complete."]
    text = flattened(*BODY, *table).rstrip("\n") + "\n treatments by a two-sided test at 5%.\n"
    assert parts(text)[-2:] == [
        ("table", "\n\n".join(table)),
        ("methods", "treatments by a two-sided test at 5%."),
    ]


def test_a_flattened_table_without_a_jump_ends_after_its_footnotes() -> None:
    table = [
        "Table 1. Baseline.*",
        "Age 54.0 54.0",
        "* Data were complete in both of",
        "the groups.",
    ]
    text = flattened(*BODY, *table, "treatments by means of a two-sided test at 5%.")
    assert parts(text)[-2] == ("table", "\n\n".join(table))
    assert kinds(text)[-1] == "methods"


def test_a_table_without_footnotes_ends_at_the_rest_of_the_sentence() -> None:
    table = ["Table 1. Baseline.", "Age 54.0 54.0", "Cups 12 (6.0) 13 (6.5)"]
    rest = "treatments by means of a two-sided test at the level"
    text = flattened(*BODY, *table, rest, "of five percent in the patients of every ward.")
    assert parts(text)[-2] == ("table", "\n\n".join(table))
    text = flattened(*BODY, *table, "Discussion", "Tea helped the patients in this trial.")
    assert parts(text)[-2] == ("table", "\n\n".join(table))
    assert kinds(flattened(*BODY, *table, rest))[-1] == "table"


def test_a_table_before_a_heading_ends_there() -> None:
    table = ["Table 1. Baseline.*", "Age 54.0 54.0", "* Data were complete."]
    text = flattened(*BODY, *table, "Discussion", "Tea helped the patients in this trial.")
    assert kinds(text)[-2:] == ["table", "discussion"]


def test_the_remains_of_a_drawing_follow_its_caption() -> None:
    lines = ["Figure 1. Thirst.", "Panel A shows the time to thirst in both groups."]
    drawing = (
        "\n 0.62\n\nP<0.001\n\n402\n 808\n\n432\n treatments in all of the patients of the ward.\n"
    )
    text = flattened(*BODY, *lines).rstrip("\n") + drawing
    assert kinds(text)[-4:] == ["caption", "furniture", "furniture", "methods"]


def test_a_sentence_about_a_table_is_no_table() -> None:
    text = flattened(
        *BODY, "treatments; the numbers of the patients are shown in", "Table 2. Tea was"
    )
    assert kinds(text)[-1] == "methods"


def test_what_follows_the_discussion_of_a_flattened_paper() -> None:
    text = flattened(
        *BODY,
        "treatments.",
        "Discussion",
        "Tea helped the patients in this trial.",
        "Supported by Kettle.",
        "Disclosure forms are at the site.",
        "R efer ences",
        "1. Poe E. Cups. J Tea 2000;2:3-4.",
    )
    assert kinds(text)[-4:] == ["discussion", "funding", "back", "references"]


def test_letter_spacing_is_told_from_short_words() -> None:
    assert is_letter_spaced("T h e  n e w  c h ro n i c l e  o f  t e a")
    assert not is_letter_spaced("0 1 2 3 4 5 6")
    assert not is_letter_spaced("We gave tea to all of us")


REGISTRY = """Tea v coffee

NCT ID: NCT00000001

Basic Information

Get a snapshot.

Conditions

See the conditions.

Thirst

Study Design

Study Groups

Eligibility Criteria

References

More Related Trials
"""


def test_a_registry_page_is_parted_by_its_headings() -> None:
    document = read_document(REGISTRY.encode())
    assert [(s.kind, s.heading) for s in document.sections] == [
        ("title", ""),
        ("record", ""),
        ("record", "Basic Information"),
        ("record", "Conditions"),
        ("record", "Study Design"),
        ("record", "Study Groups"),
        ("record", "Eligibility Criteria"),
        ("references", "References"),
        ("furniture", "More Related Trials"),
    ]


def test_headings_in_bold_and_without_marks_part_a_paper() -> None:
    text = (
        "Tea for thirst\n\nJane Doe\n\n**Abstract**\n\nMethods: We gave tea.\n\n"
        "**Methods**\n\nWe gave tea to all of them.\n\nCups and pots\n\n"
        "Cups were full in every ward.\n\n**Results**\n\nThirst fell in most of them.\n\n"
        "Patients\n\nThey were thirsty and old.\n\n4. Discussion\n\nTea helps the thirsty.\n"
    )
    document = read_document(text.encode())
    assert [(s.kind, s.heading) for s in document.sections][2:] == [
        ("abstract", "Abstract"),
        ("methods", "Methods"),
        ("methods", "Methods"),
        ("methods", "Cups and pots"),
        ("results", "Results"),
        ("results", "Patients"),
        ("discussion", "Discussion"),
    ]


LONG = "Thirst is common in the wards. " * 12


def test_an_abstract_without_a_heading_is_the_long_paragraph_above_the_first() -> None:
    heads = "\n\n## Methods\n\nWe gave.\n\n## Results\n\nIt fell.\n\n## Discussion\n\nSo."
    assert kinds(f"Tea\n\nJane Doe\n\n{LONG}{heads}")[:3] == ["title", "front", "abstract"]
    labelled = f"Background: {LONG}"
    assert kinds(f"Tea\n\nJane Doe\n\n{labelled}{heads}")[2:4] == ["introduction", "methods"]
    registered = f"Trial registration: {LONG}"
    assert kinds(f"Tea\n\nJane Doe\n\n{registered}{heads}")[1:3] == ["front", "methods"]


def test_footnotes_without_marks_end_where_the_cut_sentence_goes_on() -> None:
    body = "# Tea\n\n## Methods\n\n## Results\n\nThirst fell in most of\n\n"
    table = "**TABLE 1.** Cups\n\n| Cup | Tea |\n|---|---|\n\n| One | 2 |"
    notes = "Counted twice by nurses.\n\nFull at the start."
    found = parts(f"{body}{table}\n\n{notes}\n\nthe wards.\n")
    assert found[-2:] == [("table", f"{table}\n\n{notes}"), ("results", "the wards.")]
    found = parts(f"{body}{table}\n\n{notes}\n\n## Discussion\n\nTea helps.\n")
    assert found[3] == ("table", table)
    found = parts(f"{body}{table}\n\nOne of the nurses.\n")
    assert found[-1] == ("results", "One of the nurses.")


def test_a_table_that_is_a_picture_has_only_its_title() -> None:
    body = "# Tea\n\n## Methods\n\n## Results\n\nThirst fell.\n\n"
    assert parts(f"{body}TABLE 1 Cups of tea\n\nIt fell again.\n")[-2:] == [
        ("table", "TABLE 1 Cups of tea"),
        ("results", "It fell again."),
    ]
    assert kinds(f"{body}Table 1 shows the cups of tea.\n")[-1] == "results"


def test_a_short_text_with_a_table_is_a_paper() -> None:
    text = "Tea\n\nMethods\n\nWe gave tea.\n\nTable 1 Cups\n\nCup\tTea\nOne\t2\n\nIt fell.\n"
    assert kinds(text) == ["title", "methods", "table", "methods"]
    text = "Tea\n\nMETHODS: We gave tea.\n\nTable 1 shows cups.\n\nIt fell.\n"
    assert kinds(text) == ["title", "methods"]


def test_labels_of_two_or_three_words_open_parts_of_an_abstract() -> None:
    text = (
        "Tea\n\nBackground: Tea is drunk.\n\nDesign, Setting, and Participants: A trial.\n\n"
        "Methods and Results: Tea was better.\n\nConclusions: Drink tea."
    )
    assert kinds(text)[1:] == ["introduction", "methods", "results", "conclusion"]
