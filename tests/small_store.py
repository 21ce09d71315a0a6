"""A store of two documents about three invented trials, made of hand-written quads.

It holds one of each kind that questions tell apart: confirmed, nominal, a missed
interim, superseded, a contradicted claim, a known gap, a state without a result.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

from trialgraph import names
from trialgraph.names import Iri, expand, term
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.term import Term, boolean, day, decimal, integer, text
from trialgraph.store import create_or_open

FIRST, SECOND = "sha-1111111111111111", "sha-2222222222222222"
TEXT = {
    FIRST: "ALPHA reports. Adding pertuzumab gave a\n  hazard ratio of 0.73 for death.",
    SECOND: "BETA reports an interim ratio of 0.64. ALPHA is said to have proved it. GAMMA?",
}
DATES = date(2025, 1, 24)


def put(graph: GraphText, subject: Iri, **said: Term | list[Term]) -> None:
    """Add one statement a keyword; a double underscore stands for a prefix's colon."""
    for name, value in said.items():
        local = name.rstrip("_")
        predicate = expand(local.replace("__", ":")) if "__" in local else term(local)
        for one in value if isinstance(value, list) else [value]:
            graph.add(subject, predicate, one)


def number(printed: str) -> Term:
    """Return a decimal term."""
    return decimal(Decimal(printed))


def reported(graph: GraphText, identifier: str, kind: str, words: str) -> Iri:
    """Add a fact of the first layer that stands on ``words``, and return it."""
    start = TEXT[identifier].index(words)
    place = (start, start + len(words))
    node = names.fact(identifier, kind, place)
    passage = names.fact(identifier, "passage", place)
    put(
        graph,
        passage,
        rdf__type=term("Passage"),
        start=integer(place[0]),
        end=integer(place[1]),
        exact=text(words),
        inDocument=names.document(identifier),
    )
    put(graph, node, passage=passage, inDocument=names.document(identifier))
    return node


def document_graph(identifier: str, words: dict[str, str]) -> tuple[GraphText, dict[str, Iri]]:
    """Return a document's graph and its facts by their names."""
    graph = GraphText(names.document(identifier))
    put(graph, names.document(identifier), rdf__type=term("Document"))
    return graph, {key: reported(graph, identifier, "estimate", s) for key, s in words.items()}


class TrialGraph:
    """The derived graph of one trial, with one comparison that adds a drug."""

    def __init__(self, registration: str, label: str, drug: str, document: str) -> None:
        self.trial = names.trial(registration)
        self.graph = GraphText(names.trial_graph(registration))
        self.comparison = names.part(self.trial, "comparison", "1")
        self.arms = [names.part(self.trial, "arm", one) for one in ("new", "old")]
        put(
            self.graph,
            self.trial,
            rdf__type=term("Trial"),
            rdfs__label=text(label),
            registration=text(registration),
            reportedBy=names.document(document),
        )
        put(
            self.graph,
            self.comparison,
            rdf__type=term("Comparison"),
            trial=self.trial,
            experimentalArm=self.arms[0],
            comparatorArm=self.arms[1],
            adds=names.concept("drug", drug),
            shares=names.concept("drug", "trastuzumab"),
        )
        for arm, name in zip(self.arms, ("new", "old"), strict=True):
            put(self.graph, arm, rdf__type=term("Arm"), rdfs__label=text(name), trial=self.trial)
            put(self.graph, self.trial, hasArm=arm)

    def result(self, key: str, reported_as: Iri, **said: Term | list[Term]) -> Iri:
        """Add a hazard ratio for death and return its result."""
        result = names.part(self.trial, "result", key)
        facts: dict[str, Term | list[Term]] = {
            "rdf__type": term("Result"),
            "rdfs__label": text(f"{key} result"),
            "trial": self.trial,
            "comparison": self.comparison,
            "endPoint": names.concept("end-point", "OS"),
            "measure": text("HR"),
            "population": text("all"),
            "direction": term("FavoursExperimental"),
            "isCurrent": boolean(truth=True),
            "reportedAs": reported_as,
        }
        put(self.graph, result, **(facts | said))
        put(self.graph, self.trial, hasResult=result)
        return result


def _medians(alpha: TrialGraph, final: Iri) -> None:
    for arm, months in zip(alpha.arms, ("36.2", "26.5"), strict=True):
        median = names.part(alpha.trial, "arm-result", arm[-3:])
        put(
            alpha.graph,
            median,
            ofResult=final,
            arm=arm,
            kind=text("median"),
            armValue=number(months),
            unit=text("months"),
        )


