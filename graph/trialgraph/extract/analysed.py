"""How many patients of each arm an analysis looked at: heads of tables, brackets in the text."""

import re
from collections.abc import Iterator
from decimal import Decimal

from trialgraph.extract.draft_arm import DraftArm, telling
from trialgraph.extract.quoted import COUNT, whole_number
from trialgraph.extract.view import ReadingView, TableText
from trialgraph.model import lazy
from trialgraph.model.text import Number
from trialgraph.model.trial import PopulationSize

_HEAD = lazy.regex(rf"\(N ?= ?(?P<n>{COUNT})\)")
_KINDS = (
    ("safety", lazy.regex(r"\bsafety\b|\badverse events?\b", re.IGNORECASE)),
    ("measurable disease", lazy.regex(r"\bmeasurable\b", re.IGNORECASE)),
    ("ITT as analysed", lazy.regex(r"\bintention-to-treat\b|\bbaseline\b", re.IGNORECASE)),
)
_INTENDED = lazy.regex(r"\bintention-to-treat\b|\bintent-to-treat\b|\bITT\b", re.IGNORECASE)
_LONGEST_HEAD = 140
_SET = lazy.regex(
    r"\b(?:(?P<full>FAS|full[- ]analysis[- ]set)|per[- ]protocol)(?: population| set)? "
    r"\((?P<sizes>[^()]*)",
    re.IGNORECASE,
)
_SIZE = lazy.regex(rf"(?P<arm>[^;,()]+), ?n ?= ?(?P<n>{COUNT})(?=[;,)]|$)")


def analysed_sizes(
    view: ReadingView, drafts: list[DraftArm]
) -> dict[str, tuple[PopulationSize, ...]]:
    """Return the sizes by analysis population of each arm, by label."""
    found: dict[str, dict[str, Number]] = {draft.label: {} for draft in drafts}
    for table in view.tables:
        population = _population(view, table)
        for draft, number in _heads(table, drafts) if population else ():
            found[draft.label].setdefault(population, number)
    for population, draft, number in _told(view, drafts):
        found[draft.label].setdefault(population, number)
    return {
        label: tuple(PopulationSize(population=name, n=n) for name, n in sizes.items())
        for label, sizes in found.items()
    }


def _told(view: ReadingView, drafts: list[DraftArm]) -> Iterator[tuple[str, DraftArm, Number]]:
    """Yield the sizes that stand in brackets behind a set's name, when every arm has one."""
    for match in _SET.finditer(view.text):
        sizes = list(_SIZE.finditer(view.text, *match.span("sizes")))
        owners = [[one for one in drafts if _is_called(one, size["arm"])] for size in sizes]
        if len(sizes) == len(drafts) and all(len(found) == 1 for found in owners):
            population = "FAS" if match["full"] else "per protocol"
            for size, (draft,) in zip(sizes, owners, strict=True):
                span = view.span(*size.span("n"))
                yield population, draft, Number(Decimal(whole_number(size["n"])), size["n"], span)


def _is_called(draft: DraftArm, words: str) -> bool:
    """Tell whether words are a name of the arm, with or without the word for one."""
    name = re.sub(r" (?:arm|group)$", "", words.strip())
    return name in {draft.label, *draft.names}


def _population(view: ReadingView, table: TableText) -> str:
    """Return the population that a table's words name, or nothing."""
    first = _HEAD.search(table.text)
    notes = "\n".join(re.findall(r"^[*†‡].*$", table.text, re.MULTILINE))
    caption = table.text[: first.start()] + notes if first else ""
    for name, pattern in _KINDS:
        if pattern.search(caption):
            told = not name.startswith("ITT") or _INTENDED.search(view.document.text)
            return name if told else ""
    return ""


def _heads(table: TableText, drafts: list[DraftArm]) -> Iterator[tuple[DraftArm, Number]]:
    """Yield each arm with the N of its column, when every column has one arm."""
    heads = list(_HEAD.finditer(table.text))
    if len(heads) != len(drafts):
        return
    start, found = 0, []
    for head in heads:
        words = table.text[max(start, head.start() - _LONGEST_HEAD) : head.start()]
        owners = [draft for draft in drafts if _is_named(draft, drafts, words)]
        if len(owners) != 1:
            return
        span = table.span(*head.span("n"))
        found.append((owners[0], Number(Decimal(whole_number(head["n"])), head["n"], span)))
        start = head.end()
    if len({draft.label for draft, _ in found}) == len(drafts):
        yield from found


def _is_named(draft: DraftArm, drafts: list[DraftArm], words: str) -> bool:
    """Tell whether the head of a column ends with a name of the arm, or names its own drugs."""
    plain = " ".join(words.split())
    names = {draft.label, *draft.names}
    if any(re.search(rf"(?<![\w+]){re.escape(name)}$", plain) for name in names):
        return True
    own = [each.name for each in draft.components if each.key in telling(draft, drafts)]
    return bool(own) and all(name.lower() in plain.lower() for name in own)
