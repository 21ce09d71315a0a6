"""Findings about a trial as statements in its graph."""

from trialgraph import names
from trialgraph.evidence.findings import TrialFinding
from trialgraph.evidence.statements import Statements
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.names import Iri
from trialgraph.rdf.places import hashed


def finding_iri(trial: TrialIdentity, found: TrialFinding) -> Iri:
    """Return a finding's IRI: named by its code, its quantity and a hash of its places."""
    words = (found.code, found.quantity, hashed(" ".join(found.places)))
    return names.part(trial.iri, "finding", *(word for word in words if word))


def write_finding(graph: Statements, trial: TrialIdentity, found: TrialFinding) -> None:
    """State one finding with everything it blames."""
    iri = finding_iri(trial, found)
    graph.kind(iri, "Finding")
    graph.link(iri, "aboutTrial", trial.iri)
    graph.words(iri, "code", found.code)
    graph.words(iri, "severity", found.severity)
    graph.words(iri, "message", found.message)
    graph.words(iri, "quantity", found.quantity)
    graph.link(iri, "focus", *found.places)
