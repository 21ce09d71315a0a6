"""Which arm is compared with which: pairs, and the order that times and shares show."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.extract.made_up_estimates import (
    THREE_ARMS,
    arm,
    one,
    read,
    trial,
)

from trialgraph.extract.assembly.direction import directed
from trialgraph.model.result import ArmValue, Estimate, Interval
from trialgraph.model.text import Absence, Number, Span
from trialgraph.model.trial import Sides


def number(printed: str, at: int = 0) -> Number:
    return Number(Decimal(printed), printed, Span(at, at + len(printed)))


OPEN_ARMS = (arm("lowdose", "unclear", 0, "lowdose"), arm("highdose", "unclear", 1, "highdose"))


def ratio(printed: str, **more: object) -> Estimate:
    found = Estimate(
        end_point="OS",
        measure="HR",
        value=number(printed),
        interval=Interval(level=None, sides=Sides(2, "printed"), lower=number("0.5")),
        span=Span(0, 4),
        passages=(Span(0, 400),),
    )
    return replace(found, **more)  # type: ignore[arg-type]


def median(label: str, months: str, at: int) -> ArmValue:
    return ArmValue(
        end_point="OS",
        arm=label,
        kind="median",
        value=number(months),
        span=Span(at, at + 4),
        passages=(Span(0, 400),),
    )


@pytest.mark.parametrize(
    ("estimate", "months", "wanted"),
    [
        (ratio("0.7"), ("9.0", "14.0"), ("highdose", "lowdose")),
        (ratio("1.4"), ("9.0", "14.0"), ("lowdose", "highdose")),
        (ratio("0.7"), ("14.0", "9.0"), ("lowdose", "highdose")),
        (ratio("0.95"), ("9.0", "14.0"), (None, None)),
        (ratio("0.7"), ("9.0", "9.1"), (None, None)),
        (ratio("0.7", end_point="time to response"), ("9.0", "14.0"), (None, None)),
        (ratio("0.7", measure="OR"), ("9.0", "14.0"), (None, None)),
        (ratio("0.7", second_hand=True), ("9.0", "14.0"), (None, None)),
        (
            ratio("0.7", experimental="lowdose", comparator="highdose"),
            ("9.0", "14.0"),
            ("lowdose", "highdose"),
        ),
        (ratio("0.7", value=Absence.NOT_REPORTED), ("9.0", "14.0"), (None, None)),
    ],
)
def test_open_arms_take_the_order_that_their_times_show(
    estimate: Estimate, months: tuple[str, str], wanted: tuple[str | None, str | None]
) -> None:
    values = [median("lowdose", months[0], 50), median("highdose", months[1], 150)]
    found = directed(estimate, values, frozenset({"lowdose", "highdose"}))
    assert (found.experimental, found.comparator) == wanted


def test_times_that_name_no_arm_settle_no_order() -> None:
    labels = frozenset({"lowdose", "highdose"})
    near = [median("lowdose", "9.0", 50), median("highdose", "14.0", 60)]
    assert directed(ratio("0.7"), near, labels).experimental is None
    assert directed(ratio("0.7"), near[:1], labels).experimental is None
    same = [median("lowdose", "9.0", 50), median("lowdose", "14.0", 150)]
    assert directed(ratio("0.7"), same, labels).experimental is None


def test_one_experimental_and_one_control_arm_of_several_are_paired() -> None:
    arms = (
        arm("fastdose", "experimental", 0, "fastdose"),
        arm("slowdose", "control", 1, "slowdose"),
        arm("pilldose", "experimental", 2, "pilldose"),
        arm("dripdose", "control", 3, "dripdose"),
    )
    estimates, _ = read(
        ("results", "PFS was alike in dripdose and pilldose groups, overall (HR, 0.9; P=.5)."),
        of=trial(arms),
    )
    assert (estimates[0].experimental, estimates[0].comparator) == ("pilldose", "dripdose")


def share(label: str, percent: str, **more: object) -> ArmValue:
    return replace(median(label, percent, 50), kind="proportion", unit="%", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("estimate", "shares", "turned"),
    [
        (ratio("2.0", measure="RR"), ("10", "20"), True),
        (ratio("0.5", measure="RR"), ("10", "20"), False),
        (ratio("4.27", measure="OR"), ("0.5", "2.1"), True),
        (ratio("3.0", measure="RR"), ("10", "20"), False),
        (ratio("1.05", measure="RR"), ("20", "21"), False),
        (ratio("2.0", measure="RR"), ("0", "20"), False),
        (ratio("2.0", measure="RR", value=Absence.NOT_REPORTED), ("10", "20"), False),
    ],
)
def test_a_ratio_of_risks_has_the_order_that_gives_it(
    estimate: Estimate, shares: tuple[str, str], *, turned: bool
) -> None:
    known = replace(estimate, experimental="new", comparator="old")
    values = [share("new", shares[0]), share("old", shares[1])]
    found = directed(known, values, frozenset({"new", "old"}))
    assert found.experimental == ("old" if turned else "new")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("odds ratio [late vs. early], 4.37; 95% CI, 1.2 to 24", ("late closure", "early closure")),
        (
            "odds ratio [late closure vs early closure], 4.4; P=.02",
            ("late closure", "early closure"),
        ),
        (
            "odds ratio (the early group versus the late group), 0.4; P=.02",
            ("early closure", "late closure"),
        ),
        ("odds ratio [urban vs. rural], 4.37; P=.02", (None, None)),
        ("odds ratio [closure vs. late], 4.37; P=.02", (None, None)),
    ],
)
def test_an_order_in_the_brackets_of_a_measure_is_kept(
    words: str, wanted: tuple[str | None, str | None]
) -> None:
    arms = (
        arm("early closure", "experimental", 0, "early closure"),
        arm("late closure", "control", 1, "late closure"),
    )
    estimates, _ = read(
        ("results", f"Hernia recurrences were seen, PFS too ({words})."), of=trial(arms)
    )
    assert (estimates[0].experimental, estimates[0].comparator) == wanted


@pytest.mark.parametrize(
    ("words", "pair"),
    [
        ("PFS was longer with A + B versus C (HR, 0.7; P = .01).", ("A + B", "C")),
        ("PFS was longer with A (HR, 0.7; P = .01).", ("A", "C")),
        ("With A, PFS was longer (HR, 0.7; P = .01).", ("A", "C")),
        ("PFS of A + B was superior to A (HR, 0.7; P = .01).", ("A + B", "A")),
        ("PFS rose (A + B v A: HR, 0.7; P = .01).", ("A + B", "A")),
        ("PFS was longer (HR, 0.7; P = .01) with A + B versus C.", ("A + B", "C")),
        ("PFS was longer (HR, 0.7; P = .01).", (None, None)),
        ("PFS differed between A + B, A and C (HR, 0.7; P = .01).", (None, None)),
    ],
)
def test_several_arms_are_paired_only_where_the_text_pairs_them(
    words: str, pair: tuple[str | None, str | None]
) -> None:
    estimate = one(words, trial(THREE_ARMS))
    assert (estimate.experimental, estimate.comparator) == pair


def test_the_text_may_turn_numerator_and_reference_round() -> None:
    estimate = one("OS differed (HR for placebo versus novumab, 1.4; P = .01).")
    assert (estimate.experimental, estimate.comparator) == ("placebo group", "novumab group")


def test_two_arms_of_unknown_role_need_their_order_said() -> None:
    arms = (arm("IP", "unclear", 0), arm("EP", "unclear", 1))
    said = one("OS was alike for IP versus EP (HR, 0.9; P = .6).", trial(arms))
    assert (said.experimental, said.comparator) == ("IP", "EP")
    assert one("OS was alike (HR, 0.9; P = .6).", trial(arms)).experimental is None


def test_one_control_makes_the_other_arm_the_numerator() -> None:
    arms = (arm("standard group", "control", 0), arm("tested group", "unclear", 1))
    estimate = one("OS was alike (HR, 0.9; P = .6).", trial(arms))
    assert (estimate.experimental, estimate.comparator) == ("tested group", "standard group")


@pytest.mark.parametrize(
    ("estimate", "shares", "order"),
    [
        (ratio("0.7"), ("20", "14"), (None, None)),
        (ratio("1.45", end_point="graft failure"), ("10", "15"), (None, None)),
        (ratio("0.7"), ("14", "20"), ("new", "old")),
        (ratio("0.7"), ("20", "5"), ("new", "old")),
        (ratio("0.95"), ("21", "20"), ("new", "old")),
        (ratio("0.7"), ("0", "20"), ("new", "old")),
        (ratio("0.7", value=Absence.NOT_REPORTED), ("20", "14"), ("new", "old")),
        (ratio("0.7", second_hand=True), ("20", "14"), ("new", "old")),
    ],
)
def test_a_hazard_ratio_that_only_turned_round_fits_its_shares_has_no_order(
    estimate: Estimate, shares: tuple[str, str], order: tuple[str | None, str | None]
) -> None:
    known = replace(estimate, experimental="new", comparator="old")
    values = [
        share(label, part, end_point=estimate.end_point)
        for label, part in zip(("new", "old"), shares, strict=True)
    ]
    found = directed(known, values, frozenset({"new", "old"}))
    assert (found.experimental, found.comparator) == order


@pytest.mark.parametrize("printed", ["overall survival", "PFS", "alive at follow-up", "OS"])
def test_shares_without_the_event_belie_no_hazard_ratio(printed: str) -> None:
    known = ratio("0.7", experimental="new", comparator="old")
    values = [share(label, part, end_point_printed=printed) for label, part in BELYING]
    assert directed(known, values, frozenset({"new", "old"})).experimental == "new"


BELYING = (("new", "20"), ("old", "14"))


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("Deaths differed (hazard ratio for new versus old, ", "new"),
        ("Deaths were fewer; new compared with old: HR ", "new"),
        ("Fewer died [HR new vs. old = ", "new"),
        ("Deaths differed, 20% versus 14%, HR ", None),
        ("Of new versus old, both were safe (hazard ratio, ", None),
    ],
)
def test_an_order_said_in_words_outweighs_the_shares(words: str, order: str | None) -> None:
    at = len(words)
    known = ratio("0.7", experimental="new", comparator="old", span=Span(at, at + 3))
    values = [share(label, part) for label, part in BELYING]
    found = directed(known, values, frozenset({"new", "old"}), words + "0.7).")
    assert found.experimental == order
