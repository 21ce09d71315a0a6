"""What authors say that weakens an estimate: by which words, of which end points, and when not."""

import pytest
from tests.extract.made_up_documents import methods, written

from trialgraph.extract.cautions import with_cautions
from trialgraph.extract.margin_words import margin_source
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import SectionKind
from trialgraph.model.result import Estimate, Hypothesis, Measure
from trialgraph.model.text import Absence, Span
from trialgraph.model.trial import Trial

TRIAL = Trial(role="reports", span=Span(0, 0))


def estimate(
    name: str,
    measure: Measure = "HR",
    hypothesis: Hypothesis = "superiority",
    population: str = "all",
    *,
    second_hand: bool = False,
) -> Estimate:
    return Estimate(
        end_point=name,
        measure=measure,
        value=Absence.NOT_REPORTED,
        hypothesis=hypothesis,
        population=population,
        second_hand=second_hand,
        span=Span(0, 1),
    )


BOTH = (estimate("OS"), estimate("PFS"))


def cautions(
    words: str, *estimates: Estimate, section: SectionKind = "discussion"
) -> dict[str, list[str]]:
    """Return the kinds of caution at each end point that has any."""
    view = ReadingView(written((section, words)))
    found = with_cautions(view, TRIAL, estimates or BOTH)
    return {one.end_point: [said.value for said in one.cautions] for one in found if one.cautions}


@pytest.mark.parametrize(
    "words",
    [
        "The assumption of proportional hazards was clearly violated for overall survival.",
        "The proportional-hazards assumption did not hold for overall survival.",
        "For overall survival, the proportional hazards assumption was not met.",
        "For overall survival the hazards were not proportional.",
        "The overall survival curves crossed at nine months.",
        "Crossing of the overall survival curves was seen at nine months.",
        "Restricted means are given for overall survival because of non-proportional hazards.",
        "Nonproportional hazards were observed for overall survival.",
        (
            "There was evidence of a violation of the proportional hazards assumption"
            " in overall survival."
        ),
        "The test of proportional hazards for overall survival gave P = 0.02.",
        "Schoenfeld residuals departed from a flat line for overall survival (P<0.05).",
        "Overall survival was compared next. The proportional hazards assumption was not met.",
        (
            "Proportional hazards held well for progression-free survival, but for overall survival"
            " the proportional hazards assumption was violated."
        ),
    ],
)
def test_hazards_are_not_proportional_where_the_authors_say_so(words: str) -> None:
    assert cautions(words, section="results") == {"OS": ["non_proportional"]}


@pytest.mark.parametrize(
    "words",
    [
        "The proportional hazards assumption was met for overall survival.",
        "The proportional hazards assumption was tested with residuals.",
        "The proportional hazards assumption was not violated.",
        "There was no evidence that the proportional hazards assumption was violated.",
        "There was no evidence of a violation of the proportional hazards assumption.",
        "If the proportional hazards assumption was not met, restricted means were to be used.",
        "We checked whether the hazards were not proportional.",
        "The model allows for non-proportional hazards.",
        "The survival curves had not crossed by five years.",
        "The test of proportional hazards gave P = 0.32.",
        "The test of proportional hazards gave P < 0.1.",
        "In the subgroup of smokers the proportional hazards assumption was violated.",
        "The proportional hazards assumption was violated for body weight.",
    ],
)
def test_a_check_of_the_hazards_is_no_caution(words: str) -> None:
    assert cautions(words, section="results") == {}


def test_words_without_an_end_point_are_of_every_hazard_ratio() -> None:
    assert cautions("The hazards were not proportional.", *BOTH, estimate("ORR", "OR")) == {
        "OS": ["non_proportional"],
        "PFS": ["non_proportional"],
    }


def test_what_others_found_and_parts_of_the_patients_are_left_alone() -> None:
    quoted = estimate("OS", second_hand=True)
    part = estimate("PFS", population="subgroup: smokers")
    assert cautions("The hazards were not proportional.", quoted, part) == {}


def test_the_introduction_and_other_trials_are_not_the_trials_own() -> None:
    words = "The hazards were not proportional."
    assert cautions(words, section="introduction") == {}
    assert cautions("In an earlier trial by Smith et al. [12] the curves crossed.") == {}


@pytest.mark.parametrize(
    "words",
    [
        "Informative censoring cannot be excluded.",
        "We could not rule out the possibility of informative censoring.",
        "Early withdrawal may have led to informative censoring.",
        "The comparison is subject to informative censoring.",
        "Censoring was probably informative.",
    ],
)
def test_authors_name_informative_censoring(words: str) -> None:
    wanted = ["informative_censoring"]
    assert cautions(words, *BOTH, estimate("ORR", "RD")) == {"OS": wanted, "PFS": wanted}


