"""What may stand in a pattern of SPARQL 1.1 (grammar rules 52 to 109), told word by word."""

from collections.abc import Callable

from trialgraph.store.expressions import constraint, expression, skip_literal
from trialgraph.store.walk import Stopped, Unsure, Walk

Within = Callable[[Walk], None]

_THING = "a variable, an IRI or a value"
_STATEMENT = "a statement is a subject, a property and an object, then a dot"
_FILTER = "write round brackets around the condition: FILTER(?n > 3)"
_BIND = "write BIND(expression AS ?name)"
_MARKS = (
    "behind an object comes '.' before another statement, ';' before another property of the "
    "same subject, ',' before another object"
)
_COMPARED = "a comparison stands in brackets behind FILTER: FILTER(?n > 3)"
_COMPARISONS = {"=", "!", "<", ">"}
_BEHIND = {"ORDER", "GROUP", "LIMIT", "OFFSET", "HAVING"}
_BLOCKS = {
    "OPTIONAL": "write curly brackets around what is optional: OPTIONAL { … }",
    "MINUS": "write curly brackets around what is taken away: MINUS { … }",
    "UNION": "write curly brackets on both sides: { … } UNION { … }",
    "GRAPH": "write GRAPH, the graph's name or a variable, and { … }",
}
_NO_STATEMENTS = {
    "UNION": ("'{' … '}' before it", _BLOCKS["UNION"]),
    "SELECT": ("'{' before it", "a query within a query has curly brackets: { SELECT … }"),
    "WHERE": ("a statement or '}'", "WHERE stands once in a query, before its first '{'"),
    ".": ("a statement or '}'", "one dot ends a statement; take this one out"),
}
_WEB = {"http:", "https:"}


def group(walk: Walk, query: Within) -> None:
    """Go over a pattern in curly brackets.

    Args:
        walk: at its beginning.
        query: goes over a query within the query, from SELECT on.

    Raises:
        Stopped: it goes wrong.
        Unsure: the engine may know more.
    """
    walk.want("{", "write curly brackets around the statements: { ?s ?p ?o }")
    with walk.deeper():
        if walk.text == "SELECT":
            query(walk)
            walk.want("}", "a query within a query ends with its curly bracket", "'}'")
            return
        is_dotted = True  # nothing that would need a dot before the next statement
        while not walk.skip("}"):
            if _skip_block(walk, query):
                walk.skip(".")
                is_dotted = True
                continue
            _refuse_others(walk, is_dotted=is_dotted)
            statements_of_one(walk, has_paths=True)
            is_dotted = walk.skip(".")


def template(walk: Walk) -> None:
    """Go over the statements that CONSTRUCT makes."""
    walk.want("{", "write curly brackets around the statements: CONSTRUCT { … } WHERE { … }")
    with walk.deeper():
        is_dotted = True
        while not walk.skip("}"):
            if walk.text in {"FILTER", "OPTIONAL", "BIND", "UNION", "MINUS", "VALUES", "GRAPH"}:
                walk.stop(
                    "statements alone", "write it in the WHERE part; here stands what is made"
                )
            _refuse_others(walk, is_dotted=is_dotted)
            statements_of_one(walk, has_paths=False)
            is_dotted = walk.skip(".")


def _skip_block(walk: Walk, query: Within) -> bool:
    """Go on if a part with a word in front, or in brackets, comes next; tell whether it did."""
    word = walk.text if walk.kind in {"word", "open"} else ""
    if word in {"SERVICE", "LATERAL"}:
        raise Unsure
    if word not in _PARTS:
        return False
    if word != "{":
        walk.take()
    _PARTS[word](walk, lambda inside: group(inside, query))
    return True


def _optional(walk: Walk, inner: Within) -> None:
    _braces(walk, "OPTIONAL", inner)


def _minus(walk: Walk, inner: Within) -> None:
    _braces(walk, "MINUS", inner)


def _graph(walk: Walk, inner: Within) -> None:
    if not walk.skip_variable():
        _name(walk, "a graph's name or a variable", _BLOCKS["GRAPH"])
    _braces(walk, "GRAPH", inner)


def _filter(walk: Walk, inner: Within) -> None:
    constraint(walk, inner, _FILTER)


def _table(walk: Walk, _: Within) -> None:
    values(walk)


def _alternatives(walk: Walk, inner: Within) -> None:
    """Go over { … } UNION { … }."""
    if walk.ahead(1).text == "|":
        raise Unsure
    inner(walk)
    while walk.skip("UNION"):
        _braces(walk, "UNION", inner)


