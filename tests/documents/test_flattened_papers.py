"""Flattened papers of any journal: prose, headings, tables and page heads keep apart."""

import pytest

from trialgraph.documents.line_shapes import Setting, is_note, is_row, setting
from trialgraph.documents.lines import printed_lines
from trialgraph.documents.page_heads import is_page_furniture, repeated_heads
from trialgraph.documents.reader import read_document
from trialgraph.documents.set_apart import heading_kind, main_heading

CUPS = "abcdefghijklmnopqrst"


def prose(count: int, first: str = "") -> list[str]:
    """Return full lines of running prose, no two alike, that end inside a sentence."""
    lines = [f"of the patients who had been given cup {letter} of the hot" for letter in CUPS]
    return ([first] if first else []) + lines[: count - bool(first)]


START = [
    "Background",
    "Many of the patients in the wards drink tea that was be-",
    "ing served by nurses who had been asked to do so in writ-",
    "ing, and in some of the wards the tea was not served be-",
    "cause the kettle had been broken for the whole of the win-",
    "ter, as has been told by the nurses who had been work-",
    "ing there.",
    "Results",
]
NEXT = "Thirst fell in most of the patients who had been given tea"
ENDED = "and in all of them thirst fell within an hour of the tea."


def parts(*lines: str, between: str = "\n\n") -> list[tuple[str, list[str]]]:
    """Return kind and lines of each section of a flattened text."""
    text = between.join([*START, *lines]) + "\n"
    document = read_document(text.encode())
    return [
        (one.kind, [line.words for line in printed_lines(document.words(one.span))])
        for one in document.sections
    ]


def kinds(*lines: str) -> list[str]:
    return [kind for kind, _ in parts(*lines)][2:]


def lines_of(kind: str, found: list[tuple[str, list[str]]]) -> list[str]:
    return [words for one, lines in found if one == kind for words in lines]


@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_a_short_text_with_few_broken_words_is_flattened_all_the_same(between: str) -> None:
    found = parts(*prose(4), ENDED, "Discussion", NEXT, ENDED, between=between)
    assert [kind for kind, _ in found] == ["introduction", "results", "discussion"]


def test_lines_that_break_sentences_and_no_words_are_flattened_too() -> None:
    hot, cold = prose(20), [line.replace("hot", "cold") for line in prose(20)]
    sweet = [line.replace("hot", "sweet") for line in hot]
    text = "\n".join(["Methods", NEXT, *hot, *cold, ENDED, "Results", NEXT, *sweet, ENDED])
    document = read_document(text.encode())
    assert [one.kind for one in document.sections] == ["methods", "results"]


@pytest.mark.parametrize(
    ("line", "is_head"),
    [
        ("www.thelancet.com   Vol 379   February 11, 2012", True),
        ("112 www.thelancet.com/oncology Vol 14 May 2013", True),
        ("Journal of Clinical Oncology", True),
        ("VOLUME 30 • NUMBER 4 • FEBRUARY 1 2012", True),
        ("JAMA Oncology | Original Investigation", True),
        ("Downloaded from tea.example by guest on 1 May 2020", True),
        ("Copyright © 2012 The Kettle Society. All rights reserved.", True),
        ("Doe et al. BMC Tea (2012) 12:110", True),
        ("Annals of Tea 23 (2012) 110–119", True),
        ("Tea Oncol 2013; 14: 461–71", True),
        ("J. R. Doe et al.", True),
        ("Page 3 of 12", True),
        ("117", True),
        ("n engl j tea 366;2 nejt.org january 12, 2012110", True),
        ("T h e  n e w  c h ro n i c l e  o f  t e a", True),
        ("Volume of tea in cups and pots", False),
        ("We gave tea to 117 patients.", False),
        ("Tea " * 60, False),
    ],
)
def test_heads_of_pages_are_told_from_prose(line: str, *, is_head: bool) -> None:
    assert is_page_furniture(line) == is_head


