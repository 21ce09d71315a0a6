"""Names of trials as titles, registration lines and abstracts print them."""

from collections.abc import Callable

import pytest

from trialgraph.extract import trial_facts as facts
from trialgraph.extract.acronym import acronym
from trialgraph.extract.view import ReadingView
from trialgraph.terms.index import TermIndex

View = Callable[[str], ReadingView]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Tea.\n\nWords. (Funded by X; TO DRINK ClinicalTrials.gov number, NCT01234567.)",
            "TO DRINK",
        ),
        ("Tea.\n\nWords. (MUG UP LONG ClinicalTrials.gov number, NCT01234567.)", "MUG UP LONG"),
        (
            "Tea.\n\nWords. (LEAF5 Northern Land Clinical Trials Registry number, ACTRN126.)",
            "LEAF5",
        ),
        ("Tea for thirst (BRAVURA-2/LEAF): a randomised trial.\n\nWords.", "BRAVURA-2/LEAF"),
        ("Tea for thirst (LEAF 04/97): a phase III study.\n\nWords.", "LEAF 04/97"),
        ("Tea for thirst (Le.Af.Tea): a randomised trial.\n\nWords.", "Le.Af.Tea"),
        ("Tea for thirst (Leaf.Mug.Tea): a randomised trial.\n\nWords.", "Leaf.Mug.Tea"),
        ("Tea for thirst: The Lake Trials Group TE.12 Randomized Clinical Trial.", "TE.12"),
        ("Tea for thirst (LEAF-SMS): a randomised trial. We gave tea to women.", "LEAF-SMS"),
        ("Tea for thirst: results of the LEAF4 randomised controlled trial. We gave tea.", "LEAF4"),
        ("Tea.\n\nIn the LEAF-1 phase 1-2 study, we gave tea to adults.", "LEAF-1"),
        ("Tea.\n\nThe LEAF Trial was a parallel group trial of tea.", "LEAF"),
        ("Tea.\n\nThe LEAF-2 randomized controlled trial compared tea with water.", "LEAF-2"),
        ("Tea.\n\nHere we report the final analysis of BRAVURA-7.", "BRAVURA-7"),
        (
            "Tea.\n\nWe present the updated overall survival results from BRAVURA-7, in brief.",
            "BRAVURA-7",
        ),
        ("Tea.\n\nBRAVURA-7 is an open-label, randomised study of tea.", "BRAVURA-7"),
        ("Tea.\n\nBRAVURA-Throat01 was a phase 2 trial of tea.", "BRAVURA-Throat01"),
        ("Tea.\n\nIn the BravoLeaf227 study, we gave tea to adults.", "BravoLeaf227"),
    ],
)
def test_names_in_more_wordings(text: str, name: str, viewed: View, terms: TermIndex) -> None:
    found = acronym(viewed(text), terms)
    assert (found.value if found else None) == name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tea is good.12 More follows.", "Tea is good. More follows."),
        ("Tea helps women4 and men.", "Tea helps women and men."),
        ("Tea-Throat01 was large.", "Tea-Throat01 was large."),
        ("The BRAVURA-Throat3 trial was large.", "The BRAVURA-Throat3 trial was large."),
        ("The BravoLeaf22 trial was large.", "The BravoLeaf22 trial was large."),
    ],
)
def test_a_number_of_a_name_is_no_reference(text: str, words: str, viewed: View) -> None:
    assert viewed(f"Tea.\n\n{text}").text.strip().endswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "INTRODUCTION: BRAVURA-7 was a large, randomised trial of tea.\n\nMETHODS: We gave tea.",
        "METHODS: Adults got tea. (Funded by X; UMIN ClinicalTrials.gov number, NCT01234567.)",
        "METHODS: The ISRCTN study was of tea.",
    ],
)
def test_what_is_no_name_of_the_trial(text: str, viewed: View, terms: TermIndex) -> None:
    assert acronym(viewed(f"Tea in thirst.\n\n{text}"), terms) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "METHODS: A phase 2 study was begun. The trial was then extended to a phase 3 trial.",
            "3",
        ),
        ("METHODS: In phase II, 20 drank. It was expanded into a randomised phase II/III.", "2/3"),
        ("METHODS: This phase 1 study has been converted to a phase 2 study of tea.", "2"),
        ("METHODS: This phase 1 study was of tea.", "1"),
    ],
)
def test_an_extended_trial_has_its_later_phase(text: str, value: str, viewed: View) -> None:
    found = facts.phase(viewed(f"Tea in thirst.\n\n{text}"))
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("METHODS: The lack of randomisation is a weakness of it.", None),
        ("METHODS: No individual randomization was possible here.", None),
        ("METHODS: Adults were not randomised to tea.", None),
        ("BACKGROUND: A randomised trial (Doe et al, 2001) was positive.", None),
        ("BACKGROUND: We did a randomised trial after that (Doe et al, 2001).", "randomised"),
        ("METHODS: Adults were randomised to tea or water.", "randomised"),
    ],
)
def test_what_was_not_randomised(text: str, value: str | None, viewed: View) -> None:
    found = facts.allocation(viewed(f"Tea in thirst.\n\n{text}"))
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("After a median of 4 years of follow-up, thirst was rare.", "48"),
        ("At a median of 31 months follow-up, thirst was rare.", "31"),
        ("Thirst was rare after 37-month median follow-up.", "37"),
        ("With a 2.5-year median follow-up, thirst was rare.", "30.0"),
        ("The median follow-up was 26 weeks in all.", "6.00"),
        ("At 37 months, thirst was rare.", None),
    ],
)
def test_the_median_follow_up_in_months(words: str, months: str | None, viewed: View) -> None:
    found = facts.follow_up(viewed(f"Tea in thirst.\n\nRESULTS: {words}"))
    assert (str(found.value) if found else None) == months
