"""Writes the module ``effect``: an effect estimate's columns and filters with their types.

Run as ``python -m trialgraph.notebook.effect_source`` after a column or a filter
changed. Types that a program checks cannot be made while it runs.
"""

from pathlib import Path
from textwrap import wrap

from trialgraph.catalogue.card import Column
from trialgraph.catalogue.effect_filters import FILTERS, Filter
from trialgraph.catalogue.effects import columns

_TYPES = {
    "number": "Decimal | None",
    "integer": "int | None",
    "boolean": "bool | None",
    "date": "date | None",
    "iri": "IRI",
}
_WIDTH = 92  # of a line that is indented once and may end in quotation marks
_HEAD = '''"""One effect estimate with all its columns, and what estimates are searched by.

Written by ``trialgraph.notebook.effect_source``; nobody edits it by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
{dates}from decimal import Decimal
from typing import TypedDict

from trialgraph.catalogue.answer import Passage
from trialgraph.notebook.values import IRI

Words = str | Sequence[str]
"""A name or a word; several are alternatives."""


class EffectFilters(TypedDict, total=False):
    """What ``Store.effects`` takes; each left out stands for all."""

'''
_EFFECT = '''

@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One estimate, ``None`` where a column has no value."""

'''


def type_of(column: Column) -> str:
    """Return the Python type of a column as it is written."""
    return "tuple[str, ...]" if column.is_list else _TYPES.get(column.type, "str | None")


def source() -> str:
    """Return the text of the module."""
    filters = "".join(_field(name, "Words", _meaning(one)) for name, one in FILTERS.items())
    fields = "".join(_field(one.name, type_of(one), one.meaning) for one in columns())
    passages = _field("passages", "tuple[Passage, ...]", "the sentences that say it")
    dates = "from datetime import date\n" if "date |" in fields else ""
    return _HEAD.format(dates=dates) + filters + _EFFECT + fields + passages


def _meaning(one: Filter) -> str:
    """Return what a filter means, with the words that it takes where these are few."""
    known = ", ".join(one.parameter.choices)
    return f"{one.parameter.meaning}: {known}" if known else one.parameter.meaning


def _field(name: str, kind: str, meaning: str) -> str:
    """Return a field with its meaning below, in lines that are not too long."""
    said = f"{meaning[:1].upper()}{meaning[1:]}."
    lines = wrap(f'"""{said}', _WIDTH)
    lines[-1] += '"""' if len(lines) == 1 else '\n"""'
    return "".join(f"    {line}\n" for line in (f"{name}: {kind}", *"\n".join(lines).split("\n")))


def main(folder: Path | None = None) -> None:
    """Write the module into a folder, by default beside this one."""
    target = (folder or Path(__file__).parent) / "effect.py"
    target.write_text(source(), encoding="utf-8")


if __name__ == "__main__":
    main()
