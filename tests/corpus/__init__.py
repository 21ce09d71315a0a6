"""Invented trials with known truth: what is so is decided first, then documents are written."""

from tests.corpus.made import corpus
from tests.corpus.truth import (
    ArmTruth,
    ComparisonTruth,
    EndPointTruth,
    Planted,
    ResultTruth,
    TrialTruth,
)

__all__ = [
    "ArmTruth",
    "ComparisonTruth",
    "EndPointTruth",
    "Planted",
    "ResultTruth",
    "TrialTruth",
    "corpus",
]
