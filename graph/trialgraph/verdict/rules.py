"""Grading one analysis: the facts, the first rule that matches, what weakens it."""

from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from trialgraph.verdict import equivalence, margin, superiority
from trialgraph.verdict.codes import (
    AuthorsWord,
    Direction,
    Formal,
    Hypothesis,
    Outcome,
    Reservation,
    Strength,
)
from trialgraph.verdict.derived import conventional_interval
from trialgraph.verdict.facts import Facts, Ruling
from trialgraph.verdict.formal import Finding, outside_plan
from trialgraph.verdict.level_test import p_one_sided
from trialgraph.verdict.polarity import null_value
from trialgraph.verdict.record import AnalysisInput, OneSidedP, Verdict
from trialgraph.verdict.reservations import Graded, blocking, reservations

_NEVER_TESTED = frozenset({Strength.EXCLUDED, Strength.DESCRIPTIVE})
_NO_LEVEL_USED = frozenset({Strength.EXCLUDED, Strength.DESCRIPTIVE, Strength.NOT_ESTIMABLE})

# What the authors' word goes with; pairs that are not here disagree.
_AGREEING = MappingProxyType(
    {
        AuthorsWord.SIGNIFICANT: frozenset({Strength.CONFIRMED}),
        AuthorsWord.NOT_SIGNIFICANT: frozenset({Strength.NOT_SIGNIFICANT, Strength.NOT_SHOWN}),
        AuthorsWord.EXPLORATORY: frozenset(
            {Strength.NOMINAL, Strength.NOT_SIGNIFICANT, Strength.NOT_SHOWN, Strength.DESCRIPTIVE}
        ),
        AuthorsWord.TREND: frozenset(
            {Strength.NOMINAL, Strength.NOT_SIGNIFICANT, Strength.NOT_SHOWN}
        ),
    }
)
_SUPERIORITY = (Facts.of, superiority.decide)
_TABLES = MappingProxyType(
    {
        Hypothesis.NONINFERIORITY: (margin.margin_facts, margin.decide),
        Hypothesis.EQUIVALENCE: (equivalence.equivalence_facts, equivalence.decide),
    }
)
_UNFIT = Finding(formal=Formal.UNKNOWN, outcome=Outcome.CONFLICTING)
_NOT_COMPARED = frozenset({Strength.UNDETERMINED, Strength.NOT_ESTIMABLE, Strength.EXCLUDED})


def authors_agree(word: AuthorsWord, strength: Strength) -> bool | None:
    """Tell whether the authors' word fits the verdict, ``None`` where there is nothing to fit."""
    if word is AuthorsWord.SILENT or strength in _NOT_COMPARED:
        return None
    return strength in _AGREEING[word]


def _facts(analysis: AnalysisInput) -> Facts:
    facts_of, _ = _TABLES.get(analysis.hypothesis, _SUPERIORITY)
    facts = facts_of(analysis)
    is_unfit = analysis.is_contradicted or analysis.is_disputed
    return replace(facts, finding=_UNFIT) if is_unfit else facts


def _ruling(facts: Facts) -> Ruling:
    _, decide = _TABLES.get(facts.analysis.hypothesis, _SUPERIORITY)
    return decide(facts)


def _tested(facts: Facts) -> Outcome:
    """Return the outcome whatever the plan says, to compare assessors, methods, later looks."""
    if facts.analysis.retracted:
        return Outcome.UNKNOWN
    is_margin = facts.analysis.hypothesis in _TABLES
    if is_margin or facts.finding.outcome is not Outcome.UNKNOWN:
        return facts.finding.outcome
    return outside_plan(facts.analysis)[0]


def _p_one_sided(facts: Facts, towards: Direction) -> OneSidedP | None:
    """Return the one-sided p of the hypothesis; two one-sided tests have none of their own."""
    is_resolved = facts.direction is not Direction.UNRESOLVED
    if facts.analysis.hypothesis is Hypothesis.NONINFERIORITY:
        return margin.p_against_margin(facts.analysis)
    is_one = facts.analysis.hypothesis is not Hypothesis.EQUIVALENCE
    return p_one_sided(facts.analysis, towards) if is_one and is_resolved else None


def _bare_verdict(facts: Facts, ruling: Ruling) -> Verdict:
    analysis = facts.analysis
    direction = ruling.direction or facts.direction
    return Verdict(
        hypothesis=analysis.hypothesis,
        null_value=null_value(analysis),
        direction=direction,
        formal=Formal.NONE if ruling.strength in _NEVER_TESTED else facts.formal,
        strength=ruling.strength,
        reason=ruling.reason,
        basis=ruling.basis or facts.finding.basis,
        level=None if ruling.strength in _NO_LEVEL_USED else facts.finding.level,
        tested=_tested(facts),
        p_one_sided=_p_one_sided(facts, direction),
        conventional=None if analysis.is_contradicted else conventional_interval(analysis),
        authors=analysis.authors,
        authors_passage=analysis.authors_passage,
        agrees=authors_agree(analysis.authors, ruling.strength),
        is_open=analysis.is_interim and facts.formal in {Formal.NOT_MET, Formal.UNKNOWN},
        rule=ruling.rule,
    )


@lru_cache(maxsize=1 << 10)
def grade(analysis: AnalysisInput) -> Verdict:
    """Return what the analysis supports, why, and by which rule."""
    # A trial's analyses are graded again as what is known of the others grows; most stay as
    # they were, and the grade is a function of the values alone.
    facts = _facts(analysis)
    verdict = _bare_verdict(facts, _ruling(facts))
    held = reservations(Graded(facts, verdict))
    return replace(verdict, reservations=held) if held else verdict


def is_plain_benefit(verdict: Verdict) -> bool:
    """Tell whether the unqualified word "benefit" may be used.

    Confirmed superiority of the experimental arm without blocking reservations,
    first hand. Verdicts about a margin are no benefit. Whether all randomised
    patients were analysed as planned is the caller's to filter.
    """
    return (
        verdict.hypothesis is Hypothesis.SUPERIORITY
        and verdict.strength is Strength.CONFIRMED
        and verdict.direction is Direction.EXPERIMENTAL
        and Reservation.SECOND_HAND not in verdict.reservations
        and not blocking(verdict)
    )
