"""Who concludes a benefit although the primary end point was missed, and who does not."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.evidence.hand_pair import NUMBER, conclusion, estimate, report
from tests.queries.test_across_documents import asked_of

from trialgraph.catalogue.answer import Answer
from trialgraph.model.reading import Claim
from trialgraph.model.result import Estimate

MISSED = estimate("0.91", "0.78 1.06", p="0.30")
MET = estimate("0.70", "0.55 0.90", p="0.005")
HARMED = estimate("1.40", "1.10 1.78", p="0.006")
SECOND = estimate("0.75", "0.60 0.94", start=330, p="0.01", end_point="OS")
BENEFIT = conclusion("The drug helped.", direction="benefit", strength="improved")
OTHER_END = replace(BENEFIT, end_points=("OS",))


def missed_yet_claimed(folder: Path, primary: Estimate, claim: Claim, **given: str) -> Answer:
    """Return the answer in a store of one report of a trial."""
    paper = replace(report(), estimates=(primary, SECOND), claims=(claim,))
    with asked_of(folder / "store", paper) as asked:
        return asked("missed-yet-claimed", **given)


@pytest.mark.parametrize(
    ("primary", "claim", "wanted"),
    [
        (MISSED, BENEFIT, ("PFS", 0.91, "not_significant", "PFS", "improved")),
        (MISSED, OTHER_END, ("PFS", 0.91, "not_significant", "OS", "improved")),
        (
            MISSED,
            replace(BENEFIT, strength=None),
            ("PFS", 0.91, "not_significant", "PFS", None),
        ),
        (HARMED, OTHER_END, ("PFS", 1.4, "confirmed", "OS", "improved")),
    ],
    ids=["of the same end point", "of another", "of no strength", "although it was harmed"],
)
def test_a_benefit_claimed_beside_a_missed_primary_end_point_is_shown(
    tmp_path: Path, primary: Estimate, claim: Claim, wanted: tuple[object, ...]
) -> None:
    (row,) = missed_yet_claimed(tmp_path, primary, claim).rows
    columns = ("endpoint", "value", "strength", "claimed_endpoint", "claim_strength")
    assert tuple(row.cells[name] for name in columns) == wanted
    assert row.cells["trial"] == NUMBER
    assert [(place.start, place.end) for place in row.passages] == [
        (claim.span.start, claim.span.end)
    ]


@pytest.mark.parametrize(
    ("primary", "claim"),
    [
        (MET, BENEFIT),
        (MISSED, replace(BENEFIT, direction="no benefit", strength="no difference")),
        (MISSED, replace(BENEFIT, direction="unclear", strength=None)),
        (MISSED, replace(BENEFIT, direction="harm")),
        (MISSED, replace(BENEFIT, kind="cited-result", cites=(3,))),
        (MISSED, replace(BENEFIT, about="OTHER")),
    ],
    ids=["met", "no benefit", "unclear", "harm", "cited", "of another trial"],
)
def test_nothing_is_shown_of_a_trial_that_met_it_or_claims_nothing(
    tmp_path: Path, primary: Estimate, claim: Claim
) -> None:
    assert missed_yet_claimed(tmp_path, primary, claim).rows == ()


def test_it_is_asked_of_one_condition(tmp_path: Path) -> None:
    given = {"condition": "Ewing sarcoma"}
    assert missed_yet_claimed(tmp_path, MISSED, BENEFIT, **given).rows == ()
