"""ClinicalTrials.gov, API v2: single studies, and pages of studies that a search finds."""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from trialgraph.errors import BadReply, NotAtSource, SourceError
from trialgraph.sources.asking import Source
from trialgraph.sources.replies import JSON, json_of
from trialgraph.sources.searches import Listing, Record, Search
from trialgraph.sources.shelf import Kept, Shelf

_PAGE_SIZE = 100
_FEW = 10  # studies that are fetched one by one
_WHITE = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of studies.

    Attributes:
        found: how many studies the whole search finds.
        token: of the next page, empty on the last one.
        places: where each study stands in the bytes, by NCT number.
    """

    found: int
    token: str
    places: dict[str, tuple[int, int]]


class Registry:
    """ClinicalTrials.gov."""

    def __init__(self, source: Source, shelf: Shelf) -> None:
        self._source = source
        self._shelf = shelf

    def studies(self, ncts: Sequence[str]) -> Iterator[Record]:
        """Yield the record of each study, or why it is not there."""
        for first in range(0, len(ncts), _PAGE_SIZE):
            batch = ncts[first : first + _PAGE_SIZE]
            self._bring(batch)
            for nct in batch:
                try:
                    yield nct, self.study(nct)
                except SourceError as error:
                    yield nct, error

    def study(self, nct: str) -> bytes:
        """Return the record of a study, as it came.

        Raises:
            NotAtSource: there is no such study.
            BadReply: something else came.
        """
        address = self._address(nct)
        kept = self._shelf.ask(self._source, address, JSON)
        if kept is None:
            raise NotAtSource(f"{self._source.name} has no study {nct}; check the number")
        if nct not in _numbers(json_of(kept.body)):
            raise BadReply(
                f"the reply of {self._source.name} for {nct} is not that study; ask again"
            )
        return kept.body

    def _bring(self, ncts: Sequence[str]) -> None:
        """Fetch many studies in one page; those that do not come are asked for one by one."""
        wanted = [
            nct for nct in dict.fromkeys(ncts) if self._shelf.held(self._address(nct)) is None
        ]
        if len(wanted) <= _FEW:
            return
        asked = {"filter.ids": ",".join(wanted), "pageSize": str(len(wanted))}
        address = self._source.address("studies", **asked)
        # A page that fails costs no more than itself.
        with suppress(SourceError):
            kept = self._shelf.ask(self._source, address, JSON, floor=self._shelf.stamp())
            if kept:
                self._keep_studies(kept, page_of(kept.body), wanted)

    def listed(self, search: Search, since: str, floor: str) -> Listing:
        """Return the studies that a search finds."""
        first, page = self._page(search, since, floor)
        return Listing(
            found=page.found,
            offered=page.found,
            records=islice(self._studies(search, since, floor, (first, page)), search.limit),
        )

    def _studies(
        self, search: Search, since: str, floor: str, begun: tuple[Kept, Page]
    ) -> Iterator[Record]:
        """Yield the studies of all pages; a page that fails ends them."""
        kept, page = begun
        while True:
            for nct, (start, end) in page.places.items():
                yield nct, kept.body[start:end]
            if not page.token:
                return
            try:
                kept, page = self._page(search, since, floor, page.token)
            except SourceError as error:
                yield f"ctgov search {search.words!r}", error
                return

    def _page(self, search: Search, since: str, floor: str, token: str = "") -> tuple[Kept, Page]:
        """Return a page of a search."""
        asked = {
            "query.term": search.words,
            "filter.advanced": f"AREA[LastUpdatePostDate]RANGE[{since},MAX]" if since else "",
            "pageSize": str(min(_PAGE_SIZE, search.limit)),
            "countTotal": "true",
            "pageToken": token,
        }
        address = self._source.address("studies", **{k: v for k, v in asked.items() if v})
        kept = self._shelf.ask(self._source, address, JSON, floor)
        if kept is None:
            raise NotAtSource(f"{self._source.name} knows no such search; check its words")
        page = page_of(kept.body)
        self._keep_studies(kept, page, page.places)
        return kept, page

    def _keep_studies(self, kept: Kept, page: Page, wanted: Collection[str]) -> None:
        """Write down where the wanted studies of a page stand."""
        places = {nct: place for nct, place in page.places.items() if nct in wanted}
        self._shelf.keep_parts(kept, {self._address(nct): place for nct, place in places.items()})

    def _address(self, nct: str) -> str:
        """Return the address of a study."""
        return self._source.address(f"studies/{nct}")


def nct_number(study: object) -> str | None:
    """Return the number in a study's record, ``None`` when it is no such record."""
    found = study
    for name in ("protocolSection", "identificationModule", "nctId"):
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, str) else None


def _numbers(study: object) -> frozenset[str]:
    """Return the number of a study's record and those it had before, empty when it is none."""
    own = nct_number(study)
    if own is None or not isinstance(study, dict):
        return frozenset()
    before = study["protocolSection"]["identificationModule"].get("nctIdAliases")
    aliases = before if isinstance(before, list) else []
    return frozenset({own, *(alias for alias in aliases if isinstance(alias, str))})


def page_of(body: bytes) -> Page:
    """Return where the studies of a page stand.

    Raises:
        BadReply: it is no page of studies.
    """
    whole = json_of(body)
    if not isinstance(whole, dict) or not isinstance(whole.get("studies"), list):
        raise BadReply("found JSON without a list of studies; ask again")
    numbers = [nct_number(study) for study in whole["studies"]]
    places = list(_places(body))
    found, token = whole.get("totalCount"), whole.get("nextPageToken")
    return Page(
        found=found if isinstance(found, int) else len(numbers),
        token=token if isinstance(token, str) else "",
        places={number: place for number, place in zip(numbers, places, strict=True) if number},
    )


def _places(body: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each study of a page stands; the page has been parsed and is JSON."""
    # In Latin-1 a character is a byte, and JSON's own characters stay what they are.
    text = body.decode("latin-1")
    decoder = json.JSONDecoder(strict=False)
    position = text.index("{") + 1
    while text[position := _past_white(text, position)] != "}":
        key, position = decoder.raw_decode(text, position)
        position = _past_white(text, _past_white(text, position) + 1)
        if key == "studies":
            yield from _elements(text, position, decoder)
        _, position = decoder.raw_decode(text, position)
        position = _past_comma(text, position)


def _elements(text: str, position: int, decoder: json.JSONDecoder) -> Iterator[tuple[int, int]]:
    """Yield where each element of an array stands."""
    position = _past_white(text, position + 1)
    while text[position] != "]":
        start = position
        _, position = decoder.raw_decode(text, start)
        yield start, position
        position = _past_comma(text, position)


def _past_white(text: str, position: int) -> int:
    """Return the next position that is not white space."""
    while text[position] in _WHITE:
        position += 1
    return position


def _past_comma(text: str, position: int) -> int:
    """Return the position of the next member or of the closing bracket."""
    position = _past_white(text, position)
    return _past_white(text, position + 1) if text[position] == "," else position
