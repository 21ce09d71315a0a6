"""Margins, ratios without their measure, labels that are no arms, populations and times."""

import time
from collections.abc import Callable

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.arm_values import read_arm_values
from trialgraph.extract.estimates import read_estimates
from trialgraph.extract.mentions.context import population
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.extract.view import ReadingView
from trialgraph.model.result import ArmValue, Estimate
from trialgraph.model.text import Absence, Number, Span
from trialgraph.model.trial import Arm, ArmRole, Intervention, Trial
from trialgraph.terms.index import TermIndex

Viewed = Callable[[str], ReadingView]


def arm(label: str, role: ArmRole, at: int) -> Arm:
    drug = Intervention(name=label.lower(), concept=None, span=Span(0, 0))
    return Arm(label=label, role=role, interventions=(drug,), span=Span(at, at + 1))


TRIAL = Trial(
    role="reports",
    arms=(arm("Newdrug", "experimental", 0), arm("Olddrug", "control", 1)),
    span=Span(0, 0),
)


@pytest.fixture
def read(viewed: Viewed, terms: TermIndex) -> Callable[[str], tuple[Estimate, ...]]:
    def estimates(words: str) -> tuple[Estimate, ...]:
        view = viewed("A trial\n\nPatients were randomised. " + words)
        return read_estimates(view, TRIAL, terms)[0]

    return estimates


@pytest.fixture
def values(viewed: Viewed, terms: TermIndex) -> Callable[[str], list[str]]:
    def found(words: str) -> list[str]:
        view = viewed("A trial\n\nPatients were randomised. " + words)
        estimates = read_estimates(view, TRIAL, terms)[0]
        return [shown(one) for one in read_arm_values(view, TRIAL, terms, estimates)]

    return found


Read = Callable[[str], tuple[Estimate, ...]]
Values = Callable[[str], list[str]]


def figure(number: Number | Absence | None) -> str:
    return str(number.value) if isinstance(number, Number) else ""


def shown(one: ArmValue) -> str:
    counted = "/".join(figure(number) for number in (one.n, one.total) if number)
    return " ".join(
        word
        for word in (one.end_point, one.arm, one.kind, figure(one.value), one.at, counted)
        if word
    )


NONINFERIOR = "The DFS hazard ratio was 1.01 (95% CI, 0.89 to 1.14; P = .004 for noninferiority)."


@pytest.mark.parametrize(
    ("plan", "margin"),
    [
        ("The noninferiority margin was set at a hazard ratio of 1.20.", "1.20"),
        ("Noninferiority margin (upper limit of the 95% CI for the hazard ratio, 1.25).", "1.25"),
        ("The prespecified margin was 1.3 and the non-inferiority margin was 1.4.", ""),
        ("The noninferiority margin was 5 percentage points.", ""),
        ("The noninferiority margin was 12.", ""),
        ("Two arms were compared.", ""),
    ],
)
def test_a_margin_is_kept_when_one_fits_the_measure(read: Read, plan: str, margin: str) -> None:
    (estimate,) = read(f"{plan} {NONINFERIOR}")
    assert estimate.hypothesis == "noninferiority"
    assert figure(estimate.margin) == margin


def test_a_test_for_superiority_has_no_margin(read: Read) -> None:
    (estimate,) = read(
        "The noninferiority margin was 1.20. DFS differed (HR, 0.70; 95% CI, 0.50 to 0.90; P=.01)."
    )
    assert (estimate.hypothesis, estimate.margin) == ("superiority", None)


def test_an_interval_alone_is_read_for_what_its_sentence_tests(read: Read) -> None:
    (estimate,) = read("Newdrug was noninferior for DFS (HR, 1.01; 95% CI, 0.90 to 1.10).")
    assert estimate.hypothesis == "noninferiority"


def test_a_second_ratio_may_leave_out_its_measure(read: Read) -> None:
    found = read(
        "The hazard ratio was 0.86 (95% CI, 0.61 to 1.21; P = .39) for OS and was 0.71 "
        "(95% CI, 0.48 to 1.05; P = .09) for PFS."
    )
    assert [(one.end_point, figure(one.value)) for one in found] == [
        ("OS", "0.86"),
        ("PFS", "0.71"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "OS (HR, 0.86; 95% CI, 0.61 to 1.21), with a mean of 0.71 (95% CI, 0.48 to 1.05).",
        "OS (HR, 0.86; 95% CI, 0.61 to 1.21), then 0.95 (95% CI, 0.48 to 0.91).",
        "OS (HR, 0.86; 95% CI, 0.61 to 1.21), then 0.71 (95% CI, 0.48 to NR).",
        "OS (HR, 0.86; 95% CI, 0.61 to 1.21), then 8.75 (95% CI, 7.50 to 9.10) months.",
    ],
)
def test_another_figure_is_no_second_ratio(words: str) -> None:
    assert len(find_effects(words, 0, len(words))) == 1


