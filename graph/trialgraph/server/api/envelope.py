"""The body of an answer: its rows, what was searched, and where it goes on."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from trialgraph import names
from trialgraph.catalogue.answer import PASSAGES, AnswerRow, Cell
from trialgraph.catalogue.ask import searched
from trialgraph.catalogue.paging import MOST
from trialgraph.catalogue.quoted import quoted_documents
from trialgraph.catalogue.tables import safe, word
from trialgraph.names import Iri
from trialgraph.rdf.term import iri_text
from trialgraph.server.api import context
from trialgraph.server.api.contract import DECIMAL, Found, Resource
from trialgraph.server.bounded import BoundedReader

DOCUMENTS = "documents"

_IRI = "iri"
_SAID = "CONSTRUCT {{ ?thing ?says ?what }} WHERE {{ VALUES ?thing {{ {} }} ?thing ?says ?what }}"
_LEADING = """CONSTRUCT {{ ?other ?has ?thing }} WHERE {{
  VALUES ?thing {{ {} }} VALUES ?has {{ {} }} ?other ?has ?thing }}"""
_OF_PASSAGE = ("document", "start", "end", "exact")


def as_json(
    resource: Resource, found: Found, wanted: Sequence[str], reader: BoundedReader
) -> bytes:
    """Return the body as JSON, which is JSON-LD as well."""
    where = searched(reader)
    body: dict[str, Any] = {
        "@context": context.address(resource, has_names=_IRI in wanted),
        **_about(resource, found),
        "rows": list(_rows(resource, found, wanted)),
        "searched": where.to_json(),
        "as_of": found.as_of or where.as_of,
        "next_cursor": found.next_cursor or None,
        "truncated": bool(found.next_cursor),
    }
    for name, kind in resource.parts.items():
        body[name] = [kind.to_json(row) for row in found.parts.get(name, ())]
    if has_documents(resource):
        body[DOCUMENTS] = _documents(resource, found, wanted, reader)
    return _json({**body, **found.more})


def _about(resource: Resource, found: Found) -> dict[str, str]:
    """Return the name of the one thing that a body with parts is about."""
    (name,) = (row.text(_IRI) for row in found.rows) if has_name(resource) else ("",)
    return {"@id": name} if name else {}


def has_name(resource: Resource) -> bool:
    """Tell whether a body names the one thing that it is about."""
    return any(kind.link for kind in resource.parts.values())


def has_documents(resource: Resource) -> bool:
    """Tell whether the body says which documents it quotes or names."""
    kinds = (resource.row, *resource.parts.values())
    return any(kind.has_passages or _ids(kind.columns) for kind in kinds)


def as_ndjson(resource: Resource, found: Found, wanted: Sequence[str]) -> bytes:
    """Return the rows as JSON, one a line."""
    return b"".join(_json(row) + b"\n" for row in _rows(resource, found, wanted))


def as_csv(resource: Resource, found: Found, wanted: Sequence[str]) -> bytes:
    """Return the rows as CSV (RFC 4180), with the first passage of each.

    Numbers stay numbers; words that a spreadsheet would run as a formula begin with an
    apostrophe.
    """
    if resource.table is not None:
        return _table(resource.table(found))
    plain = [name for name in wanted if name != PASSAGES and not _is_beside(name, wanted)]
    places = _OF_PASSAGE if PASSAGES in wanted else ()
    head = [*plain, *(f"passage_{name}" for name in places)]
    return _table([head, *(_cells(resource, row, plain, places) for row in found.rows)])


def _cells(
    resource: Resource, row: AnswerRow, plain: Sequence[str], places: Sequence[str]
) -> list[Cell]:
    told = resource.row.to_json(row)
    first = row.passages[0].to_json() if row.passages else {}
    return [told[name] for name in plain] + [first.get(name) for name in places]


def _table(lines: Iterable[Sequence[Cell]]) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target).writerows([safe(word(cell)) for cell in line] for line in lines)
    return target.getvalue().encode()


def _is_beside(name: str, wanted: Sequence[str]) -> bool:
    """Tell whether a key has the digits of a number that stands in the table itself."""
    return name.endswith(DECIMAL) and name.removesuffix(DECIMAL) in wanted


def as_turtle(resource: Resource, found: Found, reader: BoundedReader) -> bytes:
    """Return what the graph says of the things that the rows, and parts with meaning, are about.

    Whatever the body says as JSON-LD is said here, too: also what leads to a thing where a key
    of its row shows that.
    """
    parts = ((found.parts.get(name, ()), kind) for name, kind in resource.parts.items())
    told = [(found.rows, resource.row), *((rows, kind) for rows, kind in parts if kind.means)]
    things = dict.fromkeys(iri for rows, _ in told for row in rows if (iri := row.text("iri")))
    leading = sorted({m.has for _, kind in told for m in kind.means.values() if m.is_reverse})
    every = [iri_text(Iri(one)) for one in things]
    steps = [" ".join(every[start : start + MOST]) for start in range(0, len(every), MOST)]
    queries = [_SAID.format(values) for values in steps]
    if leading:
        having = " ".join(map(iri_text, leading))
        queries += [_LEADING.format(values, having) for values in steps]
    return b"".join(map(reader.turtle, queries))


def _rows(
    resource: Resource, found: Found, wanted: Sequence[str]
) -> Iterator[Mapping[str, object]]:
    is_whole = len(wanted) == len(resource.row.fields)
    for row in found.rows:
        told = resource.row.to_json(row)
        yield told if is_whole else {name: told[name] for name in wanted}


def _documents(
    resource: Resource, found: Found, wanted: Sequence[str], reader: BoundedReader
) -> dict[str, object]:
    """Return the documents that an answer quotes or names, by identifier, with their addresses."""
    quoted = {
        one
        for rows, columns in _with_columns(resource, found)
        for row in rows
        for one in row.documents(columns)
        if one
    }
    if not any(name in wanted for name in (PASSAGES, *_ids(resource.row.columns))):
        quoted = set() if not resource.parts else quoted
    told = quoted_documents(reader, quoted)
    return {
        name: {
            **one.to_json(),
            "iri": names.document(name),
            "links": [{"href": href, "label": words} for href, words in one.links()],
        }
        for name, one in told.items()
    }


def _with_columns(
    resource: Resource, found: Found
) -> Iterator[tuple[Iterable[AnswerRow], tuple[Any, ...]]]:
    yield found.rows, resource.row.columns
    for name, kind in resource.parts.items():
        yield found.parts.get(name, ()), kind.columns


def _ids(columns: Iterable[Any]) -> list[str]:
    """Return the columns that name documents."""
    return [one.name for one in columns if one.type in {"id", "ids"} and one.name != "trial"]


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
