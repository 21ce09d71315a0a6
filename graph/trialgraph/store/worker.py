"""Queries from outside, answered by a process that can be killed."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, Self, cast

from trialgraph.errors import (
    BadQuery,
    EvidenceError,
    QueryRefused,
    QueryStopped,
    StoreFormat,
    StoreMissing,
)
from trialgraph.store.folder import Folder
from trialgraph.store.frames import Head, PipeClosed, TimeIsUp, receive, send
from trialgraph.store.lexer import Outline, QueryKind, outline
from trialgraph.store.limits import MEDIA_TYPES, Answer, Dataset, Form, Limits, forms_of

__all__ = ["Answer", "Dataset", "Form", "Limits", "QueryWorker"]

_START_SECONDS = 60.0
_GOODBYE_SECONDS = 5.0
_SURROGATE = re.compile("[\ud800-\udfff]")  # no engine takes them: they are no text
_ERRORS: dict[str, type[EvidenceError]] = {
    error.code: error for error in (BadQuery, QueryStopped, StoreMissing, StoreFormat)
}


class QueryWorker:
    """Asks arbitrary queries of the newest published version, within limits.

    One process answers one query at a time. It is killed when a query takes too
    long and started again for the next; threads may share a worker.
    """

    def __init__(self, path: Path, limits: Limits | None = None) -> None:
        """Name the store; the process starts with the first query.

        Raises:
            StoreMissing: there is no store there.
            StoreFormat: it is another version's store.
        """
        Folder(path).check()
        self.limits = limits or Limits()
        self._path = path
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
        seen = self._look_over(query)
        form = _form(seen.kind, form)
        graphs = dataset or Dataset()
        # FROM and the protocol's graphs replace the union, which the engine would keep.
        is_union = not (seen.names_graphs or graphs.default or graphs.named)
        with self.turn():
            head, content = self._exchange(
                {"query": query, "form": form, "union": is_union, **asdict(graphs)},
            )
        if head["status"] != "answered":
            raise _error(head)
        return Answer(form, MEDIA_TYPES[form], content, int(str(head["version"])))

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Have the worker to oneself.

        Raises:
            QueryStopped: other queries took as long as one query may.
        """
        if not self._turn.acquire(timeout=self.limits.seconds):
            raise QueryStopped("other queries took all the time there was; ask again", "queue")
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

    def _look_over(self, query: str) -> Outline:
        """Return the outline of a query that may be asked."""
        if len(query) > self.limits.length:
            raise QueryRefused(
                f"the query has {len(query)} characters; at most {self.limits.length} are taken",
            )
        if _SURROGATE.search(query):
            raise BadQuery("the query holds half a character (a surrogate); send it in UTF-8")
        seen = outline(query)
        if seen.depth > self.limits.depth or seen.tokens > self.limits.tokens:
            raise QueryRefused(
                f"the query has {seen.tokens} tokens, nested {seen.depth} deep; at most "
                f"{self.limits.tokens} and {self.limits.depth} are taken",
            )
        return seen

    def _exchange(self, head: Head) -> tuple[Head, bytes]:
        """Send a query and return what comes back; a process that fails is ended."""
        process = self._started()
        try:
            send(_pipe(process.stdin), head)
            return receive(_pipe(process.stdout), self.limits.seconds)
        except TimeIsUp as error:
            raise QueryStopped(
                f"the query took over {self.limits.seconds:g} seconds; "
                "put the most selective pattern first, or ask for less",
                "time",
            ) from error
        except PipeClosed as error:
            raise QueryStopped(
                "the query exhausted the memory or the stack allowed to it; ask for less",
                "memory",
            ) from error
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
                [*command, str(self._path), limits],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
            receive(_pipe(self._process.stdout), _START_SECONDS)
        return self._process


def _form(kind: QueryKind, form: Form | None) -> Form:
    """Return the form of the answer to a kind of query."""
    forms = forms_of(kind)
    if form is not None and form not in forms:
        raise BadQuery(f"the answer to {kind} can be {', '.join(forms)}, not {form}")
    return form or forms[0]


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    """Return a pipe that was asked for when the process was started."""
    return cast("IO[bytes]", pipe)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close the pipes of a process, so that it ends, and wait for it."""
    with process:
        _pipe(process.stdin).close()
        try:
            process.wait(_GOODBYE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def _error(head: Head) -> EvidenceError:
    """Return the error that a worker reports."""
    message = str(head["message"])
    if head["status"] == QueryStopped.code:
        return QueryStopped(message, str(head["limit"]))
    return _ERRORS[str(head["status"])](message)
