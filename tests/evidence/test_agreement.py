"""What two descriptions of one name must share to be of one trial."""

from decimal import Decimal

import pytest

from trialgraph.evidence.agreement import agreement
from trialgraph.evidence.joining import identify
from trialgraph.evidence.trials import Mention
from trialgraph.model.reading import Bibliography, TrialDocument
from trialgraph.model.text import Number, Span, Stated
from trialgraph.model.trial import Population, Trial

PLACE = Span(0, 1)


def words(value: str) -> Stated | None:
    return Stated(value, value, PLACE) if value else None


def count(value: int) -> Number | None:
    return Number(Decimal(value), str(value), PLACE) if value else None


def described(
    title: str = "", *, phase: str = "", condition: str = "", patients: int = 0, number: str = ""
) -> TrialDocument:
    """Return a report of the HERO trial with a title of its own, as far as it describes it."""
    registration = words(number)
    trial = Trial(
        role="reports",
        acronym=words("HERO"),
        registrations=(registration,) if registration else (),
        phase=words(phase),
        population=Population(condition=words(condition)),
        n_randomised=count(patients),
        span=PLACE,
    )
    return TrialDocument(
        identifier=f"{title} {number}",
        kind="text",
        sha256="",
        reader="",
        text_sha256="",
        bibliography=Bibliography(title=words(title)),
        trials=(trial,),
    )


def mention(reading: TrialDocument) -> Mention:
    return Mention(reading, reading.trials[0], 0)


LONG = "Pertuzumab retreatment after trastuzumab emtansine"


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (described(condition="Breast Cancer"), described(condition="breast cancer"), "condition"),
        (described(patients=219), described(patients=219), "number of patients"),
        (described(LONG), described(f"{LONG}: final results"), "title"),
        (
            described(phase="3", patients=219),
            described(phase="3", patients=219),
            "number of patients",
        ),
        (described(phase="3", patients=219), described(patients=219), "number of patients"),
    ],
)
def test_one_fact_beside_the_name_is_enough(
    one: TrialDocument, other: TrialDocument, shared: str
) -> None:
    assert agreement([mention(one)], [mention(other)]) == shared


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (described(), described()),
        (described(phase="3"), described(phase="3")),
        (described(patients=12), described(patients=12)),
        (described(patients=219), described(patients=220)),
        (described("Docetaxel in women with cancer"), described("Docetaxel in women with asthma")),
        (
            described(phase="2", condition="breast cancer", patients=219),
            described(phase="3", condition="breast cancer", patients=219),
        ),
    ],
)
def test_what_any_two_trials_share_shows_nothing(one: TrialDocument, other: TrialDocument) -> None:
    assert agreement([mention(one)], [mention(other)]) == ""


def test_a_report_without_a_number_joins_the_one_trial_of_its_name_that_it_agrees_with() -> None:
    found = identify(
        [
            described("A", patients=219, number="NCT00000001"),
            described("B", patients=440, number="NCT00000002"),
            described("C", patients=440),
        ]
    )
    (joined,) = [one for one in found if len(one.documents) > 1]
    assert joined.name == "NCT00000002"
    assert {one.rule for one in joined.links} == {"acronym", "acronym and number of patients"}


def test_a_report_that_agrees_with_two_trials_of_its_name_joins_neither() -> None:
    found = identify(
        [
            described("A", patients=219, number="NCT00000001"),
            described("B", patients=219, number="NCT00000002"),
            described("C", patients=219),
        ]
    )
    assert [len(one.documents) for one in found] == [1, 1, 1]
