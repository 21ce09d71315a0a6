"""A module of a record that is no group of fields is named; the others are read."""

import json

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.model.document import Document


def _read(protocol: dict[str, object], **root: object) -> Document:
    named = {"identificationModule": {"nctId": "NCT09990001"}}
    values = {"protocolSection": named | protocol, **root}
    return read_document(json.dumps(values).encode())


@pytest.mark.parametrize(
    ("module", "kind"),
    [("x", "words"), ([], "a list"), (["x"], "a list"), (3, "a number"), (False, "a truth value")],
)
def test_an_odd_module_is_one_problem_with_its_pointer(module: object, kind: str) -> None:
    (problem,) = _read({"statusModule": module}).problems
    assert problem.code == "odd-module"
    assert problem.message.startswith(f"found {kind} at /protocolSection/statusModule, wanted")


def test_an_odd_section_is_a_problem_too() -> None:
    (problem,) = _read({}, resultsSection="x", hasResults=True).problems
    assert "words at /resultsSection," in problem.message


def test_absent_and_whole_modules_are_no_problem() -> None:
    study = _read({"statusModule": None, "designModule": {}}, derivedSection={"versionHolder": "1"})
    assert study.problems == ()
