"""A fault of ours in one document is told with its traceback; deliberate errors pass."""

import pytest

from trialgraph.errors import NotText, SetAside
from trialgraph.ingest.faults import fault_set_aside


def test_what_is_read_comes_back() -> None:
    assert fault_set_aside(lambda: "what it says") == "what it says"


def test_a_fault_becomes_a_reason_to_set_the_document_aside() -> None:
    with pytest.raises(SetAside, match=r"a rule failed with ZeroDivisionError.*report it") as told:
        fault_set_aside(lambda: 1 / 0)
    assert "\n" not in str(told.value)
    assert told.value.report.startswith("Traceback")
    assert isinstance(told.value.__cause__, ZeroDivisionError)


def test_a_deliberate_error_passes_as_it_is() -> None:
    def refused() -> None:
        raise NotText("found no text")

    with pytest.raises(NotText, match="found no text"):
        fault_set_aside(refused)


def test_an_interrupt_is_no_fault_of_the_document() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fault_set_aside(interrupted)
