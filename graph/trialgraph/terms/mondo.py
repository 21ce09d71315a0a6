"""MONDO: its OBO file, and its OBO graph as JSON."""

import re
from collections.abc import Iterator

import orjson

from trialgraph.errors import UnreadableVocabulary
from trialgraph.terms.entries import Entry, Opened, Vocabulary, vocabulary

_SYNONYM = re.compile(r'"(?P<name>(?:[^"\\]|\\.)*)"\s+EXACT\b.*')
_ESCAPED = re.compile(r"\\(.)")
_CODE = re.compile(r"(?:.*/)?MONDO[:_](\d+)\b.*")
_MOST_BYTES = 400_000_000
"""Of JSON, which is held whole: the release of all of MONDO has a quarter of that."""


def recognises_obo(head: bytes) -> bool:
    """Tell whether bytes begin as OBO does."""
    return re.match(rb"\s*format-version:", head) is not None


def recognises_json(head: bytes) -> bool:
    """Tell whether bytes begin as an OBO graph does."""
    return re.match(rb'\s*\{\s*"(?:graphs|@context|meta)"', head) is not None


def load_obo(opened: Opened) -> Vocabulary:
    """Return the conditions of an OBO file."""
    version = ""
    entries: list[Entry] = []
    for kind, lines in _stanzas(opened):
        tags = [line.partition(": ")[::2] for line in lines]
        if not kind:
            version = next((words for tag, words in tags if tag == "data-version"), "")
        elif kind == "Term" and (entry := _term(tags)):
            entries.append(entry)
    return vocabulary("mondo", version.rpartition("releases/")[2].partition("/")[0], entries)


def _stanzas(opened: Opened) -> Iterator[tuple[str, list[str]]]:
    """Yield the stanzas with their kind; the head of the file has none."""
    kind = ""
    lines: list[str] = []
    with opened() as content:
        for raw in content:
            line = raw.decode("utf-8", "replace").strip()
            if line.startswith("[") and line.endswith("]"):
                yield kind, lines
                kind, lines = line[1:-1], []
            elif line:
                lines.append(line)
    yield kind, lines


def _term(tags: list[tuple[str, str]]) -> Entry | None:
    code = next((_code(words) for tag, words in tags if tag == "id"), "")
    if not code or ("is_obsolete", "true") in tags:
        return None
    label = next((words for tag, words in tags if tag == "name"), "")
    found = (_SYNONYM.fullmatch(words) for tag, words in tags if tag == "synonym")
    names = tuple(_ESCAPED.sub(r"\1", match["name"]) for match in found if match)
    broader = tuple(filter(None, (_code(words) for tag, words in tags if tag == "is_a")))
    return Entry("condition", code, label, names, broader)


def _code(words: str) -> str:
    """Return the digits of a MONDO identifier, empty for another ontology's.

    >>> _code("MONDO:0005148 ! diabetes"), _code("http://purl.obolibrary.org/obo/HP_0000001")
    ('0005148', '')
    """
    match = _CODE.fullmatch(words)
    return match[1] if match else ""


def load_json(opened: Opened) -> Vocabulary:
    """Return the conditions of an OBO graph.

    Raises:
        UnreadableVocabulary: it is no such graph, or too large to be held.
    """
    with opened() as content:
        whole = content.read(_MOST_BYTES + 1)
    if len(whole) > _MOST_BYTES:
        raise UnreadableVocabulary(
            f"over {_MOST_BYTES:,} bytes of JSON found, wanted an ontology; load its OBO file"
        )
    try:
        graph = orjson.loads(whole)["graphs"][0]
        return _of_graph(graph)
    except (orjson.JSONDecodeError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise UnreadableVocabulary(
            f"JSON that is no OBO graph found ({error}), wanted graphs with nodes; fetch it again"
        ) from error


def _of_graph(graph: dict[str, object]) -> Vocabulary:
    version = _text(_part(graph, "meta"), "version")
    broader: dict[str, list[str]] = {}
    for edge in _listed(graph, "edges"):
        if edge.get("pred") == "is_a":
            broader.setdefault(_code(_text(edge, "sub")), []).append(_code(_text(edge, "obj")))
    nodes = (_node(node, broader) for node in _listed(graph, "nodes"))
    release = version.rpartition("releases/")[2].partition("/")[0]
    return vocabulary("mondo", release, [entry for entry in nodes if entry])


def _node(node: dict[str, object], broader: dict[str, list[str]]) -> Entry | None:
    code, meta = _code(_text(node, "id")), _part(node, "meta")
    if not code or meta.get("deprecated") is True:
        return None
    names = tuple(
        _text(one, "val")
        for one in _listed(meta, "synonyms")
        if one.get("pred") == "hasExactSynonym"
    )
    above = tuple(filter(None, broader.get(code, ())))
    return Entry("condition", code, _text(node, "lbl"), names, above)


def _part(values: dict[str, object], name: str) -> dict[str, object]:
    found = values.get(name)
    return found if isinstance(found, dict) else {}


def _listed(values: dict[str, object], name: str) -> list[dict[str, object]]:
    found = values.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(values: dict[str, object], name: str) -> str:
    found = values.get(name)
    return found if isinstance(found, str) else ""