def _braces(walk: Walk, word: str, inner: Within) -> None:
    if walk.text != "{":
        walk.stop(f"'{{' behind {word}", _BLOCKS[word])
    inner(walk)


def _bind(walk: Walk, inner: Within) -> None:
    walk.want("(", _BIND)
    with walk.deeper():
        expression(walk, inner)
        walk.want("AS", _BIND, "an operator or AS")
        walk.want_variable(_BIND)
        walk.want(")", _BIND)


_PARTS: dict[str, Callable[[Walk, Within], None]] = {
    "OPTIONAL": _optional,
    "MINUS": _minus,
    "GRAPH": _graph,
    "FILTER": _filter,
    "BIND": _bind,
    "VALUES": _table,
    "{": _alternatives,
}


def _refuse_others(walk: Walk, *, is_dotted: bool) -> None:
    """Stop at what begins no statement, or at a statement without a dot before it."""
    text = walk.text if walk.kind != "string" else ""
    if not walk.kind:
        walk.stop("'}' or another statement", "close the curly bracket where the pattern ends")
    if text in _BEHIND:
        walk.stop("'}' before it", f"{text} stands behind the bracket that closes the pattern")
    if text in _NO_STATEMENTS:
        walk.stop(*_NO_STATEMENTS[text])
    if text in {";", ","}:
        hint = f"{text!r} goes on with a statement, and none is open here"
        if walk.ahead(-1).text == ".":
            hint = f"{text!r} goes on with the statement before it; write it in place of the dot"
        walk.stop("a statement or '}'", hint)
    if not is_dotted:
        _refuse_undotted(walk)


def _refuse_undotted(walk: Walk) -> None:
    """Stop at what follows an object without a mark between."""
    token, wanted = walk.ahead(), "'.', ';', ',' or '}' behind the statement"
    if token.text in {"~", "{"}:
        raise Unsure
    if walk.text in _COMPARISONS or _is_compared(walk):
        walk.stop(wanted, _COMPARED)
    following = (walk.ahead(1), walk.ahead(2))
    is_statement = all(one.text and one.text not in ".;,})]" for one in following)
    if is_statement and token.kind in {"variable", "name", "iri"}:
        walk.stop(wanted, f"put a dot before {token.text[:40]}, where the statement ends")
    walk.stop(wanted, _MARKS)


def _is_compared(walk: Walk) -> bool:
    """Tell whether a comparison follows what comes next."""
    mark, after = walk.ahead(1).text, walk.ahead(2).text
    return mark in _COMPARISONS and (mark != "!" or after == "=")


def statements_of_one(walk: Walk, *, has_paths: bool) -> None:
    """Go over a subject with its properties and objects."""
    is_alone = walk.text in {"(", "["}
    opened, closed = walk.ahead().text, walk.ahead(1).text
    _thing(walk, "a subject: " + _THING, has_paths=has_paths)
    is_alone = is_alone and opened + closed not in {"()", "[]"} and opened == "["
    if is_alone and walk.text in {".", "}"}:
        return
    _properties(walk, has_paths=has_paths)


def _properties(walk: Walk, *, has_paths: bool) -> None:
    """Go over properties, each with its objects."""
    while True:
        _verb(walk, has_paths=has_paths)
        _thing(walk, "an object: " + _THING, has_paths=has_paths)
        while walk.skip(","):
            _thing(walk, "another object: " + _THING, has_paths=has_paths)
        if walk.is_joined("{", "|"):
            raise Unsure
        if not walk.skip(";"):
            return
        while walk.skip(";"):
            pass
        is_other = walk.kind == "word" and walk.text != "A"
        if is_other or walk.text in {"", ".", "}", "]"}:
            return


def _verb(walk: Walk, *, has_paths: bool) -> None:
    """Go over a property."""
    text = walk.text
    _refuse_open_iri(walk, "a property")
    if walk.is_joined("!", "=") or text in {"=", "<", ">"}:
        walk.stop("a property", _COMPARED)
    if text in {".", "}"}:
        walk.stop("a property", _STATEMENT)
    if walk.skip_variable():
        return
    if has_paths:
        _path(walk)
    else:
        _property(walk)


def _path(walk: Walk) -> None:
    """Go over a path: properties with /, |, ^, !, and marks for how often."""
    while True:
        walk.skip("^")
        if walk.skip("!"):
            walk.skip("^")
        if walk.skip("("):
            with walk.deeper():
                if not walk.skip(")"):
                    _path(walk)
                    walk.want(")", "close the bracket of the path", "'/', '|' or ')'")
        else:
            _property(walk)
        walk.skip("*", "+") or _skip_maybe(walk)
        if not walk.skip("/", "|"):
            return


