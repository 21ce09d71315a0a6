"""How much faster two workers of Spark make statements than one does.

Run it as ``python bench/spark.py [--number 1000] [--rounds 5]``; it wants the extra ``spark``
and Java. The records are read, divided and kept before the time runs, and the workers have
their terms; what is timed is the mapping alone, from bytes to statements. One worker and two
take turns, and of each the best round counts, so that the ratio tells something on any
machine that has two free processors.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import generate

from trialgraph.bulk.spark import mapped, records, session
from trialgraph.bulk.spark_records import Given, versions

PARTS = 8


def seconds(file: Path, rounds: int) -> Mapping[int, float]:
    """Return the seconds of the best round with one worker, and with two."""
    with session("local[2]") as spark:
        context = spark.sparkContext
        divided = records(spark, f"file://{file}").repartition(PARTS).cache()
        made = {
            # Parts that are put together are one task, which one worker does.
            workers: mapped(context, taken, Given((), "of the bench", versions()))
            for workers, taken in ((1, divided.coalesce(1)), (2, divided))
        }
        made[2].count()  # records are kept now, and both workers have made their terms
        taken = [
            {workers: _timed(one.count) for workers, one in made.items()} for _ in range(rounds)
        ]
    return {workers: min(times[workers] for times in taken) for workers in made}


def _timed(action: Callable[[], object]) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def main() -> None:
    """Print a line for each number of workers, and the ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--number", type=int, default=1000, help="how many studies")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="trialgraph-bench-") as folder:
        file = Path(folder) / "registry.jsonl"
        generate.main(["--number", str(options.number), "--out", str(file)])
        taken = seconds(file, options.rounds)
    print(f"{options.number} studies, {PARTS} parts, best of {options.rounds} rounds")
    for workers, time_taken in taken.items():
        rate = options.number / time_taken
        print(f"{workers} worker(s): {time_taken:.1f} s, {rate:,.0f} studies a second")
    print(f"speed-up: {taken[1] / taken[2]:.2f}x")


if __name__ == "__main__":
    main()
