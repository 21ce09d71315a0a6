"""Adverse events by term, grade and arm."""

import re
from collections.abc import Iterable, Iterator

from trialgraph.extract.grids.grid import Column, Grid, Row
from trialgraph.extract.grids.meaning import counted, is_share_of_another
from trialgraph.extract.grids.wording import bare_grade, grade_in, is_graded, plain, without_grade
from trialgraph.model import lazy
from trialgraph.model.result import AdverseEvent

_TITLE = lazy.regex(
    r"(?i)\badverse\b|\btoxicit|\bside[- ]effects?\b|\bsafety\b|\bAEs?\b|\bTEAEs?\b|\btolerability"
)
_OTHER_TITLE = lazy.regex(
    r"(?i)\bassociation|\bpredict|\bregression|\bmultivaria|\bquality of life|\bchanges?\b"
    r"|\befficacy\b|\bcriteria"
    r"|\bcharacteristics\b"
)
_NO_TERM = lazy.regex(
    r"(?i)^(?:n|no\.?|sum|total|other|others|p|number|none|unknown|missing|dose|grade"
    r"|(?:total )?(?:no\.?|number) of (?:patients|events)|patients|all|any|both|\d.*|\W*)$"
)
_NOT_A_TERM = lazy.regex(
    r"(?i)\bmedian\b|\bmean\b|\bdose (?:reduc|delay|modif|interrup|intens)|\bcycles?\b"
    r"|\bduration\b|\btime to\b|\btreated\b"
)
_DOSE_FOR_HARM = lazy.regex(
    r"(?i)\bdose (?:reduc|delay|modif|interrup)\w*\b.{0,60}"
    r"\b(?:due|owing|related|attributed|because|for)\b.{0,30}"
    r"(?:\bAEs?\b|\badverse\b|\btoxicit)"
)
_SERIOUS = lazy.regex(r"(?i)\bserious\b|\bSAEs?\b")
_NOT_SERIOUS = lazy.regex(r"(?i)\bnon-?serious\b|\bnot serious\b|\bor serious\b|\band serious\b")
_CAUSED = lazy.regex(r"(?i)\bgrades?\b")
_FEWEST_LETTERS = 3


def is_of_harms(grid: Grid) -> bool:
    """Tell whether a table counts adverse events."""
    words = f"{grid.title.text} {grid.corner}"
    return bool(_TITLE.search(words)) and not _OTHER_TITLE.search(grid.title.text)


def adverse_events_of(grids: Iterable[Grid]) -> tuple[AdverseEvent, ...]:
    """Return the adverse events that tables count for single arms."""
    found: dict[tuple[int, str], AdverseEvent] = {}
    for grid in grids:
        if is_of_harms(grid) and grid.arm_columns:
            for event in _unambiguous(list(_events(grid))):
                found.setdefault((event.span.start, event.arm), event)
    return tuple(found.values())


def _unambiguous(events: list[AdverseEvent]) -> Iterator[AdverseEvent]:
    """Yield the events that no other column of the table contradicts."""
    figures: dict[tuple[str, str, str, str], set[tuple[object, object]]] = {}
    for event in events:
        figures.setdefault(_key(event), set()).add(_figures(event))
    yield from (event for event in events if len(figures[_key(event)]) == 1)


def _key(event: AdverseEvent) -> tuple[str, str, str, str]:
    return event.term, event.grade, event.arm, event.population


def _figures(event: AdverseEvent) -> tuple[object, object]:
    return event.n and event.n.value, event.percent and event.percent.value


def _events(grid: Grid) -> Iterator[AdverseEvent]:
    for row in grid.rows:
        term, grade = _term(grid, row)
        if not term:
            continue
        for column in grid.arm_columns:
            if is_share_of_another(grid, column) or (column.group and not _own_size(column)):
                continue
            found = grade or _grade(grid, column)
            if found and column.number in row.cells:
                yield from _event(grid, row, column, (term, found))


def _own_size(column: Column) -> bool:
    """Tell whether the part of an arm that a column holds has its own size."""
    return column.n is not None and any(
        head.text.startswith(column.group) and str(column.n.printed) in head.text
        for head in column.head
    )


def _event(grid: Grid, row: Row, column: Column, what: tuple[str, str]) -> Iterator[AdverseEvent]:
    count = counted(grid, row, column)
    anchor = (count.n or count.percent) if count else None
    if count is None or anchor is None:
        return
    term, grade = what
    yield AdverseEvent(
        term=term,
        grade=grade,
        arm=column.arm,
        serious=True if _is_serious(grid, row) else None,
        n=count.n,
        total=count.total,
        percent=count.percent,
        population=f"subgroup: {column.group}" if column.group else "safety",
        span=anchor.span,
        passages=(row.line,),
    )


def _is_serious(grid: Grid, row: Row) -> bool:
    words = f"{row.words} {grid.title.text}"
    return bool(_SERIOUS.search(words)) and not _NOT_SERIOUS.search(words)


def _term(grid: Grid, row: Row) -> tuple[str, str]:
    """Return the term of a row, and its grade where the row says one."""
    label = row.label.text
    graded = is_graded(" ".join((grid.corner, grid.title.text, *(p.text for p in row.path))))
    own = _explicit(label) or bare_grade(label, graded=graded)
    term = without_grade(plain(label))
    if own and not _is_term(term):
        term = without_grade(plain(row.path[-1].text)) if row.path else ""
    if re.fullmatch(r"(?i)(?:any|all)(?: grades?)?", label.strip()) and row.path:
        term, own = without_grade(plain(row.path[-1].text)), "any"
    if not own and row.path:
        own = _explicit(row.path[-1].text)
    is_harm = not _NOT_A_TERM.search(row.words) or _DOSE_FOR_HARM.search(label)
    return (term, own) if _is_term(term) and is_harm else ("", "")


def _is_term(term: str) -> bool:
    letters = sum(char.isalpha() for char in term)
    if re.fullmatch(r"(?:(?:Any|All|any|all) )?AEs?", term):
        return True
    return letters >= _FEWEST_LETTERS and not _NO_TERM.match(term)


def _explicit(words: str) -> str:
    """Return a grade that is printed as such; ``any`` only beside the word grade."""
    grade = grade_in(words)
    return grade if grade != "any" or re.search(r"(?i)\b(?:any|all)[- ]grade", words) else ""


def _grade(grid: Grid, column: Column) -> str:
    """Return the grade that the heads of a column name, else that of the whole table."""
    around = (grid.corner, grid.title.text, *(one.words for one in grid.columns))
    graded = is_graded(" ".join(around))
    heads = list(reversed(column.head))
    for head in heads:
        if found := _explicit(head.text):
            return found
    for head in heads:
        words = re.sub(r"\(?\b[Nn] ?=.*$|\(%\)", "", head.text).strip()
        if re.fullmatch(r"(?i)(?:any|all|total|overall)(?: \w+)?", words):
            return "any"
        if found := bare_grade(words, graded=graded):
            return found
    return _grade_of_all(f"{grid.title.text} {grid.corner}")


def _grade_of_all(words: str) -> str:
    """Return the grade that title or corner give the whole table; empty where they name several."""
    if not re.search(r"(?i)\bgrades?\b\s?[≥>\dIV]|[≥>]\s?=?\s?grade|\bG[1-5]", words):
        return "any"
    named = {m for part in re.split(r"[;,(]|\band\b", words) if (m := _explicit(part))}
    return named.pop() if len(named) == 1 else ""