def test_a_line_on_every_page_is_a_head_whatever_it_says() -> None:
    page = [*prose(18), "Tea in the ward 12"]
    found = parts(NEXT, *page, *page, *page, ENDED)
    assert lines_of("furniture", found) == ["Tea in the ward 12"] * 3
    assert ENDED in lines_of("results", found)


def test_a_line_that_comes_back_soon_or_is_long_is_no_head() -> None:
    lines = printed_lines("Tea\nand\nTea\nTea\n" + ("word " * 30 + "\n") * 60)
    assert repeated_heads(lines) == frozenset()


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("Objective response 23 (69.3) 27 (80.2)", True),
        ("Median 54.0 54.0", True),
        ("Median (95% CI) NE — 3.1", True),
        ("Tea, no. (%) (N = 12)", True),
        ("1 2 3 4", True),
        ("12", False),
        ("Two cups", False),
        ("with a median of 12 cups", False),
    ],
)
def test_rows_end_with_figures(line: str, *, row: bool) -> None:
    assert is_row(line) == row


def test_footnotes_begin_with_a_mark_or_an_abbreviation() -> None:
    assert is_note("* Cups were full.")
    assert is_note("ECG denotes electrocardiogram.")
    assert is_note("CI, confidence interval; HR, hazard ratio.")
    assert not is_note("Tea was served.")


def test_a_text_of_short_lines_has_the_usual_width() -> None:
    assert setting(printed_lines("Tea\nCup")).width == Setting(60).width


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Me thods", "methods"),
        ("D iscussion", "discussion"),
        ("materials and methods", "methods"),
        ("M ethods and materials", "methods"),
        ("2. Results", "results"),
        ("Patients", None),
        ("The results.", None),
    ],
)
def test_main_headings_stand_in_any_spelling(words: str, kind: str | None) -> None:
    assert main_heading(words) == kind


def test_a_heading_begins_with_a_capital() -> None:
    assert heading_kind("Patients") == "methods"
    assert heading_kind("patients") is None


def test_words_of_the_methods_among_the_results_open_no_methods() -> None:
    found = parts(NEXT, ENDED, "Patients", NEXT, ENDED, "Study design and cups", NEXT, ENDED)
    assert {kind for kind, _ in found[1:]} == {"results"}
    assert [lines[0] for _, lines in found[2:]] == ["Patients", "Study design and cups"]


def test_a_heading_without_capitals_opens_its_part() -> None:
    assert kinds(NEXT, ENDED, "discussion", "the cups", NEXT, ENDED) == ["discussion"]


def test_a_word_of_a_heading_inside_a_sentence_opens_nothing() -> None:
    assert kinds(NEXT, "Discussion", *prose(2), ENDED) == []


def test_a_main_heading_ends_a_registration_without_a_full_stop() -> None:
    lines = ("Trial registration", "Tea.example/NCT00000001", "Methods", NEXT, ENDED)
    assert kinds(NEXT, ENDED, *lines) == ["back", "methods"]
    kept = ("Trial registration", "Tea.example/NCT00000001", "Patients", NEXT, ENDED)
    assert kinds(NEXT, ENDED, *kept) == ["back"]


def test_a_reference_that_ends_like_a_heading_stays_a_reference() -> None:
    lines = ("References", "1. Poe E. Cups.", "2. Methods", "of tea. J Tea 2000;2:3.", "Appendix")
    assert kinds(NEXT, ENDED, *lines) == ["references"]


def test_an_abstract_in_one_piece_ends_at_the_next_page() -> None:
    text = ["Abstract", *START[1:-1], *prose(18), ENDED, "www.tea.org Vol 3 May 2001", NEXT, ENDED]
    document = read_document("\n\n".join(text).encode())
    assert [one.kind for one in document.sections] == ["abstract", "furniture", "introduction"]


def test_labels_with_a_colon_part_a_flattened_abstract() -> None:
    text = [*START[:-1], f"Methods: {NEXT}", f"{ENDED} Results:", "Thirst fell: by half."]
    document = read_document("\n\n".join([*text, *prose(6), ENDED]).encode())
    assert [one.kind for one in document.sections] == ["introduction", "methods", "results"]


