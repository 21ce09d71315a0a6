"""The beginning of an answer to a query, as a page without scripts shows it.

Rows are read from tab-separated values (SPARQL 1.1 Query Results CSV and TSV Formats), a
row a line: what is not shown is counted and let go, however long the answer is.
"""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from starlette.types import Message

from trialgraph.names import ID, PREFIXES, Iri, expand
from trialgraph.server.addresses import local_of

MOST_ROWS = 1000
"""Rows, or lines of a graph, that a page shows."""

_MOST_BYTES = 4_000_000  # of them; a value can have any length
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_LETTERS = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_LOCAL = re.compile(r"\w(?:[\w.-]*[\w-])?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NUMBERS = {
    expand(f"xsd:{kind}")
    for kind in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
}
_REMARK = re.compile(r';message=(%?)"((?:[^"\\]|\\.)*)"')  # RFC 9651

CellKind = Literal["iri", "text", "number", "nothing"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A term as a table shows it.

    Attributes:
        written: the term as the service wrote it, which scripts read.
        text: what is shown: the short form of an IRI, the characters of a literal.
        address: where an IRI leads, empty where it leads nowhere.
        title: the whole IRI, of others empty.
        language: of words, where it is said.
    """

    kind: CellKind
    written: str = ""
    text: str = ""
    address: str = ""
    title: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """The first rows of an answer.

    Attributes:
        names: of the variables, in order.
        total: rows that there are.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int

    @property
    def counted(self) -> str:
        """Return in words how many rows there are, and how many of them are shown."""
        if len(self.rows) < self.total:
            return f"The first {len(self.rows):,} of {self.total:,} rows."
        return "1 row." if self.total == 1 else f"{self.total:,} rows."

    @property
    def is_numeric(self) -> tuple[bool, ...]:
        """Return of each column whether it holds numbers and nothing else."""
        kinds = [{row[place].kind for row in self.rows} for place in range(len(self.names))]
        return tuple("number" in held <= {"number", "nothing"} for held in kinds)


@dataclass(frozen=True, slots=True)
class Graph:
    """The first lines of a graph.

    Attributes:
        text: Turtle.
        shown: lines of it.
        total: lines that there are.
    """

    text: str
    shown: int
    total: int


class Beginning:
    """Takes an answer that is sent, and keeps its first lines.

    Attributes:
        version: of the data; empty until the answer has begun.
        remarks: what the service found odd in the query.
        is_whole: whether the answer came to its end.
    """

    def __init__(self) -> None:
        self.version = ""
        self.remarks: tuple[str, ...] = ()
        self.is_whole = False
        self._lines = 0
        self._octets = 0
        self._kept = bytearray()
        self._last = b""

    async def __call__(self, message: Message) -> None:
        """Take the next part."""
        if message["type"] == "http.response.start":
            self._note(dict(message["headers"]), message["headers"])
            return
        body = message.get("body", b"")
        if self._lines <= MOST_ROWS:
            self._kept += body[: max(0, _MOST_BYTES - len(self._kept))]
        self._lines += body.count(b"\n")
        self._octets += len(body)
        self._last = body[-1:] or self._last
        self.is_whole = not message.get("more_body", False)

    def _note(self, headers: dict[bytes, bytes], all_headers: list[tuple[bytes, bytes]]) -> None:
        self.version = headers.get(b"data-version", b"").decode()
        said = [value.decode("latin-1") for key, value in all_headers if key == b"query-remark"]
        self.remarks = tuple(_words(found) for one in said if (found := _REMARK.search(one)))

    @property
    def lines(self) -> int:
        """Return how many lines came."""
        return self._lines + (self._last not in {b"", b"\n"})

    def first_lines(self, most: int) -> list[str]:
        """Return the first lines, whole ones only."""
        lines = self._kept.decode("utf-8", "ignore").split("\n")
        if len(self._kept) < self._octets or lines[-1] == "":
            lines.pop()
        return lines[:most]


def rows_of(answer: Beginning) -> Rows:
    """Return the first rows of an answer in tab-separated values."""
    head, *lines = answer.first_lines(MOST_ROWS + 1) or [""]
    names = tuple(name.lstrip("?$") for name in head.rstrip("\r").split("\t") if name)
    rows = tuple(_row(line.rstrip("\r"), len(names)) for line in lines)
    return Rows(names, rows, answer.lines - 1)


def _row(line: str, width: int) -> tuple[Cell, ...]:
    cells = [cell(written) for written in line.split("\t")]
    return tuple([*cells, *[Cell("nothing")] * width][:width])


def cell(written: str) -> Cell:
    """Return a term in tab-separated values as a table shows it."""
    if not written:
        return Cell("nothing")
    if written.startswith("<") and not written.startswith("<<"):
        iri = Iri(written[1:-1])
        return Cell("iri", written, shortened(iri), _address(iri), iri)
    found = _LITERAL.fullmatch(written)
    if found is None:
        return Cell("number" if _NUMBER.fullmatch(written) else "text", written, written)
    kind: CellKind = "number" if found[3] in _NUMBERS else "text"
    return Cell(kind, written, _ESCAPE.sub(_unescaped, found[1]), language=found[2] or "")


def shortened(iri: Iri) -> str:
    """Return an IRI by the prefix that takes most of it; without one, ours by their path."""
    fitting = [
        (len(base), prefix)
        for prefix, base in PREFIXES.items()
        if iri.startswith(base) and _LOCAL.fullmatch(iri, len(base))
    ]
    if not fitting:
        return iri.removeprefix(ID)
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"


def _address(iri: Iri) -> str:
    """Return where an IRI leads: to what this service says of it, else to the web alone."""
    return local_of(iri) or (iri if iri.startswith(("http://", "https://")) else "")


def _words(remark: re.Match[str]) -> str:
    """Return the words of a remark; those that are not ASCII come percent-encoded."""
    return unquote(remark[2]) if remark[1] else re.sub(r"\\(.)", r"\1", remark[2])


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else _LETTERS.get(code, code)


def graph_of(answer: Beginning) -> Graph:
    """Return the first lines of an answer in Turtle."""
    lines = answer.first_lines(MOST_ROWS)
    return Graph("\n".join(lines), len(lines), answer.lines)
