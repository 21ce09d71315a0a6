"""What a document concludes, in many wordings, and what its results say where words do not."""

from decimal import Decimal

import pytest
from tests.extract.made_up_estimates import PRIMARY, TWO_ARMS, arm, trial, view

from trialgraph.extract.conclusion import conclusion, conclusion_sentences
from trialgraph.extract.conclusion_results import concluded, is_won
from trialgraph.extract.statements import direction
from trialgraph.model.result import Estimate, PValue
from trialgraph.model.text import Number, Span

HERE = Span(0, 1)


def estimate(value: str, p: str = "", **more: object) -> Estimate:
    """Return a hazard ratio on the primary end point in all patients, with a p value."""
    sign, printed = ("<", p[1:]) if p.startswith("<") else ("=", p)
    told = {
        "end_point": "PFS",
        "measure": "HR",
        "value": Number(Decimal(value), value, HERE),
        "p": PValue(comparator=sign, number=Number(Decimal(printed), printed, HERE)) if p else None,  # type: ignore[arg-type]
        "role": "primary",
        "span": HERE,
    }
    return Estimate(**{**told, **more})  # type: ignore[arg-type]


WON, LOST = estimate("0.6", "0.01"), estimate("0.9", "0.4")
PART = estimate("0.4", "0.01", population="subgroup: thirsty women")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Novumab was noninferior and superior to tea for thirst.", "benefit"),
        ("Novumab was non-inferior, and also superior to tea.", "benefit"),
        ("Novumab was not noninferior to tea and was superior to water.", "no benefit"),
        ("Novumab cannot be considered inferior to tea.", "noninferior"),
        ("Tea appears not to be inferior to novumab.", "noninferior"),
        ("Tea could not be deemed inferior with regard to survival.", "noninferior"),
        ("Novumab found more cups than tea, with no difference in the taste of them.", "benefit"),
        ("Novumab improved thirst without any change in mood.", "benefit"),
        ("Novumab led to fewer broken cups than water did.", "benefit"),
        ("Novumab results in complete remission of thirst.", "benefit"),
        ("Novumab resulted in lasting recovery of the throat.", "benefit"),
        ("Novumab decreases the incidence of thirst.", "benefit"),
        ("Novumab is useful in preventing thirst.", "benefit"),
        ("These data support the routine use of novumab.", "benefit"),
        ("The findings lend support to a switch from tea to novumab.", "benefit"),
        ("Novumab should be preferred in thirsty adults.", "benefit"),
        ("Novumab remains a reasonable option for older women.", "benefit"),
        ("Novumab improved survival, showing no side effects.", "benefit"),
        ("Weekly tea improved survival. The addition of milk did not improve survival.", "mixed"),
        ("Tea improved survival in thirst. Milk gave no benefit in survival either.", "mixed"),
        (
            "Tea improved survival in thirst. Similar benefits of milk in survival seem near.",
            "benefit",
        ),
        (
            "Tea improved survival in thirst. There was no difference in the colour of cups.",
            "benefit",
        ),
        ("Tea was as well tolerated and effective as water.", "no benefit"),
        ("Tea and water led to similar improvements in thirst.", "no benefit"),
        ("Tea achieved comparable reductions in thirst.", "no benefit"),
        ("Tea and water provide statistically similar thirst reduction.", "no benefit"),
        ("Tea has the same efficacy as water.", "no benefit"),
        ("Tea lowered thirst at least as well as water.", "no benefit"),
        ("The efficacies of tea and water were similar.", "no benefit"),
        ("Tea and milk may be viable substitutes for water.", "benefit"),
        ("Tea is clinically useful in thirst.", "benefit"),
        ("Tea led to the preservation of the throat.", "benefit"),
        ("The effects of tea and water were comparable in adults.", "no benefit"),
        ("Tea did not affect the throat of adults.", "no benefit"),
        ("Tea had limited effects in curing thirst.", "no benefit"),
        ("Tea or water achieves improvements. Noninferiority of tea was shown.", "noninferior"),
        ("Tea was better than water. Non-inferiority was shown too.", "benefit"),
        ("Novumab showed promising clinical activity in thirst.", None),
        ("Novumab demonstrated encouraging and durable antitumor activity.", None),
        ("The efficacy of novumab was consistent with earlier studies.", None),
        ("The efficacy of water was greater than expected.", None),
        ("A high thirst index was associated with improved survival.", None),
        ("Baseline mood scores predicted better outcomes.", None),
        ("Tests may find the women who could benefit.", None),
        ("The study will help to improve the care of the thirsty.", None),
        ("Tea was associated with higher costs.", None),
        ("No increased mortality was seen.", None),
    ],
)
def test_a_conclusion_says_which_is_better(words: str, wanted: str | None) -> None:
    assert conclusion(view(("abstract", "Tea was given."), ("conclusion", words))) == wanted


