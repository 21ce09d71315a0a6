"""Who could take part: sentences, lists in a sentence, and lists under a heading."""

from itertools import pairwise

import pytest

from trialgraph.extract.criteria_items import criterion_ranges
from trialgraph.extract.eligibility import criteria
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section
from trialgraph.model.text import Span


def paper(*parts: tuple[str, str]) -> ReadingView:
    """Return the view of methods made from (heading, words) parts."""
    text, found = "", []
    for heading, words in parts:
        whole = f"{heading}\n{words}\n" if heading else f"{words}\n"
        found.append(Section("methods", heading, Span(len(text), len(text) + len(whole))))
        text += whole
    return ReadingView(Document("sha-0", "text", "0" * 64, "test 1", text, tuple(found)))


def told(*parts: tuple[str, str]) -> list[tuple[str, str]]:
    return [(each.type, each.text) for each in criteria(paper(*parts))]


@pytest.mark.parametrize(
    "words",
    [
        "Patients aged 20 to 70 years with thirst were eligible.",
        "Women with a cup of at least 2.5 dl were eligible if they drank tea.",
        "Thirst status was confirmed in a central kitchen.",
        "Patients may have received coffee before enrolment.",
        "We enrolled adults with thirst that had lasted for a week.",
        "Prior tea was permitted.",
        "A written recipe was required for entry.",
        "Eligible adults aged 18 years or more with thirst were enrolled.",
        "The study population consisted of women who had been thirsty for a year.",
        "Patients on a coffee diet could be included after a week without it.",
    ],
)
def test_a_sentence_says_who_could_take_part(words: str) -> None:
    assert told(("Patients", words)) == [("inclusion", words)]


@pytest.mark.parametrize(
    "words",
    [
        "Those with an allergy to tea were excluded.",
        "Children were not eligible.",
        "Also excluded were adults with a broken cup.",
        "Pregnancy and lactation were also key exclusion criteria.",
        "Previous decaffeination was not allowed.",
        "Patients who disliked water were also ineligible.",
    ],
)
def test_a_sentence_says_who_could_not(words: str) -> None:
    assert told(("Patients", words)) == [("exclusion", words)]


@pytest.mark.parametrize(
    "words",
    [
        "Eight patients were excluded because they had left.",
        "Patients without a second visit were excluded from the per-protocol analysis.",
        "Patients who met the inclusion criteria were invited.",
        "Eligible patients received tea.",
        "Eligible patients were randomly assigned to tea or to water.",
        "Exclusion criteria are shown in Table 2.",
        "The inclusion criteria were changed in May.",
        "Patients could be excluded at any time.",
        "Patients with dry cups (n = 4) were excluded.",
        "Patients were eligible for the extension study if they were still thirsty.",
    ],
)
def test_what_was_done_is_no_criterion(words: str) -> None:
    assert told(("Patients", words)) == []


def test_statistics_have_no_criteria() -> None:
    assert told(("Statistical analysis", "Patients without a cup were excluded.")) == []


@pytest.mark.parametrize(
    ("words", "items"),
    [
        (
            (
                "Exclusion criteria were thirst (any grade); kettle, cup, or spoon disease; or an "
                "allergy to milk."
            ),
            [
                "thirst (any grade)",
                "kettle, cup, or spoon disease",
                "an allergy to milk",
            ],
        ),
        (
            (
                "Key inclusion criteria were as follows: (1) age over 18; (2) a cup, with a "
                "handle; "
                "and (3) consent."
            ),
            ["age over 18", "a cup, with a handle", "consent"],
        ),
        (
            "Inclusion criteria: a) good taste, b) own cup.",
            ["good taste", "own cup"],
        ),
        (
            "Criteria for inclusion were (i) daily tea, (ii) no coffee, and (iii) a kettle.",
            ["daily tea", "no coffee", "a kettle"],
        ),
        (
            (
                "Patients were required to have measurable thirst, a clean kettle, and "
                "liver, kidney, "
                "or heart disease."
            ),
            ["measurable thirst", "a clean kettle", "liver, kidney, or heart disease"],
        ),
        (
            (
                "Patients were excluded if they had a broken cup, were allergic to milk, or had a "
                "history of spilling."
            ),
            ["a broken cup", "were allergic to milk", "had a history of spilling"],
        ),
        (
            (
                "Adults with long-lasting thirst were eligible if they had an adequate "
                "kitchen defined "
                "as the following: one kettle, two cups, and three spoons."
            ),
            ["Adults with long-lasting thirst", "one kettle", "two cups", "three spoons"],
        ),
        (
            "Eligible patients were adults with thirst in the first, second, or third week.",
            ["adults with thirst in the first, second, or third week"],
        ),
        ("Exclusion criteria were thirst, which was severe.", ["thirst, which was severe"]),
        ("Exclusion criteria were tea, milk.", ["tea, milk"]),
        ("Exclusion criteria were (1) age, and so on.", ["(1) age", "so on"]),
        ("Exclusion criteria were (2) old age, (3) young age.", ["(2) old age, (3) young age"]),
        ("Exclusion criteria were .", []),
        ("Criteria were (1) old tea, (2) cup (9) and milk.", ["old tea", "cup (9) and milk"]),
    ],
)
def test_a_list_is_divided_by_its_strongest_mark(words: str, items: list[str]) -> None:
    assert [words[start:end] for start, end in criterion_ranges(words)] == items


