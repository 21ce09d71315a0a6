"""Why a query does not parse, told so that its writer can mend it.

The engine's parser says where it gave up, which is mostly the end of the text. So
the words of the query are gone through as the grammar has them, and the first that
cannot follow is named; a query that follows the grammar is looked through for what
is wrong beyond it. Only queries that the engine refused come here, in the process
that may be killed.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from trialgraph.errors import Advice
from trialgraph.names import PREFIXES
from trialgraph.store.grouping import ungrouped
from trialgraph.store.query_grammar import stop_of
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
_SNIPPET = 40
_USUAL = "compare what stands there, and before it, with an example"
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
                return _unpaired(query, held, token, is_surplus=_is_surplus(seen, token))
            held.pop()
    if not held:
        return None
    wanted = _PAIRS[held[-1].text]
    message = f"{held[-1].text!r} is never closed"
    return _at(query, held[-1].start, message, f"add {wanted!r} where it ends", (wanted,))


def _is_surplus(seen: Sequence[Token], token: Token) -> bool:
    """Tell whether there are more brackets of a kind that close than that open."""
    opening = {closing: opened for opened, closing in _PAIRS.items()}[token.text]
    marks = [one.text for one in seen if one.kind in {"open", "close"}]
    return marks.count(token.text) > marks.count(opening)


def _unpaired(query: str, held: Sequence[Token], token: Token, *, is_surplus: bool) -> Complaint:
    if not held:
        hint = f"take it out, or open it with the bracket that {token.text!r} closes"
        return _at(query, token.start, f"{token.text!r} closes nothing", hint)
    if is_surplus:
        return _at(query, token.start, f"{token.text!r} closes nothing", "take it out")
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


def _ungrammatical(query: str, seen: Sequence[Token], _: str) -> Complaint | None:
    """Return the first word that stands where no query has it, or a bracket alone before it."""
    stopped = stop_of(seen, len(query))
    if stopped is None:
        return None
    token = stopped.token
    if not token.text or token.kind == "close":
        unpaired = _brackets(query, seen, _)
        if unpaired is not None:
            return unpaired
    if not seen:
        return _at(query, len(query), "the query is empty", stopped.hint)
    start = token.start if token.text else seen[-1].start + len(seen[-1].text)
    return _at(query, start, stopped.message, stopped.hint, stopped.suggestions)


def _somewhere(query: str, engine: str) -> Complaint:
    """Return the place at which the engine gave up; the mistake stands there or before."""
    match = _ENGINE_PLACE.match(engine)
    if match is None:
        return Complaint("the query does not parse", Advice(hint="compare it with an example"))
    line, column = int(match[1]), int(match[2])
    starts = [0, *(end.end() for end in re.finditer("\n", query))]
    start = min(starts[min(line, len(starts)) - 1] + column - 1, len(query))
    words = " ".join(query[start:].split())[:_SNIPPET] or "its end"
    return _at(query, start, f"the query cannot be read at {words!r}, or before it", _USUAL)


def _at(
    query: str, start: int, message: str, hint: str, suggestions: tuple[str, ...] = ()
) -> Complaint:
    """Return a complaint about a place."""
    line, column = place(query, start)
    told = f"line {line}, column {column}: {message}"
    return Complaint(told, Advice(line, column, hint, suggestions))


_LOOKS: tuple[Callable[[str, Sequence[Token], str], Complaint | None], ...] = (
    _ungrammatical,
    _undeclared,
    _grouping,
    _overriding,
    _brackets,
)
"""Where the grammar is left first; then what is wrong in a query that follows it."""
