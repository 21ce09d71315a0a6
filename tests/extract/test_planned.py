"""What a trial was planned with: patients, events, power and the ratio to be found."""

from collections.abc import Callable

import pytest

from trialgraph.extract.design import read_design
from trialgraph.extract.planned import n_planned
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section, SectionKind
from trialgraph.model.text import Span
from trialgraph.model.trial import Design

Reader = Callable[[str], ReadingView]


def view(words: str, kind: SectionKind = "methods") -> ReadingView:
    sections = (Section(kind, "", Span(0, len(words))),)
    return ReadingView(Document("sha-0", "text", "0" * 64, "test 1", words, sections))


def design(words: str, kind: SectionKind = "methods") -> Design:
    return read_design(view(words, kind), None, ())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("We estimated that 240 patients would be required.", 240),
        ("A total of 1,200 women had to be randomised as follows: 600 women per arm.", 1200),
        ("The sample size was calculated to be 88 participants.", 88),
        ("This design required a total of 64 evaluable patients (32 patients per arm).", 64),
        ("We planned to recruit approximately three hundred adults.", 300),
        ("The trial (planned enrolment: 450 patients) began in May.", 450),
        ("The number of patients needed was 77. The cups were counted.", None),
        ("The required number of patients was 77.", 77),
        ("Each group needs 45 participants, i.e., 90 participants in total.", 90),
        ("The sample size was 40 patients per group.", None),
        ("A minimal sample size of 14 (for tea) and 22 (for milk) in each group was found.", None),
        ("It was calculated that 60 patients were needed for the interim analysis.", None),
        ("The power was 80%.", None),
        (
            (
                "A total of 200 patients was required. With a drop-out rate of 10%, 220 patients "
                "were to be enrolled."
            ),
            220,
        ),
    ],
)
def test_the_planned_number_is_of_all_patients(words: str, number: int | None) -> None:
    found = n_planned(view(words))
    assert (found and found.value) == number


@pytest.mark.parametrize(
    ("words", "power"),
    [
        ("The trial had a power of approximately 85%.", "0.85"),
        ("Assumptions were a power (1-β) = 0.95 and tea.", "0.95"),
        ("A two-sided level of 5 % and power of 80 % were chosen.", "0.8"),
        ("It would give 90% statistical power.", "0.9"),
        ("Power 75%", "0.75"),
    ],
)
def test_power_is_read_in_its_wordings(words: str, power: str) -> None:
    found = design(words).power
    assert found is not None
    assert str(found.value.normalize()) == power


@pytest.mark.parametrize(
    "words",
    [
        "The trial had 80% power. It was to detect a hazard ratio (HR; tea/water) of 0.70.",
        "We assumed medians of 7 and 10 months (HR 0.70). The power was 90%.",
        "The study was designed to detect an HR of 0.70. With 300 deaths the power was 80%.",
    ],
)
def test_the_target_may_stand_beside_the_power(words: str) -> None:
    found = design(words).target_hr
    assert found is not None
    assert str(found.value) == "0.70"


@pytest.mark.parametrize(
    ("words", "events"),
    [
        ("For the final analysis 312 PFS events were required.", 312),
        ("The required number of events for the analysis (≥90 in all patients) was kept.", 90),
        ("The final analysis was planned after 250 deaths had occurred.", 250),
        ("The trial required 145 relapses.", 145),
        ("The interim analysis required 40 events.", None),
        ("There were 60 deaths.", None),
    ],
)
def test_planned_events_need_no_power_beside_them(words: str, events: int | None) -> None:
    found = design(words).planned_events
    assert (found and found.value) == events
    assert design(words, "results").planned_events is None


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("It needs a type I error level of 2% (2-sided).", ("0.02", 2)),
        ("It was planned for a two-sided alpha error of 15%.", ("0.15", 2)),
        ("A one-sided log-rank test at an alpha value of 0.1 was used.", ("0.1", 1)),
    ],
)
def test_a_level_may_stand_before_or_after_its_side(words: str, level: tuple[str, int]) -> None:
    (found,) = design(words).levels
    assert (str(found.alpha.value.normalize()), found.sides.count) == level
