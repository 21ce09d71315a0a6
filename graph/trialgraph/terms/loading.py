"""A downloaded vocabulary by its content: which one it is, and its entries.

It must not know where the bytes lie, nor where the entries go.
"""

from collections.abc import Callable
from typing import NamedTuple

from trialgraph.errors import UnreadableVocabulary
from trialgraph.terms import drug_tables, mesh, mesh_triples, mondo, ncit, rxnorm
from trialgraph.terms.entries import Opened, Vocabulary

HEAD = 65_536
"""So many bytes are looked at to tell a vocabulary."""


class _Form(NamedTuple):
    recognises: Callable[[bytes], bool]
    load: Callable[[Opened], Vocabulary]


_FORMS = (
    _Form(mesh.recognises, mesh.load),
    _Form(mesh_triples.recognises, mesh_triples.load),
    _Form(ncit.recognises_owl, ncit.load_owl),
    _Form(ncit.recognises_flat, ncit.load_flat),
    _Form(mondo.recognises_obo, mondo.load_obo),
    _Form(mondo.recognises_json, mondo.load_json),
    _Form(drug_tables.recognises_drugbank, drug_tables.load_drugbank),
    _Form(drug_tables.recognises_chembl, drug_tables.load_chembl),
    _Form(rxnorm.recognises, rxnorm.load),
)


def load(opened: Opened) -> Vocabulary:
    """Return the vocabulary that bytes are.

    Raises:
        UnreadableVocabulary: they are none of a known layout, broken, or without entries.
    """
    with opened() as content:
        head = content.read(HEAD)
    for form in _FORMS:
        if form.recognises(head):
            found = form.load(opened)
            if found.entries:
                return found
            raise UnreadableVocabulary(
                f"a file of {found.name} without drugs or conditions found, wanted its names; "
                "check which file of the release this is"
            )
    raise UnreadableVocabulary(
        "a file of no known layout found, wanted RxNorm (RXNCONSO.RRF), MeSH (XML or N-Triples), "
        "NCIt (flat file or OWL), MONDO (OBO or JSON), ChEMBL or DrugBank (CSV); "
        "unpack an archive first"
    )
