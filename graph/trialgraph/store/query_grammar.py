"""Where the text of a query leaves the grammar of SPARQL 1.1, and what was wanted there.

The grammar needs no word but the next to go on, so the first word that no query has
at its place is the place of the mistake, or the first place where it shows.
"""

from collections.abc import Callable, Sequence

from trialgraph.store.expressions import FUNCTIONS, end_of_brackets, expression, skip_call
from trialgraph.store.keywords import AGGREGATES
from trialgraph.store.patterns import group, template, values
from trialgraph.store.tokens import Token
from trialgraph.store.walk import Stopped, Unsure, Walk

_NAMED = "write (expression AS ?name)"
_ORDER = "write ORDER BY and variables, or DESC(?variable)"
_GROUP = "write GROUP BY and variables, or (expression AS ?name)"
_HAVING = "write round brackets around the condition: HAVING (COUNT(?x) > 1)"
_PREFIX = "write PREFIX name: <http://…>, with the colon and the angle brackets, and no dot"
_SELECTED = "write SELECT, then * or variables, then WHERE { … }"
_INSIDE = {"FILTER", "OPTIONAL", "BIND", "MINUS", "UNION", "GRAPH"}
_REST = {
    ";": "a query ends without a mark; take it out",
    ".": "a query ends without a mark; take it out",
    ",": "write LIMIT 10 OFFSET 20",
    "FROM": "FROM stands before WHERE, as in SELECT * FROM <graph> WHERE { … }",
    "WHERE": "WHERE stands once, and before what orders or groups",
}

Condition = Callable[[Walk], bool]
"""Goes on if one of its kind comes next, and tells whether it did."""


def stop_of(seen: Sequence[Token], length: int) -> Stopped | None:
    """Return where a query stops to be one; ``None`` when it does not, or that is not known.

    Args:
        seen: the words of the query.
        length: characters of the query.
    """
    walk = Walk(seen, length)
    try:
        _query(walk)
    except Stopped as stopped:
        return stopped
    except Unsure:
        return None
    return None


def _query(walk: Walk) -> None:
    _declarations(walk)
    kind = walk.text
    match kind:
        case "SELECT":
            _selected(walk)
            _graphs(walk)
        case "CONSTRUCT":
            walk.take()
            _construct(walk)
        case "DESCRIBE":
            walk.take()
            _described(walk)
        case "ASK":
            walk.take()
            _graphs(walk)
        case _:
            hint = _PREFIX if walk.text in {".", ";", ","} else "begin with SELECT * WHERE { … }"
            walk.stop("PREFIX, SELECT, ASK, CONSTRUCT or DESCRIBE", hint)
    if kind != "DESCRIBE" or walk.text in {"WHERE", "{"}:
        _where(walk)
    _modifiers(walk)
    if walk.kind:
        _refuse_rest(walk)


def _declarations(walk: Walk) -> None:
    """Go over the prefixes."""
    while True:
        if walk.skip("BASE"):
            if walk.kind != "iri":
                walk.stop("an IRI in angle brackets", "write BASE <http://…>")
            walk.take()
        elif walk.skip("PREFIX"):
            _prefix(walk)
        elif walk.kind == "variable" and walk.text.lower() in {"@prefix", "@base"}:
            walk.stop(walk.text[1:].upper(), f"SPARQL has no @ and no dot there; {_PREFIX}")
        else:
            return


def _prefix(walk: Walk) -> None:
    """Go over a prefix and what it stands for."""
    token, following = walk.ahead(), walk.ahead(1)
    if walk.kind == "word" and following.kind == "iri":
        hint = f"write a colon: PREFIX {token.text}: {following.text}"
        raise Stopped(token, "a prefix with its colon", hint, (f"{token.text}:",))
    if walk.kind != "name" or token.text.partition(":")[2]:
        walk.stop("a prefix with its colon", _PREFIX)
    walk.take()
    if walk.kind != "iri":
        walk.stop("an IRI in angle brackets", _PREFIX)
    walk.take()


def _selected(walk: Walk) -> None:
    """Go over SELECT and what is selected."""
    walk.take()
    walk.skip("DISTINCT", "REDUCED")
    if walk.skip("*"):
        return
    count = 0
    while True:
        if walk.text == "(":
            _named(walk)
        elif not walk.skip_variable():
            break
        count += 1
    _refuse_bare(walk)
    if not count:
        _refuse_nothing(walk)
    elif walk.text not in {"WHERE", "FROM", "{"}:
        walk.stop("a variable, WHERE or '{'", _SELECTED)


def _refuse_bare(walk: Walk) -> None:
    """Stop at what is selected only in brackets, and at commas."""
    token = walk.ahead()
    if walk.kind == "word" and (walk.text in AGGREGATES or walk.text in FUNCTIONS):
        walk.stop("'(' before it", f"write ({token.text}(…) AS ?name), in round brackets")
    if walk.text == "AS":
        walk.stop("'(' before what gets the name", "write (?variable AS ?name), in round brackets")
    if walk.text == ",":
        walk.stop("a variable", "variables stand one after the other, with spaces between them")


def _refuse_nothing(walk: Walk) -> None:
    token = walk.ahead()
    hint = _SELECTED
    if walk.kind == "word" and walk.text not in {"WHERE", "FROM", "DISTINCT"}:
        hint = f"write ?{token.text} for a variable"
    walk.stop("* or variables", hint)


