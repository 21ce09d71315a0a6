"""Invented trials of known truth: whatever was planted follows, and nothing else does."""

import ast
from collections import Counter
from pathlib import Path

import pytest
from tests.corpus import Planted, corpus
from tests.corpus.told import Difference, derived, differences
from tests.measuring import unmeasured

from trialgraph.rdf.vocabulary import load_terms

TRIALS = 2000
_KINDS = ("trial", "result", "comparison", "end point", "finding", "claim")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made() -> list[Planted]:
    """Return the corpus."""
    with unmeasured():
        return list(corpus(TRIALS))


@pytest.fixture(scope="module")
def found(made: list[Planted]) -> list[Difference]:
    """Return whatever follows otherwise than planted."""
    with unmeasured():
        return list(differences(made, derived(made, load_terms())))


@pytest.mark.parametrize("kind", _KINDS)
def test_whatever_was_planted_follows_and_nothing_else(kind: str, found: list[Difference]) -> None:
    told = [one for one in found if one.kind == kind]
    assert not told, f"{len(told)} differ, such as {told[0]}"


def test_the_corpus_has_every_kind_of_verdict_often_enough(made: list[Planted]) -> None:
    reasons = Counter(one.reason for planted in made for one in planted.truth.results)
    strengths = Counter(one.strength for planted in made for one in planted.truth.results)
    assert set(strengths) == {
        "confirmed",
        "nominal",
        "not_significant",
        "undetermined",
        "descriptive",
        "not_shown",
        "excluded",
    }
    assert len(reasons) >= 20
    assert min(reasons.values()) >= 5, reasons.most_common()[-3:]


def test_the_corpus_has_every_kind_of_finding_and_claim_often_enough(made: list[Planted]) -> None:
    codes = Counter(code for planted in made for code, _ in planted.truth.findings)
    outcomes = Counter(said for planted in made for _, said, _ in planted.truth.claims)
    assert set(codes) == {
        "value_outside_interval",
        "interval_not_symmetric",
        "p_contradicts_interval",
        "precision_contradicts_events",
        "side_suspect",
        "impossible_precision",
        "imprecise_limit",
        "percentage_of_other_total",
        "value_conflict",
        "definition_differs",
        "results_not_posted",
        "reference_missing",
        "status_outdated",
        "not_resolvable",
        "registered_not_reported",
        "reported_not_registered",
        "role_changed",
        "assessor_changed",
        "absence_of_evidence_claim",
    }
    assert min(codes.values()) >= 5, codes.most_common()[-3:]
    assert set(outcomes) == {
        "supported",
        "overstated",
        "contradicted",
        "silent",
        "not_held",
        "no_citation",
        "not_verifiable",
    }
    assert min(outcomes.values()) >= 10, outcomes.most_common()[-3:]


def test_many_trials_have_nothing_odd(made: list[Planted]) -> None:
    assert sum(not one.truth.findings for one in made) > TRIALS / 4


def test_the_corpus_has_one_to_six_documents_a_trial(made: list[Planted]) -> None:
    sizes = Counter(len(one.documents) for one in made)
    assert set(sizes) == set(range(1, 7))
    assert min(sizes.values()) >= 10


def test_the_same_seed_gives_the_same_trials(made: list[Planted]) -> None:
    assert list(corpus(5)) == made[:5]
    assert [one.truth for one in corpus(5, seed=2)] != [one.truth for one in made[:5]]


def test_every_value_stands_where_it_is_said_to_stand(made: list[Planted]) -> None:
    for planted in made[:200]:
        for reading, page in zip(planted.documents, planted.pages, strict=True):
            for estimate in reading.estimates:
                figures = [estimate.value, *(() if estimate.p is None else (estimate.p.number,))]
                if estimate.interval is not None:
                    figures += [estimate.interval.lower, estimate.interval.upper]
                printed = [one for one in figures if not isinstance(one, str)]
                assert [page.words(one.span) for one in printed] == [one.printed for one in printed]
            for trial in reading.trials:
                for arm in trial.arms:
                    assert page.words(arm.span) == arm.label
                    for drug in arm.interventions:
                        assert page.words(drug.span) == drug.name


def imported(module: str) -> set[str]:
    """Return what a module of the tests imports, its own parts included."""
    path = ROOT / Path(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    tree = ast.parse(file.read_text(encoding="utf-8"))
    whole = {
        one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names
    }
    parts = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    inner = {
        f"{node.module}.{one.name}" if node.module == "tests.corpus" else node.module or ""
        for node in parts
        for one in node.names
    }
    return whole | inner


def test_the_truth_owes_nothing_to_the_product_but_its_values() -> None:
    waiting, seen = {"tests.corpus"}, set[str]()
    while waiting:
        seen |= waiting
        fresh = {
            one for module in waiting if module.startswith("tests") for one in imported(module)
        }
        waiting = {
            one
            for one in fresh - seen
            if not one.startswith("tests")
            or (ROOT / Path(*one.split("."))).with_suffix(".py").exists()
        }
    product = {one for one in seen if one.startswith("trialgraph")}
    assert product
    assert all(one.startswith("trialgraph.model") for one in product), sorted(product)
    assert "tests.corpus.told" not in seen
