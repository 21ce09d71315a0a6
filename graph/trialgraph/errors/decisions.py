"""Errors of what a person decided."""

from trialgraph.errors.base import EvidenceError


class DecisionError(EvidenceError):
    """What a person decided cannot be taken in."""

    code = "decision-error"


class UnknownTrial(DecisionError):
    """No trial of that name is held, or several are."""

    code = "unknown-trial"


class UnknownDecision(DecisionError):
    """There is no such decision."""

    code = "unknown-decision"


class DecisionUnfounded(DecisionError):
    """A decision has no reason, or nobody made it."""

    code = "decision-unfounded"


class DecisionIdle(DecisionError):
    """A decision would change nothing."""

    code = "decision-idle"


class DecisionContradicted(DecisionError):
    """Another decision in force says the opposite."""

    code = "decision-contradicted"
