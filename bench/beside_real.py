"""Invented registry records beside real ones: bytes, quads, lists, and time to read.

Run it as ``TRIALGRAPH_REFERENCE=folder python bench/beside_real.py [studies]``. Studies
with results stand apart, as the reference has far more of them than a registry. Bytes are
those of JSON without blanks.
"""

import sys
import time
import zlib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import orjson
from generated.plan import plan
from generated.record import values
from measure_registry import real_records

from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads

STUDIES = 1000
MOST_READ = 250
LEAST = 19
PERCENTS = (10, 50, 90, 100)

Record = dict[str, Any]


class Sample(NamedTuple):
    """Some records, with the bytes of each, and the quads and seconds of those that were read."""

    records: list[Record]
    sizes: list[int]
    quads: list[int]
    seconds: float


def sample(records: list[Record]) -> Sample:
    """Return records with what they cost."""
    terms = load_terms()
    sizes = [len(orjson.dumps(record)) for record in records]
    quads, begin = [], time.process_time()
    for record in records[:MOST_READ]:
        document = read_document(orjson.dumps(record))
        reading = read_trial_document(document, terms)
        quads.append(document_quads(reading, document, terms).count(b"\n"))
    return Sample(records, sizes, quads, time.process_time() - begin)


def members(*path: str) -> Callable[[Record], int]:
    """Return what counts the members of a list of a record."""
    return lambda record: _count(record, path)


def _count(value: Any, path: tuple[str, ...]) -> int:  # noqa: ANN401 -- JSON
    if isinstance(value, list) and path:
        return sum(_count(one, path) for one in value)
    for place, name in enumerate(path):
        value = value.get(name, {})
        if isinstance(value, list) and place + 1 < len(path):
            return sum(_count(one, path[place + 1 :]) for one in value)
    return len(value) if isinstance(value, list) else 0


_RESULTS = "resultsSection"
_OUTCOMES = (_RESULTS, "outcomeMeasuresModule", "outcomeMeasures")
_ROWS = ("classes", "categories", "measurements")
LISTS: dict[str, Callable[[Record], int]] = {
    "arms": members("protocolSection", "armsInterventionsModule", "armGroups"),
    "interventions": members("protocolSection", "armsInterventionsModule", "interventions"),
    "conditions": members("protocolSection", "conditionsModule", "conditions"),
    "primary outcomes": members("protocolSection", "outcomesModule", "primaryOutcomes"),
    "secondary outcomes": members("protocolSection", "outcomesModule", "secondaryOutcomes"),
    "locations": members("protocolSection", "contactsLocationsModule", "locations"),
    "references": members("protocolSection", "referencesModule", "references"),
    "outcome measures": members(*_OUTCOMES),
    "outcome values": members(*_OUTCOMES, *_ROWS),
    "analyses": members(*_OUTCOMES, "analyses"),
    "flow counts": members(
        _RESULTS, "participantFlowModule", "periods", "milestones", "achievements"
    ),
    "baseline values": members(_RESULTS, "baselineCharacteristicsModule", "measures", *_ROWS),
    "serious events": members(_RESULTS, "adverseEventsModule", "seriousEvents"),
    "other events": members(_RESULTS, "adverseEventsModule", "otherEvents"),
}


def module_sizes(records: list[Record]) -> dict[str, float]:
    """Return how many bytes each module has on average over all records."""
    found: dict[str, float] = {}
    for record in records:
        for section in record.values():
            for name, module in section.items() if isinstance(section, dict) else ():
                size = len(orjson.dumps(module)) / len(records)
                found[name] = found.get(name, 0) + size
    return found


def ratio(records: list[Record]) -> float:
    """Return how many times smaller as many records as the reference has become by zlib."""
    content = b"\n".join(orjson.dumps(record) for record in records[:LEAST])
    return len(content) / len(zlib.compress(content))


def at(numbers: Iterable[int], percent: int) -> int:
    """Return a quantile."""
    ordered = sorted(numbers)
    return ordered[round((len(ordered) - 1) * percent / 100)]


def mean(numbers: list[int]) -> float:
    """Return the mean."""
    return sum(numbers) / len(numbers)


def show(name: str, real: list[int], made: list[int]) -> None:
    """Print one row: mean and quantiles, real and generated."""
    cells = [f"{mean(real):>10,.1f}{mean(made):>10,.1f}"]
    cells += [f"{at(real, percent):>10,}{at(made, percent):>10,}" for percent in PERCENTS]
    print(f"{name:<22}{''.join(cells)}")


def compare(title: str, real: Sample, made: Sample) -> None:
    """Print all rows of studies of a kind."""
    print(f"\n{title}: {len(real.records)} real studies, {len(made.records)} generated")
    heads = "".join(f"{head:>20}" for head in ("mean", *(f"{p} %" for p in PERCENTS)))
    print(f"{'real | generated':<22}{heads}")
    show("bytes", real.sizes, made.sizes)
    show("quads", real.quads, made.quads)
    for name, count in LISTS.items():
        show(name, list(map(count, real.records)), list(map(count, made.records)))
    print(f"{'compressed to 1 in':<22}{ratio(real.records):>10.1f}{ratio(made.records):>10.1f}")
    rates = [len(one.quads) / one.seconds for one in (real, made)]
    print(f"{'bytes to quads, a s':<22}{rates[0]:>10,.0f}{rates[1]:>10,.0f}")
    theirs, ours = module_sizes(real.records), module_sizes(made.records)
    print("mean bytes by module, real | generated")
    for name in sorted(theirs | ours, key=lambda name: -theirs.get(name, 0)):
        print(f"  {name:<30}{theirs.get(name, 0):>10,.0f}{ours.get(name, 0):>10,.0f}")


def main() -> None:
    """Print studies without results, then those with results."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else STUDIES
    records = list(real_records())
    for title, share in (("without results", 0.0), ("with results", 1.0)):
        real = [record for record in records if record["hasResults"] is bool(share)]
        made = [values(plan(1, k, share)) for k in range(number)]
        compare(title, sample(real), sample(made))


if __name__ == "__main__":
    main()
