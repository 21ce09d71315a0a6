"""What may stand in an expression of SPARQL 1.1 (grammar rules 110 to 128), told word by word.

Precedence is left out: it does not matter for where an expression goes wrong.
"""

from collections.abc import Callable

from trialgraph.store.keywords import AGGREGATES, OF_THE_ENGINE, WORDS
from trialgraph.store.tokens import Token
from trialgraph.store.walk import Stopped, Unsure, Walk

Group = Callable[[Walk], None]

_SIGNATURES = """
STR(value) LANG(words) LANGMATCHES(tag,range) DATATYPE(literal) BOUND(?variable) IRI(words)
URI(words) BNODE([label]) RAND() ABS(number) CEIL(number) FLOOR(number) ROUND(number)
CONCAT(words,…) STRLEN(words) SUBSTR(words,start,[length]) UCASE(words) LCASE(words)
ENCODE_FOR_URI(words) CONTAINS(words,part) STRSTARTS(words,start) STRENDS(words,end)
STRBEFORE(words,mark) STRAFTER(words,mark) REPLACE(words,pattern,new,[flags])
REGEX(words,pattern,[flags]) YEAR(time) MONTH(time) DAY(time) HOURS(time) MINUTES(time)
SECONDS(time) TIMEZONE(time) TZ(time) NOW() UUID() STRUUID() MD5(words) SHA1(words)
SHA256(words) SHA384(words) SHA512(words) COALESCE(value,…) IF(condition,then,else)
STRLANG(words,tag) STRDT(words,datatype) SAMETERM(one,other) ISIRI(value) ISURI(value)
ISBLANK(value) ISLITERAL(value) ISNUMERIC(value)
"""
FUNCTIONS = {one.partition("(")[0]: one.replace(",", ", ") for one in _SIGNATURES.split()}
_MANY = 1_000_000
_OPERATORS = ("||", "&&", "!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "/")
_MISTAKEN = {
    "==": ("=", "write one = to compare"),
    ":=": ("AS", "write (expression AS ?name)"),
    "&": ("&&", "write && between two conditions"),
    "|": ("||", "write || between two conditions"),
    "~": ("REGEX", 'write REGEX(?words, "pattern")'),
    "%": ("FLOOR", "SPARQL has no remainder; write ?a - ?b * FLOOR(?a / ?b)"),
}
_VALUE = "a variable, a value, a function or '('"
_ARGUMENTS = "write its values in round brackets behind it"


def expression(walk: Walk, group: Group) -> None:
    """Go over an expression.

    Args:
        walk: at its beginning.
        group: goes over a pattern in curly brackets.

    Raises:
        Stopped: it goes wrong.
        Unsure: the engine may know more.
    """
    _operand(walk, group)
    while True:
        _refuse_mistaken(walk)
        if walk.skip("IN"):
            _values(walk, group)
        elif walk.text == "NOT" and walk.ahead(1).text.upper() == "IN":
            walk.take()
            walk.take()
            _values(walk, group)
        elif _skip_operator(walk):
            _operand(walk, group)
        else:
            if walk.text == "<>":
                raise Stopped(
                    walk.ahead(), "an operator", "write != for what is not equal", ("!=",)
                )
            if walk.kind == "iri":
                raise Unsure  # a comparison may look like an IRI
            return


def constraint(walk: Walk, group: Group, hint: str) -> None:
    """Go over a condition: an expression in brackets, or a function."""
    token = walk.ahead()
    if walk.skip("("):
        with walk.deeper():
            expression(walk, group)
            end_of_brackets(walk)
    elif not skip_call(walk, group):
        walk.stop("'(' or a function", hint, token)


def end_of_brackets(walk: Walk) -> None:
    """Go over the end of an expression in brackets."""
    walk.want(
        ")", "write an operator between two values, or close the bracket", "an operator or ')'"
    )


def arguments(walk: Walk, group: Group) -> int:
    """Go over the values that a function is given, and return how many they are."""
    walk.want("(", _ARGUMENTS)
    count = 0
    with walk.deeper():
        walk.skip("DISTINCT")
        while not walk.skip(")"):
            if count:
                walk.want(
                    ",", "write commas between values, and an operator within one", "',' or ')'"
                )
            expression(walk, group)
            count += 1
    return count


def _operand(walk: Walk, group: Group) -> None:
    """Go over one value with its signs."""
    while walk.skip("!", "-", "+"):
        pass
    if walk.skip_variable():
        return
    if walk.skip("("):
        with walk.deeper():
            expression(walk, group)
            end_of_brackets(walk)
        return
    if skip_literal(walk) or skip_call(walk, group):
        return
    if walk.kind in {"iri", "name"}:
        walk.take()
    else:
        _refuse_mistaken(walk)
        hint = "a value is missing here, or something is too much"
        if walk.text == "DISTINCT":
            hint = "DISTINCT stands within the brackets of COUNT and the like: COUNT(DISTINCT ?x)"
        walk.stop(_VALUE, hint, is_term=True)


def skip_literal(walk: Walk) -> bool:
    """Go on if a literal comes next; tell whether it did."""
    if walk.skip("TRUE", "FALSE"):
        return True
    following = walk.ahead(1)
    if walk.text == "." and following.kind == "number" and walk.is_joined(".", following.text):
        walk.take()
    if walk.kind == "number":
        walk.take()
        return True
    if walk.kind != "string":
        return False
    walk.take()
    _tagged(walk)
    return True


def _tagged(walk: Walk) -> None:
    """Go over the language or the datatype of words."""
    if walk.kind == "variable" and walk.text.startswith("@"):
        walk.take()
        if walk.is_joined("-", "-"):
            raise Unsure  # a direction, beyond SPARQL 1.1
    elif walk.is_joined("^", "^"):
        walk.take()
        walk.take()
        if walk.kind not in {"iri", "name"}:
            hint = "write the datatype behind ^^, such as ^^xsd:date"
            raise Stopped(walk.ahead(), "a datatype", hint)
        walk.take()


def skip_call(walk: Walk, group: Group) -> bool:
    """Go on if a function, of SPARQL or with a name of its own, comes next; tell whether it did."""
    word = walk.text
    if walk.kind in {"iri", "name"} and walk.ahead(1).text == "(":
        walk.take()
        arguments(walk, group)
    elif walk.kind != "word":
        return False
    elif word in OF_THE_ENGINE:
        raise Unsure
    elif word in {"EXISTS", "NOT"}:
        _existence(walk, group)
    elif word in AGGREGATES:
        _aggregate(walk, group)
    elif word in FUNCTIONS:
        _function(walk, group)
    else:
        return False
    return True


def _existence(walk: Walk, group: Group) -> None:
    """Go over EXISTS or NOT EXISTS and its pattern."""
    following = walk.ahead(1)
    if walk.text == "NOT" and following.text.upper() != "EXISTS":
        if following.kind == "word" and following.text.upper() not in WORDS:
            walk.stop("EXISTS", "write NOT EXISTS { … }", following)
        walk.stop(_VALUE, "write ! for not, as in !(?n > 3), or NOT EXISTS { … }")
    walk.skip("NOT")
    walk.take()
    if walk.text != "{":
        walk.stop("'{'", "write curly brackets around what exists: EXISTS { … }")
    group(walk)


def _function(walk: Walk, group: Group) -> None:
    """Go over a function, which takes so many values."""
    token = walk.take()
    signature = FUNCTIONS[token.text.upper()]
    if walk.text != "(":
        walk.stop("'('", f"it is used as {signature}")
    inside = walk.ahead(1)
    count = arguments(walk, group)
    least, most = _arity(signature)
    if not least <= count <= most:
        wanted = f"{least}" if least == most else f"{least} or {most}"
        told = f"found {count} in the brackets of {token.text!r}, wanted {wanted}"
        more = "; what is in square brackets may be left out" if "[" in signature else ""
        raise Stopped(token, wanted, f"it is used as {signature}{more}", told=told)
    if token.text.upper() == "BOUND" and not inside.is_variable:
        raise Stopped(inside, "a variable", "BOUND asks whether a variable has a value: BOUND(?x)")


def _arity(signature: str) -> tuple[int, int]:
    """Return how many values a function takes, at least and at most."""
    inside = signature.partition("(")[2].rstrip(")")
    names = [one for one in inside.split(", ") if one]
    if "…" in names:
        return 0, _MANY
    return sum(not one.startswith("[") for one in names), len(names)


def _aggregate(walk: Walk, group: Group) -> None:
    """Go over an aggregate."""
    token = walk.take()
    name = token.text.upper()
    walk.want("(", f"write {name}(?variable), or {name}(DISTINCT ?variable)")
    with walk.deeper():
        walk.skip("DISTINCT")
        if not (name == "COUNT" and walk.skip("*")):
            expression(walk, group)
        if name == "GROUP_CONCAT":
            _separator(walk)
        walk.want(")", f"{name} takes one value: {name}(?variable)")


def _separator(walk: Walk) -> None:
    hint = 'write GROUP_CONCAT(?x; SEPARATOR=", "), with a semicolon'
    if walk.text == ",":
        walk.stop("';' or ')'", hint)
    if walk.skip(";"):
        walk.want("SEPARATOR", hint)
        walk.want("=", hint)
        if walk.kind != "string":
            walk.stop("words in quotation marks", hint)
        walk.take()


def _values(walk: Walk, group: Group) -> None:
    """Go over the values behind IN."""
    if walk.text != "(":
        walk.stop("'('", "write the values in round brackets: IN (1, 2)")
    arguments(walk, group)


def _skip_operator(walk: Walk) -> bool:
    """Go on if an operator comes next; tell whether it did."""
    for operator in _OPERATORS:
        if walk.kind == "other" and walk.is_joined(*operator):
            for _ in operator:
                walk.take()
            return True
    return False


def _refuse_mistaken(walk: Walk) -> None:
    """Stop at an operator of another language."""
    if walk.kind != "other":
        return
    if any(walk.is_joined(*one) for one in ("&&", "||")):
        return
    for mistaken, (instead, hint) in _MISTAKEN.items():
        if walk.is_joined(*mistaken):
            token = Token("other", mistaken, walk.ahead().start)
            raise Stopped(token, "an operator of SPARQL", hint, (instead,))
