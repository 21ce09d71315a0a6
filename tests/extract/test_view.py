"""The reading view: words and numbers made whole, each character with its place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialgraph.extract.folding import fold, hyphen_between, numbers_of, words_of
from trialgraph.extract.lines import LineBreak
from trialgraph.extract.sentences import sentence_ends
from trialgraph.extract.traced import Traced
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section, SectionKind
from trialgraph.model.text import Span


def plain(text: str, *sections: Section) -> Document:
    return Document("sha-0", "text", "0" * 64, "test 1", text, sections)


def sectioned(*parts: tuple[SectionKind, str, str]) -> Document:
    """A document from (kind, heading, text) parts."""
    text, sections = "", []
    for kind, heading, words in parts:
        start = len(text)
        text += words
        sections.append(Section(kind, heading, Span(start, len(text))))
    return plain(text, *sections)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (
            "the humanised anti-\n\nbody binds; the antibody stays",
            "the humanised antibody binds; the antibody stays",
        ),
        ("a HER2-\n\npositive tumour", "a HER2-positive tumour"),
        (
            "a long-\n\nterm benefit in the long and short term",
            "a long-term benefit in the long and short term",
        ),
        (
            "progression-free once, progression-\n\nfree twice",
            "progression-free once, progression-free twice",
        ),
        ("a double-\n\nblind trial", "a double-blind trial"),
        ("the anti-\n\nHER2 drug", "the anti-HER2 drug"),
        ("grade 3-\n\n4 events", "grade 3-4 events"),
        ("doce-\n\ntaxel was given", "docetaxel was given"),
        ("an O’Brien–\n\nFleming limit", "an O'Brien-Fleming limit"),
        ("a ratio of 0·68 (95% CI 0·51–0·90)", "a ratio of 0.68 (95% CI 0.51-0.90)"),
        ("a size of\u2009110\u00a0women", "a size of 110 women"),
        ("with $n = 54$ and $p \\geq 0.05$ here", "with n = 54 and p ≥0.05 here"),
        ("see [Figure 9Z](#) and **Table 8**", "see Figure 9Z and Table 8"),
        ("printed in *Annals of Tests* then", "printed in Annals of Tests then"),
        ("lasted 7 months4 in both", "lasted 7 months in both"),
        ("binds most of all HER3.9,15 Another", "binds most of all HER3. Another"),
        ("a poor outlook.^{1,25} It", "a poor outlook. It"),
        ("as reported,⁵ it", "as reported, it"),
        ("of grade3 or CDK4 or HER2 type", "of grade3 or CDK4 or HER2 type"),
        ("an unknown \\foo stays", "an unknown \\foo stays"),
        ("costs $5 and no more", "costs $5 and no more"),
        ("of $5 or $6 in all", "of $5 or $6 in all"),
        ("the ﬁrst of <i>many</i> &lt; 9", "the first of many < 9"),
    ],
)
def test_print_is_read_as_it_was_meant(printed: str, read: str) -> None:
    assert ReadingView(plain(printed)).text == read


def test_every_character_of_a_folded_number_has_its_place() -> None:
    view = ReadingView(plain("So a hazard ratio of 0·68 was seen."))
    start = view.text.index("0.68")
    span = view.span(start, start + 4)
    assert view.document.words(span) == "0·68"
    assert view.offset(span.start) == start


def test_an_empty_range_has_an_empty_place() -> None:
    view = ReadingView(plain("One word."))
    assert view.span(3, 3) == Span(3, 3)
    assert view.span(99, 99) == Span(9, 9)
    assert Traced("", [], []).last == 0


def test_prose_cut_by_a_table_is_one_sentence_in_two_passages() -> None:
    view = ReadingView(
        sectioned(
            ("results", "Outcome", "Outcome\n\nThe ratio of the arms was a stratified HR\n\n"),
            ("table", "TABLE 1", "TABLE 1 Ages\n\nAge\t57\t60\n\n"),
            ("results", "", "0.81 with an upper limit of 0.99. More was seen.\n"),
        )
    )
    start = view.text.index("0.81")
    sentence = view.sentence_at(start)
    assert (
        view.words(sentence)
        == "The ratio of the arms was a stratified HR 0.81 with an upper limit of 0.99."
    )
    assert sentence.section == view.section_at(start) == "results"
    assert [view.document.words(piece) for piece in view.passages(start, start + 4)] == [
        "The ratio of the arms was a stratified HR",
        "0.81 with an upper limit of 0.99.",
    ]
    assert [table.text.split("\t") for table in view.tables] == [
        ["TABLE 1 Ages\n\nAge", "57", "60\n\n"]
    ]
    age = view.tables[0].text.index("57")
    assert view.document.words(view.tables[0].span(age, age + 2)) == "57"


def test_a_word_cut_by_a_figure_is_whole_again() -> None:
    view = ReadingView(
        sectioned(
            ("discussion", "", "The drug pro-\n\n"),
            ("caption", "Figure 2", "Figure 2. A curve.\n\n"),
            ("discussion", "", "longed survival, and prolonged it much.\n"),
        )
    )
    assert view.text == "The drug prolonged survival, and prolonged it much."


def test_a_compound_cut_by_a_figure_keeps_its_hyphen() -> None:
    view = ReadingView(
        sectioned(
            ("discussion", "", "A placebo-\n\n"),
            ("caption", "Figure 2", "Figure 2. A curve.\n\n"),
            ("discussion", "", "controlled trial.\n"),
        )
    )
    assert view.text == "A placebo-controlled trial."


def test_headings_are_sentences_of_their_own() -> None:
    view = ReadingView(
        sectioned(
            ("methods", "Patients and\nMethods", "Patients and\nMethods\nWomen took part.\n"),
            ("results", "Results", "Results\nAll went well.\n"),
        )
    )
    assert [(view.words(s), s.section) for s in view.sentences] == [
        ("Patients and Methods", "methods"),
        ("Women took part.", "methods"),
        ("Results", "results"),
        ("All went well.", "results"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "METHODS: Women with asthma were asked to\nWrite a diary for a year.\n",
        "METHODS: We gave milk to sixty men of\n60 years in two towns.\n",
        "METHODS: At random, one half of all had\nTea for breakfast.\n",
    ],
)
def test_the_first_line_under_a_label_goes_on_in_the_next(words: str) -> None:
    view = ReadingView(sectioned(("methods", "METHODS", words)))
    assert view.text == " ".join(words.split())


def test_reference_numbers_are_kept_apart_with_their_place() -> None:
    view = ReadingView(plain("It helps some patients.11-13 Others gain little.^{2}"))
    assert [(mark.numbers, view.text[mark.at - 9 : mark.at]) for mark in view.marks] == [
        ((11, 12, 13), "patients."),
        ((2,), "n little."),
    ]
    assert [view.document.words(mark.span) for mark in view.marks] == ["11-13", "^{2}"]


def test_a_drop_cap_belongs_to_its_word() -> None:
    assert (
        ReadingView(plain("A \npproximately half of them did well.")).text
        == "Approximately half of them did well."
    )


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [
        (
            "It was 4.4 vs. 5.7 months. Then it rose.",
            ["It was 4.4 vs. 5.7 months.", "Then it rose."],
        ),
        (
            "See Fig. 1A of Doe et al. Lancet, p. 4. Done.",
            ["See Fig. 1A of Doe et al. Lancet, p. 4.", "Done."],
        ),
        (
            "It was shown by Doe et al. In all, ten died.",
            ["It was shown by Doe et al.", "In all, ten died."],
        ),
        ("Paid by F. Hoffmann. Thanks.", ["Paid by F. Hoffmann.", "Thanks."]),
        ("It was lower (P = .01).Then came more.", ["It was lower (P = .01).", "Then came more."]),
        ("No. 4 was best", ["No. 4 was best"]),
        ("e.g. this one. yes", ["e.g. this one. yes"]),
        ("(?. Odd.", ["(?.", "Odd."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(paragraph: str, sentences: list[str]) -> None:
    ends = sentence_ends(paragraph)
    starts = [0, *ends[:-1]]
    assert [paragraph[a:b].strip() for a, b in zip(starts, ends, strict=True)] == sentences


@pytest.mark.parametrize(
    ("before", "after", "fresh", "hard"),
    [
        ("It ended here.", "Another one", True, True),
        ("Statistical Methods", "We planned it", True, True),
        ("Statistical Methods", "We planned it", False, False),
        ("This line goes on", "with lower case", True, False),
        ("in women with", "HER2-positive tumours", True, False),
        ("as follows:", "First came", False, True),
        ("as follows:", "first came", False, False),
        ("some words", "3.2 | Efficacy", False, True),
        ("some words", "• a point", False, True),
        ("3.2 | Efficacy", "After a while", False, True),
        ("", "after nothing", False, True),
        ("shown in (Fig.", "1A) here", True, False),
    ],
)
def test_a_line_break_is_hard_or_soft(before: str, after: str, *, fresh: bool, hard: bool) -> None:
    assert LineBreak(before, after, fresh).is_hard is hard


def test_a_descending_range_is_two_references() -> None:
    assert numbers_of("9-7") == (9, 7)


def test_a_hyphen_without_words_around_it_stays() -> None:
    assert hyphen_between("(", ")", words_of("")) == "-"


_WORDS = st.sampled_from(
    [
        *("ratio", "0·68", "0·51–0·90", "$n = 4$", "months4", "HER2-\n\npositive", "anti-\n\nbody"),
        *("antibody", "**bold**", "(95% CI", "2.9)", "end.", "Next\n\nline", "p\u2009<\u20090·001"),
        *("[Fig 1](#)", "^{3}", "\\geq 5"),
    ]
)


@given(st.lists(_WORDS, min_size=1, max_size=12))
def test_the_canonical_text_of_any_word_folds_to_the_word(words: list[str]) -> None:
    text = " ".join(words)
    view = ReadingView(plain(text))
    for match in re.finditer(r"\S+", view.text):
        span = view.span(*match.span())
        folded, _ = fold(Traced.of(text, span), words_of(text))
        assert match[0] in "".join(folded.text.split()) or match[0].strip(".") in folded.text


@given(st.text(alphabet="ab-–· 0.9\n$*^{}()[],A", max_size=60))
def test_the_map_runs_forwards_whatever_the_text(text: str) -> None:
    view = ReadingView(plain(text))
    spans = [view.span(at, at + 1) for at in range(len(view.text))]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert [span.start for span in spans] == sorted(span.start for span in spans)
    assert "".join(view.words(s) for s in view.sentences).split() is not None
