"""Whether two subgroups differ, from their own intervals."""

from dataclasses import replace
from decimal import Decimal

from tests.verdict.figures import hazard

from trialgraph.verdict.interaction import interaction


def test_two_subgroups_that_both_benefit_need_not_differ() -> None:
    found = interaction(hazard("0.72", "0.55 to 0.95"), hazard("0.55", "0.42 to 0.72"))
    assert found is not None
    assert round(found.z, 2) == Decimal("1.38")
    assert round(found.p, 2) == Decimal("0.17")


def test_the_order_of_subgroups_turns_only_the_sign() -> None:
    one, other = hazard("0.72", "<0.95"), hazard("0.55", "<0.72")
    there, back = interaction(one, other), interaction(other, one)
    assert there is not None
    assert back is not None
    assert (there.z, there.p) == (-back.z, back.p)


def test_nothing_is_derived_without_two_errors_on_one_scale() -> None:
    one = hazard("0.72", "0.55 to 0.95")
    assert interaction(one, hazard("0.55")) is None
    assert interaction(hazard("0.55"), one) is None
    assert interaction(one, replace(one, measure="OR")) is None
    degenerate = hazard("0.72", "<0.72")
    assert interaction(degenerate, degenerate) is None