def _named(walk: Walk) -> None:
    """Go over an expression with a name."""
    is_variable = walk.ahead(1).is_variable if walk.ahead(1).text else False
    walk.want("(", _NAMED)
    with walk.deeper():
        expression(walk, _inner)
        if is_variable and (walk.text in {")", ","} or walk.kind == "variable"):
            walk.stop("AS", f"variables are selected without brackets; else {_NAMED}")
        if walk.text == ")":
            walk.stop("AS", f"give it a name: {_NAMED}")
        walk.want("AS", _NAMED, "an operator or AS")
        walk.want_variable(_NAMED)
        walk.want(")", _NAMED)


def _graphs(walk: Walk) -> None:
    """Go over the graphs that are asked."""
    while walk.skip("FROM"):
        walk.skip("NAMED")
        if walk.kind not in {"iri", "name"}:
            walk.stop("a graph's name", "write FROM <graph>, or FROM NAMED <graph>")
        walk.take()


def _where(walk: Walk) -> None:
    walk.skip("WHERE")
    if walk.text != "{":
        walk.stop("'{'", "write curly brackets around the statements: WHERE { ?s ?p ?o }")
    _inner(walk)


def _construct(walk: Walk) -> None:
    """Go over what is made."""
    if walk.text == "{":
        template(walk)
    elif walk.text not in {"WHERE", "FROM"}:
        walk.stop("'{'", "write the statements to make: CONSTRUCT { … } WHERE { … }")
    _graphs(walk)


def _described(walk: Walk) -> None:
    """Go over what is described."""
    if not walk.skip("*"):
        count = 0
        while _skip_thing(walk):
            count += 1
        if not count:
            walk.stop("* or names or variables", "write DESCRIBE <name>, or ?variable WHERE { … }")
    _graphs(walk)


def _skip_thing(walk: Walk) -> bool:
    """Go on if a variable or a name comes next; tell whether it did."""
    if walk.skip_variable():
        return True
    if walk.kind not in {"iri", "name"}:
        return False
    walk.take()
    return True


def _inner(walk: Walk) -> None:
    """Go over a pattern in curly brackets."""
    group(walk, _subquery)


def _subquery(walk: Walk) -> None:
    """Go over a query within a query."""
    _selected(walk)
    if walk.text == "FROM":
        walk.stop("WHERE or '{'", "FROM stands in the outer query alone")
    _where(walk)
    _modifiers(walk)


def _modifiers(walk: Walk) -> None:
    """Go over what stands behind the last curly bracket, in the order of the grammar."""
    if walk.skip("GROUP"):
        walk.want("BY", _GROUP)
        _conditions(walk, _grouped, "a variable, a function or '('", _GROUP)
    if walk.skip("HAVING"):
        _conditions(walk, _having, "'(' or a function", _HAVING)
    if walk.skip("ORDER"):
        walk.want("BY", _ORDER)
        _conditions(walk, _ordered, "a variable, a function, ASC, DESC or '('", _ORDER)
    told: set[str] = set()
    while walk.text in {"LIMIT", "OFFSET"} - told:
        word = walk.take().text.upper()
        told.add(word)
        if walk.kind != "number" or not walk.text.isdigit():
            raise Stopped(walk.ahead(), "a whole number", f"write {word} 10")
        walk.take()
    if walk.skip("VALUES"):
        values(walk)
    _refuse_order(walk)


def _refuse_order(walk: Walk) -> None:
    """Stop at a part that stands behind one that it has to stand before."""
    if walk.kind != "word":
        return
    if walk.text in {"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET"}:
        walk.stop(
            "it further in front",
            "the order is GROUP BY, HAVING, ORDER BY, LIMIT and OFFSET, each once",
        )


def _conditions(walk: Walk, one: Condition, wanted: str, hint: str) -> None:
    """Go over one or more conditions of the same kind."""
    count = 0
    while one(walk):
        count += 1
    if walk.text == ",":
        walk.stop(wanted, "they stand one after the other, with spaces between them")
    if not count:
        walk.stop(wanted, hint)


def _grouped(walk: Walk) -> bool:
    """Go on over what is grouped by."""
    if not walk.skip("("):
        return walk.skip_variable() or skip_call(walk, _inner)
    with walk.deeper():
        expression(walk, _inner)
        if walk.skip("AS"):
            walk.want_variable(_GROUP)
        walk.want(")", _GROUP, "an operator, AS or ')'")
    return True


def _having(walk: Walk) -> bool:
    """Go on over a condition of groups."""
    if not walk.skip("("):
        return skip_call(walk, _inner)
    with walk.deeper():
        expression(walk, _inner)
        end_of_brackets(walk)
    return True


def _ordered(walk: Walk) -> bool:
    """Go on over what is ordered by."""
    if walk.text in {"ASC", "DESC"}:
        if walk.ahead(1).text != "(":
            walk.stop("'(' behind it", f"write {walk.text}(?variable)")
        walk.take()
        return _having(walk)
    return walk.skip_variable() or _having(walk)


def _refuse_rest(walk: Walk) -> None:
    """Stop at what follows a whole query."""
    if walk.text in _INSIDE:
        walk.stop("the end of the query", "this stands within the curly brackets of WHERE")
    if walk.text in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX"}:
        walk.stop("the end of the query", "send one query at a time, its prefixes in front")
    hint = "a query ends behind its last curly bracket and what orders or limits it"
    walk.stop("the end of the query", _REST.get(walk.text, hint))
