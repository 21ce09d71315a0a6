"""What is known after a change is what would be known had all documents come at once."""

from datetime import date
from random import Random

import pytest

from trialgraph.evidence.derived import held
from trialgraph.evidence.known import Known
from trialgraph.model.reading import Author, Bibliography, Citation, Correction, TrialDocument
from trialgraph.model.text import PartialDate, Span, Stated
from trialgraph.model.trial import Sponsor, Trial

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


def state(known: Known) -> tuple[object, ...]:
    """Return all that is known."""
    missing = {name: known.works.missing(one) for name, one in known.trials.items()}
    return dict(known.trials), dict(known.publications), known.graphs, missing


@pytest.mark.parametrize("seed", range(12))
def test_a_change_leads_where_all_documents_at_once_lead(seed: int) -> None:
    maker = Maker(seed)
    readings: dict[str, TrialDocument] = {}
    known = Known({})
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
        assert state(known) == state(Known(readings))


@pytest.mark.parametrize("seed", range(12))
def test_what_is_known_is_what_follows_from_all_documents(seed: int) -> None:
    maker = Maker(100 + seed)
    readings = [maker.document(number) for number in range(20)]
    known, evidence = Known({one.identifier: one for one in readings}), held(readings)
    assert sorted(known.trials.values(), key=lambda one: one.name) == list(evidence.trials)
    assert known.publications == evidence.publications


def test_a_change_says_whose_documents_are_others_now() -> None:
    maker = Maker(5)
    first, second = (maker.document(number) for number in (1, 2))
    known = Known({first.identifier: first})
    moved = known.renew({second.identifier}, {second.identifier: second})
    assert moved.before <= known.graphs | moved.before
    regrouped = {name for name, one in known.trials.items() if second.identifier in one.documents}
    assert {str(one).rsplit("/", 1)[1] for one in moved.regrouped} >= {
        name for name in regrouped if name.startswith("NCT")
    }
