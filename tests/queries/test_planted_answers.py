"""Over many invented trials, each question gives what was planted, no more and no less."""

from collections import Counter
from collections.abc import Iterator

import pytest
from tests.corpus import ComparisonTruth, Planted, ResultTruth, TrialTruth
from tests.queries.conftest import AskPlanted

from trialgraph.catalogue.answer import Answer
from trialgraph.rdf.vocabulary import load_terms

Truths = tuple[TrialTruth, ...]
Row = tuple[object, ...]
MISSED = {
    *("level_not_met", "boundary_not_crossed", "futility", "margin_not_excluded", "beyond_margin"),
    *("unfavourable_not_formally_tested", "co_primary_failed"),
}
"""Reasons of a formal test that was made and shows nothing, or not what it was made for."""


def picked(answer: Answer, *columns: str) -> list[Row]:
    return sorted((tuple(row.cells[name] for name in columns) for row in answer.rows), key=str)


def of_comparison(trial: TrialTruth, comparison: ComparisonTruth) -> Iterator[ResultTruth]:
    return (one for one in trial.results if one.series[2] == comparison.label)


def adding(truths: Truths, drug: str) -> Iterator[tuple[TrialTruth, ResultTruth]]:
    for trial in truths:
        for comparison in trial.comparisons:
            if drug in comparison.adds:
                yield from ((trial, one) for one in of_comparison(trial, comparison))


def drugs_added(truths: Truths) -> list[str]:
    return sorted({drug for trial in truths for one in trial.comparisons for drug in one.adds})


def decisive_primary(trial: TrialTruth) -> list[ResultTruth]:
    return [
        one
        for one in trial.results
        if one.role == "primary" and one.is_decisive and one.series[4] == "all"
    ]


def in_condition(truths: Truths, condition: str) -> list[TrialTruth]:
    terms = load_terms()
    return [one for one in truths if terms.is_a("condition", one.condition, condition)]


def verdicts(trials: list[TrialTruth]) -> list[Row]:
    rows: list[Row] = []
    for trial in trials:
        found = decisive_primary(trial)
        rows += [(trial.name, o.end_point, float(o.value), o.strength) for o in found]
        rows += [] if found else [(trial.name, None, None, None)]
    return sorted(rows, key=str)


def test_trials_in_a_group_of_conditions_with_their_primary_verdicts(
    ask_planted: AskPlanted, truths: Truths
) -> None:
    wanted = in_condition(truths, "cancer")
    answer = ask_planted("trials-in-condition", condition="cancer")
    assert len(wanted) > len(truths) / 2
    assert picked(answer, "trial", "endpoint", "value", "strength") == verdicts(wanted)


@pytest.mark.parametrize(
    ("parameter", "value", "field"),
    [("phase", "2", "phase"), ("line", "adjuvant", "line"), ("sponsor", "harbour", "sponsor")],
)
def test_they_are_picked_by_phase_line_and_sponsor(
    ask_planted: AskPlanted, truths: Truths, parameter: str, value: str, field: str
) -> None:
    wanted = [one for one in in_condition(truths, "cancer") if value in getattr(one, field).lower()]
    answer = ask_planted("trials-in-condition", condition="cancer", **{parameter: value})
    assert 0 < len(wanted) < len(truths) / 2
    assert picked(answer, "trial", "endpoint", "value", "strength") == verdicts(wanted)


def test_confirmed_benefits_of_each_drug_on_each_end_point(
    ask_planted: AskPlanted, truths: Truths
) -> None:
    terms, asked = load_terms(), 0
    for drug in drugs_added(truths):
        of_class = [d for d in drugs_added(truths) if terms.is_a("drug", d, drug)]
        results = [pair for one in of_class for pair in adding(truths, one)]
        for end_point in sorted({one.end_point for _, one in results}):
            wanted = [
                (trial.name, float(one.value), "answer" if one.is_plain_benefit else "near miss")
                for trial, one in results
                if terms.is_a("end-point", one.end_point, end_point)
                and (one.strength, one.direction) == ("confirmed", "experimental")
                and one.is_decisive
                and one.hypothesis == "superiority"
            ]
            answer = ask_planted("confirmed-benefits", drug=drug, endpoint=end_point)
            assert picked(answer, "trial", "value", "kind") == sorted(wanted, key=str), drug
            asked += len(wanted)
    assert asked


