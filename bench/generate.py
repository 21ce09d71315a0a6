"""Invented records and publications of trials, any number, with what is true of them.

Run it as ``python bench/generate.py --number N --out FILE [--facts FILE]``; without
``--out`` the records go to standard output. Study k is the same whatever others are made,
so parts can be made side by side: ``--first 50000 --number 50000``. A name that ends in
``.gz`` is compressed. Nothing is kept in memory.
"""

import argparse
import gzip
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, NamedTuple, cast

import orjson
from generated.abstract import abstract
from generated.article import FOOT, HEAD, article
from generated.changes import change
from generated.facts import Fields, report_facts, study_facts
from generated.plan import MOST, RESULTS, Plan, plan
from generated.record import record
from generated.reports import MOST_STUDIES, UNREGISTERED, Report, reports

SEED = 1
NUMBER = 1000


class Made(NamedTuple):
    """What is written of one study.

    Attributes:
        lines: each with the name that it has as a file of its own.
        facts: what is true of each, and of what is gone.
    """

    lines: list[tuple[str, bytes]]
    facts: list[Fields]


def registry(options: argparse.Namespace, number: int) -> Made:
    """Return the record of a study; its later version where only these are asked for."""
    one = plan(options.seed, number, options.results)
    if options.events:
        return _changed(options, one)
    return Made([_record(one)], [study_facts(one)] if options.facts else [])


def _record(one: Plan) -> tuple[str, bytes]:
    return f"{one.nct}.json", record(one)


def _changed(options: argparse.Namespace, before: Plan) -> Made:
    """Return the later version of a study to which something happened, else nothing."""
    found = change(before, options.events)
    if found is None:
        return Made([], [])
    if found.after is None:
        return Made([], [{"study": before.nct, "change": found.kind}])
    return Made([_record(found.after)], [study_facts(found.after) | {"change": found.kind}])


def pubmed(options: argparse.Namespace, number: int) -> Made:
    """Return the publications beside a study, as PubMed's XML."""
    found = _reports(options, number)
    lines = [(f"{one.pmid}.xml", article(one)) for one in found]
    return Made(lines, list(map(report_facts, found)) if options.facts else [])


def abstracts(options: argparse.Namespace, number: int) -> Made:
    """Return the abstracts beside a study, as JSON with DOI and title, or as plain text."""
    found = [one for one in _reports(options, number) if one.kind == "report"]
    lines = [(f"{one.pmid}.txt", _abstract(one, is_text=options.each)) for one in found]
    return Made(lines, list(map(report_facts, found)) if options.facts else [])


def _abstract(report: Report, *, is_text: bool) -> bytes:
    told = abstract(report)
    if is_text:
        return f"{told.title}\n\n{told.words}".encode()
    return orjson.dumps({"doi": report.doi, "title": told.title, "abstract": told.words})


def _reports(options: argparse.Namespace, number: int) -> list[Report]:
    return reports(plan(options.seed, number, options.results), options.unregistered)


KINDS: dict[str, Callable[[argparse.Namespace, int], Made]] = {
    "registry": registry,
    "pubmed": pubmed,
    "abstracts": abstracts,
}


def read_options(arguments: list[str]) -> argparse.Namespace:
    """Return the options; those that cannot be met are refused with the reason."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kind", choices=KINDS, default="registry")
    parser.add_argument("--number", type=int, default=NUMBER, help="how many studies")
    parser.add_argument("--first", type=int, default=0, help="the number of the first study")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--results", type=float, default=RESULTS, help="share with results")
    help_of = "reports of trials in no registry, a study"
    parser.add_argument("--unregistered", type=float, default=UNREGISTERED, help=help_of)
    help_of = "only the later versions of studies that changed, so many of all"
    parser.add_argument("--events", type=float, default=0.0, help=help_of)
    parser.add_argument("--each", action="store_true", help="a file each; --out is their folder")
    parser.add_argument("--out", type=Path, help="where the records go")
    parser.add_argument("--facts", type=Path, help="where the facts that are true go")
    options = parser.parse_args(arguments)
    most = MOST if options.kind == "registry" else MOST_STUDIES
    if options.first + options.number > most:
        parser.error(f"studies past {most:,} found, wanted fewer; numbers have eight digits")
    for name, lowest, highest in (
        ("number", 0, most),
        ("results", 0, 1),
        ("events", 0, 1),
        ("unregistered", 0, MOST_STUDIES),
    ):
        if not lowest <= getattr(options, name) <= highest:
            parser.error(f"--{name} {getattr(options, name)} found, wanted {lowest} to {highest}")
    if options.first < 0:
        parser.error(f"--first {options.first} found, wanted 0 or more")
    if options.each and not options.out:
        parser.error("--each without --out found, wanted the folder for the files")
    return options


def opened(path: Path) -> IO[bytes]:
    """Return a file to write, compressed where its name says so; the same bytes each time."""
    if path.suffix == ".gz":
        return cast("IO[bytes]", gzip.GzipFile(path, "wb", compresslevel=6, mtime=0))
    return path.open("wb")


def made(options: argparse.Namespace) -> Iterator[Made]:
    """Yield what is written, study by study."""
    make = KINDS[options.kind]
    for number in range(options.first, options.first + options.number):
        yield make(options, number)


def write_all(options: argparse.Namespace, out: IO[bytes], facts: IO[bytes] | None) -> None:
    """Write all in one stream; PubMed's XML as one set."""
    is_set = options.kind == "pubmed"
    out.write(HEAD if is_set else b"")
    for one in made(options):
        out.writelines(line + b"\n" for _, line in one.lines)
        write_facts(one, facts)
    out.write(FOOT if is_set else b"")


def write_each(options: argparse.Namespace, facts: IO[bytes] | None) -> None:
    """Write a file each."""
    options.out.mkdir(parents=True, exist_ok=True)
    head, foot = (HEAD, FOOT) if options.kind == "pubmed" else (b"", b"")
    for one in made(options):
        for name, line in one.lines:
            (options.out / name).write_bytes(head + line + b"\n" + foot)
        write_facts(one, facts)


def write_facts(one: Made, facts: IO[bytes] | None) -> None:
    """Write the facts of a study, one document a line."""
    if facts:
        facts.writelines(orjson.dumps(each) + b"\n" for each in one.facts)


def main(arguments: list[str]) -> None:
    """Write the records, and the facts where they are asked for."""
    options = read_options(arguments)
    with ExitStack() as stack:
        facts = stack.enter_context(opened(options.facts)) if options.facts else None
        if options.each:
            write_each(options, facts)
            return
        out = stack.enter_context(opened(options.out)) if options.out else sys.stdout.buffer
        write_all(options, out, facts)


if __name__ == "__main__":
    main(sys.argv[1:])
