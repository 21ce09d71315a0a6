"""Each error can be imported from one place, and keeps what it knows beside its message."""

import pytest

from trialgraph import errors
from trialgraph.errors import NO_ADVICE, Advice, EvidenceError, QueryStopped, SetAside, ShapeBroken


def family(error: type[EvidenceError]) -> list[type[EvidenceError]]:
    """Return an error and all below it."""
    return [error, *(below for child in error.__subclasses__() for below in family(child))]


def test_every_error_is_exported() -> None:
    names = {error.__name__ for error in family(EvidenceError)}
    assert names == set(errors.__all__) - {"Advice", "NO_ADVICE"}


def test_every_error_has_a_code_of_its_own() -> None:
    codes = [error.code for error in family(EvidenceError)]
    assert sorted(set(codes)) == sorted(codes)


def test_advice_goes_with_one_error_and_not_with_its_class() -> None:
    advice = Advice(line=2, column=7, hint="close it")
    assert QueryStopped("found no end").advised(advice).advice == advice
    assert QueryStopped("found no end").advice == NO_ADVICE


def test_a_stopped_query_tells_which_limit_it_reached() -> None:
    assert (QueryStopped("too long", "time").limit, QueryStopped("gone").limit) == ("time", "")


def test_a_broken_shape_comes_with_what_was_found() -> None:
    finding = {"shape": "Estimate", "focus": "urn:e"}
    assert ShapeBroken("found one", (finding,)).findings == (finding,)


@pytest.mark.parametrize(("report", "kept"), [("two lines\nof it", "two lines\nof it"), ("", "no")])
def test_a_document_set_aside_has_a_report_at_least_its_message(report: str, kept: str) -> None:
    assert SetAside("no", report).report == kept
