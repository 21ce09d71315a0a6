"""Leaves malformed facts out of a reading, with what hangs on them, and records why."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from trialgraph import names
from trialgraph.check.shapes import Finding
from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import Problem, Span
from trialgraph.model.trial import Arm, Trial

_OF_RESULTS = frozenset({"estimate", "arm-value", "interval", "p-value", "boundary"})
_OF_ARMS = frozenset({"arm", "intervention", "population-size"})
