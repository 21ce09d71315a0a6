"""A decision is a graph of its own, named by what it says."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.curate.conftest import LATER
from tests.curate.reviewing import WHY
from tests.ontology.spoken import misused

from trialgraph import names
from trialgraph.check.shapes import check_derived
from trialgraph.curate.decision import Act, Decision, Undo
from trialgraph.evidence.decisions import Join, Split
from trialgraph.names import expand
from trialgraph.rdf.quads import parse

ACTS: list[Act] = [
    Join(("NCT00000001", "NCT00000002")),
    Split("NCT00000001", document="sha-1"),
    Split("NCT00000001", registration="jRCTs000000001"),
    Undo("0123456789abcdef"),
]


@pytest.mark.parametrize("act", ACTS)
def test_every_decision_has_the_shape_of_its_kind(act: Act) -> None:
    decision = Decision(act, WHY)
    assert check_derived(decision.bytes()).findings == ()
    quads = parse(decision.bytes())
    assert {quad[3] for quad in quads} == {decision.graph}


@pytest.mark.parametrize("act", ACTS)
def test_a_decision_says_what_the_ontology_declares(act: Act) -> None:
    decision = Decision(act, WHY)
    things = [
        (names.trial("NCT00000001"), names.term("Trial")),
        (names.trial("NCT00000002"), names.term("Trial")),
        (names.document("sha-1"), names.term("Document")),
        (names.decision("0123456789abcdef"), names.term("JoinDecision")),
    ]
    known = [(one, expand("rdf:type"), kind, decision.graph) for one, kind in things]
    assert misused(parse(decision.bytes()), known) == set()


def test_a_decision_is_named_by_all_that_it_says() -> None:
    one = Decision(ACTS[0], WHY)
    assert one.identifier == Decision(ACTS[0], WHY).identifier
    others = [
        *(Decision(act, WHY) for act in ACTS[1:]),
        Decision(ACTS[0], replace(WHY, reason="Another.")),
        Decision(ACTS[0], replace(WHY, by="Another")),
        Decision(ACTS[0], replace(WHY, at=WHY.at + timedelta(seconds=1))),
    ]
    assert len({one.identifier, *(other.identifier for other in others)}) == 1 + len(others)


def test_the_day_is_kept_as_an_event_has_it() -> None:
    assert b'"2026-01-02T03:04:05Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>' in (
        Decision(ACTS[0], WHY).bytes()
    )


def test_somebody_with_an_orcid_is_named_by_it() -> None:
    named = Decision(ACTS[0], replace(WHY, by="0000-0002-1825-0097")).bytes()
    assert b"wasAttributedTo> <https://orcid.org/0000-0002-1825-0097>" in named
    assert b"prov#Person" not in named
    assert b"prov#Person" in Decision(ACTS[0], LATER).bytes()
