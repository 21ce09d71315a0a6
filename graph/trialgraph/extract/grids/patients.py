"""In whom a table counts, where its columns hold fewer patients than their arms."""

from collections.abc import Iterable

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.grids.grid import Column, Grid, Row
from trialgraph.model import lazy
from trialgraph.model.text import Number

_OF_EVENT = lazy.regex(
    r"(?i)\b(?:sites?|patterns?|locations?|types?|treatments?|management|therap(?:y|ies))\b"
    r"[^.;]{0,60}?\b(?:of|for|after|at|by) (?:the )?(?:first |initial )?"
    r"(?P<event>recurrences?|relapses?|progression|metastas[ie]s)\b"
)


def patients_of(grid: Grid, row: Row, columns: Iterable[Column], setting: Setting) -> str:
    """Return the patients of a table about what followed an event, nothing where it has all.

    "Sites of first relapse" of 40 patients in an arm of 90 speaks of those who relapsed.
    """
    match = _OF_EVENT.search(grid.title.text) or _OF_EVENT.search(row.words)
    sizes = {arm.label: arm.n for arm in setting.trial.arms}
    known = [(column.n, sizes.get(column.arm)) for column in columns]
    if match is None or not all(_is_fewer(here, whole) for here, whole in known):
        return ""
    return f"patients with {match['event'].lower()}"


def _is_fewer(here: Number | None, whole: Number | None) -> bool:
    return here is not None and whole is not None and here.value < whole.value
