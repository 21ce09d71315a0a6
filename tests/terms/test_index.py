"""Names found as a whole and in running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialgraph.terms.index import Concept, TermIndex

EXAMPLES = [
    Concept("drug", "chemotherapy", "chemotherapy"),
    Concept("drug", "taxane", "taxane", (), ("chemotherapy",)),
    Concept("drug", "docetaxel", "docetaxel", ("Taxotere",), ("taxane",)),
    Concept("drug", "trastuzumab", "trastuzumab", ("Herceptin",)),
    Concept("drug", "trastuzumab-emtansine", "trastuzumab emtansine", ("T-DM1", "TDM1")),
    Concept("drug", "CDK4-6-inhibitor", "CDK4/6 inhibitor"),
    Concept("drug", "round", "round", (), ("about",)),
    Concept("drug", "about", "about", (), ("round", "unknown")),
    Concept("end-point", "OS", "overall survival", ("OS",)),
    Concept("end-point", "PFS", "progression-free survival", ("PFS",)),
    Concept("end-point", "survival", "survival"),
    Concept("event", "hypertension", "hypertension"),
    Concept("condition", "hypertension", "hypertension"),
    Concept("biomarker", "HER2", "human epidermal growth factor receptor 2", ("HER2",)),
    Concept("condition", "HER2-positive-breast-cancer", "HER2-positive breast cancer"),
]


@pytest.fixture(scope="module")
def index() -> TermIndex:
    return TermIndex(EXAMPLES)


def named(index: TermIndex, text: str, *schemes: str) -> list[tuple[str, str]]:
    return [
        (mention.concept.notation, text[mention.start : mention.end])
        for mention in index.mentions(text, *schemes)
    ]


def test_every_concept_is_had_by_its_notation(index: TermIndex) -> None:
    assert [index.get(c.scheme, c.notation) for c in index] == EXAMPLES
    assert len(index) == len(EXAMPLES)
    assert index.get("drug", "aspirin") is None


@pytest.mark.parametrize(
    ("scheme", "name", "notation"),
    [
        ("drug", "Herceptin", "trastuzumab"),
        ("drug", "TAXANES", "taxane"),
        ("drug", "t-dm1", "trastuzumab-emtansine"),
        ("end-point", "os", "OS"),
        ("end-point", " Progression free survival ", "PFS"),
        ("drug", "CDK4-6-inhibitor", "CDK4-6-inhibitor"),
    ],
)
def test_a_name_is_found_however_it_is_printed(
    index: TermIndex, scheme: str, name: str, notation: str
) -> None:
    concept = index.find(scheme, name)
    assert concept is not None
    assert concept.notation == notation


def test_a_name_of_another_scheme_is_not_found(index: TermIndex) -> None:
    assert index.find("event", "docetaxel") is None


def test_the_longest_name_wins(index: TermIndex) -> None:
    text = "Trastuzumab emtansine (T-DM1) after trastuzumab and a taxane"
    assert named(index, text, "drug") == [
        ("trastuzumab-emtansine", "Trastuzumab emtansine"),
        ("trastuzumab-emtansine", "T-DM1"),
        ("trastuzumab", "trastuzumab"),
        ("taxane", "taxane"),
    ]


def test_a_name_cut_by_a_line_end_is_one_name(index: TermIndex) -> None:
    assert named(index, "progression-\nfree  survival") == [("PFS", "progression-\nfree  survival")]


def test_names_are_bounded_by_words(index: TermIndex) -> None:
    assert named(index, "COSMOS, posttaxane, OS2") == []


def test_an_abbreviation_counts_only_with_its_own_capitals(index: TermIndex) -> None:
    assert named(index, "os, Os, OS, OSs") == [("OS", "OS"), ("OS", "OSs")]


def test_a_sign_within_a_name_must_be_there(index: TermIndex) -> None:
    assert named(index, "CDK4/6 inhibitors") == [("CDK4-6-inhibitor", "CDK4/6 inhibitors")]
    assert named(index, "CDK4, 6 inhibitors") == []


def test_schemes_that_are_not_asked_for_do_not_hide_shorter_names(index: TermIndex) -> None:
    text = "HER2-positive breast cancer"
    assert named(index, text) == [("HER2-positive-breast-cancer", text)]
    assert named(index, text, "biomarker") == [("HER2", "HER2")]


def test_the_first_scheme_asked_for_wins(index: TermIndex) -> None:
    (mention,) = index.mentions("hypertension", "condition", "event")
    assert mention.concept.scheme == "condition"
    (mention,) = index.mentions("hypertension", "event", "condition")
    assert mention.concept.scheme == "event"


def test_a_name_that_breaks_off_gives_way_to_the_shorter_one(index: TermIndex) -> None:
    assert named(index, "overall, survival was") == [("survival", "survival")]


def test_what_falls_in_a_class_falls_in_the_classes_above(index: TermIndex) -> None:
    assert index.is_a("drug", "docetaxel", "chemotherapy")
    assert index.is_a("drug", "docetaxel", "docetaxel")
    assert not index.is_a("drug", "taxane", "docetaxel")
    assert not index.is_a("drug", "trastuzumab", "chemotherapy")


def test_classes_that_hold_each_other_do_not_go_on_for_ever(index: TermIndex) -> None:
    assert not index.is_a("drug", "round", "chemotherapy")


@given(st.text())
def test_mentions_never_overlap(text: str) -> None:
    mentions = TermIndex(EXAMPLES).mentions(text + " docetaxel, OS " + text)
    ends = [mention.end for mention in mentions]
    assert all(before <= after.start for before, after in zip(ends, mentions[1:], strict=False))
    assert {"docetaxel", "OS"} <= {mention.concept.notation for mention in mentions}