TABLE = ["Table 1. Cups in the wards.", "Cup", "Tea (N = 10)", "Median 1 2", "Range 1–3 2–4"]


def test_a_table_between_paragraphs_ends_where_prose_begins() -> None:
    found = parts(NEXT, ENDED, *TABLE, NEXT, *prose(2), ENDED)
    assert lines_of("table", found) == TABLE
    assert found[-1] == ("results", [NEXT, *prose(2), ENDED])


def test_a_table_inside_a_word_ends_where_the_word_goes_on() -> None:
    cut = "of the patients who had been given tea in the win-"
    rest = "ter of the year"
    found = parts("The winter was long.", NEXT, cut, *TABLE, rest, ENDED)
    assert lines_of("table", found) == TABLE
    assert rest in lines_of("results", found)


def test_a_table_is_not_ended_by_a_row_below_the_name_of_a_part() -> None:
    found = parts(NEXT, ENDED, *TABLE, "Results", "Median 3 4", "Conclusions", NEXT, ENDED)
    assert lines_of("table", found) == [*TABLE, "Results", "Median 3 4"]


def test_long_words_in_a_table_are_its_own_until_prose_is_sure() -> None:
    label = "patients who had not been given tea in the last of weeks"
    found = parts(NEXT, ENDED, *TABLE, label, "Median 3 4", *prose(5), ENDED)
    assert lines_of("table", found) == [*TABLE, label, "Median 3 4"]


def test_a_heading_over_prose_ends_a_table() -> None:
    found = parts(NEXT, ENDED, *TABLE, "Cups and pots", NEXT, *prose(2), ENDED)
    assert lines_of("table", found) == TABLE


def test_a_page_head_below_a_table_belongs_to_neither() -> None:
    page = "www.tea.org Vol 3 May 2001"
    found = parts(NEXT, *TABLE, prose(1)[0], page, *prose(4)[1:], ENDED)
    assert lines_of("table", found) == TABLE
    assert lines_of("furniture", found) == [page]


def test_an_introduction_after_the_abstract_ends_it() -> None:
    lines = ("Conclusions", NEXT, ENDED, "Introduction", NEXT, "Methods: cups", *prose(2), ENDED)
    assert kinds(NEXT, ENDED, *lines) == ["conclusion", "introduction"]


NOTE = "* Cups were counted by two of the nurses"


def test_a_footnote_without_a_full_stop_ends_at_the_rest_of_a_sentence() -> None:
    found = parts(NEXT, *TABLE, NOTE, *prose(3), ENDED)
    assert lines_of("table", found) == [*TABLE, NOTE]


def test_a_wide_footnote_without_a_full_stop_ends_at_lines_of_a_column() -> None:
    wide = f"{NOTE} and by one of the physicians who had been asked to count them for us"
    found = parts(NEXT, *TABLE, wide, *prose(5), ENDED)
    assert lines_of("table", found) == [*TABLE, wide]


def test_a_footnote_without_a_full_stop_ends_at_a_heading_over_prose() -> None:
    found = parts(NEXT, ENDED, *TABLE, NOTE, "2.1. Cups and pots", NEXT, *prose(4), ENDED)
    assert lines_of("table", found) == [*TABLE, NOTE]


def test_a_heading_over_much_prose_ends_a_table_in_a_cut_sentence() -> None:
    found = parts(NEXT, *TABLE, "Cups and pots", NEXT, *prose(4), ENDED)
    assert lines_of("table", found) == TABLE


CAPTION = [
    "Figure 1. Thirst in all of the patients who had been given tea",
    "and in the others.",
]


def test_a_caption_ends_where_a_cut_sentence_goes_on() -> None:
    found = parts(NEXT, *CAPTION, *prose(3), ENDED)
    assert lines_of("caption", found) == CAPTION


