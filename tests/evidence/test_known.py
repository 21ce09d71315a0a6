"""What is known after a change is what would be known had all documents come at once."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from tests.evidence.in_memory.known import Known as InMemory

from trialgraph.evidence.decisions import NOTHING_DECIDED
from trialgraph.evidence.derived import held
from trialgraph.evidence.gaps import Works
from trialgraph.evidence.kept_outlines import LAYOUT, outline_bytes, put
from trialgraph.evidence.known import Known
from trialgraph.evidence.neighbours import part_rows
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.model.reading import Author, Bibliography, Citation, Correction, TrialDocument
from trialgraph.model.text import PartialDate, Span, Stated
from trialgraph.model.trial import Sponsor, Trial
from trialgraph.store import Identities

# Few names for many documents: most of them may go together, and many do.
ACRONYMS = ("ALPHA", "Alpha", "BETA", "GAMMA-2", *[""] * 5, *(f"TRIAL {one}" for one in range(12)))
NUMBERS = (*(f"NCT{one:08d}" for one in range(1, 16)), "ISRCTN00000003", "UMIN000000004")
OWN_NUMBERS = ("X-1", "TRIAL-2009", "trial 2009", "GAMMA-2", "TRIAL 3", "XYZ-99", "LONG-1234")
PMIDS = (*[""] * 6, *(str(one) for one in range(101, 115)))
DOIS = (*[""] * 9, *(f"10.1/{one}" for one in "aBbcdefg"))
TITLES = (
    "Reply",
    "A long title of one paper",
    "ALPHA after five years of follow-up",
    "A pooled analysis",
)
PLACES = (*[("", "")] * 6, ("7", "100-109"), ("7", "105"), ("7", "200"))
CONDITIONS = ("asthma", "gout")


def words(one: str, at: int) -> Stated:
    return Stated(one, one, Span(at, at + len(one)))


class Maker:
    """Documents drawn from few names; each value has a place of its own."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 -- repeatable on purpose
        self.at = 0

    def stated(self, one: str) -> Stated | None:
        """Return words, nothing for none."""
        self.at += 50
        return words(one, self.at) if one else None

    def some(self, options: tuple[str, ...]) -> tuple[Stated, ...]:
        """Return up to two of some names."""
        drawn = self.random.sample(options, self.random.choice((0, 0, 0, 1, 1, 2)))
        return tuple(found for one in drawn if (found := self.stated(one)))

    def trial(self, role: str) -> Trial:
        """Return a trial in a role."""
        self.at += 50
        sponsor = Sponsor(name=self.random.choice(("A", "B")), role="lead", span=Span(0, 1))
        return Trial(
            role=role,  # type: ignore[arg-type]
            acronym=self.stated(self.random.choice(ACRONYMS)),
            registrations=self.some(NUMBERS),
            organisation_ids=self.some(OWN_NUMBERS),
            sponsors=(sponsor,) if self.random.random() < 0.5 else (),
            conditions=self.some(CONDITIONS),
            span=Span(self.at, self.at + 5),
        )

    def citation(self) -> Citation:
        """Return a reference."""
        self.at += 50
        volume, pages = self.random.choice(PLACES)
        return Citation(
            title=self.random.choice(TITLES),
            first_author="Doe J",
            journal="Annals of Things" if volume else "",
            year=self.random.choice((2010, 2011, 2020)),
            volume=volume,
            pages=pages,
            pmid=self.random.choice(PMIDS),
            doi=self.random.choice(DOIS),
            type=self.random.choice(("result", "derived", "background")),
            span=Span(self.at, self.at + 9),
        )

    def bibliography(self) -> Bibliography:
        """Return where a document stands in print."""
        volume, pages = self.random.choice(PLACES)
        year = self.random.choice((2010, 2011, 2020))
        notice = Correction(
            kind=self.random.choice(("RetractionOf", "ErratumFor")),
            pmid=self.random.choice(PMIDS),
            doi=self.random.choice(DOIS),
            span=Span(1, 2),
        )
        return Bibliography(
            title=self.stated(self.random.choice(TITLES)),
            journal=self.stated("Ann Things") if volume else None,
            issued=PartialDate(date(year, 1, 1), "year", str(year), Span(2, 6)),
            volume=self.stated(volume),
            pages=self.stated(pages),
            pmid=self.stated(self.random.choice(PMIDS)),
            doi=self.stated(self.random.choice(DOIS)),
            authors=(Author(name="Doe J", span=Span(7, 9)),),
            registrations=self.some(NUMBERS),
            corrections=(notice,) if self.random.random() < 0.2 else (),
        )

    def document(self, number: int) -> TrialDocument:
        """Return a document; one in three is a registry's record."""
        is_record = self.random.random() < 0.3
        own = "registers" if is_record else self.random.choice(("reports", "mentions"))
        others = ["mentions", "reports"] if not is_record else ["mentions"]
        more = [self.random.choice(others) for _ in range(self.random.randrange(3))]
        return TrialDocument(
            identifier=f"sha-{number:016d}",
            kind="ctgov-json" if is_record else "text",
            sha256="",
            text_sha256="",
            reader="made up",
            bibliography=Bibliography() if is_record else self.bibliography(),
            trials=tuple(self.trial(role) for role in (own, *more)),
            citations=tuple(self.citation() for _ in range(self.random.randrange(4))),
        )


