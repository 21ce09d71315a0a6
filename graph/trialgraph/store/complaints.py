"""Why a query does not parse, told so that its writer can mend it.

The engine's parser says where it gave up, which is mostly the end of the text. So
the usual mistakes are looked for in the words of the query, and where none is
found a second parser says at which statement it stopped. Only queries that the
engine refused come here, in the process that may be killed.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from trialgraph.errors import Advice
from trialgraph.names import PREFIXES
from trialgraph.store.grouping import ungrouped
from trialgraph.store.keywords import UPDATES, WORDS
from trialgraph.store.tokens import Token, place, tokens

_WELL_KNOWN = {
    "bibo": "http://purl.org/ontology/bibo/",
    "bd": "http://www.bigdata.com/rdf#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "mesh": "http://id.nlm.nih.gov/mesh/",
    "pico": "http://data.cochrane.org/ontologies/pico/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sio": "http://semanticscience.org/resource/",
    "time": "http://www.w3.org/2006/time#",
    "up": "http://purl.uniprot.org/core/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_ENGINE_PLACE = re.compile(r"error at (\d{1,9}):(\d{1,9})")
_SECOND_LOOK = 20_000  # characters that the second parser reads
_SNIPPET = 40
_LOOKED_AT = 100  # less-than signs
_LONG = 2_000  # characters of an IRI
_USUAL = "a statement is a subject, a property and an object, then a dot"
_HABITS = {
    ",": "variables stand one after the other, with spaces between them",
    "ORDER": "write ORDER BY and a variable, or DESC(?variable)",
    "GROUP": "write GROUP BY and variables, behind the last curly bracket",
    "LIMIT": "write LIMIT and a number, behind the last curly bracket",
    "FILTER": "write round brackets around the condition: FILTER(?n > 3)",
    "OPTIONAL": "write curly brackets around what is optional: OPTIONAL { … }",
    "MINUS": "write curly brackets around what is taken away: MINUS { … }",
    "UNION": "write curly brackets on both sides: { … } UNION { … }",
    "BIND": "write BIND(expression AS ?name)",
    "VALUES": "write VALUES ?name { value value }",
}
"""What to do where reading stopped at a mark or a word."""
_PAIRS = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a query: a sentence, its place, and what to do."""

    message: str
    advice: Advice


def complaint(query: str, engine_message: str) -> Complaint:
    """Return what is wrong with a query that the engine refused to parse.

    Args:
        query: at most as long and as deep as a query may be.
        engine_message: of the engine's parser; its place is the last resort.
    """
    seen = tokens(query)
    for look in _LOOKS:
        found = look(query, seen, engine_message)
        if found is not None:
            return found
    return _somewhere(query, engine_message)


def _undeclared(query: str, seen: Sequence[Token], _: str) -> Complaint | None:
    """Return the first prefix that is declared nowhere."""
    declared = {*PREFIXES, *_declared(seen)}
    for token in seen:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in declared:
            break
    else:
        return None
    known = _WELL_KNOWN.get(prefix)
    close = () if known else get_close_matches(prefix, sorted(declared - {""}), 3)
    line = f"PREFIX {prefix}: <{known or 'http://…'}>"
    meant = f", or did you mean {close[0]}:?" if close else ""
    suggestions = (line,) if known else tuple(f"{one}:" for one in close)
    message = f"the prefix {prefix}: is not declared"
    return _at(query, token.start, message, f"put {line} in front{meant}", suggestions)


def _declared(seen: Sequence[Token]) -> Iterator[str]:
    """Yield the prefixes that a query declares."""
    for word, name in itertools.pairwise(seen):
        if word.text.upper() == "PREFIX" and name.kind == "name":
            yield name.text.partition(":")[0]


def _grouping(query: str, seen: Sequence[Token], engine: str) -> Complaint | None:
    """Return what a SELECT with groups may not select."""
    if "SELECT * is not authorized" in engine:
        star = next((one for one in seen if one.text == "*"), seen[0])
        hint = "name the variables of GROUP BY, and an aggregate of each other one"
        return _at(query, star.start, "SELECT * does not go with GROUP BY", hint)
    token = ungrouped(seen)
    if token is None:
        return None
    name = token.text
    return _at(
        query,
        token.start,
        f"{name} is selected and neither grouped nor in an aggregate",
        f"add {name} to GROUP BY, or select an aggregate: (SAMPLE({name}) AS ?some)",
        (f"GROUP BY {name}", f"(SAMPLE({name}) AS ?some)"),
    )


def _overriding(query: str, seen: Sequence[Token], _: str) -> Complaint | None:
    """Return a variable that BIND or SELECT gives a value though it has one."""
    used: set[str] = set()
    for before, token in zip([None, *seen], seen, strict=False):
        if not token.is_variable:
            continue
        is_named = before is not None and before.text.upper() == "AS"
        if is_named and token.variable in used:
            hint = f"choose another name than {token.text} after AS"
            return _at(query, token.start, f"{token.text} has a value already", hint)
        used.add(token.variable)
    return None


