"""What cannot be in what a document says, and what can."""

from dataclasses import replace
from decimal import Decimal

import pytest

from trialgraph.curate.possible import impossible
from trialgraph.model.reading import TrialDocument
from trialgraph.model.result import AdverseEvent, ArmValue, Estimate, Interval, PValue
from trialgraph.model.text import Absence, Number, Span
from trialgraph.model.trial import Arm, Sides, Trial

PLACE = Span(10, 14)


def number(printed: str) -> Number:
    """Return a number of a document."""
    return Number(Decimal(printed), printed, PLACE)


def interval(lower: str, upper: str) -> Interval:
    """Return a 95% interval."""
    return Interval(level=number("95"), sides=Sides(2), lower=number(lower), upper=number(upper))


ESTIMATE = Estimate(
    end_point="OS",
    measure="HR",
    value=number("0.73"),
    interval=interval("0.50", "0.97"),
    p=PValue(comparator="=", number=number("0.03")),
    total_events=number("150"),
    span=PLACE,
)
VALUE = ArmValue(
    end_point="OS",
    arm="A",
    kind="proportion",
    value=number("36.2"),
    interval=interval("30.1", "40.2"),
    n=number("40"),
    total=number("110"),
    span=PLACE,
)
EVENT = AdverseEvent(
    term="Neutropenia", grade="3", arm="A", n=number("9"), total=number("110"), span=PLACE
)
ARMS = tuple(Arm(label=one, n=number("110"), span=PLACE) for one in "AB")
READING = TrialDocument(
    identifier="sha-1",
    kind="text",
    sha256="",
    reader="",
    text_sha256="",
    trials=(Trial(role="reports", arms=ARMS, span=PLACE),),
    estimates=(ESTIMATE,),
    arm_values=(VALUE,),
    adverse_events=(EVENT,),
)


def test_what_may_be_true_is_told_nothing_of() -> None:
    one_sided = Interval(level=None, sides=Sides(1), upper=number("0.73"))
    kept = (
        replace(ESTIMATE, interval=one_sided, p=None),
        replace(ESTIMATE, value=Absence.NOT_REACHED, interval=None, measure="difference"),
        replace(ESTIMATE, total_events=number("5000"), second_hand=True),
    )
    assert impossible(READING) == frozenset()
    assert impossible(replace(READING, estimates=kept)) == frozenset()


ESTIMATES = {
    "below its own interval, from 0.50": replace(ESTIMATE, value=number("0.36")),
    "above its own interval, to 0.97": replace(ESTIMATE, value=number("36.2")),
    "lower limit, 0.97, is above": replace(ESTIMATE, interval=interval("0.97", "0.50")),
    "wanted a ratio above 0": replace(ESTIMATE, value=number("-0.7"), interval=None),
    "a p value of 25.8": replace(ESTIMATE, p=PValue(comparator="=", number=number("25.8"))),
    "221 events at 10-14, wanted no more than the 220 patients": replace(
        ESTIMATE, total_events=number("221")
    ),
}


@pytest.mark.parametrize(("told", "one"), ESTIMATES.items(), ids=ESTIMATES)
def test_an_estimate_that_cannot_be_is_told(told: str, one: Estimate) -> None:
    assert any(told in each for each in impossible(replace(READING, estimates=(one,))))


def test_values_and_counts_of_one_arm_that_cannot_be_are_told() -> None:
    value = replace(VALUE, value=number("50.1"), n=number("111"))
    event = replace(EVENT, n=number("112"))
    told = impossible(replace(READING, arm_values=(value,), adverse_events=(event,)))
    assert told == {
        "says 50.1 at 10-14, above its own interval, to 40.2",
        "says 111 of 110 patients at 10-14",
        "says 112 of 110 patients at 10-14",
    }


def test_where_nobody_says_how_many_were_randomised_no_count_is_too_large() -> None:
    many = replace(ESTIMATE, total_events=number("5000"))
    assert impossible(replace(READING, estimates=(many,), trials=())) == frozenset()
