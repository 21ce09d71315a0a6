"""The questions on findings name codes that there are, and together all of them."""

import re
from pathlib import Path

from trialgraph.evidence.findings import FindingCode

ANSWERS = Path(__file__).parents[2] / "queries" / "answers"
ASKED = ("numbers-that-do-not-recompute", "disagreements", "outcome-switching")
# Stands beside the claim it is about, in unsupported-claims.
OF_CLAIMS = {FindingCode.ABSENCE_OF_EVIDENCE_CLAIM}


def codes(question: str) -> list[str]:
    """Return the codes that a question picks findings by."""
    query = (ANSWERS / f"{question}.rq").read_text(encoding="utf-8")
    (listed,) = re.findall(r"\?code (?:IN \(|\{)([^)}]*)[)}]", query)
    return re.findall(r'"(\w+)"', listed)


def test_every_code_is_asked_for_by_one_question() -> None:
    asked = [code for question in ASKED for code in codes(question)]
    assert sorted([*asked, *OF_CLAIMS]) == sorted(FindingCode)
