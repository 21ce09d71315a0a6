"""Everything a store holds, in a format of someone's choice."""

from trialgraph.errors import BadParameter
from trialgraph.rdf.formats import FORMS, exported
from trialgraph.store import open_reader
from trialgraph.store.address import Place


def whole_store(store: Place, form: str) -> bytes:
    """Return all quads; N-Quads are sorted, so that the same facts are the same bytes.

    Raises:
        BadParameter: no such format.
    """
    if form not in FORMS:
        raise BadParameter(f"found the format {form!r}, wanted one of {', '.join(FORMS)}")
    with open_reader(store) as reader:
        return exported(reader.dump(), form)
