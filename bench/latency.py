"""How long the named questions take over a large store, and which of them take too long.

A question with parameters is asked about things that stand in the store, drawn with a fixed
seed, whose answers have at most ``MOST_ROWS`` rows: one row of the table for each parameter that
selects. Where a question has a row for each result or trial of a thing, those of each thing are
counted first, and a thing that has more is never asked about; whatever else is drawn is asked about
once and dropped if its answer turns out too long. Where as many as are wanted were all too long, no
more are asked about. So a row of fewer things than were wanted, or of 0, says that so few of those
drawn have short answers. A question that can be asked about everything is asked for its first
``PART`` rows by key. Each is asked several times and the best counts, by the clock and by the
processor, for others may use the machine; ``first`` is the longest that anything took when asked
for the first time. Each row is found by a process of its own, which is stopped when it takes too
long.

Run it as ``python bench/latency.py --store FOLDER [question ...]``.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing import Process
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote

from trialgraph.catalogue.ask import ask
from trialgraph.catalogue.card import Card, find_card
from trialgraph.catalogue.card import names as questions
from trialgraph.catalogue.schemes import SCHEMES
from trialgraph.names import ID, ONTOLOGY
from trialgraph.rdf.term import plain
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import Reader, open_reader

SEED = 3
MOST_ROWS = 200
PART = 100
DRAWN_FOR_ONE = 4
"""Things that are drawn for each that is wanted: some have too long an answer."""
P50_MS, P99_MS = 50, 500
SELECTIVE = ("trial", "drug", "condition", "endpoint", "document", "result")
FIXED = {"points": "5", "date": "2020-01-01"}
Given = dict[str, str]
Asked = Callable[[], int]
"""Asks something, and returns how many rows the answer has."""

_THINGS = {
    "drug": "?comparison :adds ?drug",
    "versus": "?comparison :givesInstead ?drug ; :removes ?versus",
    "trial": "?result a :Result ; :trial ?trial",
    "condition": "?trial :treats ?condition",
    "endpoint": "?result a :Result ; :endPoint ?endpoint",
    "document": "?document a :Document",
    "result": "?result a :Result",
}
"""Parameter to what finds the things that it can stand for, with those that depend on it."""

_RATIO = '?row :measure ?measure FILTER(?measure IN ("HR", "csHR", "sHR"))'
_ROWS = {
    ("effects", "endpoint"): "?row a :Result ; :endPoint ?thing",
    ("every-hazard-ratio", "endpoint"): f"?row a :Result ; :endPoint ?thing . {_RATIO}",
    ("trials-in-condition", "condition"): "?row :treats ?thing",
    ("completed-without-results", "condition"): (
        '?row :treats ?thing ; :status "completed" ; :hasPostedResults false'
        " FILTER NOT EXISTS { ?row :reportedBy ?report }"
    ),
}
"""Question and parameter to what the answer about a thing has at least as many rows as.

Things below it in the tables of terms add to its rows, so what is left out is too long for sure.
"""


@dataclass
class Times:
    """What asking took, in ms; one of each list a thing."""

    rows: list[int] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    first: float = 0.0

    def ask(self, asked: Asked, times: int) -> None:
        """Ask some times, and keep the best."""
        clock, processor, rows = [], [], 0
        for _ in range(times):
            began, began_cpu = time.perf_counter(), time.process_time()
            rows = asked()
            processor.append(1000 * (time.process_time() - began_cpu))
            clock.append(1000 * (time.perf_counter() - began))
        self.rows.append(rows)
        self.clock.append(min(clock))
        self.processor.append(min(processor))
        self.first = max(self.first, clock[0])

    @property
    def is_slow(self) -> bool:
        """Tell whether it takes longer than an answer may."""
        return _share(self.clock, 0.5) > P50_MS or _share(self.clock, 0.99) > P99_MS

    def cells(self) -> list[str]:
        """Return the cells of the table, the mark of what is slow last."""
        figures = [
            _share(taken, at) for taken in (self.clock, self.processor) for at in (0.5, 0.99)
        ]
        counts = (len(self.rows), _share(self.rows, 0.5), max(self.rows))
        mark = "slow" if self.is_slow else ""
        return [
            *(f"{n:,.0f}" for n in counts),
            *(f"{n:,.1f}" for n in (*figures, self.first)),
            mark,
        ]


def _share(numbers: Sequence[float], at: float) -> float:
    """Return the number that so many of all do not exceed."""
    return sorted(numbers)[min(len(numbers) - 1, int(len(numbers) * at))]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things each question is asked about, and how many times each."""

    things: int
    times: int


