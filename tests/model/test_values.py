"""Values of the model: equal by their fields, frozen by the type checker alone."""

import pytest

from trialgraph.model.text import Span, Stated
from trialgraph.model.values import dataclass


def test_equal_fields_make_equal_values_with_one_hash() -> None:
    one, other = (Stated("3", "phase III", Span(4, 13)) for _ in range(2))
    assert one == other
    assert len({one, other}) == 1
    assert one != Stated("2", "phase III", Span(4, 13))


def test_a_value_has_its_declared_fields_only() -> None:
    with pytest.raises(AttributeError):
        setattr(Span(1, 2), "length", 1)  # noqa: B010 # mypy would refuse it as it should


def test_the_type_checker_freezes_and_nothing_else() -> None:
    span = Span(1, 2)
    span.end = 3  # type: ignore[misc] # mypy reports this remark as unused once it allows it
    assert span == Span(1, 3)


def test_a_value_says_that_it_is_frozen() -> None:
    with pytest.raises(TypeError, match="frozen"):
        dataclass(slots=True)