def test_a_ratio_is_not_read_twice() -> None:
    words = "OS (HR, 0.86; 95% CI, 0.61 to 1.21), PFS (HR, 0.71; 95% CI, 0.48 to 1.05)."
    assert len(find_effects(words, 0, len(words))) == 2


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("OS was longer (HR 0.73, 95% CI 0.56-0.95; p=0.021).", ["0.73", "1.07"]),
        ("ORR rose (odds ratio 2.0, 95% CI 1.1-3.0) and OS (HR 0.73, 95% CI 0.56-0.95).", None),
        ("The ORR difference was 7% (95% CI, 2 to 12).", None),
        ("OS was longer.", None),
    ],
)
def test_a_sentence_may_leave_the_measure_to_the_one_before(
    read: Read, before: str, wanted: list[str] | None
) -> None:
    found = read(f"{before} OS was alike (8.1 months vs 8.4 months; 1.07, 0.81-1.42; p=0.63).")
    ratios = [figure(one.value) for one in found]
    assert ratios == wanted if wanted else "1.07" not in ratios


def test_a_ratio_without_measure_must_lie_in_its_limits(read: Read) -> None:
    found = read(
        "OS was longer (HR 0.73, 95% CI 0.56-0.95). OS was alike (2.07, 0.81-1.42; p=0.63)."
    )
    assert [figure(one.value) for one in found] == ["0.73"]


def test_a_label_of_other_groups_leaves_the_arms_open(read: Read) -> None:
    (estimate,) = read("OS was shorter (high risk v low risk: HR, 2.41; 95% CI, 1.27 to 4.58).")
    assert (estimate.experimental, estimate.comparator) == (None, None)


def test_an_interval_takes_the_only_level_of_the_document(read: Read) -> None:
    first, second = read(
        "OS was longer (HR 0.73, 95% CI 0.56-0.95). PFS was longer (HR 0.60, 0.40-0.90; p=0.01)."
    )
    assert [figure(one.interval.level) for one in (first, second) if one.interval] == ["95", "95"]


@pytest.mark.parametrize(
    ("announced", "stage"),
    [
        ("Here we report a planned interim analysis.", "interim"),
        ("Here we report the final analysis of OS.", "final"),
        ("Here we report the final analysis of PFS.", None),
        ("One interim look was planned.", None),
    ],
)
def test_the_analysis_that_is_reported_is_that_of_its_results(
    read: Read, announced: str, stage: str | None
) -> None:
    filler = "Patients were followed. They were treated. "
    (estimate,) = read(f"{announced} {filler} OS was longer (HR, 0.70; 95% CI, 0.50 to 0.90).")
    assert estimate.stage == stage


@pytest.mark.parametrize(
    ("after", "crossed"),
    [
        ("This crossed the Pocock boundary (P<0.02).", "True"),
        ("The survival boundary was fixed in advance.", "none"),
        ("This met the boundary of PFS.", "none"),
        ("This was below the boundary (hazard ratio 0.5; 95% CI, 0.4 to 0.6).", "none"),
        ("Patients lived longer.", "none"),
    ],
)
def test_a_boundary_after_an_estimate_must_be_its_own(read: Read, after: str, crossed: str) -> None:
    estimate = read(f"OS was longer (HR, 0.70; 95% CI, 0.50 to 0.90; P = .01). {after}")[0]
    assert (str(estimate.boundary.crossed) if estimate.boundary else "none") == crossed


def test_a_boundary_needs_a_next_sentence(read: Read) -> None:
    (estimate,) = read("OS was longer (HR, 0.70; 95% CI, 0.50 to 0.90; P = .01).")
    assert estimate.boundary is None


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("OS in the PD-L1 high population rose (HR, 0.7).", "subgroup: PD-L1 high population"),
        ("OS in the intention-to-treat population rose (HR, 0.7).", "all"),
        (
            "Patients in the marker low subgroup (M0) also gained (HR, 0.7).",
            "subgroup: Patients in the marker low subgroup (M0)",
        ),
        (
            "For patients with censored data was the end late, OS rose (HR, 0.7).",
            "subgroup: patients with censored data",
        ),
        (
            "Analyses of disease showed that for patients with bile duct tumours, OS (HR, 0.7).",
            "subgroup: patients with bile duct tumours",
        ),
        (
            "In patients with tumours (3+ by staining [IHC], any), OS rose (HR, 0.7).",
            "subgroup: patients with tumours",
        ),
    ],
)
def test_the_patients_of_a_number_are_named_in_its_sentence(words: str, wanted: str) -> None:
    assert population(words, words.index("HR")) == wanted


