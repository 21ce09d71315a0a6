"""What in other documents may be of the same trial or publication as what one document says.

Identity is decided over all documents; which of them could matter is found here, so that
a document that comes or goes is not held against all the others. What is compared lies in
the index of the store, as rows whose names are hashes: two names of one hash would make
more neighbours than there are, which changes nothing but the work.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b

from trialgraph import names
from trialgraph.evidence.gaps import words_of
from trialgraph.evidence.imprints import Imprint, cited_imprint, match, own_imprint
from trialgraph.evidence.links import LINKING
from trialgraph.evidence.packed import plain_packed, plain_unpacked
from trialgraph.evidence.parts import Parts as Disjoint
from trialgraph.evidence.trials import Mention, plain
from trialgraph.model.reading import Citation, TrialDocument
from trialgraph.model.text import PartialDate, Span
from trialgraph.model.values import dataclass
from trialgraph.names.registries import key as registration_key
from trialgraph.names.registries import registry_of
from trialgraph.names.registry_table import REGISTRIES
from trialgraph.store import Identities, ImprintRow, Part, PartRow

Key = tuple[str, str]

_BYTES = 8  # of a hash; among a hundred million names two share one with odds of 1 in 4,000
_FIRST = REGISTRIES[0].prefix
_ALONE, _PAPER, _RECORD = 0, 1, 2  # bundles of parts of one document


@dataclass(frozen=True, slots=True)
class CitedRest:
    """What a citation says besides where the cited publication stands."""

    span: Span
    number: int | None = None
    type: str = "reference"
    issued: PartialDate | None = None
    online: PartialDate | None = None


def hashed(key: Key) -> int:
    """Return a name as a number of 64 bits."""
    return int.from_bytes(
        blake2b("\0".join(key).encode(), digest_size=_BYTES).digest(), signed=True
    )


def part_rows(reading: TrialDocument) -> Iterator[PartRow]:
    """Yield the parts of one document."""
    is_paper = not reading.kind.startswith("ctgov")
    roles = [one.role for one in reading.trials]
    linking = [one.type in LINKING and "registers" in roles for one in reading.citations]
    if is_paper:
        yield _printed("paper", 0, own_imprint(reading), _PAPER)
    for number, cited in enumerate(reading.citations):
        bundle = _RECORD if linking[number] else _ALONE
        yield _printed("cited", number, cited_imprint(cited), bundle, plain_packed(_rest(cited)))
    for number, notice in enumerate(reading.bibliography.corrections):
        yield _printed("notice", number, Imprint(doi=notice.doi, pmid=notice.pmid), _ALONE)
    bundles = {
        "reports": _PAPER if is_paper else _ALONE,
        "registers": _RECORD if any(linking) else _ALONE,
    }
    for number, trial in enumerate(reading.trials):
        yield _mentioned(Mention(reading, trial, number), bundles.get(trial.role, _ALONE))


def _printed(kind: str, number: int, imprint: Imprint, bundle: int, words: bytes = b"") -> PartRow:
    """Return the part that stands somewhere in print."""
    title = words_of(imprint.title) if kind == "cited" else ()
    said = plain_packed(imprint)
    row = ImprintRow(
        words=said,
        digest=hashed((kind, said.decode())),
        keys=tuple(dict.fromkeys(map(hashed, imprint.keys))),
        title=tuple(dict.fromkeys(hashed(("title", word)) for word in sorted(title))),
    )
    return PartRow(kind, number, bundle, (), words, row)


def _mentioned(mention: Mention, bundle: int) -> PartRow:
    """Return the part that speaks of a trial.

    A record with a number of the first registry is firm: no other record with one is of the
    same trial for an acronym or a sponsor's number, nor does it take its name.
    """
    numbers = tuple(dict.fromkeys(hashed(("number", key)) for key in mention.keys))
    names_ = tuple(dict.fromkeys(map(hashed, _names_of(mention))))
    is_record = mention.trial.role == "registers"
    is_firm = is_record and any(registry_of(key) == _FIRST for key in mention.keys)
    keys = (*numbers, *names_)
    return PartRow("mention", mention.number, bundle, keys, b"", None, len(numbers), is_firm)


def _names_of(mention: Mention) -> Iterator[Key]:
    """Yield what mentions of one trial, or of two that would have one name, share."""
    stated = mention.trial.organisation_ids
    labels = {one.value for one in (mention.trial.acronym, *stated) if one is not None}
    yield from (("organisation", key) for key in mention.organisation_keys)
    yield from (("slug", names.slug(one)) for one in sorted(labels))
    if mention.acronym:
        yield ("name", mention.acronym)


def _rest(cited: Citation) -> CitedRest:
    """Return what a citation says besides its imprint."""
    return CitedRest(cited.span, cited.number, cited.type, cited.issued, cited.online)


def citation(imprint: Imprint, rest: CitedRest) -> Citation:
    """Return the citation that was taken apart into the two."""
    return Citation(
        number=rest.number,
        first_author=imprint.first_author,
        title=imprint.title,
        journal=imprint.journal,
        year=imprint.year,
        volume=imprint.volume,
        pages=imprint.pages,
        doi=imprint.doi,
        pmid=imprint.pmid,
        pmcid=imprint.pmcid,
        type=rest.type,  # type: ignore[arg-type] # one of those that a citation had
        issued=rest.issued,
        online=rest.online,
        span=rest.span,
    )


@lru_cache(maxsize=1 << 14)
def imprint_of(words: bytes) -> Imprint:
    """Return the imprint that a row holds."""
    return plain_unpacked(words, Imprint)


@dataclasses.dataclass(slots=True)
class _Asked:
    """What was looked up already."""

    bundles: set[tuple[str, int]]
    keys: set[int]
    imprints: set[int]


class Neighbours:
    """The parts of all documents held, found by what parts of one thing have in common.

    Args:
        index: of the store.
        decided: names that decisions speak of; what may bear one of them goes together.
    """

    def __init__(self, index: Identities, decided: Iterable[str] = ()) -> None:
        self._index = index
        self._decided = {one.number: one for one in _bearing(index, decided)}
        self._tied = {key for one in self._decided.values() for key in one.keys}
        self._works: dict[int, frozenset[int]] = {}
        self._bearers: dict[int, list[Part]] = {}
        self._tying: dict[int, bool] = {}

    def around(self, parts: Iterable[Part]) -> dict[int, Part]:
        """Return all that may be of one trial or publication with some parts, these included.

        References to a work that no document holds are not followed from one document to
        the next: nothing hangs on them.
        """
        waiting = {one.number: one for one in parts}
        found: dict[int, Part] = {}
        asked = _Asked(set(), set(), set())
        while waiting:
            if self._decided.keys() & waiting.keys():
                waiting |= {n: one for n, one in self._decided.items() if n not in found}
            found |= waiting
            waiting = {
                one.number: one
                for one in self._beside(list(waiting.values()), asked)
                if one.number not in found
            }
        return found

    def together(self, parts: Mapping[int, Part]) -> dict[int, int]:
        """Return the least number of those parts that each of some goes with, by its number."""
        order = sorted(parts)
        sharing: defaultdict[object, list[int]] = defaultdict(list)
        for place, number in enumerate(order):
            for one in self._shared(parts[number]):
                sharing[one].append(place)
        found = Disjoint(len(order))
        for members in sharing.values():
            found.join(members)
        return {number: order[found.root(place)] for place, number in enumerate(order)}

    def _keys(self, part: Part) -> tuple[int, ...]:
        """Return the names by which a part goes together with others."""
        if not part.is_firm or part.number in self._decided or self._is_doubtful(part):
            return part.keys
        loose = part.keys[part.numbers :]
        fresh = [key for key in loose if key not in self._tying]
        tying = self._index.tying(fresh) | self._tied if fresh else set[int]()
        self._tying |= {key: key in tying for key in fresh}
        return (*part.keys[: part.numbers], *(key for key in loose if self._tying[key]))

    def _is_doubtful(self, part: Part) -> bool:
        """Tell whether another trial may take the numbers of a firm part.

        Such a one has a number more, and may be kept apart from it for that.
        """
        own = part.keys[: part.numbers]
        fresh = [key for key in own if key not in self._bearers]
        self._bearers |= {key: [] for key in fresh}
        for one in self._index.named(fresh):
            for key in set(one.keys) & set(fresh):
                self._bearers[key].append(one)
        others = (one for key in own for one in self._bearers[key])
        return any(not set(one.keys[: one.numbers]) <= set(own) for one in others)

    def _shared(self, part: Part) -> Iterator[object]:
        """Yield what a part shares with those that it goes with."""
        yield from self._keys(part)
        if part.bundle:
            yield part.document, part.bundle
        if part.imprint is not None and (work := self.held_as(part.imprint)):
            yield "work", min(work)
        if part.number in self._decided:
            yield "decided"

    @property
    def decided(self) -> list[Part]:
        """Return the parts that may bear a name that a decision speaks of."""
        return list(self._decided.values())

    def _beside(self, parts: list[Part], asked: "_Asked") -> Iterator[Part]:
        """Yield the parts that go with some parts, but for what was asked before."""
        bundles = {(one.document, one.bundle) for one in parts if one.bundle} - asked.bundles
        keys = {key for one in parts for key in self._keys(one)} - asked.keys
        imprints = {one.imprint for one in parts if one.imprint is not None} - asked.imprints
        works = {other for one in imprints for other in self.held_as(one)}
        asked.bundles |= bundles
        asked.keys |= keys
        asked.imprints |= works | imprints
        for document, bundle in sorted(bundles):
            yield from self._index.bundle(document, bundle)
        yield from self._index.named(sorted(keys))
        yield from self._index.printed_as(sorted(works))

    def held_as(self, imprint: int) -> frozenset[int]:
        """Return all imprints of the publication of one, empty where no document holds it."""
        if imprint not in self._works:
            work = self._work(imprint)
            is_held = self._index.has_paper(sorted(work))
            self._works |= dict.fromkeys(work | {imprint}, work if is_held else frozenset())
        return self._works[imprint]

    def _work(self, first: int) -> frozenset[int]:
        """Return the imprints that one may be of one publication with.

        That is not even itself where it says too little: two such need not be of one.
        """
        one = imprint_of(self._index.imprints([first])[first])
        found, waiting = {first} if match(one, one) else set[int](), [one]
        while waiting:
            one = waiting.pop()
            others = self._index.sharing([hashed(key) for key in one.keys]) - found
            for number, words in self._index.imprints(sorted(others)).items():
                other = imprint_of(words)
                if match(one, other):
                    found.add(number)
                    waiting.append(other)
        return frozenset(found)


def _bearing(index: Identities, decided: Iterable[str]) -> Iterator[Part]:
    """Yield the mentions that may bear one of some names, be it a number or a document's."""
    said = sorted(decided)
    keys = {hashed(key) for one in said for key in _keys_of(one)}
    yield from index.named(sorted(keys))
    yield from (one for one in index.parts(said) if one.kind == "mention")


def _keys_of(name: str) -> Iterator[Key]:
    """Yield under which keys a mention may stand that bears a name."""
    yield ("number", registration_key(name))
    yield ("organisation", plain(name))
    yield ("name", plain(name))
    yield from (("slug", one) for one in sorted({name, names.slug(name)}))
