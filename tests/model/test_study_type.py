"""Only a study that assigns its participants is a trial, as far as its document says."""

from typing import Literal

import pytest

from trialgraph.model.document import DocumentKind
from trialgraph.model.reading import is_trial
from trialgraph.model.text import Span, Stated
from trialgraph.model.trial import Trial

PLACE = Span(0, 1)
ROLES: tuple[Literal["registers", "reports"], ...] = ("registers", "reports")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("interventional", True), ("observational", False), ("expanded-access", False)],
)
@pytest.mark.parametrize("kind", ["ctgov-json", "pubmed-page"])
def test_the_stated_type_decides(
    stated: str,
    expected: bool,  # noqa: FBT001 - a column of the table
    kind: DocumentKind,
) -> None:
    study = Trial(role="registers", study_type=Stated(stated, stated, PLACE), span=PLACE)
    assert is_trial(study, kind) is expected


def test_a_record_that_leaves_its_type_out_is_of_no_trial() -> None:
    registered, reported = (Trial(role=role, span=PLACE) for role in ROLES)
    assert not is_trial(registered, "ctgov-json")
    assert not is_trial(registered, "ctgov-xml")
    assert is_trial(registered, "ctgov-page")
    assert is_trial(reported, "pubmed-page")
