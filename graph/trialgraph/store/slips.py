"""What is likely meant by a word or mark that SPARQL does not have, or not there."""

from dataclasses import dataclass
from difflib import get_close_matches

from trialgraph.names import PREFIXES
from trialgraph.store.keywords import AGGREGATES, FUNCTIONS, KEYWORDS, WORDS
from trialgraph.store.tokens import Token

_STRAIGHT = "“”„‟«»‘’‚‛`"
_COMMENTS = ("//", "/*", "--")
_PARTS = frozenset(
    ["OPTIONAL", "MINUS", "GRAPH", "FILTER", "BIND", "VALUES", "UNION", "SELECT", "LIMIT", "ORDER"]
)
_STANDING = (
    ("statement", _PARTS),
    ("subject", _PARTS),
    ("function", FUNCTIONS | AGGREGATES | {"EXISTS", "NOT", "TRUE", "FALSE"}),
    ("operator", frozenset({"AS", "IN", "NOT"})),
    ("object", frozenset({"TRUE", "FALSE"})),
    ("a property", frozenset[str]()),
)
"""Words that may stand where something is wanted."""
_OPERATORS = {
    "AND": ("&&", "write && between two conditions"),
    "OR": ("||", "write || between two conditions"),
    "LIKE": ("CONTAINS", 'write CONTAINS(?words, "part") or REGEX(?words, "pattern")'),
    "MATCHES": ("REGEX", 'write REGEX(?words, "pattern")'),
    "IS": ("=", "write = to compare, or BOUND(?x) to ask for a value"),
}
_CALLS = {
    "LOWER": ("LCASE", "write LCASE(?words)"),
    "UPPER": ("UCASE", "write UCASE(?words)"),
    "LENGTH": ("STRLEN", "write STRLEN(?words)"),
    "SUBSTRING": ("SUBSTR", "write SUBSTR(?words, start, length)"),
    "STARTSWITH": ("STRSTARTS", "write STRSTARTS(?words, start)"),
    "ENDSWITH": ("STRENDS", "write STRENDS(?words, end)"),
    "AVERAGE": ("AVG", "write AVG(?number)"),
    "MEAN": ("AVG", "write AVG(?number)"),
}
_OTHERS = {
    "NULL": ("BOUND", "SPARQL has no NULL; BOUND(?x) tells whether ?x has a value"),
    "SORT": ("ORDER BY", "write ORDER BY and variables, behind the last curly bracket"),
    "TOP": ("LIMIT", "write LIMIT and a number, behind the last curly bracket"),
}


@dataclass(frozen=True, slots=True)
class Slip:
    """What to do about a word, and what may have been meant."""

    hint: str
    suggestions: tuple[str, ...] = ()


def slip(before: Token, token: Token, after: Token, *, wanted: str, is_term: bool) -> Slip | None:
    """Return what is likely meant by a word; ``None`` where it tells nothing.

    Args:
        before: the word before it, empty at the beginning.
        token: the word.
        after: the word after it, empty at the end.
        wanted: what could stand there.
        is_term: whether a variable, a name or a value could.
    """
    if token.text and token.text in _STRAIGHT:
        return Slip('write words between straight marks: "words"', ('"',))
    if _are_joined(token, after) and token.text + after.text in _COMMENTS:
        return Slip("a comment begins with # and ends with its line")
    if token.text in {"-", "."} and _are_joined(before, token) and before.kind == "variable":
        return Slip("the name of a variable has letters, digits and _ alone")
    if token.kind != "word" or token.text.upper() in WORDS:
        return None
    if before.kind == "string" and _are_joined(before, token):
        return Slip("a quotation mark within words is written with a backslash, or the others are")
    foreign = _foreign(token, after, wanted)
    return foreign or _unknown(token, after, _candidates(wanted), is_term=is_term)


def _are_joined(one: Token, other: Token) -> bool:
    return bool(one.text) and one.start + len(one.text) == other.start


def _foreign(token: Token, after: Token, wanted: str) -> Slip | None:
    """Return what SPARQL has for a word of another language."""
    word = token.text.upper()
    found = _OTHERS.get(word)
    if "operator" in wanted:
        found = found or _OPERATORS.get(word)
    if after.text == "(":
        found = found or _CALLS.get(word)
    return Slip(found[1], (found[0],)) if found else None


def _candidates(wanted: str) -> frozenset[str]:
    """Return the words that may be meant where something is wanted; none where none stands."""
    for part, words in _STANDING:
        if part in wanted:
            return words
    return KEYWORDS


def _unknown(
    token: Token, after: Token, candidates: frozenset[str], *, is_term: bool
) -> Slip | None:
    """Return the words that are close to one that SPARQL does not have."""
    word = token.text
    if is_term and word in PREFIXES and after.text in {".", "-"}:
        return Slip(f"write {word}:name, with a colon", (f"{word}:",))
    close = tuple(get_close_matches(word.upper(), sorted(candidates), 3, 0.75))
    named = (f"?{word}", f":{word}", f'"{word}"') if is_term else ()
    either = f'write ?{word} for a variable, :{word} for a term, "{word}" for words'
    if not close and after.text == "(":
        return Slip(f"SPARQL has no function {word}")
    if close:
        return Slip(f"did you mean {close[0]}?", (*close, *named))
    return Slip(either, named) if is_term else None
