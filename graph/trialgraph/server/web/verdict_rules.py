"""The rules of verdicts in words, as the code has them: what a page leads to from a verdict."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from trialgraph.verdict import equivalence, margin, superiority

PATH = "/about"
_N5 = "The unfavourable limit prints as the margin, or nothing decides."
_N8 = "The plan asks for all randomised and for per-protocol patients, and one of them misses."
_N9 = 'The interval also excludes "no effect" on the good side: a second verdict, on superiority.'
_E1 = "A limit prints as a margin, or nothing decides."
_BESIDE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "superiority": (),
    "noninferiority": (("N5", _N5), ("N8", _N8), ("N9", _N9)),
    "equivalence": (("E1", _E1),),
}
"""What no table has, by hypothesis: what is left open, and what two results give together."""


@dataclass(frozen=True, slots=True)
class VerdictRule:
    """One row of a decision table.

    Attributes:
        name: such as ``V9``.
        words: where it holds; several where rows share the name.
        id: of the rule on the page that lists all.
    """

    name: str
    words: tuple[str, ...]
    id: str

    @property
    def page(self) -> str:
        """Return where the rule stands among the others."""
        return f"{PATH}#{self.id}"


@cache
def rules(hypothesis: str) -> tuple[VerdictRule, ...]:
    """Return the decision table of a hypothesis, in its order; empty for an unknown one."""
    if hypothesis not in _BESIDE:
        return ()
    tables = {
        "superiority": (*superiority.TABLE, superiority.v17_open),
        "noninferiority": margin.TABLE,
        "equivalence": equivalence.TABLE,
    }
    said = [(_name(one), _first_line(one)) for one in _callables(tables[hypothesis])]
    words: dict[str, list[str]] = {}
    for name, line in (*said, *_BESIDE[hypothesis]):
        words.setdefault(name, []).append(line)
    return tuple(
        VerdictRule(name, tuple(lines), f"rule-{hypothesis}-{name}")
        for name, lines in words.items()
    )


def find_rule(hypothesis: str, name: str) -> VerdictRule | None:
    """Return a rule by its name; none where the table has it no more."""
    return next((one for one in rules(hypothesis) if one.name == name), None)


def _callables(table: Iterable[object]) -> tuple[Callable[..., object], ...]:
    return tuple(one for one in table if callable(one))


def _name(rule: Callable[..., object]) -> str:
    """Return the name of a rule: ``V12a`` of ``v12a_unfavourable``."""
    written = rule.__name__.partition("_")[0]
    return f"{written[0].upper()}{written[1:]}"


def _first_line(rule: Callable[..., object]) -> str:
    return (rule.__doc__ or "").splitlines()[0]
