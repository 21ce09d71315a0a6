"""Regimens: connectors cut them, doses are no drugs, unknown names stay as printed."""

import pytest

from trialgraph.extract.regimen import blanked, components, is_absence_phrase, parenthesised
from trialgraph.terms.index import TermIndex


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("pertuzumab, trastuzumab, and docetaxel", ["pertuzumab", "trastuzumab", "docetaxel"]),
        ("eribulin, 1.1 mg/m2 as an infusion, on days 1 and 8 of a 21-day cycle", ["eribulin"]),
        ("four cycles of docetaxel followed by surgery", ["docetaxel", "surgery"]),
        ("zorvexinib plus docetaxel", ["zorvexinib", "docetaxel"]),
        ("cisplatin/pemetrexed", ["cisplatin", "pemetrexed"]),
        ("atezolizumab-bevacizumab", ["atezolizumab", "bevacizumab"]),
        ("chemotherapy (gemcitabine 1000 mg/m2 and oxaliplatin)", ["gemcitabine", "oxaliplatin"]),
        ("placebo every 2 weeks", ["placebo"]),
        ("HER2-targeted and endocrine therapies", ["anti-HER2 therapy", "endocrine therapy"]),
        ("patients were seen", []),
        ("observation", []),
    ],
)
def test_a_phrase_names_its_components(words: str, names: list[str], terms: TermIndex) -> None:
    assert [each.name for each in components(words, 0, len(words), terms)] == names


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("trastuzumab plus physician's choice of chemotherapy", [False, True]),
        ("carboplatin and either paclitaxel or nab-paclitaxel", [False, True, True]),
        ("a standard EGFR-TKI (gefitinib or erlotinib)", [True, True]),
        ("docetaxel and cisplatin", [False, False]),
    ],
)
def test_alternatives_are_a_choice(words: str, chosen: list[bool], terms: TermIndex) -> None:
    assert [each.choice for each in components(words, 0, len(words), terms)] == chosen


def test_a_choice_without_a_kind_is_still_a_component(terms: TermIndex) -> None:
    words = "zorvexinib plus best investigator's choice"
    assert [each.choice for each in components(words, 0, len(words), terms)] == [False, True]


def test_places_are_those_of_the_text(terms: TermIndex) -> None:
    words = "placebo plus docetaxel (75 mg/m2)"
    found = components(words, 0, len(words), terms)
    assert [words[each.start : each.end] for each in found] == ["placebo", "docetaxel"]


def test_a_placebo_is_an_absence(terms: TermIndex) -> None:
    assert [each.is_absence for each in components("placebo", 0, 7, terms)] == [True]
    assert is_absence_phrase("no further treatment")
    assert is_absence_phrase("236 to undergo observation")
    assert not is_absence_phrase("docetaxel")


def test_parentheses_are_found_and_blanked() -> None:
    text = "a (b (c)) d"
    assert [text[start:end] for start, end in parenthesised(text)] == ["b (c)"]
    assert blanked(text) == "a         d"
    assert blanked(text, "x") == "a xxxxxxx d"


def test_a_class_beside_other_drugs_is_spelt_out(terms: TermIndex) -> None:
    words = "erlotinib plus chemotherapy (gemcitabine and oxaliplatin)"
    names = [each.name for each in components(words, 0, len(words), terms)]
    assert names == ["erlotinib", "gemcitabine", "oxaliplatin"]