def _brackets(query: str, seen: Sequence[Token], _: str) -> Complaint | None:
    """Return a bracket without its partner."""
    held: list[Token] = []
    for token in seen:
        if token.kind == "open":
            held.append(token)
        elif token.kind == "close":
            if not held or _PAIRS[held[-1].text] != token.text:
                return _unpaired(query, held, token)
            held.pop()
    if not held:
        return None
    wanted = _PAIRS[held[-1].text]
    message = f"{held[-1].text!r} is never closed"
    return _at(query, held[-1].start, message, f"add {wanted!r} where it ends", (wanted,))


def _unpaired(query: str, held: Sequence[Token], token: Token) -> Complaint:
    if not held:
        hint = f"take it out, or open it with the bracket that {token.text!r} closes"
        return _at(query, token.start, f"{token.text!r} closes nothing", hint)
    opened = held[-1]
    line, column = place(query, opened.start)
    wanted = _PAIRS[opened.text]
    return _at(
        query,
        token.start,
        f"{token.text!r} stands where {wanted!r} is wanted, "
        f"for the {opened.text!r} of line {line}, column {column}",
        f"add {wanted!r} before it",
        (wanted,),
    )


def _unknown_word(query: str, seen: Sequence[Token], _: str) -> Complaint | None:
    """Return a word that SPARQL does not know."""
    for token in seen:
        if token.kind == "word" and token.text.upper() not in WORDS:
            break
    else:
        return None
    word = token.text
    close = tuple(get_close_matches(word.upper(), sorted(WORDS), 3, 0.75))
    meant = (*close, f"?{word}", f":{word}", f'"{word}"')
    hint = (
        f"did you mean {close[0]}?"
        if close
        else f'write ?{word} for a variable, :{word} for a term, "{word}" for words'
    )
    return _at(query, token.start, f"{word!r} is no word of SPARQL", hint, meant)


def _broken_iri(query: str, seen: Sequence[Token], _: str) -> Complaint | None:
    """Return an IRI with a character that it may not have."""
    for token in islice((one for one in seen if one.text == "<"), _LOOKED_AT):
        end = query.find(">", token.start, token.start + _LONG)
        written = query[token.start + 1 : end]
        if "://" in written and "\n" not in written:
            message = f"<{written[:_SNIPPET]}> is no IRI"
            hint = "write its spaces and brackets as %20 and the like"
            return _at(query, token.start, message, hint)
    return None


def _second_look(query: str, seen: Sequence[Token], _: str) -> Complaint | None:
    """Return the statement from which on another parser cannot read the query."""
    if len(query) > _SECOND_LOOK:
        return None
    # Only a query that failed needs it, and it takes half a second to load.
    from trialgraph.rdf.second_parser import stopped_at  # noqa: PLC0415

    is_update = any(token.text.upper() in UPDATES for token in seen if token.kind == "word")
    start = stopped_at(query, is_update=is_update)
    return None if start is None else _unread(query, start)


def _somewhere(query: str, engine: str) -> Complaint:
    """Return the place at which the engine gave up; the mistake stands there or before."""
    match = _ENGINE_PLACE.match(engine)
    if match is None:
        return Complaint("the query does not parse", Advice(hint="compare it with an example"))
    line, column = int(match[1]), int(match[2])
    starts = [0, *(end.end() for end in re.finditer("\n", query))]
    return _unread(query, starts[min(line, len(starts)) - 1] + column - 1, "at or before")


def _unread(query: str, start: int, where: str = "from") -> Complaint:
    rest = query[start:].lstrip()
    words = " ".join(rest[:_SNIPPET].split())
    if not words:
        hint = "something is missing: a closing bracket, or a part of the last statement"
        return _at(query, len(query), "the query ends too early", hint)
    message = f"the query cannot be read {where} {words!r}"
    first = rest.split(maxsplit=1)[0].upper().rstrip("(")
    hint = _HABITS.get(first[0], _HABITS.get(first, _USUAL))
    return _at(query, len(query) - len(rest), message, hint)


def _at(
    query: str, start: int, message: str, hint: str, suggestions: tuple[str, ...] = ()
) -> Complaint:
    """Return a complaint about a place."""
    line, column = place(query, start)
    told = f"line {line}, column {column}: {message}"
    return Complaint(told, Advice(line, column, hint, suggestions))


_LOOKS: tuple[Callable[[str, Sequence[Token], str], Complaint | None], ...] = (
    _broken_iri,
    _undeclared,
    _grouping,
    _brackets,
    _unknown_word,
    _overriding,
    _second_look,
)
"""The likeliest mistakes first; each is looked for in a query that is wrong for sure."""
