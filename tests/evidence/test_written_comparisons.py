"""What the graph says of a comparison: properties by the kind of the difference."""

import pytest
from tests.evidence.made_arms import arm, compared, held_against, trial_of

from trialgraph import names
from trialgraph.evidence.comparisons import MergedComparison
from trialgraph.evidence.statements import Statements
from trialgraph.evidence.write_classes import given_concept
from trialgraph.evidence.write_trial import write_comparison, write_shared_controls
from trialgraph.model.text import Span
from trialgraph.model.trial import Intervention
from trialgraph.rdf.quads import parse
from trialgraph.rdf.term import plain

TRIAL = trial_of(arm("A", "aspirin", "experimental"))
SAID = {
    "one added": (
        "pertuzumab + docetaxel",
        "docetaxel",
        {
            ("differenceKind", "AddOn"),
            ("adds", "pertuzumab"),
            ("shares", "docetaxel"),
            ("addsMemberOf", "anti-HER2-antibody"),
            ("addsMemberOf", "anti-HER2-therapy"),
            ("addsMemberOf", "targeted-therapy"),
            ("addsMemberOf", "systemic-therapy"),
        },
    ),
    "several added": (
        "aspirin + metformin",
        "placebo",
        {
            ("differenceKind", "JointAddOn"),
            ("addsJointly", "aspirin"),
            ("addsJointly", "metformin"),
        },
    ),
    "one for another": (
        "apixaban",
        "warfarin",
        {
            ("differenceKind", "Replacement"),
            ("givesInstead", "apixaban"),
            ("removes", "warfarin"),
        },
    ),
    "another dose": (
        "aspirin @ 100 mg",
        "aspirin @ 325 mg",
        {
            ("differenceKind", "IntensityChange"),
            ("variesIn", "dose"),
            ("varies", "aspirin"),
            ("shares", "aspirin"),
        },
    ),
    "not described": ("", "", set[tuple[str, str]]()),
}


DIFFERENCES = {"adds", "addsJointly", "givesInstead", "removes", "shares", "varies", "variesIn"}
DIFFERENCES |= {"addsMemberOf", "differenceKind", "sharesControlWith"}


def said(*comparisons: MergedComparison) -> set[tuple[str, str]]:
    """Return what is said of the difference, values by the end of their IRIs."""
    graph = Statements(names.trial_graph("t"))
    for one in comparisons:
        write_comparison(graph, TRIAL, one)
    write_shared_controls(graph, TRIAL, comparisons)
    found = ((_end(str(link)), _end(plain(obj))) for _, link, obj, _ in parse(graph.bytes()))
    return {(link, obj) for link, obj in found if link in DIFFERENCES}


def _end(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


@pytest.mark.parametrize(("left", "right", "expected"), SAID.values(), ids=SAID.keys())
def test_each_difference_has_its_properties(
    left: str, right: str, expected: set[tuple[str, str]]
) -> None:
    assert said(held_against(left, right)) == expected


def test_comparisons_with_one_control_say_so_of_each_other() -> None:
    both = compared(
        arm("X", "aspirin", "experimental"),
        arm("Y", "warfarin", "experimental"),
        arm("P", "placebo", "control"),
    )
    assert {pair for pair in said(*both) if pair[0] == "sharesControlWith"} == {
        ("sharesControlWith", "P"),
    }
    apart = (held_against("aspirin", "placebo"), held_against("aspirin", "no treatment", "C", "D"))
    assert "sharesControlWith" not in {link for link, _ in said(*apart)}


def test_a_placebo_or_sham_by_any_name_is_included() -> None:
    def named(name: str, role: str, concept: str | None = None) -> Intervention:
        return Intervention(name=name, concept=concept, role=role, span=Span(0, 1))

    assert given_concept(named("Placebo matching XYZ", "placebo")) == "placebo"
    assert given_concept(named("Sham massage", "placebo")) == "sham"
    assert given_concept(named("XYZ", "drug")) is None
    assert given_concept(named("aspirin", "drug", "aspirin")) == "aspirin"
