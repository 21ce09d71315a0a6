"""Writes the page of the manual on the ontology, from the ontology.

Run as ``python -m trialgraph.check.manual docs/reference`` after every change of the
Turtle. Nobody edits the page by hand.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from trialgraph.rdf.ontology_terms import OntologyTerm, ontology_terms

PAGE = "ontology.md"
_HEAD = """# The ontology

What the words of the graph mean: {classes} classes, {properties} properties and {individuals}
individuals of `https://w3id.org/trialgraph/ontology#`. Made from
[the ontology](../../ontology/README.md) itself by `make reference`. A property stands with every
class whose things have it; those of concepts, and of things of any class, stand at the end.
[How to ask in SPARQL](../how-to/sparql.md) shows how they go together.
"""
_TABLE = "\n| property | leads to | meaning |\n|---|---|---|\n"


def ontology_page() -> str:
    """Return the page in Markdown, the same characters for the same ontology."""
    terms = ontology_terms()
    classes = [one for one in terms if one.kind == "class"]
    properties = [one for one in terms if one.kind in {"link", "value"}]
    individuals = [one for one in terms if one.kind == "individual"]
    head = _HEAD.format(
        classes=len(classes), properties=len(properties), individuals=len(individuals)
    )
    sections = (_section(one, properties, individuals) for one in classes)
    known = {one.name for one in classes}
    rest = [one for one in properties if not known & set(one.domain)]
    last = ["\n## Of concepts, and of things of any class\n" + _properties(rest)] if rest else []
    return "".join([head, "\n## Classes\n", *sections, *last])


def _section(
    one: OntologyTerm, properties: Iterable[OntologyTerm], individuals: Iterable[OntologyTerm]
) -> str:
    """Return what there is to say of a class."""
    own = [term for term in properties if one.name in term.domain]
    values = [term for term in individuals if one.name in term.of]
    return f"\n### {one.name}\n\n" + "".join(_parts(one, own, values))


def _parts(one: OntologyTerm, own: list[OntologyTerm], values: list[OntologyTerm]) -> Iterator[str]:
    yield f"{_words(one.definition or one.label)}\n"
    if one.broader:
        yield f"\nFalls in {_names(one.broader)}.\n"
    if one.example:
        yield f"\nSuch as: {_words(one.example)}\n"
    if values:
        yield "\n" + "".join(f"* `:{term.name}`: {_meaning(term)}\n" for term in values)
    if own:
        yield _properties(own)


def _properties(terms: Iterable[OntologyTerm]) -> str:
    """Return properties as a table."""
    rows = (f"| `:{one.name}` | {_names(one.range)} | {_meaning(one)} |\n" for one in terms)
    return _TABLE + "".join(rows)


def _meaning(one: OntologyTerm) -> str:
    return _words(one.definition or one.label)


def _names(names: Iterable[str]) -> str:
    """Return terms in backquotes, ours with the colon of the empty prefix."""
    return ", ".join(f"`{name}`" if ":" in name else f"`:{name}`" for name in names)


def _words(said: str) -> str:
    """Return words that Markdown takes as they stand."""
    folded = " ".join(said.split())
    for mark in "\\`*_[]<>|{}$":
        folded = folded.replace(mark, f"\\{mark}")
    return folded


def main(arguments: list[str]) -> None:
    """Write the page into a folder."""
    (Path(arguments[0]) / PAGE).write_text(ontology_page(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
