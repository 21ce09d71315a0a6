"""What the hand-made documents give, derived once."""

import pytest
from tests.evidence.hand_made import readings

from trialgraph.evidence.derived import DerivedTrial, Held, derive_trial, held
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.terms.index import TermIndex


@pytest.fixture(scope="session")
def terms() -> TermIndex:
    """Return the term tables."""
    return load_terms()


@pytest.fixture(scope="session")
def evidence() -> Held:
    """Return the five hand-made documents with their trials and publications."""
    return held(readings().values())


@pytest.fixture(scope="session")
def derived(evidence: Held, terms: TermIndex) -> dict[str, DerivedTrial]:
    """Return what follows for each trial, by label."""
    return {trial.label: derive_trial(trial, evidence, terms) for trial in evidence.trials}
