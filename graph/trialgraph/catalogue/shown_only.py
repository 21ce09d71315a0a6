"""Tells what a question only shows from what finds its rows.

The engine plans a query of sixty options for 80 ms, whatever it is asked about, and one of
twenty for 2 ms. So an option that nothing else in the query rests on is cut out of it, to be
looked up for the rows that are found; ``shown_later`` does that. Knows no store.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_FEW = 15  # options that are planned in a ms or two
_UNSEEN = re.compile(r"^[ \t]*#(?! given ).*$|\"(?:[^\"\\\n]|\\.)*\"", re.MULTILINE)
_OPTION = re.compile(r"OPTIONAL\s*\{")
_STATEMENT = re.compile(
    r"\s*\?(?P<subject>\w+)\s+(?P<property>(?:rdfs)?:\w+)\s+\?(?P<value>\w+)\s*\.?\s*"
)
COLUMNS = re.compile(r"SELECT DISTINCT(?P<columns>(?:\s+\?\w+)+)\s*(?:WHERE\s*)?(?P<group>\{)")
ORDER = re.compile(r"ORDER BY(?P<keys>[^{}]*)\Z")
_KEY = re.compile(r"(?P<down>DESC\()?\?(?P<name>\w+)")
VARIABLE = re.compile(r"\?(\w+)")
_INNER = re.compile(r"\{\s*SELECT\b")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A property that is looked up, with those of what it leads to."""

    subject: str
    property: str
    value: str
    further: "tuple[Shown, ...]" = ()

    def values(self) -> list[str]:
        """Return the variables that it binds."""
        return [self.value, *(name for one in self.further for name in one.values())]


@dataclass(frozen=True, slots=True)
class Split:
    """A query without what it only shows.

    Attributes:
        query: finds the rows.
        shown: what is looked up for them; each subject is a column of the query.
        order: columns by which the rows are ordered, each with whether that is downwards.
    """

    query: str
    shown: tuple[Shown, ...] = ()
    order: tuple[tuple[str, bool], ...] = ()


def unseen(query: str) -> str:
    """Return a query with blanks instead of its comments and strings."""
    return _UNSEEN.sub(lambda match: " " * len(match[0]), query)


@lru_cache(maxsize=256)
def split(query: str) -> Split:
    """Return a question's query without the options that nothing else in it rests on."""
    text = _Text(query)
    found = dict(text.shown()) if len(_OPTION.findall(text.seen)) > _FEW else {}
    if not found:
        return Split(query, order=text.order())
    return Split(text.without(found), tuple(found.values()), text.order())


class _Text:
    """A query, with its comments and strings out of sight."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.seen = unseen(query)
        self._select = COLUMNS.search(self.seen)
        self._all = Counter(VARIABLE.findall(self.seen))

    def order(self) -> tuple[tuple[str, bool], ...]:
        """Return the columns by which it orders its rows, each with whether downwards."""
        found = ORDER.search(self.seen)
        keys = _KEY.finditer(found["keys"]) if found else ()
        return tuple((one["name"], bool(one["down"])) for one in keys)

    def without(self, found: dict[Span, Shown]) -> str:
        """Return it without some options, and without an order; their subjects are columns."""
        assert self._select is not None  # there is no option without it
        columns = self._select["columns"].split()
        added = {f"?{one.subject}": None for one in found.values()}
        wanted = " ".join(dict.fromkeys([*columns, *added]))
        ordered = ORDER.search(self.seen)
        end = ordered.start() if ordered else len(self.query)
        pieces, at = [], 0
        cuts = {**dict.fromkeys(found, ""), self._select.span("columns"): f" {wanted}"}
        for (start, stop), instead in sorted(cuts.items()):
            pieces += [self.query[at:start], instead]
            at = stop
        return "".join([*pieces, self.query[at:end]])

    def shown(self) -> Iterator[tuple[Span, Shown]]:
        """Yield the options that may be cut out, each with its place."""
        if self._select is None:
            return
        whole = self._span(self._select.start("group"))
        branches = list(self._branches(whole))
        for group in (whole, *branches):
            others = [one for one in branches if one != group and group != whole]
            for place in self._options(group):
                option = self._option(place)
                if option is not None and self._is_alone(option, place, others):
                    yield place, option

    def _span(self, opening: int) -> Span:
        """Return a group with its braces, from where it opens."""
        depth = 0
        for at in range(opening, len(self.seen)):
            depth += {"{": 1, "}": -1}.get(self.seen[at], 0)
            if not depth:
                return opening, at + 1
        return opening, len(self.seen)

    def _groups(self, within: Span) -> Iterator[Span]:
        """Yield the groups that stand in a group, not those in them."""
        at = self.seen.find("{", within[0] + 1, within[1])
        while at >= 0:
            span = self._span(at)
            yield span
            at = self.seen.find("{", span[1], within[1])

    def _branches(self, whole: Span) -> Iterator[Span]:
        """Yield the alternatives of a query."""
        for start, end in self._groups(whole):
            before, after = self.seen[:start].rstrip(), self.seen[end:].lstrip()
            is_one = before.endswith("UNION") or after.startswith("UNION")
            if is_one and not _INNER.match(self.seen, start):
                yield start, end

    def _options(self, group: Span) -> Iterator[Span]:
        """Yield the options that stand in a group."""
        for start, end in self._groups(group):
            head = self.seen[:start].rstrip()
            if head.endswith("OPTIONAL"):
                yield len(head) - len("OPTIONAL"), end

    def _option(self, place: Span) -> Shown | None:
        """Return an option that holds one statement, and such options on what it leads to."""
        opening = _OPTION.match(self.seen, place[0])
        said = _STATEMENT.match(self.seen, opening.end()) if opening else None
        if said is None:
            return None
        at, further = said.end(), []
        while (inner := _OPTION.match(self.seen, at)) is not None:
            span = at, self._span(inner.end() - 1)[1]
            one = self._option(span)
            if one is None or one.subject != said["value"]:
                return None
            further.append(one)
            at = span[1] + len(self.seen[span[1] :]) - len(self.seen[span[1] :].lstrip())
        if at != place[1] - 1:
            return None
        return Shown(said["subject"], said["property"], said["value"], tuple(further))

    def _is_alone(self, option: Shown, place: Span, others: list[Span]) -> bool:
        """Tell whether nothing rests on what an option binds.

        Alternatives that know nothing of what it is about may bind the same columns.
        """
        assert self._select is not None
        elsewhere = [one for one in others if not self._count(one)[option.subject]]
        ordered = ORDER.search(self.seen)
        harmless = [place, self._select.span("columns"), *elsewhere]
        counts = [self._count(one) for one in (*harmless, *([ordered.span()] if ordered else []))]
        known = option.values()
        return len(set(known)) == len(known) and all(
            self._all[name] == sum(one[name] for one in counts) for name in known
        )

    def _count(self, span: Span) -> Counter[str]:
        return Counter(VARIABLE.findall(self.seen[slice(*span)]))
