"""How the graph is built, in so few words that an agent can write queries."""

from collections.abc import Iterator
from difflib import get_close_matches
from textwrap import shorten

from trialgraph.errors import UnknownName
from trialgraph.names import ID, PREFIXES
from trialgraph.rdf.ontology_terms import OntologyTerm, ontology_terms

_TOP = "ReportedEntity"  # what one document says; there are many classes of it
_WIDTH = 90  # characters of a meaning
_EXAMPLE = (
    "SELECT ?trial ?value ?exact { ?result a :Result ; :trial ?t ; :value ?value ; "
    ":reportedAs/:passage/:exact ?exact . ?t rdfs:label ?trial } LIMIT 5"
)


def schema_lines() -> Iterator[str]:
    """Yield the prefixes, the main classes, and a query to begin with."""
    ours = [name for name, base in PREFIXES.items() if base.startswith(ID)]
    things = ", ".join(f"{name}:" for name in ours)
    others = ", ".join(f"{name}:" for name in PREFIXES if name and name not in ours)
    yield f"Declared prefixes: : is the ontology; of things {things}; others {others}"
    yield "The default graph is the union of all. Classes (schema_overview of=NAME says more):"
    for one in _main_classes():
        yield f"- :{one.name}: {_first_sentence(one)}"
    yield f"Example: {_EXAMPLE}"


def class_lines(name: str) -> Iterator[str]:
    """Return the definition of a class, and the properties of its things.

    Raises:
        UnknownName: there is no such class.
    """
    classes = {one.name: one for one in ontology_terms() if one.kind == "class"}
    wanted = name.strip().removeprefix(":")
    if wanted not in classes:
        near = get_close_matches(wanted, classes, n=3, cutoff=0.4)
        nearest = f"; nearest: {', '.join(near)}" if near else ""
        raise UnknownName(
            f"found {name!r}, wanted the name of a class of the ontology such as Result{nearest}"
        )
    return _lines_of(classes[wanted])


def _lines_of(one: OntologyTerm) -> Iterator[str]:
    yield f":{one.name}: {one.definition}"
    if one.broader:
        yield f"It is a {', '.join(one.broader)}."
    for term in ontology_terms():
        if term.kind in {"link", "value"} and {one.name, *one.broader} & set(term.domain):
            leads = f" -> {', '.join(term.range)}" if term.range else ""
            yield f"- :{term.name}{leads}: {_first_sentence(term)}"
    values = [term.name for term in ontology_terms() if one.name in term.of]
    if values:
        yield f"Its individuals: {', '.join(f':{value}' for value in values)}"


def _main_classes() -> Iterator[OntologyTerm]:
    """Yield the classes of what follows from documents, and of documents themselves."""
    for one in ontology_terms():
        is_reported = _TOP in one.broader or one.name.startswith("Reported")
        if one.kind == "class" and not is_reported:
            yield one


def _first_sentence(term: OntologyTerm) -> str:
    """Return what a term means, in short."""
    return shorten(term.definition.partition(". ")[0], _WIDTH, placeholder=" ...")