@pytest.mark.parametrize(
    "last",
    [
        "Larger cups are warranted.",
        "The trial was registered with a registry (ISRCTN12345678).",
        "Registered on 3 May 2031.",
        "Copyright 2031 Tea Press.",
        "EudraCT 2031-001234-12 is the number of it.",
        "National Tea Foundation, Water Research Fund, and Cup Institute.",
        "J Tea Water 2(5): 1-3.",
    ],
)
def test_an_abstract_without_headings_may_end_on_other_words(last: str) -> None:
    words = f"We gave tea. Thirst fell by 12%. Tea prolonged survival in the end. {last}"
    assert conclusion(view(("abstract", words))) == "benefit"


def test_sentences_with_figures_are_no_conclusion() -> None:
    words = "We gave tea. Survival was longer with tea (p=0.01). Larger cups are warranted."
    assert conclusion(view(("abstract", words))) is None


def test_a_document_without_a_conclusion_concludes_nothing() -> None:
    assert conclusion(view(("introduction", "Tea is old."))) is None


@pytest.mark.parametrize(
    "label",
    ["CONCLUSIONS/INTERPRETATION: ", "CONCLUSIONS: ", "Conclusions and Relevance: ", "CONCLUSION "],
)
def test_a_label_is_no_part_of_what_is_said(label: str) -> None:
    (place,) = conclusion_sentences(view(("conclusion", f"{label}Tea is good for adults.")))
    whole = view(("conclusion", f"{label}Tea is good for adults."))
    assert whole.text[slice(*place)] == "Tea is good for adults."


def test_the_conclusion_of_the_abstract_goes_before_the_paper_s() -> None:
    parts = (
        ("conclusion", "Tea prolonged survival in thirsty adults."),
        ("methods", "We gave tea to adults. They drank it."),
        ("conclusion", "Tea did not prolong survival in all adults."),
    )
    assert conclusion(view(*parts)) == "benefit"  # type: ignore[arg-type]


def test_activity_in_a_subgroup_with_a_warning_is_a_mixed_result() -> None:
    words = (
        "Novumab improved thirst in the subgroup of bitter tea. The findings should be "
        "interpreted with caution."
    )
    assert conclusion(view(("conclusion", words))) == "mixed"
    assert conclusion(view(("conclusion", "These should be read with caution."))) is None


SILENT = view(("conclusion", "These data matter for the planning of larger kitchens."))


@pytest.mark.parametrize(
    ("estimates", "wanted"),
    [
        ((), "unclear"),
        ((WON,), "benefit"),
        ((LOST,), "no benefit"),
        ((WON, LOST), "unclear"),
        ((estimate("1.6", "0.01"),), "unclear"),
        ((estimate("0.6", "0.01", role="secondary"),), "unclear"),
        ((estimate("0.6", "0.01", second_hand=True),), "unclear"),
        ((estimate("0.7"),), "unclear"),
        ((estimate("0.6", "0.01", hypothesis="noninferiority"),), "unclear"),
        ((PART,), "unclear"),
        ((estimate("1.6", "<0.001", measure="RR"),), "benefit"),
    ],
)
def test_results_speak_where_the_conclusion_does_not(
    estimates: tuple[Estimate, ...], wanted: str
) -> None:
    assert concluded(SILENT, trial(), estimates) == wanted


@pytest.mark.parametrize(
    ("results", "wanted"),
    [
        ("PFS was noted in 14 (16%) with tea and 7 (8%) with water (p=0.044).", "benefit"),
        ("Progression was rarer with tea. PFS differed (P < .001).", "benefit"),
        ("PFS was alike in both groups (P = .35).", "no benefit"),
        ("PFS was shorter with tea (P = .01).", "unclear"),
        ("PFS (P = .01) and OS (P = .2) were told.", "unclear"),
        ("OS was longer with tea (P = .01).", "unclear"),
        ("PFS differed (P = .01). In another analysis PFS did not (P = .2).", "unclear"),
    ],
)
def test_a_p_value_beside_the_primary_end_point_speaks_too(results: str, wanted: str) -> None:
    read = view(("results", results), ("conclusion", SILENT.text))
    assert concluded(read, trial(TWO_ARMS, PRIMARY), ()) == wanted