class Things:
    """What questions can be asked about in a store, in an order drawn with a fixed seed."""

    def __init__(
        self, reader: Reader, known: Mapping[str, list[Given]] = MappingProxyType({})
    ) -> None:
        """Take a store, and the things of it that were drawn already."""
        self._reader = reader
        self._known: dict[str, list[Given]] = dict(known)

    def short(self, question: str, name: str) -> list[Given]:
        """Return those of the things drawn about which an answer may be short."""
        rows = _ROWS.get((question, name))
        if rows is None:
            return self.drawn(name)
        query = (
            f"PREFIX : <{ONTOLOGY}> SELECT ?thing (COUNT(DISTINCT ?row) AS ?rows) {{ {rows} }}"
            f" GROUP BY ?thing HAVING(COUNT(DISTINCT ?row) > {MOST_ROWS})"
        )
        long = {plain(row["thing"]) for row in self._reader.select(query)}
        return [one for one in self.drawn(name) if one[name] not in long]

    def drawn(self, name: str) -> list[Given]:
        """Return the things that a parameter can stand for."""
        if name not in self._known:
            query = f"PREFIX : <{ONTOLOGY}> SELECT DISTINCT * {{ {_THINGS[name]} }}"
            wanted = ("drug", "versus") if name == "versus" else (name,)
            rows = {tuple(plain(row[one]) for one in wanted) for row in self._reader.select(query)}
            found = [dict(zip(wanted, row, strict=True)) for row in sorted(rows) if _is_known(row)]
            random.Random(SEED).shuffle(found)  # noqa: S311 - no secret
            self._known[name] = found
        return self._known[name]


def _is_known(things: Sequence[str]) -> bool:
    """Tell whether the tables of terms hold what may stand in them, so that it has a name."""
    terms = load_terms()
    places = (one.removeprefix(ID).split("/", 1) for one in things)
    pairs = ((scheme, unquote(notation)) for scheme, notation in places if scheme in SCHEMES)
    return all(terms.get(*pair) is not None for pair in pairs)


def ways(card: Card) -> Iterator[str]:
    """Yield the parameters that select what a question is asked about; empty for everything."""
    needed = [one.name for one in card.parameters if not one.is_optional and one.name not in FIXED]
    if not needed:
        yield ""
    if "versus" in needed:
        yield "versus"
    elif needed:
        yield next(one for one in SELECTIVE if one in needed)
    else:
        yield from (one.name for one in card.parameters if one.name in SELECTIVE)


def completed(card: Card, given: Given, things: Things, at: int) -> Given:
    """Return the parameters with all that the question needs beside."""
    needed = [one.name for one in card.parameters if not one.is_optional]
    added = {name: FIXED[name] for name in needed if name in FIXED}
    for name in set(needed) - set(FIXED) - given.keys():
        others = things.drawn(name)
        added |= others[at % len(others)]
    return {**added, **given}


@dataclass(frozen=True, slots=True)
class Asking:
    """How questions are asked: of a store, about so many things, so many times each."""

    reader: Reader
    things: Things
    wanted: int
    times: int

    def about(self, card: Card, way: str) -> Times:
        """Ask a question about so many things whose answers are not too long."""
        measured = Times()
        for at, one in enumerate(self.things.short(card.name, way)[: DRAWN_FOR_ONE * self.wanted]):
            asked = self._asked(card, completed(card, one, self.things, at))
            began = time.perf_counter()
            if asked() > MOST_ROWS:
                if at + 1 >= self.wanted and not measured.rows:
                    break
                continue
            measured.first = max(measured.first, 1000 * (time.perf_counter() - began))
            measured.ask(asked, self.times)
            if len(measured.rows) == self.wanted:
                break
        return measured

    def about_everything(self, card: Card) -> Times:
        """Ask a question for its first rows."""
        measured = Times()
        measured.ask(self._asked(card, {}, PART), self.times)
        return measured

    def _asked(self, card: Card, given: Given, most: int = 0) -> Asked:
        terms = load_terms()

        def asked() -> int:
            rows = ask(self.reader, card.name, given, terms, most).rows
            return len(rows[:most] if most else rows)

        return asked


def print_row(question: str, way: str, cells: Sequence[str]) -> None:
    """Print a row of the table."""
    print(f"{question:36}{way:11}" + "".join(f"{one:>9}" for one in cells), flush=True)


def _measure(
    store: Path, known: Mapping[str, list[Given]], row: tuple[str, str], counts: Counts
) -> None:
    """Print one row of the table."""
    name, way = row
    card = find_card(name)
    with open_reader(store) as reader:
        asking = Asking(reader, Things(reader, known), counts.things, counts.times)
        found = asking.about(card, way) if way else asking.about_everything(card)
    print_row(name, way or "all", found.cells() if found.rows else ["0"])


def main() -> None:
    """Print a table: question, parameter, things asked about, rows, times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--things", type=int, default=20, help="asked about, each question")
    parser.add_argument("--times", type=int, default=3, help="each is asked; the best counts")
    parser.add_argument("--longest", type=float, default=120, help="seconds that a row may take")
    parser.add_argument("questions", nargs="*", help="all when none is given")
    options = parser.parse_args()
    head = ["things", "rows", "most", "p50 ms", "p99 ms", "p50 CPU", "p99 CPU", "first", ""]
    with open_reader(options.store) as reader:
        held, things = reader.statistics(), Things(reader)
        print(f"{held.documents:,} documents, {held.trials:,} trials, {held.quads:,} quads")
        known = {name: things.drawn(name) for name in _THINGS}
    print_row("question", "about", head)
    counts = Counts(options.things, options.times)
    for name in options.questions or questions():
        for way in ways(find_card(name)):
            row = (name, way)
            process = Process(target=_measure, args=(options.store, known, row, counts))
            process.start()
            process.join(options.longest)
            if process.is_alive():
                process.kill()
                process.join()
                print_row(name, way or "all", [f"over {options.longest:.0f} s"])
            elif process.exitcode:
                raise SystemExit(f"{name} by {way or 'all'} failed")


if __name__ == "__main__":
    main()
