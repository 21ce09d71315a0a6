"""Errors of what a person decided."""

from typing import Self

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


class UnknownFact(DecisionError):
    """No document that is held says such a fact."""

    code = "unknown-fact"


class CorrectionRefused(DecisionError):
    """A correction does not rest on the document's words, or does not fit the fact.

    Attributes:
        wrong: what of it: ``field``, ``value``, ``quote`` or ``start``, its place; empty
            where it is none of these alone.
    """

    code = "correction-refused"
    wrong: str = ""

    def of(self, wrong: str) -> Self:
        """Return this error with what it is about."""
        self.wrong = wrong
        return self