@pytest.mark.parametrize(
    "words",
    [
        "Informative censoring may not have affected the result.",
        "There was no sign that the result was biased by informative censoring.",
        "Informative censoring was examined in a sensitivity analysis.",
    ],
)
def test_censoring_that_is_only_examined_is_no_caution(words: str) -> None:
    assert cautions(words) == {}


@pytest.mark.parametrize(
    "words",
    [
        "Missing data may have biased the comparison.",
        "Bias due to missing data cannot be excluded.",
        "We cannot exclude a bias from missing data.",
        "The comparison is limited by the large amount of missing data.",
        "One limitation is the share of missing questionnaires.",
    ],
)
def test_authors_name_missing_data(words: str) -> None:
    assert cautions(words, estimate("ORR", "RD")) == {"ORR": ["missing_data"]}


@pytest.mark.parametrize(
    "words",
    [
        "Missing data were imputed.",
        "Missing data may not have affected the comparison.",
        "A limitation is the open label, and there were no missing data.",
        "It is unlikely that missing data may have biased the comparison.",
        "Missing data may have biased other trials.",
    ],
)
def test_missing_data_that_do_no_harm_are_no_caution(words: str) -> None:
    assert cautions(words) == {}


def test_only_where_authors_judge_are_missing_data_a_weakness() -> None:
    assert cautions("Missing data may bias the comparison.", section="methods") == {}


MARGINAL = estimate("PFS", hypothesis="noninferiority")


@pytest.mark.parametrize(
    "words",
    [
        "The noninferiority margin was not prespecified.",
        "No non-inferiority margin had been prespecified.",
        "The margin was chosen post hoc.",
        "The margin of 1.25 for noninferiority was set after the results were known.",
        "In a post hoc analysis of noninferiority, the limit was 1.2.",
        "A post hoc noninferiority analysis was done.",
        "Noninferiority was tested post hoc.",
        "The noninferiority analysis was not preplanned.",
        "After superiority was not shown, noninferiority was assessed.",
        "Because the trial failed to show superiority, noninferiority was then examined.",
    ],
)
def test_a_margin_or_its_test_came_late(words: str) -> None:
    assert cautions(words, MARGINAL, estimate("OS"), section="results") == {"PFS": ["margin_late"]}


@pytest.mark.parametrize(
    "words",
    [
        "The noninferiority margin was prespecified.",
        "The noninferiority analysis was prespecified, not post hoc.",
        "The margin was set a priori and a post hoc analysis was done for age.",
        "If superiority was not shown, noninferiority was tested.",
        "As planned, after superiority was not shown, noninferiority was assessed.",
        (
            "After superiority was not shown, noninferiority was assessed."
            " The prespecified noninferiority margin was 1.25."
        ),
    ],
)
def test_a_margin_set_before_is_no_caution(words: str) -> None:
    assert cautions(words, MARGINAL, section="results") == {}


def test_a_caution_keeps_its_words_and_their_place_and_each_kind_once() -> None:
    words = "The hazards were not proportional. Later the curves crossed."
    document = written(("results", words))
    (one,) = with_cautions(ReadingView(document), TRIAL, BOTH[:1])
    (said,) = one.cautions
    assert said.printed == document.text[said.span.start : said.span.end]
    assert said.printed == "hazards were not proportional"


def test_nothing_said_leaves_the_estimates_as_they_are() -> None:
    view = ReadingView(written(("results", "All went well.")))
    assert with_cautions(view, TRIAL, BOTH) is BOTH
    assert with_cautions(view, TRIAL, ()) == ()


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (
            "The noninferiority margin of 1.25 was based on earlier trials.",
            "margin of 1.25 was based on",
        ),
        (
            "For noninferiority, preserving half of the effect gave a margin of 1.3.",
            "preserving half of the effect gave a margin",
        ),
        (
            "A clinically acceptable noninferiority margin was 5 points.",
            "clinically acceptable noninferiority margin",
        ),
    ],
)
def test_a_margin_has_a_source(words: str, printed: str) -> None:
    said = margin_source(methods(words))
    assert said is not None
    assert said.printed == printed


@pytest.mark.parametrize(
    "words",
    [
        "The noninferiority margin was 1.25.",
        "The noninferiority margin was not based on earlier trials.",
        "The resection margin was judged according to guidelines.",
    ],
)
def test_a_margin_alone_has_no_source(words: str) -> None:
    assert margin_source(methods(words)) is None
