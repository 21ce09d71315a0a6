"""Words that documents print, asked for in any spelling: ``phase III`` is 3, ``ITT`` is all.

A word that no document held prints, and that means none of those known, is an error and not
an empty answer: who reads that there is nothing would believe it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.spelt import near
from trialgraph.errors import UnknownName
from trialgraph.rdf.term import plain

if TYPE_CHECKING:
    from trialgraph.store import Reader


@dataclass(frozen=True, slots=True)
class PrintedWords:
    """The words of one property.

    Attributes:
        held: SPARQL that binds ``?word`` to every one that is held.
        known: that may be asked for though no document held prints them.
        meaning: other words, folded, to the known ones.
    """

    held: str
    known: tuple[str, ...] = ()
    meaning: Mapping[str, str] = field(default_factory=dict)


def as_printed(reader: "Reader", name: str, printed: PrintedWords, words: str) -> tuple[str, ...]:
    """Return the printed words that some words mean.

    Words that stand before a colon mean all that is printed behind it: ``subgroup`` every
    ``subgroup: ...``.

    Raises:
        UnknownName: they mean none that is held or known.
    """
    folded = _folded(words)
    known = {_folded(one): one for one in printed.known}
    found = printed.meaning.get(folded) or known.get(folded)
    if found is not None:
        return (found,)
    query = f"PREFIX : <{names.ONTOLOGY}> SELECT DISTINCT ?word {{ {printed.held} }}"
    held = {_folded(plain(row["word"])): plain(row["word"]) for row in reader.select(query)}
    kind = tuple(word for one, word in sorted(held.items()) if one.startswith(f"{folded}:"))
    if folded not in held and kind:
        return kind
    if folded not in held:
        raise UnknownName(
            f"found {name}={words!r}, wanted one that a document held prints; "
            + near(words, dict.fromkeys([*printed.known, *held.values()]))
        )
    return (held[folded],)


def _folded(words: str) -> str:
    """Return words as they are compared: no capitals, and no hyphen told from a space."""
    return re.sub(r"[\s_-]+", " ", words).strip().casefold().replace("randomiz", "randomis")


_ROMAN = {"i": "1", "i/ii": "1/2", "ii": "2", "ii/iii": "2/3", "iii": "3", "iv": "4"}
_NUMBERS = tuple(_ROMAN.values())
PHASES = PrintedWords(
    "?trial :phase ?word",
    _NUMBERS,
    {
        f"{before}{words}": number
        for words, number in (*_ROMAN.items(), *zip(_NUMBERS, _NUMBERS, strict=True))
        for before in ("", "phase", "phase ")
    },
)
_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth"}
_LINES = tuple(f"{one}-line" for one in _ORDINALS.values())
LINES = PrintedWords(
    "?trial :line ?word",
    (*_LINES, "adjuvant", "neoadjuvant", "maintenance"),
    {
        **{f"{short} line": f"{long}-line" for short, long in _ORDINALS.items()},
        **{str(number): one for number, one in enumerate(_LINES, 1)},
        "neo adjuvant": "neoadjuvant",
    },
)
ASSESSORS = PrintedWords(
    "?result :assessor ?word",
    ("independent", "investigator"),
    {"bicr": "independent", "central": "independent", "local": "investigator"},
)
POPULATIONS = PrintedWords(
    "?result a :Result ; :population ?word",
    ("all",),
    dict.fromkeys(
        ("itt", "intention to treat", "intent to treat", "all randomised", "all patients"), "all"
    ),
)
STATUSES = PrintedWords("?trial :status ?word")