def _alpha(says: dict[str, Iri]) -> TrialGraph:
    alpha = TrialGraph("NCT00000001", "ALPHA", "pertuzumab", FIRST)
    final = alpha.result(
        "final",
        says["final"],
        strength=term("Nominal"),
        stage=term("Final"),
        value=number("0.73"),
        valuePrinted=text("0.73"),
        level=number("95"),
        sides=integer(1),
        upper=number("0.97"),
        basis=term("Verified"),
        rule=text("V15"),
        reason=term("NotInAlphaPlan"),
        reservation=[term("LenientLevel"), term("ErratumUnresolved")],
        availableFrom=day(DATES),
        availablePrecision=text("day"),
    )
    _medians(alpha, final)
    alpha.result(
        "first",
        says["first"],
        strength=term("NotSignificant"),
        stage=term("PrimaryAnalysis"),
        value=number("0.71"),
        reason=term("NotInAlphaPlan"),
        isCurrent=boolean(truth=False),
        supersededBy=final,
        availableFrom=day(date(2022, 1, 1)),
        availablePrecision=text("year"),
    )
    return alpha


def _claim_and_gap(beta: TrialGraph, interim: Iri, claim: Iri) -> None:
    put(
        beta.graph,
        names.part(beta.trial, "claim", "1"),
        rdf__type=term("ClaimJudgement"),
        aboutTrial=beta.trial,
        aboutEndPoint=names.concept("end-point", "OS"),
        claimStrength=text("significant"),
        outcome=term("Contradicted"),
        possiblyElsewhere=boolean(truth=True),
        claimedIn=names.document(SECOND),
        citedSource=names.document(FIRST),
        judgedAgainst=interim,
        reportedAs=claim,
    )
    put(
        beta.graph,
        names.part(beta.trial, "gap", "1"),
        rdf__type=term("KnownGap"),
        aboutTrial=beta.trial,
        citedBy=names.document(FIRST),
        rdfs__label=text("BETA, ten years on"),
        year=integer(2021),
    )


def _beta(says: dict[str, Iri]) -> TrialGraph:
    beta = TrialGraph("NCT00000002", "BETA", "pertuzumab", SECOND)
    interim = beta.result(
        "interim",
        says["interim"],
        strength=term("NotSignificant"),
        stage=term("Interim"),
        value=number("0.64"),
        level=number("95"),
        sides=integer(2),
        lower=number("0.47"),
        upper=number("0.88"),
        pValue=number("0.005"),
        pComparator=text("="),
        pSides=integer(2),
        rule=text("V11"),
        reason=term("BoundaryNotCrossed"),
        isOpen=boolean(truth=True),
        boundaryValue=number("0.603"),
        boundaryP=number("0.0012"),
        boundaryName=text("O'Brien-Fleming"),
        boundaryCrossed=boolean(truth=False),
        totalEvents=integer(165),
        plannedEvents=integer(385),
        informationFraction=number("0.43"),
        availableFrom=day(date(2012, 1, 12)),
    )
    _claim_and_gap(beta, interim, says["claim"])
    return beta


def _gamma(says: dict[str, Iri]) -> TrialGraph:
    gamma = TrialGraph("NCT00000003", "GAMMA", "palbociclib", SECOND)
    gamma.result(
        "pfs",
        says["gamma"],
        endPoint=names.concept("end-point", "PFS"),
        assessor=text("investigator"),
        strength=term("Confirmed"),
        value=number("0.75"),
        isDecisive=boolean(truth=True),
    )
    end_point = names.part(gamma.trial, "end-point", "OS")
    put(gamma.graph, gamma.trial, hasEndPoint=end_point)
    put(
        gamma.graph,
        end_point,
        rdf__type=term("EndPoint"),
        trial=gamma.trial,
        measures=names.concept("end-point", "OS"),
        role=term("Secondary"),
        state=term("NotReported"),
        rdfs__label=text("overall survival"),
        reportedAs=says["gamma"],
    )
    return gamma


def build(path: Path) -> Path:
    """Write the small store into a directory and return it."""
    first, from_first = document_graph(
        FIRST, {"final": "Adding pertuzumab gave a\n  hazard ratio of 0.73", "first": "ALPHA"}
    )
    second, from_second = document_graph(
        SECOND,
        {
            "interim": "BETA reports an interim ratio of 0.64.",
            "claim": "ALPHA is said to have proved it.",
            "gamma": "GAMMA?",
        },
    )
    trials = [_alpha(from_first), _beta(from_second), _gamma(from_second)]
    changes = {names.document(FIRST): first.bytes(), names.document(SECOND): second.bytes()}
    changes |= {Iri(one.graph.graph): one.graph.bytes() for one in trials}
    with create_or_open(path) as writer:
        for identifier, words in TEXT.items():
            writer.keep(identifier, words.encode(), words)
        writer.replace_graphs(changes)
        writer.publish()
    return path
