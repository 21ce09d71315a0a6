"""Primary outcomes called just that, end points told in full, and who they are told of."""

from collections.abc import Callable

import pytest
from tests.extract.made_up_arms import arms_of
from tests.extract.made_up_estimates import one, read, trial, view

from trialgraph.extract.assembly.circumstances import role_of
from trialgraph.extract.assembly.margin import margins_of
from trialgraph.extract.assembly.setting import setting_of
from trialgraph.extract.end_points import end_points
from trialgraph.extract.view import ReadingView
from trialgraph.model.text import Span
from trialgraph.model.trial import EndPoint
from trialgraph.terms.index import TermIndex

View = Callable[[str], ReadingView]
TITLE = "A randomised trial.\n\nMETHODS: "
PLAN = "The primary outcome was "


def declared(name: str, at: int = 0) -> EndPoint:
    place = Span(at, at + len(name))
    return EndPoint(name=name, name_printed=name, role="primary", assessor=None, span=place)


@pytest.mark.parametrize(
    ("plan", "words", "name"),
    [
        ("falls or fractures.", "A primary-outcome event occurred in 9 (HR", "falls or fractures"),
        (
            "falls or fractures at one year.",
            "The primary outcome was rarer (HR",
            "falls or fractures",
        ),
        ("falls or fractures, ulcers.", "The primary outcome was rarer (HR", "primary outcome"),
        (
            "falls or fractures.",
            "Fewer on novumab reached the primary outcome (HR",
            "falls or fractures",
        ),
        (
            "falls or fractures.",
            "Fewer on novumab reached the primary target (HR",
            "primary target",
        ),
        (
            "falls or fractures.",
            "There was no difference in the occurrence of primary-outcome events (HR",
            "falls or fractures",
        ),
        (
            "falls or fractures.",
            "Events comprising the primary outcome occurred in 9 (HR",
            "falls or fractures",
        ),
    ],
)
def test_the_primary_outcome_is_the_one_that_was_declared(plan: str, words: str, name: str) -> None:
    point = declared("falls or fractures", len(PLAN))
    result = f"{words}, 0.80; 95% CI, 0.7 to 0.9)."
    found, _ = read(("methods", PLAN + plan), ("results", result), of=trial(trial().arms, point))
    assert [each.end_point for each in found] == [name]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (
            "Bleeding was controlled with novumab v placebo (RR, 1.20; P=0.02).",
            "bleeding controlled",
        ),
        ("Bleeding was seen with novumab v placebo (RR, 1.20; P=0.02).", "bleeding"),
    ],
)
def test_what_patients_were_spared_is_another_end_point(words: str, name: str) -> None:
    assert one(words).end_point == name


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "The primary outcome was a composite of falls or admission for heart pain.",
            ["composite of falls or admission for heart pain"],
        ),
        ("The primary outcome was death from snake bite.", ["death from snake bite"]),
        ("The primary outcome was progression of gout or death.", ["progression of gout or death"]),
        (
            "The primary outcomes were the change in gait and a gain of 5 steps.",
            ["change in gait", "gain of 5 steps"],
        ),
        (
            "The primary outcome was the ratio of gait and a gain of 5 steps.",
            ["ratio of gait and a gain of 5 steps"],
        ),
        ("The primary outcomes, tested in order, were gait and grip.", ["gait and grip"]),
        ("The primary outcome was the rate of change.", []),
    ],
)
def test_an_end_point_is_named_in_full(
    words: str, wanted: list[str], viewed: View, terms: TermIndex
) -> None:
    found = end_points(viewed(TITLE + words), terms)
    assert [each.name for each in found if each.role == "primary"] == wanted