def test_counts_of_verdicts_of_each_drug(
    ask_planted: AskPlanted, truths: Truths, planted: tuple[Planted, ...]
) -> None:
    terms = load_terms()
    others = [one.truth for one in planted if one.truth not in truths]
    unsure = {drug for trial in others for one in trial.comparisons for drug in one.adds}
    for drug in drugs_added(truths):
        of_class = [d for d in drugs_added(truths) if terms.is_a("drug", d, drug)]
        if any(terms.is_a("drug", one, drug) for one in unsure):
            continue  # counts hold rows of trials that were judged otherwise than planted
        counted = Counter(
            (one.end_point, one.hypothesis, one.direction, one.strength)
            for member in of_class
            for _, one in adding(truths, member)
            if (one.is_current or is_formal(one)) and one.series[4] == "all"
        )
        answer = ask_planted("evidence-per-drug", drug=drug)
        wanted = sorted(((*key, count) for key, count in counted.items()), key=str)
        columns = ("endpoint", "hypothesis", "direction", "strength", "results")
        assert picked(answer, *columns) == wanted, drug


def is_formal(result: ResultTruth) -> bool:
    """Tell whether a formal test of the end point was met or missed by a result."""
    return result.is_decisive and (result.strength == "confirmed" or result.reason in MISSED)


def test_results_that_did_not_hold(ask_planted: AskPlanted, truths: Truths) -> None:
    wanted = {
        (trial.name, one.end_point, float(one.value))
        for trial in truths
        for one in trial.results
        if one.sustained == "not_sustained" and one.is_decisive
    }
    found = picked(ask_planted("not-sustained"), "trial", "endpoint", "first_value")
    assert wanted
    assert found == sorted(wanted, key=str)


def test_analyses_that_crossed_a_boundary(ask_planted: AskPlanted, truths: Truths) -> None:
    wanted = {
        (trial.name, one.end_point)
        for trial in truths
        for one in trial.results
        if one.reason in {"boundary_crossed", "futility", "harm_boundary"}
    }
    answer = ask_planted("stopped-early")
    found = {(r.cells["trial"], r.cells["endpoint"]) for r in answer.rows if r.cells["endpoint"]}
    assert wanted
    assert found == wanted


def test_comparisons_of_one_drug_with_another(ask_planted: AskPlanted, truths: Truths) -> None:
    pairs = [
        (trial, one, removed, added)
        for trial in truths
        for one in trial.comparisons
        for removed, added in one.replaced
    ]
    assert pairs
    for trial, one, removed, added in pairs:
        rows = picked(
            ask_planted("head-to-head", drug=added, versus=removed), "trial", "endpoint", "value"
        )
        wanted = {(trial.name, r.end_point, float(r.value)) for r in of_comparison(trial, one)}
        assert wanted <= set(rows), (trial.name, removed, added)


def test_non_inferiority_and_subgroups(ask_planted: AskPlanted, truths: Truths) -> None:
    tested = {
        (trial.name, one.end_point, float(one.value))
        for trial in truths
        for one in trial.results
        if one.hypothesis == "noninferiority"
    }
    found = picked(ask_planted("noninferiority-verdicts"), "trial", "endpoint", "value")
    assert set(found) == tested
    for drug in drugs_added(truths):
        wanted = {
            (trial.name, one.end_point, float(one.value))
            for trial, one in adding(truths, drug)
            if one.series[4].startswith("subgroup")
        }
        rows = picked(ask_planted("subgroup-results", drug=drug), "trial", "endpoint", "value")
        assert wanted <= set(rows)


def test_conclusions_of_benefit_beside_a_missed_primary_end_point(
    ask_planted: AskPlanted, truths: Truths
) -> None:
    missed = {
        trial.name
        for trial in truths
        if any(one.strength == "not_significant" for one in decisive_primary(trial))
    }
    found = {row.cells["trial"] for row in ask_planted("missed-yet-claimed").rows}
    assert found <= missed


def test_a_count_of_results_names_its_trials_and_quotes_each(
    ask_planted: AskPlanted, truths: Truths
) -> None:
    drug = drugs_added(truths)[0]
    answer = ask_planted("evidence-per-drug", drug=drug)
    assert answer.rows
    for row in answer.rows:
        assert len(row.words("trials")) == row.cells["in_trials"]
        assert len(row.passages) >= int(row.text("results"))