def test_a_bracket_between_populations_belongs_to_the_words_before_it() -> None:
    words = "OS was alike in all randomly assigned (HR, 0.95) and CPS ≥20 (HR, 0.78) populations."
    assert population(words, words.index("HR, 0.95")) == "all"
    assert population(words, words.index("HR, 0.78")) == "subgroup: CPS ≥20"
    assert population("HR, 0.9) populations", 0) == "all"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "The ORR was 13% (8/60) with Newdrug and 8% (5 of 62) with Olddrug.",
            ["ORR Newdrug proportion 13 8/60", "ORR Olddrug proportion 8 5/62"],
        ),
        (
            "The ORR was 8/60 (13%) with Newdrug and 5/62 (8%) with Olddrug.",
            ["ORR Newdrug proportion 13 8/60", "ORR Olddrug proportion 8 5/62"],
        ),
        (
            "Deaths in OS occurred in 38 patients in the Newdrug arm and in 41 in the Olddrug arm.",
            ["OS Newdrug count 38 38", "OS Olddrug count 41 41"],
        ),
        (
            (
                "Median OS was 13.0 months with Newdrug versus 10.3 months with Olddrug, with 34% "
                "versus 25% of patients alive at 18 months."
            ),
            [
                "OS Newdrug median 13.0",
                "OS Olddrug median 10.3",
                "OS Newdrug rate_at_time 34 18 months",
                "OS Olddrug rate_at_time 25 18 months",
            ],
        ),
        (
            "DFS with Newdrug was 89.2% at 5 years, but in all 80.6% at 8 years.",
            ["DFS Newdrug rate_at_time 89.2 5 years"],
        ),
        (
            (
                "A mean change in weight of 2% was seen; change in weight was 52% with Newdrug "
                "(HR, 0.7; 95% CI, 0.5 to 0.9)."
            ),
            [],
        ),
        (
            "All-cause mortality within 30 days was 0.8% with Newdrug and 0.9% with Olddrug.",
            [],
        ),
        (
            (
                "PFS was longer with Newdrug than with Olddrug (median, 5.2 v 8.9 months; HR, "
                "0.57; 95% CI, 0.41 to 0.79)."
            ),
            [],
        ),
        (
            (
                "Median PFS was 10.1 months with Newdrug and 10.4 months with Olddrug (HR, 0.78; "
                "95% CI, 0.62 to 0.98)."
            ),
            ["PFS Newdrug median 10.1", "PFS Olddrug median 10.4"],
        ),
    ],
)
def test_values_of_arms_are_given_with_time_and_count(
    values: Values, words: str, wanted: list[str]
) -> None:
    assert values(words) == wanted


def test_equal_and_unpaired_medians_do_not_belie_a_ratio(values: Values) -> None:
    assert values("Newdrug gave a median OS of 9 months (HR, 0.7; 95% CI, 0.5 to 0.9).") == [
        "OS Newdrug median 9"
    ]


def test_html_names_of_signs_are_read_as_the_signs(viewed: Viewed) -> None:
    view = viewed(
        "A trial\n\nOS differed (P &lt; 0.001; HR 0&middot;7, &#8805;2 &amp;lt; 3 &foo;)."
    )
    assert "(P < 0.001; HR 0.7, ≥2 < 3 &foo;)" in view.text


def test_a_mark_after_a_name_in_capitals_is_a_reference(viewed: Viewed) -> None:
    view = viewed("A trial\n\nThe study SECONDTRIAL³ and others were alike.")
    assert "SECONDTRIAL and" in view.text
    assert [mark.numbers for mark in view.marks] == [(3,)]


def test_a_line_that_ends_with_a_preposition_goes_on(viewed: Viewed) -> None:
    view = viewed("A trial\n\nFrom March 2009 through\n\nJuly 2011, patients were enrolled.")
    assert "through July 2011, patients" in view.text


def test_a_name_with_a_small_first_letter_begins_a_sentence(viewed: Viewed) -> None:
    view = viewed("A trial\n\nMany had the combination. pCR was common.")
    assert "pCR was common." in [view.words(sentence) for sentence in view.sentences]


@pytest.mark.parametrize(
    "piece",
    [
        "HR 0.7 (95% CI, 0.5 to 0.9) and ",
        "hazard ratio for progression or death in the first group of ",
        "12.5 months vs 4.5 months (95% CI 4 to 7), ",
        "OS with Newdrug was 7% (95% CI, 5 to 9), with Olddrug HR 0.7 ",
        "noninferiority margin of the hazard ratio was set at the ",
        "in patients with disease, ",
        "5 of 62 (8%) and 8/60 (13%), ",
        "$&lt;",
        "((((",
    ],
)
def test_a_very_long_line_is_read_in_bounded_time(
    piece: str, terms: TermIndex, viewed: Viewed
) -> None:
    begun = time.monotonic()
    view = viewed("A trial\n\nRESULTS: Patients were randomised. " + piece * (60_000 // len(piece)))
    read_estimates(view, TRIAL, terms)
    assert time.monotonic() - begun < 20
    assert read_document(view.document.text.encode()).text == view.document.text
