"""Answers a question's query: finds its rows, then looks up what it only shows of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.bind import bind
from trialgraph.catalogue.in_steps import STEP, found_in_steps
from trialgraph.catalogue.shown_only import Shown, split
from trialgraph.names import Iri
from trialgraph.rdf.term import Literal, iri_text, plain, python

if TYPE_CHECKING:
    from trialgraph.catalogue.card import Card
    from trialgraph.catalogue.in_steps import Keep
    from trialgraph.rdf.term import Term
    from trialgraph.store import Reader

_AT_ONCE = 500  # things in one look-up
_EACH = 3  # properties that are looked up one by one

Row = Mapping[str, "Term"]
Known = Mapping[tuple["Term", str], Sequence["Term"]]
"""Thing and property to values."""


def solutions(
    reader: "Reader",
    card: "Card",
    given: "Mapping[str, Sequence[Term]]",
    keep: "Keep | None" = None,
) -> Sequence[Row]:
    """Return the solutions of a question's query about some terms.

    Args:
        reader: a published version of a store.
        card: the question.
        given: parameter to the terms that are asked about.
        keep: takes out some of the rows, before they are described.

    Raises:
        BadParameter: see ``bind.check_names``.
    """
    parts = split(card.text)
    query = bind(replace(card, text=parts.query), given)
    found = found_in_steps(reader, query, keep)
    if not parts.shown and not STEP.search(query):
        return found  # the engine ordered them
    known = _known(reader, found, parts.shown)
    whole = [joined for row in found for joined in _joined(row, parts.shown, known)]
    for name, is_down in reversed(parts.order):
        whole.sort(key=_by(name), reverse=is_down)
    return whole


def _known(
    reader: "Reader", found: Sequence[Row], shown: Sequence[Shown]
) -> dict[tuple["Term", str], list["Term"]]:
    """Return all that is shown of the rows found."""
    known: dict[tuple[Term, str], list[Term]] = {}
    by_subject: defaultdict[str, list[Shown]] = defaultdict(list)
    for one in shown:
        by_subject[one.subject].append(one)
    for subject, options in by_subject.items():
        things = {row[subject] for row in found if subject in row}
        known |= _looked_up(reader, things, {one.property for one in options})
        for one in options:
            reached = [
                {subject: end} for thing in things for end in known.get((thing, one.property), ())
            ]
            if one.further and reached:
                renamed = [{one.value: row[subject]} for row in reached]
                known |= _known(reader, renamed, one.further)
    return known


def _looked_up(
    reader: "Reader", things: Iterable["Term"], properties: set[str]
) -> dict[tuple["Term", str], list["Term"]]:
    """Return the values of some properties of things."""
    known: defaultdict[tuple[Term, str], list[Term]] = defaultdict(list)
    wanted, told = sorted(one for one in things if not isinstance(one, Literal)), sorted(properties)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        for row in reader.select(_query(some, told)):
            thing, prop = some[int(plain(row["thing"]))], told[int(plain(row["property"]))]
            known[thing, prop].append(row["value"])
    return dict(known)


def _query(things: "Sequence[Term]", properties: Sequence[str]) -> str:
    """Return the query for some properties of things, both told by their places.

    The engine looks up each address that it tells: half of the time.
    """
    listed = _numbered(iri_text(Iri(plain(one))) for one in things)
    head = f"PREFIX : <{names.ONTOLOGY}> PREFIX rdfs: <{names.PREFIXES['rdfs']}>"
    select = f"{head} SELECT DISTINCT ?thing ?property ?value"
    if len(properties) <= _EACH:  # a thing may have a thousand others
        values = f"VALUES (?thing ?its) {{ {listed} }}"
        ways = " UNION ".join(
            f"{{ {values} ?its {one} ?value BIND({place} AS ?property) }}"
            for place, one in enumerate(properties)
        )
        return f"{select} {{ {ways} }}"
    every = (
        f"SELECT ?thing ?name ?value {{ VALUES (?thing ?its) {{ {listed} }} ?its ?name ?value }}"
    )
    return f"{select} {{ {{ {every} }} VALUES (?property ?name) {{ {_numbered(properties)} }} }}"


def _numbered(words: Iterable[str]) -> str:
    return " ".join(f"({place} {one})" for place, one in enumerate(words))


def _joined(row: Row, shown: Sequence[Shown], known: Known) -> Iterator[Row]:
    """Yield a row with what is shown of it; one for each way where there are several values."""
    if not shown:
        yield row
        return
    one, rest = shown[0], shown[1:]
    values = known.get((row[one.subject], one.property), ()) if one.subject in row else ()
    for value in values:
        for longer in _joined({**row, one.value: value}, one.further, known):
            yield from _joined(longer, rest, known)
    if not values:
        yield from _joined(row, rest, known)


def _by(name: str) -> "Callable[[Row], tuple[int, object]]":
    return lambda row: _place(row.get(name))


def _place(term: "Term | None") -> tuple[int, object]:
    """Return where SPARQL's order puts a term: nothing, addresses, numbers and words."""
    if term is None:
        return 0, ""
    if not isinstance(term, Literal):
        return 1, plain(term)
    value = python(term)
    return (2, value) if not isinstance(value, str) else (3, value)
