"""Accession numbers of a publication: trial registries apart from other data banks."""

from collections.abc import Iterable

from trialgraph.documents.publication_text import Values
from trialgraph.names.registries import is_registration

_REGISTRIES = frozenset(
    (
        "anzctr",
        "chictr",
        "clinicaltrialsgov",
        "cris",
        "ctri",
        "ctis",
        "drks",
        "euctr",
        "eudract",
        "irct",
        "isrctn",
        "itmctr",
        "japiccti",
        "jmacct",
        "jprn",
        "jrct",
        "kct",
        "lbctr",
        "ntr",
        "pactr",
        "per",
        "rbr",
        "rebec",
        "repec",
        "rpcec",
        "slctr",
        "tctr",
        "uminctr",
    )
)
"""NLM's names of the banks that are registries of trials, letters and digits only."""


def data_banks(numbers: Iterable[tuple[str, str]]) -> Values:
    """Return numbers of trial registries apart from those of other banks, such as GENBANK.

    Args:
        numbers: name of the bank, number in it.
    """
    trials: list[Values] = []
    others: list[Values] = []
    for bank, number in numbers:
        name = "".join(filter(str.isalnum, bank)).casefold()
        if name in _REGISTRIES or is_registration(number):
            trials.append({"registry": bank, "number": number})
        else:
            others.append({"bank": bank, "number": number})
    return {"registrations": trials, "data_banks": others}