def state(known: InMemory) -> tuple[object, ...]:
    """Return all that is known."""
    missing = {name: known.works.missing(one) for name, one in known.trials.items()}
    return dict(known.trials), dict(known.publications), known.graphs, missing


@pytest.mark.parametrize("seed", range(12))
def test_a_change_leads_where_all_documents_at_once_lead(seed: int) -> None:
    maker = Maker(seed)
    readings: dict[str, TrialDocument] = {}
    known = InMemory({})
    for _ in range(30):
        fresh = [
            maker.document(maker.random.randrange(18))
            for _ in range(maker.random.choice((1, 1, 3)))
        ]
        gone = set(
            maker.random.sample(
                sorted(readings), min(len(readings), maker.random.choice((0, 0, 1, 2)))
            )
        )
        came = {one.identifier: one for one in fresh}
        for one in gone - came.keys():
            del readings[one]
        readings |= came
        known.renew(gone | came.keys(), came)
        assert state(known) == state(InMemory(readings))


@pytest.mark.parametrize("seed", range(12))
def test_what_is_known_is_what_follows_from_all_documents(seed: int) -> None:
    maker = Maker(100 + seed)
    readings = [maker.document(number) for number in range(20)]
    known, evidence = InMemory({one.identifier: one for one in readings}), held(readings)
    assert sorted(known.trials.values(), key=lambda one: one.name) == list(evidence.trials)
    assert known.publications == evidence.publications


def shape(trial: TrialIdentity) -> tuple[object, ...]:
    """Return all of a trial but what else its documents say."""
    mentions = [(one.key, one.trial, one.denied) for one in trial.mentions]
    return trial.name, trial.label, mentions, trial.links


def holdings(works: Works, readings: list[TrialDocument]) -> list[frozenset[str]]:
    """Return which documents are what documents cite."""
    return [works.holding(one.identifier, cited) for one in readings for cited in one.citations]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Identities]:
    made = Identities.open(tmp_path / "identities.sqlite")
    yield made
    made.close()


@pytest.mark.parametrize("seed", range(12))
def test_what_an_index_knows_is_what_follows_from_all_documents(
    seed: int, index: Identities
) -> None:
    maker = Maker(200 + seed)
    for number in (*range(20), *range(5)):
        put(index, maker.document(number))
    index.drop("sha-0000000000000007")
    maker = Maker(200 + seed)
    first = [maker.document(number) for number in range(20)]
    again = [maker.document(number) for number in range(5)]
    readings = [one for one in (*again, *first[5:]) if one.identifier != "sha-0000000000000007"]
    everything = InMemory({one.identifier: one for one in readings})
    known = Known(index, NOTHING_DECIDED)
    known.know_documents(one.identifier for one in readings)
    assert {name: shape(one) for name, one in known.trials.items()} == {
        name: shape(one) for name, one in everything.trials.items()
    }
    assert known.publications == everything.publications
    assert known.graphs == everything.graphs
    assert holdings(known.works, readings) == holdings(everything.works, readings)
    for trial in everything.trials.values():
        assert known.works.missing(trial) == everything.works.missing(trial)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_asked_of_one_document_needs_no_more_than_its_neighbours(
    seed: int, index: Identities
) -> None:
    maker = Maker(300 + seed)
    readings = [maker.document(number) for number in range(20)]
    for one in readings:
        put(index, one)
    everything = InMemory({one.identifier: one for one in readings})
    for one in readings:
        known = Known(index, NOTHING_DECIDED)
        known.know_documents([one.identifier])
        names = known.trials_in([one.identifier])
        assert names == everything.trials_in([one.identifier])
        assert [shape(known.trials[name]) for name in sorted(names)] == [
            shape(everything.trials[name]) for name in sorted(names)
        ]
        assert holdings(known.works, [one]) == holdings(everything.works, [one])


