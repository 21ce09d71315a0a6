"""Everything a store holds, in a format of someone's choice."""

from collections.abc import Iterable, Iterator, Sequence

from trialgraph.cli.talk import watched
from trialgraph.errors import BadParameter
from trialgraph.names import Iri
from trialgraph.rdf.formats import FORMS, exported
from trialgraph.store import open_reader
from trialgraph.store.address import Place


def whole_store(store: Place, form: str) -> Iterator[bytes]:
    """Yield all quads; N-Quads are sorted, so that the same facts are the same bytes.

    Of N-Quads some megabytes are held, of the other formats everything.

    Raises:
        BadParameter: no such format.
    """
    if form not in FORMS:
        raise BadParameter(f"found the format {form!r}, wanted one of {', '.join(FORMS)}")
    with open_reader(store) as reader:
        lines = reader.dump_lines(_watched)
        if form == "nquads":
            yield from lines
        else:
            yield exported(b"".join(lines), form)


def _watched(graphs: Sequence[Iri]) -> Iterable[Iri]:
    """Show how many graphs of a server have come."""
    return watched(graphs, len(graphs), str)