def test_a_caption_ends_where_a_paragraph_begins() -> None:
    found = parts(NEXT, ENDED, *CAPTION, NEXT, *prose(2), ENDED)
    assert lines_of("caption", found) == CAPTION


def test_a_caption_goes_on_with_its_panels_and_in_full_lines() -> None:
    panel = "Panel A shows the thirst of patients who had been given tea"
    found = parts(NEXT, ENDED, *CAPTION, panel, "and of others.", NEXT, *prose(2), ENDED)
    assert lines_of("caption", found) == [*CAPTION, panel, "and of others."]
    whole = "The patients in the wards who had been given tea were old."
    found = parts(NEXT, ENDED, *CAPTION[:1], whole, NEXT, ENDED, "Discussion", NEXT, ENDED)
    assert whole in lines_of("caption", found)


def test_no_caption_is_longer_than_a_page_of_lines() -> None:
    lines = [f"The cup {n * 'i'} of the patients in the ward was full of tea." for n in range(40)]
    found = parts(NEXT, ENDED, *CAPTION[:1], *lines)
    assert len(lines_of("caption", found)) < len(lines)


def test_a_caption_in_the_middle_of_a_name_is_not_left_at_a_capital() -> None:
    cut = "of the patients who had been given tea in the hospital of"
    line = "Tea and water were given to the patients in the wards"
    found = parts(NEXT, cut, *TABLE, line, "who were thirsty and had been old for long", "Pot 1 2")
    assert line in lines_of("table", found)


def test_a_sentence_about_a_figure_is_no_caption() -> None:
    found = parts(NEXT, "Fig. 2A). In the wards of patients who had been given tea", ENDED)
    assert lines_of("caption", found) == []


def jumped(*stretches: list[str]) -> list[tuple[str, list[str]]]:
    """Return the sections of a text whose stretches begin with a jump on the page."""
    text = "\n ".join("\n\n".join(lines) for lines in stretches) + "\n"
    document = read_document(text.encode())
    return [
        (one.kind, [line.words for line in printed_lines(document.words(one.span))])
        for one in document.sections
    ]


def test_rows_beyond_a_jump_belong_to_the_table_before() -> None:
    more = ["Mean 1 2", "Mode 3 4"]
    rest = [*prose(3), ENDED]
    found = jumped([*START, NEXT, *TABLE], more, rest, [NEXT, ENDED])
    assert lines_of("table", found) == [*TABLE, *more]
    assert found[-1][0] == "results"


def test_a_caption_is_followed_by_a_drawing_or_by_prose() -> None:
    drawing = ["402", "Placebo", "0.62"]
    found = jumped([*START, NEXT, ENDED, *CAPTION], [*drawing, NEXT, *prose(4), ENDED])
    assert lines_of("furniture", found) == drawing
    assert NEXT in lines_of("results", found)
    found = jumped([*START, NEXT, *CAPTION], ["of tea."], ["Discussion", NEXT, ENDED])
    assert [kind for kind, _ in found][-3:] == ["caption", "results", "discussion"]
    found = jumped([*START, NEXT, *CAPTION], [*prose(4), ENDED])
    assert [kind for kind, _ in found][-2:] == ["caption", "results"]


def test_a_text_of_very_many_lines_is_not_parted() -> None:
    document = read_document(b"Tea\n" * 200_002)
    assert len(document.sections) <= len(("title", "abstract"))


def test_prose_above_the_first_heading_is_the_abstract() -> None:
    text = ["Tea for thirst", "Jane Doe, M.D., and Richard Roe", NEXT, *prose(6), ENDED, *START[1:]]
    document = read_document("\n\n".join(text).encode())
    assert [one.kind for one in document.sections] == ["title", "front", "abstract", "results"]


def test_a_sentence_that_begins_like_a_back_heading_is_prose() -> None:
    sentence = "Appendix, which you find with the full text of this paper at"
    assert kinds(NEXT, ENDED, sentence, "Tea.org for all readers of the journal.", ENDED) == []
