"""An error that crosses a pipe arrives as it was raised."""

import orjson
import pytest

from trialgraph.errors import Advice, BadQuery, EvidenceError, QueryStopped, ShapeBroken
from trialgraph.store.failures import failure, raise_failure

ADVICE = Advice(3, 14, "did you mean it?", ("SELECT",))


@pytest.mark.parametrize(
    "error",
    [
        BadQuery("found none"),
        BadQuery("found none").advised(ADVICE),
        QueryStopped("found too much", "memory"),
        ShapeBroken("found one", ({"shape": "Estimate"},)),
    ],
    ids=["plain", "with advice", "with a limit", "with findings"],
)
def test_an_error_arrives_as_it_was_raised(error: EvidenceError) -> None:
    with pytest.raises(type(error)) as raised:
        raise_failure(orjson.loads(orjson.dumps(failure(error))))
    assert str(raised.value) == str(error)
    assert raised.value.advice == error.advice
    assert getattr(raised.value, "limit", "") == getattr(error, "limit", "")
    assert list(getattr(raised.value, "findings", ())) == list(getattr(error, "findings", ()))


def test_a_frame_that_tells_of_no_error_raises_none() -> None:
    raise_failure({"status": "ready"})  # returns
