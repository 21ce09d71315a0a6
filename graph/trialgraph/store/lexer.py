"""What a query from outside looks like, told before the engine sees it.

The engine parses by descent: a thousand nested brackets overflow its stack and
kill the process, and ``SERVICE`` goes out to the network. So the text is first
cut into tokens, with strings, comments and IRIs skipped, and refused by what is
in it. Where the engine reads more loosely than the grammar (``SERVICESILENT``,
``5SERVICE``, a less-than sign before what looks like an IRI), this reads more
strictly: better a rare query refused than one that leaves the house.
"""

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, get_args

from trialgraph.errors import BadQuery, QueryRefused

QueryKind = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_KINDS: dict[str, QueryKind] = {kind: kind for kind in get_args(QueryKind)}
_UPDATES = {
    *("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"),
}
_PROLOGUE = {"PREFIX", "BASE", "VERSION"}

_TOKEN = re.compile(
    r"""
    (?P<space>[\s]+|\#[^\n\r]*)
  | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
  | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<variable>[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*|_:[\w.-]+)
  | (?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*)
  | (?P<word>[^\W\d]\w*)
  | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
  | (?P<open>[{(\[])
  | (?P<close>[})\]])
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


# The same tokens, each with the blanks and comments before it, found without stepping back.
_TOKENS = re.compile(
    r"""
    (?:\s++|\#[^\n\r]*+)*+
    ( <(?:[^<>"{}|^`\\\x00-\x20]++|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>
  | \"{3}(?:[^"\\]++|\\.|"(?!""))*+\"{3}|'{3}(?:[^'\\]++|\\.|'(?!''))*+'{3}
        |"(?:[^"\\\n\r]++|\\.)*+"|'(?:[^'\\\n\r]++|\\.)*+'
  | [?$]\w++|@[A-Za-z]++(?:-[A-Za-z0-9]++)*+|_:[\w.-]++
  | (?:[^\W\d_][\w.-]*+)?:(?:[\w:.-]++|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*+
  | [^\W\d]\w*+
  | [0-9]++(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?
  | .
  | \Z )
    """,
    re.VERBOSE | re.DOTALL,
)
_STEPS = {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}
_UNCLOSED = {'"', "'", "\\"}


@dataclass(frozen=True, slots=True)
class Outline:
    """A query as its tokens show it.

    Attributes:
        kind: what is asked for.
        depth: how deep brackets of any kind are nested, at most.
        tokens: how many there are.
        names_graphs: whether FROM says which graphs to ask.
    """

    kind: QueryKind
    depth: int
    tokens: int
    names_graphs: bool


def outline(query: str) -> Outline:
    """Return the outline of a query.

    Raises:
        BadQuery: a string is not closed, or it is no query at all.
        QueryRefused: it would reach out to another server, or change something.
    """
    return _glance(query) or read_outline(query)


def _glance(query: str) -> Outline | None:
    """Return the outline of a query that is plainly harmless, ``None`` of any other.

    Most queries are. This is on the way of every small one, and several times faster
    than taking token after token; what is refused, and why, is told by ``read_outline``.
    """
    words = query.upper()
    if not query.isascii() or "SERVICE" in words or "LOAD" in words:
        return None
    found = _TOKENS.findall(query)
    different = set(found)
    if _UNCLOSED & different or any(
        token[:1] == "<" and ("(" in token or "[" in token) for token in different
    ):
        return None
    kind = _plain_kind(found)
    if kind is None:
        return None
    depths = accumulate([_STEPS[token] for token in found if token in _STEPS], initial=0)
    is_from = "FROM" in words and any(token.upper() == "FROM" for token in different)
    return Outline(kind, max(depths), len(found) - found.count(""), is_from)


def _plain_kind(found: list[str]) -> QueryKind | None:
    """Return what the first word after the prologue asks for, ``None`` when it asks nothing."""
    for token in found:
        if (token[:1].isalpha() or token[:1] == "_") and ":" not in token:
            word = token.upper()
            if word not in _PROLOGUE:
                return _KINDS.get(word)
    return None


def read_outline(query: str) -> Outline:
    """Return the outline of any query, token by token; errors as ``outline``."""
    kind: QueryKind | None = None
    nesting = _Nesting()
    tokens = 0
    names_graphs = False
    for token in _TOKEN.finditer(query):
        tokens += token.lastgroup != "space"
        nesting.take(token)
        match token.lastgroup:
            case "word":
                _refuse_service(token)
                kind = kind or _kind(token)
                names_graphs = names_graphs or token[0].upper() == "FROM"
            case "name":
                _refuse_service(token)
            case "other" if token[0] in "\"'\\":
                raise BadQuery(f"the string at {_position(token)} is not closed on its line")
            case _:
                pass
    if kind is None:
        raise BadQuery("a SELECT, ASK, CONSTRUCT or DESCRIBE query is wanted; this is none")
    return Outline(kind, nesting.deepest, tokens, names_graphs)


def query_kind(query: str) -> QueryKind:
    """Return what a query asks for; errors as ``outline``."""
    return outline(query).kind


class _Nesting:
    """Counts how deep brackets are nested.

    ``?a<?b`` may look like the beginning of an IRI and hide brackets in it; those
    are counted as open for good.
    """

    def __init__(self) -> None:
        self._open = 0
        self.deepest = 0

    def take(self, token: re.Match[str]) -> None:
        """Take the next token in."""
        match token.lastgroup:
            case "open":
                self._open += 1
            case "close":
                self._open -= 1
            case "iri":
                self._open += token[0].count("(") + token[0].count("[")
                _refuse_hidden_service(token)
            case _:
                return
        self.deepest = max(self.deepest, self._open)


def _kind(token: re.Match[str]) -> QueryKind | None:
    """Return what the first word after the prologue asks for, ``None`` in the prologue."""
    word = token[0].upper()
    if word in _PROLOGUE:
        return None
    if word in _UPDATES:
        raise QueryRefused(f"{word} at {_position(token)} would change the store; only reading is")
    if word not in _KINDS:
        raise BadQuery(
            f"a SELECT, ASK, CONSTRUCT or DESCRIBE query is wanted, "
            f"not {token[0]!r} at {_position(token)}",
        )
    return _KINDS[word]


def _refuse_service(token: re.Match[str]) -> None:
    """Refuse a word, or a prefix, that the engine might take for SERVICE or LOAD."""
    word = token[0].split(":")[0].upper()
    if "SERVICE" in word or token[0].upper() == "LOAD":
        raise QueryRefused(
            f"{token[0]!r} at {_position(token)} would fetch from another server; take it out "
            "(a prefix with SERVICE in its name has to be renamed)",
        )


def _refuse_hidden_service(token: re.Match[str]) -> None:
    """Refuse what looks like an IRI and may be a comparison followed by SERVICE."""
    _, closed, rest = token[0].upper().partition(")")
    if closed and "SERVICE" in rest:
        raise QueryRefused(
            f"at {_position(token)} SERVICE may stand behind a comparison; "
            "put spaces around the less-than sign",
        )


def _position(token: re.Match[str]) -> str:
    """Return where a token stands, as a person counts."""
    before = token.string[: token.start()]
    return f"line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}"