def test_an_end_point_of_another_assessor_has_no_role() -> None:
    point = EndPoint(
        name="PFS", name_printed="PFS", role="primary", assessor="independent", span=Span(0, 3)
    )
    setting = setting_of(view(("results", "PFS was longer.")), trial(trial().arms, point))
    assert role_of(setting, "PFS", "investigator") is None
    assert role_of(setting, "PFS", "independent") == "primary"


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("composite of stroke or death from snake bite", "bad"),
        ("major adverse kidney events", "bad"),
        ("days alive without death", None),
        ("gait speed", None),
    ],
)
def test_an_event_with_death_is_bad(
    name: str, direction: str | None, viewed: View, terms: TermIndex
) -> None:
    found = end_points(viewed(f"{TITLE}{PLAN.capitalize()}{name}."), terms)
    assert [each.event_direction for each in found] == [direction]


OMITTED = "Women were randomly assigned to no radiotherapy or radiotherapy. "


@pytest.mark.parametrize(
    ("words", "control"),
    [
        ("This noninferiority trial asks whether radiotherapy can be omitted.", "radiotherapy"),
        ("This noninferiority trial asks whether radiotherapy helps.", "no radiotherapy"),
        ("This trial asks whether radiotherapy can be omitted.", "no radiotherapy"),
    ],
)
def test_what_is_left_out_is_the_new_treatment(
    words: str, control: str, viewed: View, terms: TermIndex
) -> None:
    arms = arms_of(viewed(TITLE + OMITTED + words), terms)
    assert [arm.label for arm in arms if arm.role == "control"] == [control]


def test_names_of_several_events_with_death_may_be_long() -> None:
    name = "a first stroke of any kind or severity or death from vascular disease"
    words = f"{name.capitalize()} occurred in 9 and 12 (HR, 0.80; P=0.04)."
    assert one(words, of=trial(trial().arms, declared(name))).end_point == name


SUBGROUPS = "Subgroup analyses were in line: "


@pytest.mark.parametrize(
    ("words", "populations"),
    [
        (
            "OS HR 0.60 (95% CI 0.4 to 0.9) in fast bone-positive disease.",
            ["subgroup: fast bone-positive disease"],
        ),
        ("OS HR 0.60 (95% CI 0.4 to 0.9) up north.", []),
    ],
)
def test_a_subgroup_that_is_not_named_has_no_estimate(words: str, populations: list[str]) -> None:
    found, problems = read(("results", SUBGROUPS + words))
    assert [each.population for each in found] == populations
    codes = [each.code for each in problems]
    assert ("estimate-of-unnamed-subgroup" in codes) == (not populations)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Clinically significant falls were fewer (HR, 0.80; 95% CI, 0.5 to 1.2; P=0.09).", None),
        ("Falls were clinically significant (HR, 0.80; 95% CI, 0.5 to 0.9).", None),
        (
            "Falls were statistically and clinically significantly fewer (HR, 0.8; P=0.01).",
            "significant",
        ),
        ("OS was significantly longer (HR, 0.80; 95% CI, 0.5 to 1.2).", None),
    ],
)
def test_only_words_on_chance_call_a_result_significant(words: str, said: str | None) -> None:
    found = one(words)
    assert (found.authors_say.value if found.authors_say else None) == said


@pytest.mark.parametrize(
    ("words", "margins"),
    [
        ("The noninferiority margin was a relative difference of 50%.", 0),
        ("The noninferiority margin was a difference of 5%.", 1),
        ("The noninferiority margin was a relative risk of 1.5.", 1),
    ],
)
def test_a_share_of_a_risk_is_no_margin_of_a_difference(words: str, margins: int) -> None:
    assert len(margins_of(view(("methods", words)))) == margins


def test_a_measure_may_be_left_out_in_several_sentences() -> None:
    words = (
        "Strokes were fewer with novumab (hazard ratio 0.84, 0.70-0.99; p=0.04). "
        "Fewer on novumab had an ulcer (9 v 12; 0.73, 0.60-0.89; p=0.002). "
        "More on novumab had a fall (12 v 9; 1.33, 1.03-1.74; p=0.03)."
    )
    found, _ = read(("results", words))
    assert [each.measure for each in found] == ["HR", "HR", "HR"]
    cut = words.replace("(9 v 12; 0.73, 0.60-0.89; p=0.002)", "(as before)")
    found, _ = read(("results", cut))
    assert len(found) == 1
