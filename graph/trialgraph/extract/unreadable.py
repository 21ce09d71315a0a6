"""What is no prose: very long runs of characters without white space, as data and noise have.

Rules that look at a word from each of its characters take the square of its
length. Without such runs their cost grows with the length of the text alone.
"""

import re

from trialgraph.extract.traced import Traced
from trialgraph.model import lazy
from trialgraph.model.text import Problem, Span

LONGEST_RUN = 200
MOST_TOLD = 20

_RUN = lazy.regex(rf"(?<!\S)\S{{{LONGEST_RUN + 1},}}+")
# The rule under the head of a table is as wide as the table: it stays.
_CELL_RUN = lazy.regex(rf"(?<![^\s|])(?=[^\s|]*?[^\W_])[^\s|]{{{LONGEST_RUN + 1},}}+")
_WORD = lazy.regex(r"[^\W_]")


def without_runs(text: Traced, *, table: bool = False) -> tuple[Traced, list[Span]]:
    """Return a stretch of text without runs that nobody reads, and where those stand."""
    found: list[Span] = []
    if len(text.text) <= LONGEST_RUN:
        return text, found

    def left_out(match: re.Match[str]) -> str:
        found.append(text.span(*match.span()))
        return ""

    return text.rewrite(_CELL_RUN if table else _RUN, left_out), found


def problems(text: str, runs: list[Span]) -> tuple[Problem, ...]:
    """Return a problem for each run that holds letters or digits; ruled lines are none."""
    worded = [run for run in runs if _WORD.search(text, run.start, run.end)]
    told = [
        Problem(
            "unreadable-run",
            f"{run.end - run.start:,} characters without white space found, at most "
            f"{LONGEST_RUN} are read as a word; the run was left out",
            run,
        )
        for run in worded[:MOST_TOLD]
    ]
    if more := worded[MOST_TOLD:]:
        message = f"{len(more):,} more runs like the one before were left out"
        told.append(Problem("unreadable-run", message, more[0]))
    return tuple(told)