def test_documents_that_share_nothing_are_not_looked_at(index: Identities) -> None:
    maker = Maker(5)
    alone = replace(maker.document(1), trials=(), citations=(), bibliography=Bibliography())
    for number in range(2, 20):
        put(index, replace(maker.document(number), bibliography=Bibliography()))
    put(index, alone)
    known = Known(index, NOTHING_DECIDED)
    known.know_documents([alone.identifier])
    assert set(known.readings) == {alone.identifier}


def cites(number: int, pmid: str) -> TrialDocument:
    """Return a document that speaks of a trial of its own and cites a publication."""
    mentioned = Trial(
        role="registers", registrations=(words(f"NCT{number:08d}", 3),), span=Span(0, 2)
    )
    cited = Citation(pmid=pmid, type="result", span=Span(100, 109))
    return TrialDocument(
        identifier=f"sha-{number:016d}",
        kind="ctgov-json",
        sha256="",
        text_sha256="",
        reader="",
        trials=(mentioned,),
        citations=(cited,),
    )


def test_those_who_cite_what_nobody_holds_do_not_go_together(index: Identities) -> None:
    for number in range(1, 9):
        put(index, cites(number, "77"))
    known = Known(index, NOTHING_DECIDED)
    known.know_documents(["sha-0000000000000001"])
    assert set(known.readings) == {"sha-0000000000000001"}
    own = Bibliography(pmid=words("77", 9))
    put(index, replace(Maker(1).document(9), kind="text", trials=(), bibliography=own))
    known = Known(index, NOTHING_DECIDED)
    known.know_documents(["sha-0000000000000001"])
    assert set(known.readings) == {f"sha-{number:016d}" for number in range(1, 10)}


def called(number: int, role: str, acronym: str, *registered: str) -> TrialDocument:
    """Return a document that speaks of a trial by its acronym and numbers."""
    trial = Trial(
        role=role,  # type: ignore[arg-type]
        acronym=words(acronym, 3),
        registrations=tuple(words(one, 20) for one in registered),
        span=Span(0, 2),
    )
    kind = "ctgov-json" if role == "registers" else "text"
    return replace(cites(number, ""), kind=kind, trials=(trial,), citations=())  # type: ignore[arg-type]


def beside(index: Identities, number: int) -> set[str]:
    """Return the last digits of the documents that go together with one."""
    known = Known(index, NOTHING_DECIDED)
    known.know_documents([f"sha-{number:016d}"])
    return {name[-2:] for name in known.readings}


def test_records_of_different_numbers_go_together_only_where_a_name_may_be_of_either(
    index: Identities,
) -> None:
    for number in range(1, 7):
        put(index, called(number, "registers", "HOPE", f"NCT{number:08d}"))
    assert beside(index, 1) == {"01"}
    put(index, called(7, "mentions", "HOPE"))
    assert beside(index, 1) == {f"0{number}" for number in range(1, 8)}
    index.drop("sha-0000000000000007")
    assert beside(index, 1) == {"01"}
    put(index, called(8, "registers", "HOPE", "ISRCTN00000003"))
    assert beside(index, 2) == {"01", "02", "03", "04", "05", "06", "08"}


def test_a_record_whose_number_another_may_take_goes_by_its_other_names(index: Identities) -> None:
    for number in range(1, 4):
        put(index, called(number, "registers", "HOPE", f"NCT{number:08d}"))
    put(index, called(9, "reports", "ELSE", "NCT00000001", "ISRCTN00000003"))
    assert beside(index, 9) == {"01", "02", "03", "09"}
    assert beside(index, 2) == {"02"}


ROWS = "023e68e7b7492a51"


def test_rows_that_are_others_than_before_are_another_layout() -> None:
    """Raise ``LAYOUT`` when this fails: stores keep rows of the layout that made them."""
    maker = Maker(77)
    said = sha256()
    for number in range(30):
        made = maker.document(number)
        said.update(zlib.decompress(outline_bytes(made)))
        said.update(repr(list(part_rows(made))).encode())
    assert (LAYOUT, said.hexdigest()[:16]) == ("1", ROWS)