def test_a_sentence_without_a_list_is_whole() -> None:
    words = "Patients with thirst, and those without a cup, were excluded."
    assert list(criterion_ranges(words)) == [(0, len(words))]


@pytest.mark.parametrize("heading", ["Inclusion criteria", "Key inclusion criteria:", "Inclusion"])
def test_lines_under_a_heading_are_criteria(heading: str) -> None:
    lines = "Age of 18 years or more\n2. Written consent.\nTea every day;"
    assert told((heading, lines), ("Treatment", "Tea was given.")) == [
        ("inclusion", "Age of 18 years or more"),
        ("inclusion", "Written consent"),
        ("inclusion", "Tea every day"),
    ]


@pytest.mark.parametrize("other", ["Exclusion criteria", "Non-inclusion criteria"])
def test_criteria_of_eligibility_are_of_inclusion_where_those_of_exclusion_stand_apart(
    other: str,
) -> None:
    parts = (("Eligibility criteria", "Own cup"), (other, "Broken cup"))
    assert told(*parts) == [("inclusion", "Own cup"), ("exclusion", "Broken cup")]
    assert told(parts[0]) == []


def test_a_list_without_a_section_of_its_own_ends_where_something_is_told() -> None:
    words = "Exclusion criteria\nBroken cup\n1.\nNo kettle\nTea was recruited.\nMilk"
    assert told(("Methods", words)) == [("exclusion", "Broken cup"), ("exclusion", "No kettle")]
    assert told(("Inclusion and exclusion criteria", "Broken cup")) == []


def test_a_sentence_may_explain_the_criterion_before_it() -> None:
    first = "Patients with severe thirst were eligible."
    assert [text for _, text in told(("", f"{first} Thirst was defined as dryness."))] == [
        first,
        "Thirst was defined as dryness.",
    ]
    assert [text for _, text in told(("", f"{first} Response was defined as rest."))] == [first]
    assert [text for _, text in told(("", f"{first} Tea was warm."))] == [first]


def test_items_are_in_order_and_do_not_overlap() -> None:
    words = "Exclusion criteria were old tea, cold tea, no tea, and too much tea."
    ranges = list(criterion_ranges(words))
    assert all(before[1] <= after[0] for before, after in pairwise(ranges))
    assert len(ranges) == 4


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("The inclusion criteria are: (i).", "inclusion"),
        ("The exclusion criteria were: (1).", "exclusion"),
        ("Exclusion criteria were as follows: (a).", "exclusion"),
    ],
)
def test_items_may_be_sentences_of_their_own(head: str, kind: str) -> None:
    found = told(("Patients", f"{head} Thirst for at least a week. (ii). No cup at home."))
    assert found == [(kind, "Thirst for at least a week"), (kind, "No cup at home")]


@pytest.mark.parametrize(
    "words",
    [
        "A total of 90 cups were required.",
        "Ethics approval was required.",
        "Fewer spoons were mandatory.",
    ],
)
def test_what_a_trial_needed_is_no_criterion(words: str) -> None:
    assert told(("Patients", words)) == []
