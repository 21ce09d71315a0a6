"""Tables of results, harms or patients of which nothing was read: each is told."""

from collections.abc import Iterable, Iterator

from trialgraph.extract.grids.baseline import is_baseline
from trialgraph.extract.grids.grid import Grid
from trialgraph.extract.grids.harms import is_of_harms
from trialgraph.extract.grids.head_names import labels_in
from trialgraph.extract.grids.made import Printed
from trialgraph.extract.grids.outcomes import RESULTS, is_of_results
from trialgraph.model import lazy
from trialgraph.model.text import Problem, Span
from trialgraph.model.trial import Arm

_LONGEST = 80
_NO_RESULTS = lazy.regex(
    r"(?i)\bprognos|\bpredict|\bregression|varia(?:te|ble)\b|\bassociat|\bcorrelat|\bcox\b"
    r"|\bfactors?\b|\bcriteria\b|\bassumption|\bliterature|\bpublished|\btrials\b|\bstudies\b"
    r"|\bdefinition|\bschedule\b|\bsample size"
)


def unread_tables(
    printed: Iterable[Printed], arms: tuple[Arm, ...], read: Iterable[Span | None]
) -> Iterator[Problem]:
    """Yield one problem for each table that should give facts and gave none.

    Args:
        printed: the tables of a document, each with its grids.
        arms: of the trial.
        read: where facts stand, and problems that were told before.
    """
    places = [span for span in read if span]
    for table in printed:
        kind = next((kind for grid in table.grids if (kind := _kind(grid, arms))), "")
        whole = table.raw.span
        if kind and not any(whole.start <= one.start < whole.end for one in places):
            title = table.raw.title
            span = title.span(0, len(title.text)) if title.text else whole
            named = f" ({title.text[:_LONGEST]})" if title.text else ""
            reason = _reason(table.grids, arms)
            yield Problem("unread-table", f"a table of {kind}{named} was left out: {reason}", span)


def _kind(grid: Grid, arms: tuple[Arm, ...]) -> str:
    """Return what a table tells of the arms, by its title; empty where it tells nothing of them."""
    title = grid.title.text
    if is_of_harms(grid):
        return "harms"
    if is_baseline(grid):
        return "patients"
    if not is_of_results(grid) or _NO_RESULTS.search(title):
        return ""
    compares = len({column.arm for column in grid.arm_columns}) > 1
    rated = any(column.kind == "effect" for column in grid.columns)
    is_named = RESULTS.search(title) is not None or bool(labels_in(title, arms))
    return "results" if compares or (is_named and (rated or grid.arm_columns)) else ""


def _reason(grids: tuple[Grid, ...], arms: tuple[Arm, ...]) -> str:
    if not arms:
        return "no arms were found that it could be about"
    if not any(grid.arm_columns for grid in grids):
        return "its heads name no arm, or name one twice"
    return "its rows have no words that are read for sure"
