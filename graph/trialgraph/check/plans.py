"""What is left to ask of a node when it is known how the node is described.

The predicates of a node and its classes settle what shapes ask about numbers of values, and
with it most of all they ask. Nodes are described in few ways, so this is found out once.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from trialgraph.check.compiling import Rule
from trialgraph.check.parts import Beside, Counts, Each, Verdicts
from trialgraph.check.sheet import FRAMES_KEPT, Frame
from trialgraph.names import expand
from trialgraph.rdf.term import iri_text

SUBCLASS = iri_text(expand("rdfs:subClassOf"))

Classes = tuple[str, ...]
Order = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask of nodes that are described alike.

    Attributes:
        values: lines whose objects must be right, and the rules that find them wrong.
        pairs: two lines whose numbers must be in an order, and the rule that wants it.
        ways: lines whose object alone decides a rule, by what is said further on.
        rules: that must be asked whole.
        queries: rules of which the node is a focus and that a query decides.
        is_known: ``False`` where only the reference knows what to ask.
    """

    values: tuple[tuple[int, Verdicts, tuple[Rule, ...]], ...]
    pairs: tuple[tuple[int, int, Order, Rule], ...]
    ways: tuple[tuple[int, Rule], ...]
    rules: tuple[Rule, ...]
    queries: tuple[Rule, ...]
    is_known: bool = True


class Planner:
    """Makes plans and keeps them.

    Args:
        rules: of all shapes.
        above: the classes directly above a class, as tokens.
    """

    def __init__(self, rules: Iterable[Rule], above: Mapping[str, Iterable[str]]) -> None:
        self._rules = tuple(rules)
        self._above = above
        self._plans: dict[tuple[Frame, Classes], Plan] = {}
        self._together: dict[tuple[Each, ...], Verdicts] = {}

    def plan(self, frame: Frame, classes: Classes) -> Plan:
        """Return what to ask of a node."""
        key = frame, classes
        plan = self._plans.get(key)
        if plan is None:
            if len(self._plans) >= FRAMES_KEPT:
                self._plans.clear()
            plan = self._plans[key] = self._made(frame, classes)
        return plan

    def _made(self, frame: Frame, classes: Classes) -> Plan:
        if SUBCLASS in frame.where:
            return Plan((), (), (), (), (), is_known=False)
        wide = self._wide(classes)
        aimed = [rule for rule in self._rules if rule.targets & wide]
        counts = {predicate: len(lines) for predicate, lines in frame.where.items()}
        left = [one for one in aimed if one.form is not None and not one.form.foreseen(counts)]
        values: dict[int, list[tuple[Each, Rule]]] = {}
        pairs: list[tuple[int, int, Order, Rule]] = []
        ways: list[tuple[int, Rule]] = []
        whole: list[Rule] = []
        for rule in left:
            if (asked := _asked(rule, frame, counts)) is not None:
                for line, part in asked:
                    values.setdefault(line, []).append((part, rule))
            elif (pair := _pair(rule, frame)) is not None:
                pairs.append((*pair, rule))
            elif (way := _way(rule, frame)) is not None:
                ways.append((way, rule))
            else:
                whole.append(rule)
        return Plan(
            tuple(self._line(line, told) for line, told in values.items()),
            tuple(pairs),
            tuple(ways),
            tuple(whole),
            tuple(rule for rule in aimed if rule.form is None),
        )

    def _wide(self, classes: Classes) -> set[str]:
        """Return classes with all above them."""
        wide: set[str] = set()
        left = list(classes)
        while left:
            one = left.pop()
            if one not in wide:
                wide.add(one)
                left.extend(self._above.get(one, ()))
        return wide

    def _line(
        self, line: int, pairs: list[tuple[Each, Rule]]
    ) -> tuple[int, Verdicts, tuple[Rule, ...]]:
        """Return what is asked of one value by several parts as one question."""
        parts = tuple(part for part, _ in pairs)
        verdicts = self._together.get(parts)
        if verdicts is None:
            verdicts = self._together[parts] = (
                parts[0].right if len(parts) == 1 else Verdicts(_all_of(parts))
            )
        return line, verdicts, tuple(dict.fromkeys(rule for _, rule in pairs))


class _all_of:  # noqa: N801 - used as a function
    """Tells whether all parts find a value right."""

    def __init__(self, parts: tuple[Each, ...]) -> None:
        self._parts = parts

    def __call__(self, token: str) -> bool:
        return all(part.right[token] for part in self._parts)


def _asked(rule: Rule, frame: Frame, counts: Counts) -> list[tuple[int, Each]] | None:
    """Return the single values that decide a rule, ``None`` where it takes more than those."""
    path = None if rule.form is None else rule.form.path
    if rule.form is None or path is None or path.kind == "then":
        return None
    found: list[tuple[int, Each]] = []
    for part in rule.form.parts:
        if isinstance(part, Each):
            found += [(at, part) for one in path.predicates for at in frame.where.get(one, ())]
        elif not part.foreseen(path.seen(counts)):
            return None
    return found


def _pair(rule: Rule, frame: Frame) -> tuple[int, int, Order] | None:
    """Return the two lines that decide a rule by the order of their numbers."""
    path = None if rule.form is None else rule.form.path
    if rule.form is None or path is None or path.kind != "one" or len(rule.form.parts) != 1:
        return None
    (part,) = rule.form.parts
    if not isinstance(part, Beside) or part.order is None:
        return None
    mine, theirs = frame.where.get(path.predicates[0], ()), frame.where.get(part.other, ())
    return (mine[0], theirs[0], part.order) if len(mine) == len(theirs) == 1 else None


def _way(rule: Rule, frame: Frame) -> int | None:
    """Return the line whose object alone decides a rule of a path over several nodes."""
    path = None if rule.form is None else rule.form.path
    if rule.form is None or path is None or path.kind != "then":
        return None
    lines = frame.where.get(path.predicates[0], ())
    beside = any(isinstance(part, Beside) for part in rule.form.parts)
    return lines[0] if len(lines) == 1 and not beside else None