@pytest.mark.parametrize(
    ("words", "estimates", "wanted"),
    [
        ("Novumab improved survival in thirst.", (WON,), "benefit"),
        ("Novumab improved survival in thirst.", (LOST,), "benefit"),
        ("Novumab may improve survival.", (LOST, WON), "mixed"),
        ("Novumab might be a new option for them.", (LOST,), "mixed"),
        ("Novumab could prolong survival in thirst.", (WON, LOST), "benefit"),
        ("Novumab improves the outlook of women.", (LOST, PART), "mixed"),
        ("Novumab improves the outlook of women.", (WON, PART), "benefit"),
        ("Novumab did not improve survival.", (WON,), "no benefit"),
    ],
)
def test_results_temper_a_benefit(words: str, estimates: tuple[Estimate, ...], wanted: str) -> None:
    assert concluded(view(("conclusion", words)), trial(), estimates) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Our data suggest that placebo is preferable to novumab.", "no benefit"),
        ("Placebo was significantly better than novumab in thirst.", "no benefit"),
        ("Placebo seems to be more effective than novumab.", "no benefit"),
        ("Novumab is superior to placebo.", "benefit"),
        ("Novumab with placebo is superior to novumab.", "benefit"),
        ("Paclitaxel was better than water.", "benefit"),
    ],
)
def test_a_control_that_is_preferred_is_no_benefit(words: str, wanted: str) -> None:
    assert concluded(view(("conclusion", words)), trial(TWO_ARMS), ()) == wanted
    unknown = (arm("tea", "unclear", 0, "placebo"), arm("milk", "unclear", 1, "novumab"))
    assert concluded(view(("conclusion", words)), trial(unknown), ()) == "benefit"


def test_an_arm_may_be_called_otherwise_than_its_drug_is_in_the_tables() -> None:
    arms = (arm("milkic acid group", "experimental", 0, "milkate"), TWO_ARMS[1])
    words = view(("conclusion", "Placebo is preferable to milkic acid in preventing thirst."))
    assert concluded(words, trial(arms), ()) == "no benefit"


@pytest.mark.parametrize(
    ("told", "won"),
    [
        (estimate("0.7"), None),
        (estimate("0.7", "0.05"), False),
        (estimate("0.7", "<0.05"), True),
        (estimate("0.7", significant=False), False),
        (estimate("0.7", "0.2", significant=True), True),
        (estimate("0.7", "0.01", significant=False), False),
    ],
)
def test_a_comparison_is_won_by_its_own_words_else_its_p_value(
    told: Estimate,
    won: bool | None,  # noqa: FBT001 - a row of the table
) -> None:
    assert is_won(told) is won


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Tea did not show any significant new toxicity.", "unclear"),
        ("There was no increased mortality.", "unclear"),
        ("Grade 3 or higher events were seen.", "unclear"),
        ("Tea had no side effects and prolonged survival.", "benefit"),
        ("Tea was associated with higher costs.", "unclear"),
    ],
)
def test_harms_and_costs_are_no_direction(words: str, said: str) -> None:
    assert direction(words) == said


def test_an_abstract_concludes_from_its_label_on() -> None:
    words = "We gave tea. Conclusion: Tea did not improve sleep. It was well tolerated by all."
    found = view(("abstract", words))
    told = [found.text[start:end] for start, end in conclusion_sentences(found)]
    assert told == ["Tea did not improve sleep.", "It was well tolerated by all."]


@pytest.mark.parametrize(("before", "told"), [("", 0), ("It was hot today. " * 20, 16)])
def test_a_long_conclusion_discusses_only_where_no_discussion_does(before: str, told: int) -> None:
    said = "Tea improved their sleep. " * 16
    found = view(("discussion", before or "-"), ("conclusion", said))
    assert len(conclusion_sentences(found)) == told


@pytest.mark.parametrize(
    "words",
    [
        "Tea improved sleep in 120 (30%) of all adults.",
        "Registered nurses improved sleep with tea.",
        "Supported by friends, tea improved sleep.",
        "Tea, milk and the Institute improved sleep.",
    ],
)
def test_words_like_those_of_a_journal_line_still_conclude(words: str) -> None:
    assert conclusion(view(("conclusion", words))) == "benefit"


@pytest.mark.parametrize(
    "words",
    [
        "Supported by the Tea Council of the town.",
        "Registered with the national tea registry last year.",
        "Cup Journal 12 (3): 45 improved last year.",
        "Tea Board, Milk Board, and Town Hospital Fund.",
    ],
)
def test_funders_and_journal_lines_conclude_nothing(words: str) -> None:
    assert conclusion_sentences(view(("conclusion", words))) == []


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("A low target resulted in higher 30-day mortality than a high target.", "harm"),
        ("Adding novumab shortened OS.", "harm"),
        ("There was a higher overall mortality with placebo.", "benefit"),
        ("We see a risk in assuming that novumab has a benefit.", "unclear"),
    ],
)
def test_more_deaths_and_shorter_lives_are_harm(words: str, wanted: str) -> None:
    assert direction(words) == wanted


@pytest.mark.parametrize(
    ("words", "concludes"),
    [
        ("OS did not differ (HR, 0.90; 95% CI, 0.7 to 1.2; P=0.40).", False),
        ("The primary outcome was thirst at night.", False),
        ("Novumab quenched thirst.", True),
    ],
)
def test_an_abstract_may_end_on_its_results(words: str, *, concludes: bool) -> None:
    found = view(("abstract", f"We gave novumab or tea to many people by chance. {words}"))
    ranges = conclusion_sentences(found)
    assert any(found.text[start:end] == words for start, end in ranges) == concludes
