"""Queries from outside, answered by a process that can be killed; for one caller after another.

The server has several of them, and an event loop: see ``trialgraph.store.pool``.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import IO, Self, cast

from trialgraph.store.address import Place
from trialgraph.store.asked import (
    Question,
    advise,
    form_of,
    is_more,
    looked_over,
    process_is_gone,
    queue_is_long,
    remarks_of,
    time_is_up,
)
from trialgraph.store.children import environment
from trialgraph.store.failures import raise_failure
from trialgraph.store.frames import Frame, PipeClosed, TimeIsUp, receive, send
from trialgraph.store.limits import MEDIA_TYPES, Answer, Dataset, Form, Limits
from trialgraph.store.places import check

__all__ = ["Answer", "Dataset", "Form", "Limits", "QueryWorker"]

_START_SECONDS = 60.0
_GOODBYE_SECONDS = 5.0


class QueryWorker:
    """Asks arbitrary queries of the newest published version, within limits.

    One process answers one query at a time. It is killed when a query takes too
    long and started again for the next; threads may share a worker.
    """

    def __init__(self, place: Place, limits: Limits | None = None) -> None:
        """Name the store; the process starts with the first query.

        Raises:
            StoreMissing: there is no store there.
            StoreFormat: it is another version's store.
        """
        check(place)
        self.limits = limits or Limits()
        self._place = place
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def answer(
        self,
        query: str,
        form: Form | None = None,
        dataset: Dataset | None = None,
    ) -> Answer:
        """Return the whole answer to a query.

        Args:
            query: SPARQL 1.1; the prefixes of ``trialgraph.names`` are declared, and
                relative IRIs are things of ours: ``<drug/pertuzumab>``.
            form: how to serialise it; JSON for rows and Turtle for graphs when not given.
            dataset: graphs to ask; the union of all when not given.

        Raises:
            BadQuery: it does not parse, or cannot have that form.
            QueryRefused: it would reach out, change something, or is too deep or long.
            QueryStopped: it took too long, or its answer is too large.
        """
        seen = looked_over(query, self.limits)
        question = Question(query, form_of(seen, form), seen, dataset or Dataset())
        with self.turn():
            frames = self._exchange(question)
        last, _ = frames[-1]
        raise_failure(last)
        content = b"".join(content for _, content in frames)
        version = int(str(frames[0][0]["version"]))
        media_type = MEDIA_TYPES[question.form]
        return Answer(question.form, media_type, content, version, remarks_of(last))

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Have the worker to oneself.

        Raises:
            QueryStopped: other queries took as long as one query may.
        """
        if not self._turn.acquire(timeout=self.limits.seconds):
            raise queue_is_long()
        try:
            yield
        finally:
            self._turn.release()

    @property
    def process_id(self) -> int | None:
        """Return the number of the process that is answering, ``None`` when none is."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End the process; the next query would start another."""
        with self._turn:
            if self._process is not None:
                _end(self._process)
                self._process = None

    def _exchange(self, question: Question) -> list[Frame]:
        """Send a query and return all that comes back; a process that fails is ended."""
        process = self._started()
        try:
            send(_pipe(process.stdin), question.head())
            return _all_frames(_pipe(process.stdout), self.limits.seconds)
        except TimeIsUp as error:
            late = time_is_up(self.limits)
            advise(late, question.text)
            raise late from error
        except PipeClosed as error:
            raise process_is_gone(_exit_code(process)) from error
        finally:
            self._keep_if_well(process)

    def _keep_if_well(self, process: subprocess.Popen[bytes]) -> None:
        """End the process if an exchange with it is being broken off."""
        if sys.exc_info()[0] is not None:
            process.kill()
            _end(process)
            self._process = None

    def _started(self) -> subprocess.Popen[bytes]:
        """Return the process that answers, started when there is none."""
        if self._process is None:
            limits = json.dumps(asdict(self.limits))
            command = [sys.executable, "-P", "-m", "trialgraph.store.answering"]
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [*command, str(self._place), limits],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env=environment(),
            )
            receive(_pipe(self._process.stdout), _START_SECONDS)
        return self._process


def _all_frames(pipe: IO[bytes], seconds: float) -> list[Frame]:
    """Return the frames of an answer, the last of which is an error or says that it is."""
    deadline = time.monotonic() + seconds
    frames = [receive(pipe, seconds)]
    while is_more(frames[-1][0]):
        frames.append(receive(pipe, max(0.0, deadline - time.monotonic())))
    return frames


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    """Return a pipe that was asked for when the process was started."""
    return cast("IO[bytes]", pipe)


def _exit_code(process: subprocess.Popen[bytes]) -> int | None:
    """Return how a process ended whose pipe is closed; ``None`` when it lives on."""
    try:
        return process.wait(_GOODBYE_SECONDS)
    except subprocess.TimeoutExpired:
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close the pipes of a process, so that it ends, and wait for it."""
    with process:
        _pipe(process.stdin).close()
        try:
            process.wait(_GOODBYE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
