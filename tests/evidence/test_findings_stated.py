"""Findings of a trial in its graph, and their words in answers."""

import re
from pathlib import Path

import pytest
from tests.evidence.made_up_trial import derived_of, report, response, share

from trialgraph import names
from trialgraph.assets import room
from trialgraph.catalogue.words import FINDINGS
from trialgraph.check.shapes import check_derived
from trialgraph.evidence.derived import trial_bytes
from trialgraph.evidence.findings import FindingCode
from trialgraph.evidence.write_findings import finding_iri
from trialgraph.rdf.quads import parse
from trialgraph.rdf.term import plain
from trialgraph.terms.index import TermIndex


def test_a_finding_is_stated_with_all_that_it_blames(terms: TermIndex) -> None:
    arms = (share("active", "17/90", "19.5"), share("usual", "18/92", "20.7"))
    derived = derived_of(report(*arms, response("OR", "0.957")), terms)
    graph = trial_bytes(derived, terms)
    stated = {(s, p): plain(o) for s, p, o, _ in parse(graph)}
    assert len(derived.findings) == 3
    for found in derived.findings:
        iri = finding_iri(derived.identity, found)
        assert stated[iri, names.term("code")] == found.code
        assert stated[iri, names.term("severity")] == found.severity
        assert stated[iri, names.term("message")] == found.message
        assert stated[iri, names.term("aboutTrial")] == derived.identity.iri
        blamed = {plain(o) for s, p, o, _ in parse(graph) if (s, p) == (iri, names.term("focus"))}
        assert blamed == set(found.places)
    assert check_derived(graph).conforms


def test_findings_of_one_code_have_names_of_their_own(terms: TermIndex) -> None:
    arms = (share("active", "17/90", "19.5"), share("usual", "18/92", "20.7"))
    derived = derived_of(report(*arms), terms)
    assert len({finding_iri(derived.identity, one) for one in derived.findings}) == 2


@pytest.mark.parametrize("code", FindingCode)
def test_every_finding_has_words(code: FindingCode) -> None:
    assert code.value in FINDINGS


def test_question_and_manual_know_the_codes_of_numbers() -> None:
    text = (room("queries") / "answers" / "numbers-that-do-not-recompute.rq").read_text()
    asked = re.search(r"\?code IN \((?P<codes>[^)]*)\)", text)
    assert asked is not None
    listed = set(re.findall(r'"(\w+)"', asked["codes"]))
    assert listed <= {code.value for code in FindingCode}
    numbers, _ = _listed_in_the_manual()
    assert numbers == listed


def test_questions_and_manual_know_the_codes_across_documents() -> None:
    numbers, across = _listed_in_the_manual()
    asked = {"absence_of_evidence_claim"}  # the question is unsupported-claims
    for name in ("disagreements", "outcome-switching"):
        text = (room("queries") / "answers" / f"{name}.rq").read_text()
        (block,) = re.findall(r"VALUES \?code \{([^}]*)\}", text)
        asked |= set(re.findall(r'"(\w+)"', block))
    assert across == asked
    assert numbers | across == {code.value for code in FindingCode}


def _listed_in_the_manual() -> tuple[set[str], set[str]]:
    """Return the codes of the manual's two tables: of numbers, and across documents."""
    page = Path(__file__).parents[2] / "docs" / "reference" / "findings.md"
    parts = page.read_text().split("## Across documents")
    numbers, across = (set(re.findall(r"^\| `(\w+)`", one, re.MULTILINE)) for one in parts)
    return numbers, across
