"""Counters of what was answered, printed in the text form that Prometheus reads.

Written out by hand: on the way of every request a counter of a library costs more
than all that is counted here. Form: Prometheus exposition format, version 0.0.4.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from time import time

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

EDGES = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper edges of the histogram of times, in seconds."""

_ROUTES = frozenset({"sparql", "graph-store", "api", "admin", "healthz", "readyz", "metrics", ""})
_ESCAPED = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})


def route_of(path: str) -> str:
    """Return the first part of a path that is one of ours; whatever else is asked is one."""
    first = path[1:].partition("/")[0]
    return first if first in _ROUTES else "other"


class Metrics:
    """What was answered since the service started.

    Attributes:
        running: requests being answered now.
    """

    def __init__(self) -> None:
        self.running = 0
        self._started = time()
        self._times: dict[str, list[int]] = defaultdict(lambda: [0] * (len(EDGES) + 1))
        self._seconds: dict[str, float] = defaultdict(float)
        self._answers: dict[tuple[str, str, int], int] = defaultdict(int)
        self._outcomes: dict[str, int] = defaultdict(int)
        self._octets = 0
        self._rows = 0
        self._worker_seconds = 0.0

    def count(
        self, request: tuple[str, str, int], seconds: float, octets: int, told: Mapping[str, object]
    ) -> None:
        """Count one answer.

        Args:
            request: route, method and status.
            seconds: from the request's head to the end of the answer.
            octets: of the answer's body.
            told: by whoever answered.
        """
        route = request[0]
        self._answers[request] += 1
        self._times[route][bisect_left(EDGES, seconds)] += 1
        self._seconds[route] += seconds
        self._octets += octets
        if "outcome" in told:
            self._outcomes[str(told["outcome"])] += 1
            rows, spent = told.get("rows"), told.get("worker_seconds")
            self._rows += rows if isinstance(rows, int) else 0
            self._worker_seconds += spent if isinstance(spent, float) else 0.0

    def text(self) -> bytes:
        """Return all of it in the text form."""
        return "".join(line + "\n" for line in self._lines()).encode()

    def _lines(self) -> Iterator[str]:
        yield from _head("trialgraph_requests_total", "counter", "Answers by route and status.")
        for (route, method, status), count in sorted(self._answers.items()):
            labels = _labels(route=route, method=method, status=str(status))
            yield f"trialgraph_requests_total{labels} {count}"
        yield from _head("trialgraph_outcomes_total", "counter", "Queries and changes by outcome.")
        for outcome, count in sorted(self._outcomes.items()):
            yield f"trialgraph_outcomes_total{_labels(outcome=outcome)} {count}"
        yield from self._histogram()
        for name, kind, meaning, value in (
            ("response_bytes_total", "counter", "Bytes of all bodies.", self._octets),
            ("rows_total", "counter", "Solutions and triples of all queries.", self._rows),
            ("worker_seconds_total", "counter", "CPU time of queries.", self._worker_seconds),
            ("requests_running", "gauge", "Requests being answered.", self.running),
            ("start_time_seconds", "gauge", "Unix time of the start.", self._started),
        ):
            yield from _head(f"trialgraph_{name}", kind, meaning)
            yield f"trialgraph_{name} {value}"

    def _histogram(self) -> Iterator[str]:
        name = "trialgraph_request_seconds"
        yield from _head(name, "histogram", "Time from a request to the end of its answer.")
        for route, counts in sorted(self._times.items()):
            total = 0
            for edge, count in zip((*map(str, EDGES), "+Inf"), counts, strict=True):
                total += count
                yield f"{name}_bucket{_labels(route=route, le=edge)} {total}"
            yield f"{name}_sum{_labels(route=route)} {self._seconds[route]}"
            yield f"{name}_count{_labels(route=route)} {total}"


def _head(name: str, kind: str, meaning: str) -> Iterator[str]:
    yield f"# HELP {name} {meaning}"
    yield f"# TYPE {name} {kind}"


def _labels(**labels: str) -> str:
    return "{" + ",".join(f'{n}="{v.translate(_ESCAPED)}"' for n, v in labels.items()) + "}"
