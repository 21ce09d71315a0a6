"""The words of a method tell how it deals with what comes after randomisation (ICH E9(R1))."""

import pytest

from trialgraph.verdict.estimand import Strategy, strategy_of


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("stratified Cox model", "treatment policy"),
        ("", "treatment policy"),
        ("RPSFT model", "hypothetical"),
        ("inverse probability of censoring weighting", "hypothetical"),
        ("two-stage accelerated failure time model", "hypothetical"),
        ("Cox model adjusted for crossover", "hypothetical"),
        ("log-rank test; patients censored at treatment switch", "hypothetical"),
        ("complier average causal effect", "principal stratum"),
        ("on-treatment analysis", "while on treatment"),
    ],
)
def test_the_method_tells_the_strategy(words: str, told: Strategy) -> None:
    assert strategy_of(words) == told
