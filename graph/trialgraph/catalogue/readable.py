"""Names of concepts for people: as the tables have them, else as a document prints them."""

from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.codes import local_name
from trialgraph.names import Iri
from trialgraph.rdf.term import iri_text, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

_PRINTED = f"""PREFIX : <{names.ONTOLOGY}>
SELECT DISTINCT ?concept ?name {{{{
  VALUES ?concept {{{{ {{wanted}} }}}}
  ?declared :measures ?concept ; :reportedAs/:statedName ?name
}}}} ORDER BY ?concept DESC(?name)"""


def concept_name(terms: "TermIndex", scheme: str, notation: str) -> str:
    """Return the name of a concept, made of its identifier where no table knows it."""
    known = terms.get(scheme, notation)
    return known.label if known else notation.replace("-", " ")


def end_point_names(
    reader: "Reader", terms: "TermIndex", notations: "Iterable[str]"
) -> dict[str, str]:
    """Return the names of end points, such as ``overall survival (OS)``, by their short names."""
    wanted = dict.fromkeys(notations)
    unknown = [one for one in wanted if one and terms.get("end-point", one) is None]
    printed = _printed(reader, unknown)
    return {one: printed.get(one) or _with_short_name(terms, one) for one in wanted}


def _with_short_name(terms: "TermIndex", notation: str) -> str:
    name = concept_name(terms, "end-point", notation)
    is_short = notation.isupper() or not notation.islower()
    is_other = name.casefold() != notation.replace("-", " ").casefold()
    return f"{name} ({notation})" if is_short and is_other else name


def _printed(reader: "Reader", notations: "Iterable[str]") -> dict[str, str]:
    """Return the names as documents print them, of those that a trial declares."""
    wanted = " ".join(iri_text(names.concept("end-point", one)) for one in notations)
    if not wanted:
        return {}
    rows = reader.select(_PRINTED.format(wanted=wanted))
    return {local_name(Iri(plain(row["concept"]))): plain(row["name"]) for row in rows}