def _skip_maybe(walk: Walk) -> bool:
    """Go on over a question mark that makes a property optional."""
    return walk.skip("?")


def _property(walk: Walk) -> None:
    if not walk.skip("A"):
        _name(walk, "a property", "write an IRI, a name with its prefix, or a variable")


def _name(walk: Walk, wanted: str, hint: str) -> None:
    """Go over an IRI, in full or with its prefix."""
    token = walk.ahead()
    if token.text.lower() in _WEB and walk.ahead(1).text == "/":
        walk.stop(wanted, "write an IRI between angle brackets: <http://…>")
    if walk.kind not in {"iri", "name"}:
        _refuse_open_iri(walk, wanted)
        walk.stop(wanted, hint, is_term=True)
    walk.take()


def _refuse_open_iri(walk: Walk, wanted: str) -> None:
    """Stop at what begins like an IRI and is none."""
    following = walk.ahead(1)
    if walk.text != "<" or following.text == "<":
        return
    if following.start == walk.ahead().start + 1 and following.kind in {"name", "word"}:
        hint = "an IRI ends with '>', and blanks or brackets in it are written %20 and the like"
        raise Stopped(walk.ahead(), wanted, hint)


def _thing(walk: Walk, wanted: str, *, has_paths: bool) -> None:
    """Go over a subject or an object."""
    if walk.skip_variable() or _skip_signed(walk) or skip_literal(walk):
        return
    if walk.kind == "variable" and walk.ahead().text.startswith("_:"):
        walk.take()
    elif walk.skip("("):
        with walk.deeper():
            while not walk.skip(")"):
                _thing(walk, "')' or a member of the list", has_paths=has_paths)
    elif walk.skip("["):
        with walk.deeper():
            if not walk.skip("]"):
                _properties(walk, has_paths=has_paths)
                walk.want("]", "close the square bracket", "';', ',' or ']'")
    elif walk.is_joined("<", "<"):
        raise Unsure
    else:
        _name(walk, wanted, _hint_of(walk))


def _hint_of(walk: Walk) -> str:
    """Return what to do where a subject or an object is missing."""
    if walk.text in {"?", "$"}:
        return "a variable has a name behind its mark, of letters and digits"
    if walk.text in {"*", "+", "/", "|"} and walk.ahead(-1).kind == "variable":
        return "paths are made of properties by name; a variable stands for one property"
    return _STATEMENT


def _skip_signed(walk: Walk) -> bool:
    """Go on if a number with a sign comes next; tell whether it did."""
    if walk.text in {"+", "-"} and (walk.ahead(1).kind == "number" or walk.ahead(1).text == "."):
        walk.take()
        return skip_literal(walk)
    return False


def values(walk: Walk) -> None:
    """Go over a table of values, behind the word VALUES."""
    one = "write VALUES ?name { value value }"
    several = "write VALUES (?a ?b) { (value value) (value value) }"
    if walk.skip_variable():
        if walk.kind and walk.ahead().is_variable:
            walk.stop("'{'", f"for several variables {several}")
        walk.want("{", one)
        while not walk.skip("}"):
            _value(walk, one)
        return
    walk.want("(", f"{one}, or {several}", "a variable or '('")
    count = 0
    while not walk.skip(")"):
        walk.want_variable(several)
        count += 1
    walk.want("{", several)
    while not walk.skip("}"):
        _row(walk, count, several)


def _row(walk: Walk, count: int, hint: str) -> None:
    """Go over one row of a table, which has a value for each variable."""
    opened = walk.ahead()
    walk.want("(", f"each row stands in round brackets: {hint}", "'(' or '}'")
    found = 0
    while not walk.skip(")"):
        _value(walk, hint)
        found += 1
    if found != count:
        told = f"found {found} in this row, wanted {count}, a value for each variable"
        hint = "write UNDEF where there is none" if found < count else "take out what is too much"
        raise Stopped(opened, f"{count} values", hint, told=told)


def _value(walk: Walk, hint: str) -> None:
    """Go over one value of a table."""
    if walk.skip("UNDEF") or _skip_signed(walk) or skip_literal(walk):
        return
    if walk.is_joined("<", "<"):
        raise Unsure
    told = hint
    if walk.text == ",":
        told = "values stand one after the other, with blanks between them and no comma"
    elif walk.text == "(":
        told = f"one variable has values without brackets: {hint}"
    elif walk.kind == "variable":
        told = "only IRIs, values and UNDEF stand in a table"
    _name(walk, "a value", told)
