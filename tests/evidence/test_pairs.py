"""Which arms are held against each other, and which are not."""

from tests.evidence.made_arms import arm, compared, labels


def test_every_experimental_arm_meets_the_control_and_no_other() -> None:
    found = compared(
        arm("high", "aspirin @ 300 mg", "experimental"),
        arm("low", "aspirin @ 100 mg", "experimental"),
        arm("placebo", "placebo", "control"),
    )
    assert labels(found) == ["high v placebo", "low v placebo"]


def test_an_estimate_between_two_experimental_arms_is_a_comparison() -> None:
    found = compared(
        arm("high", "aspirin @ 300 mg", "experimental"),
        arm("low", "aspirin @ 100 mg", "experimental"),
        arm("placebo", "placebo", "control"),
        stated=(("high", "placebo"), ("low", "placebo")),
        estimated=(("high", "low"),),
    )
    assert labels(found) == ["high v low", "high v placebo", "low v placebo"]
    assert [one.kind for one in found] == ["intensity_change", "add_on", "add_on"]


def test_a_new_drug_meets_placebo_and_the_active_control() -> None:
    found = compared(
        arm("new", "dapagliflozin", "experimental"),
        arm("old", "glimepiride", "control"),
        arm("none", "placebo", "control"),
    )
    assert [(one.label, one.kind) for one in found] == [
        ("new v none", "add_on"),
        ("new v old", "replacement"),
    ]


def test_two_assignments_in_one_trial_are_not_mixed() -> None:
    found = compared(
        arm("induction X", "cytarabine + gemtuzumab ozogamicin", "experimental"),
        arm("induction", "cytarabine", "control"),
        arm("conditioning X", "busulfan + fludarabine", "experimental"),
        arm("conditioning", "busulfan + cyclophosphamide", "control"),
    )
    assert labels(found) == ["conditioning X v conditioning", "induction X v induction"]


def test_arms_that_are_as_near_to_two_controls_meet_none() -> None:
    found = compared(
        arm("X", "cytarabine + aspirin", "experimental"),
        arm("Y", "cytarabine + warfarin", "experimental"),
        arm("C", "cytarabine", "control"),
        arm("D", "mitoxantrone", "control"),
    )
    assert found == ()


def test_parts_of_a_trial_are_not_mixed() -> None:
    found = compared(
        arm("Part 1: drug", "secukinumab", "experimental"),
        arm("Part 1: placebo", "placebo", "control"),
        arm("Part 2: drug", "secukinumab", "experimental"),
        arm("Part 2: placebo", "placebo", "control"),
    )
    assert labels(found) == ["Part 1: drug v Part 1: placebo", "Part 2: drug v Part 2: placebo"]


def test_each_cohort_meets_the_placebo_of_its_own_name() -> None:
    found = compared(
        arm("Drug (single dose)", "XYZ tablets", "experimental"),
        arm("Placebo (single dose)", "placebo", "control"),
        arm("Drug (with food)", "XYZ tablets", "experimental"),
        arm("Placebo (with food)", "placebo", "control"),
    )
    assert labels(found) == [
        "Drug (single dose) v Placebo (single dose)",
        "Drug (with food) v Placebo (with food)",
    ]


def test_doses_meet_placebo_and_active_control_alike() -> None:
    found = compared(
        arm("low", "semaglutide @ 0.5 mg", "experimental"),
        arm("high", "semaglutide @ 1 mg", "experimental"),
        arm("P", "placebo", "control"),
        arm("S", "sitagliptin", "control"),
    )
    assert labels(found) == ["high v P", "high v S", "low v P", "low v S"]


def test_two_by_two_is_compared_step_by_step() -> None:
    found = compared(
        arm("both", "aspirin + vitamin D", "experimental"),
        arm("aspirin", "aspirin + placebo", "experimental"),
        arm("vitamin D", "vitamin D + placebo", "experimental"),
        arm("neither", "placebo", "control"),
    )
    assert {one.label: (one.only_added, one.kind) for one in found} == {
        "both v aspirin": ("vitamin-D", "add_on"),
        "both v vitamin D": ("aspirin", "add_on"),
        "both v neither": (None, "joint_add_on"),
        "aspirin v neither": ("aspirin", "add_on"),
        "vitamin D v neither": ("vitamin-D", "add_on"),
    }


def test_two_by_two_is_compared_as_its_estimates_say() -> None:
    found = compared(
        arm("both", "aspirin + vitamin D", "experimental"),
        arm("aspirin", "aspirin + placebo", "experimental"),
        arm("vitamin D", "vitamin D + placebo", "experimental"),
        arm("neither", "placebo", "control"),
        stated=(("both", "neither"),),
        estimated=(("aspirin", "neither"),),
    )
    assert labels(found) == ["aspirin v neither", "both v neither"]


def test_two_by_two_on_a_backbone_needs_all_four_arms() -> None:
    both = arm("both", "aspirin + vitamin D + metformin", "experimental")
    one = arm("one", "aspirin + metformin", "experimental")
    none = arm("none", "metformin", "control")
    assert labels(compared(both, one, none)) == ["both v none", "one v none"]
    odd = arm("odd", "warfarin + metformin", "experimental")
    assert labels(compared(both, one, odd, none)) == ["both v none", "odd v none", "one v none"]


def test_margins_of_a_factorial_trial_stay_apart() -> None:
    found = compared(
        arm("aspirin", "aspirin", "experimental"),
        arm("no aspirin", "no aspirin", "control"),
        arm("vitamin D", "vitamin D", "experimental"),
        arm("no vitamin D", "no vitamin D", "control"),
        stated=(("aspirin", "no aspirin"), ("vitamin D", "no vitamin D")),
    )
    assert {one.label: one.only_added for one in found} == {
        "aspirin v no aspirin": "aspirin",
        "vitamin D v no vitamin D": "vitamin-D",
    }


def test_what_is_given_nothing_is_the_control_where_no_role_says_so() -> None:
    (found,) = compared(
        arm("drug", "dupilumab", "experimental"), arm("other", "placebo", "experimental")
    )
    assert (found.label, found.only_added) == ("drug v other", "dupilumab")


def test_what_is_called_control_is_one_where_no_role_says_so() -> None:
    (found,) = compared(arm("Intervention", "App X"), arm("Control group", "App Y"))
    assert found.label == "Intervention v Control"


def test_the_other_of_two_arms_is_the_control() -> None:
    (found,) = compared(arm("X", "aspirin", "experimental"), arm("Y", "warfarin"))
    assert found.label == "X v Y"


def test_arms_without_role_meet_the_control() -> None:
    found = compared(
        arm("5 mg", "aspirin"), arm("10 mg", "aspirin"), arm("P", "placebo", "control")
    )
    assert labels(found) == ["10 mg v P", "5 mg v P"]


def test_arms_that_nothing_tells_apart_meet_nobody() -> None:
    assert compared(arm("X", "aspirin", "experimental"), arm("Y", "warfarin", "experimental")) == ()
    assert compared(arm("X", "aspirin"), arm("Y", "warfarin"), arm("Z", "heparin")) == ()


def test_a_pair_printed_both_ways_is_one_comparison() -> None:
    found = compared(arm("X", "aspirin"), arm("Y", "warfarin"), estimated=(("X", "Y"), ("Y", "X")))
    assert labels(found) == ["X v Y"]


def test_nothing_is_the_comparator_whichever_is_printed_first() -> None:
    (found,) = compared(arm("X", "placebo"), arm("Y", "warfarin"), estimated=(("X", "Y"),))
    assert (found.label, found.only_added) == ("Y v X", "warfarin")
