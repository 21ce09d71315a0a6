"""What an update does to which graphs, read off its tokens (SPARQL 1.1 Update, section 3).

This is a recogniser and no repair shop: a text is taken only when its operations
have, token by token, the shape that the grammar gives them, with blanks where the
engine could do without (``INSERTDATA`` is refused). Where the engine could cut the
text into other tokens than we do, it is refused too; see ``_refuse_ambiguous``.
So what the engine changes are the graphs that are found here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NoReturn

from trialgraph.errors import BadQuery, QueryRefused
from trialgraph.store.lexer import position, refuse_hidden_service, refuse_service, tokens

Token = re.Match[str]


@dataclass(frozen=True, slots=True)
class Group:
    """A stretch of the text in braces: ``start`` and ``end`` are those of the braces."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Declaration:
    """One PREFIX, BASE or VERSION.

    Attributes:
        name: the prefix with its colon; BASE or VERSION for these.
        meaning: what it stands for, as spelled.
        start: where it begins in the text.
        end: where it ends.
        is_first: whether no operation comes before it.
    """

    name: str
    meaning: str
    start: int
    end: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of an update.

    Attributes:
        verb: INSERT DATA, DELETE DATA, DELETE WHERE, MODIFY, CLEAR, DROP, CREATE,
            ADD, MOVE or COPY.
        start: where it begins in the text, behind declarations.
        end: where it ends.
        graphs: the names of the graphs that it writes to, as they are spelled.
        variables: those that stand for graphs that it writes to, without their mark.
        default: whether it writes to the default graph.
        named: whether it writes to all named graphs, by the word ALL or NAMED.
        with_graph: as spelled after WITH, empty without.
        using: the graphs its condition reads: (whether NAMED, as spelled).
        condition: where the word WHERE begins.
        where: the group of its condition; that of DELETE WHERE is its template as well.
    """

    verb: str
    start: int = 0
    end: int = 0
    graphs: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    default: bool = False
    named: bool = False
    with_graph: str = ""
    using: tuple[tuple[bool, str], ...] = ()
    condition: int = 0
    where: Group | None = None


def parsed(text: str, depth: int) -> tuple[list[Declaration], list[Operation]]:
    """Return the declarations and the operations of an update, both in order.

    Args:
        text: the whole update.
        depth: how deep brackets may be nested.

    Raises:
        BadQuery: it is no update, or could be read in two ways.
        QueryRefused: it would fetch from another server, or is nested too deep.
    """
    parser = _Parser(list(_looked_over(text, depth)))
    found = list(parser.operations())
    return parser.declarations, found


def _looked_over(text: str, depth: int) -> Iterator[Token]:
    """Yield the tokens of an update without blanks and comments."""
    brackets: list[str] = []
    before: Token | None = None
    for token in tokens(text):
        match token.lastgroup:
            case "space":
                continue
            case "word" | "name":
                refuse_service(token)
            case "open":
                brackets.append(token[0])
            case "close":
                if not brackets:
                    raise BadQuery(f"nothing is open that {token[0]} at {position(token)} closes")
                brackets.pop()
            case "iri":
                refuse_hidden_service(token)
                _refuse_ambiguous(token, before, brackets)
            case "other" if token[0] in "\"'\\":
                raise BadQuery(f"the string at {position(token)} is not closed on its line")
            case _:
                pass
        if len(brackets) > depth:
            raise QueryRefused(f"the update is nested over {depth} deep at {position(token)}")
        before = token
        yield token


def _refuse_ambiguous(token: Token, before: Token | None, brackets: list[str]) -> None:
    """Refuse what may be an IRI or a comparison, where it makes a difference.

    ``?a<'b>'`` and ``?a<?b#>`` begin like an IRI. Within round brackets, behind what
    may end a value, the engine reads a comparison and in it a string or a comment,
    and from there on other tokens than we do. What begins with a scheme and ``//``
    is no comparison, and without quotes, marks and brackets both readings meet again.
    """
    is_open = bool(brackets) and brackets[-1] == "("
    ends_value = before is not None and before.lastgroup not in {"open", "other"}
    could_differ = re.search(r"['#()\[\]]", token[0]) is not None
    is_absolute = re.match(r"<[A-Za-z][A-Za-z0-9+.-]*://", token[0]) is not None
    if is_open and ends_value and could_differ and not is_absolute:
        raise BadQuery(
            f"{token[0]} at {position(token)} may be an IRI or a comparison; "
            "put blanks around the less-than sign, or write the whole IRI with its scheme"
        )


class _Parser:
    """Reads operations off tokens."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._at = 0
        self.declarations: list[Declaration] = []

    def operations(self) -> Iterator[Operation]:
        """Yield one operation after the other."""
        self._take_declarations(is_first=True)
        while self._at < len(self._tokens):
            yield self._operation()
            if self._at == len(self._tokens):
                return
            self._expect(";")
            self._take_declarations(is_first=False)

    def _take_declarations(self, *, is_first: bool) -> None:
        """Take in what is declared before an operation; it holds for the later ones, too."""
        while self._is_word("PREFIX", "BASE", "VERSION"):
            first = self._tokens[self._at]
            name = first[0].upper()
            self._at += 1
            if name == "PREFIX":
                name = self._next("name")[0]
            last = self._next("string" if name == "VERSION" else "iri")
            place = (first.start(), last.end())
            self.declarations.append(Declaration(name, last[0], *place, is_first))

    def _operation(self) -> Operation:
        """Return the next operation."""
        start = self._peek().start()
        if self._is_word("WITH", "INSERT", "DELETE"):
            found = self._modification()
        elif self._is_word("CLEAR", "DROP"):
            found = self._clearance()
        elif self._is_word("CREATE"):
            found = self._creation()
        elif self._is_word("ADD", "MOVE", "COPY"):
            found = self._transfer()
        else:
            self._refuse("an update operation")
        end = self._tokens[self._at - 1].end()
        return replace(found, start=start, end=end)

    def _clearance(self) -> Operation:
        """Return what CLEAR or DROP says."""
        verb = self._word("CLEAR", "DROP")
        self._take_word("SILENT")
        if self._take_word("GRAPH"):
            return Operation(verb, graphs=(self._iri(),))
        which = self._word("DEFAULT", "NAMED", "ALL")
        return Operation(verb, default=which != "NAMED", named=which != "DEFAULT")

    def _creation(self) -> Operation:
        """Return what CREATE says."""
        verb = self._word("CREATE")
        self._take_word("SILENT")
        self._word("GRAPH")
        return Operation(verb, graphs=(self._iri(),))

    def _transfer(self) -> Operation:
        """Return what ADD, MOVE or COPY says; what is moved is changed at both ends."""
        verb = self._word("ADD", "MOVE", "COPY")
        self._take_word("SILENT")
        source = self._graph_or_default()
        self._word("TO")
        ends = [self._graph_or_default()] + [source] * (verb == "MOVE")
        graphs = tuple(graph for graph in ends if graph)
        return Operation(verb, graphs=graphs, default=len(graphs) < len(ends))

    def _modification(self) -> Operation:
        """Return what INSERT, DELETE or both say."""
        with_graph = self._iri() if self._take_word("WITH") else ""
        targets = _Targets(with_graph)
        first = self._word("INSERT", "DELETE")
        if not with_graph and self._take_word("DATA"):
            self._quads(targets)
            return targets.written_by(Operation(f"{first} DATA"))
        if not with_graph and first == "DELETE" and self._take_word("WHERE"):
            group = self._quads(targets)
            return targets.written_by(Operation("DELETE WHERE", where=group))
        self._quads(targets)
        if first == "DELETE" and self._take_word("INSERT"):
            self._quads(targets)
        using: list[tuple[bool, str]] = []
        while self._take_word("USING"):
            using.append((self._take_word("NAMED"), self._iri()))
        condition = self._peek().start()
        self._word("WHERE")
        found = Operation("MODIFY", with_graph=with_graph, using=tuple(using), condition=condition)
        return targets.written_by(replace(found, where=self._group()))

    def _quads(self, targets: "_Targets") -> Group:
        """Take quads in, and the graphs they stand in."""
        start = self._brace("{").start()
        while not self._is_brace("}"):
            if self._take_word("GRAPH"):
                targets.add(self._next("iri", "name", "variable"))
                self._brace("{")
                while not self._is_brace("}"):
                    self._take_triple_token()
                self._brace("}")
            else:
                self._take_triple_token()
                targets.take_default()
        return Group(start, self._brace("}").end())

    def _take_triple_token(self) -> None:
        """Take one token of a triple in; no braces, and no word that opens a group."""
        if self._is_brace("{") or self._is_word("GRAPH"):
            self._refuse("GRAPH, a name and then {")
        self._at += 1

    def _group(self) -> Group:
        """Take a group in, whatever is in it; return where it stands."""
        start = self._brace("{").start()
        depth = 1
        while depth:
            depth += {"{": 1, "}": -1}.get(self._peek()[0], 0)
            self._at += 1
        return Group(start, self._tokens[self._at - 1].end())

    def _graph_or_default(self) -> str:
        """Return the name of a graph as spelled, empty for the default graph."""
        if self._take_word("DEFAULT"):
            return ""
        self._take_word("GRAPH")
        return self._iri()

    def _iri(self) -> str:
        return self._next("iri", "name")[0]

    def _brace(self, brace: str) -> Token:
        if not self._is_brace(brace):
            self._refuse(brace)
        self._at += 1
        return self._tokens[self._at - 1]

    def _is_brace(self, brace: str) -> bool:
        return self._peek()[0] == brace

    def _expect(self, mark: str) -> None:
        if self._peek()[0] != mark:
            self._refuse(mark)
        self._at += 1

    def _next(self, *kinds: str) -> Token:
        """Return the next token, which must be of one of these kinds."""
        token = self._peek()
        is_variable = token[0][:1] in "?$"
        if token.lastgroup not in kinds or (token.lastgroup == "variable" and not is_variable):
            self._refuse(" or ".join(kinds))
        self._at += 1
        return token

    def _word(self, *words: str) -> str:
        """Return the next word, which must be one of these."""
        if not self._is_word(*words):
            self._refuse(" or ".join(words))
        self._at += 1
        return self._tokens[self._at - 1][0].upper()

    def _take_word(self, word: str) -> bool:
        """Take a word if it comes next; tell whether it did."""
        is_next = self._is_word(word)
        self._at += is_next
        return is_next

    def _is_word(self, *words: str) -> bool:
        if self._at == len(self._tokens):
            return False
        token = self._tokens[self._at]
        return token.lastgroup == "word" and token[0].upper() in words

    def _peek(self) -> Token:
        """Return the next token.

        Raises:
            BadQuery: the text is at its end.
        """
        if self._at == len(self._tokens):
            raise BadQuery("the update breaks off before its end; close what is open")
        return self._tokens[self._at]

    def _refuse(self, wanted: str) -> NoReturn:
        token = self._peek()
        raise BadQuery(f"found {token[0]!r} at {position(token)} of the update, wanted {wanted}")


@dataclass(slots=True)
class _Targets:
    """The graphs that quads are written to, in order and each once."""

    with_graph: str
    graphs: dict[str, None] = field(default_factory=dict)
    variables: dict[str, None] = field(default_factory=dict)
    default: bool = False

    def add(self, token: Token) -> None:
        """Take the name behind GRAPH in."""
        if token.lastgroup == "variable":
            self.variables[token[0][1:]] = None
        else:
            self.graphs[token[0]] = None

    def take_default(self) -> None:
        """Take in that quads stand in no GRAPH: they are of the graph after WITH, if any."""
        if self.with_graph:
            self.graphs[self.with_graph] = None
        else:
            self.default = True

    def written_by(self, operation: Operation) -> Operation:
        """Return an operation with the graphs that it writes to."""
        return replace(
            operation,
            graphs=tuple(self.graphs),
            variables=tuple(self.variables),
            default=self.default,
        )
