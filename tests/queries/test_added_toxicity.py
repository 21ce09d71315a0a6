"""The question on adverse events answers as differences reckoned apart from it do."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from tests.evidence.page import Page
from tests.queries.event_rates import EventRate, difference

from trialgraph import names
from trialgraph.catalogue.answer import Answer
from trialgraph.catalogue.ask import ask
from trialgraph.evidence.derive import derive
from trialgraph.model.reading import TrialDocument
from trialgraph.model.result import AdverseEvent, ArmValue
from trialgraph.model.text import Number
from trialgraph.model.trial import Arm, Trial
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads
from trialgraph.store import create_or_open, open_reader

FIRST, SECOND = "pertuzumab group", "control group"
EVENTS = 400
Rates = dict[str, tuple[EventRate, EventRate]]
AskEvents = Callable[..., Answer]


def number(page: Page, printed: str) -> Number:
    page.say(printed)
    return page.number(printed)


def rate(page: Page, rng: Random, total: int) -> EventRate:
    """Return a made-up rate with its counts, its percentage, or both, now and then misprinted."""
    count = rng.randrange(total // 5)
    decimals = rng.choice((0, 1, 1, 2))
    percent = f"{100 * count / total + rng.choice((0, 0, 0, 0.4)):.{decimals}f}"
    says = rng.choice(("both", "both", "counts", "percent"))
    return EventRate(
        count=None if says == "percent" else count,
        total=None if says == "percent" else total,
        percent=None if says == "counts" else number(page, percent),
    )


def event(
    page: Page, term: str, arm: str, one: EventRate, population: str = "safety"
) -> AdverseEvent:
    at = page.say(f"{term} in the {arm}.")
    n, total = (
        None if value is None else number(page, str(value)) for value in (one.count, one.total)
    )
    return AdverseEvent(
        term=term,
        arm=arm,
        n=n,
        total=total,
        percent=one.percent,
        span=at,
        passages=(at,),
        grade="any",
        population=population,
    )


def report(page: Page, rates: Rates, *more: AdverseEvent) -> TrialDocument:
    """Return a report of two arms with these rates of adverse events."""
    page.say("NCT00000001 gave pertuzumab and docetaxel, or docetaxel.")
    registration = page.stated("NCT00000001")
    drugs = (page.drug("pertuzumab", "pertuzumab"), page.drug("docetaxel", "docetaxel"))
    first = Arm(label=FIRST, role="experimental", interventions=drugs, span=page.find("pertuzumab"))
    second = Arm(
        label=SECOND, role="control", interventions=drugs[1:], span=page.find("docetaxel", 1)
    )
    trial = Trial(
        role="reports",
        registrations=(registration,),
        arms=(first, second),
        span=page.find("NCT00000001"),
    )
    cycles = [("number of cycles", FIRST, "7"), ("number of cycles", SECOND, "5")]
    values = tuple(
        ArmValue(end_point=e, arm=a, kind="median", value=number(page, v), span=page.sentence)
        for e, a, v in cycles
    )
    events = [
        event(page, term, arm, one)
        for term, both in rates.items()
        for arm, one in zip((FIRST, SECOND), both, strict=True)
    ]
    return TrialDocument(
        identifier="sha-0",
        kind="text",
        sha256="0" * 64,
        reader="",
        text_sha256="",
        trials=(trial,),
        arm_values=values,
        adverse_events=(*events, *more),
    )


@pytest.fixture(scope="module")
def rates() -> Rates:
    return {}


@pytest.fixture(scope="module")
def ask_events(rates: Rates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskEvents]:
    rng, page = Random(1), Page()  # noqa: S311 - repeatable on purpose
    for one in range(EVENTS):
        rates[f"Made-up event {one}"] = (rate(page, rng, 105), rate(page, rng, 108))
    all_of, none_of = EventRate(count=90, total=105), EventRate(count=1, total=108)
    others = [
        event(page, term, arm, one, population)
        for term, population in (
            ("Any adverse event", "safety"),
            ("Dose reduction due to AE", "safety"),
            ("Rash", "subgroup: patients from Asia"),
        )
        for arm, one in ((FIRST, all_of), (SECOND, none_of))
    ]
    others += [
        replace(event(page, "Fatigue", FIRST, all_of), grade=">=3"),
        event(page, "Fatigue", SECOND, none_of),
    ]
    reading = report(page, rates, *others)
    path = tmp_path_factory.mktemp("events") / "store"
    with create_or_open(path) as writer:
        quads = document_quads(reading, page.document("text", reading.identifier))
        writer.replace_graphs({names.document(reading.identifier): quads})
        derive(writer, load_terms(), [reading.identifier])
        writer.publish()
    with open_reader(path) as opened:
        yield lambda **given: ask(opened, "added-toxicity", given, load_terms())


@pytest.mark.parametrize("points", ["0", "2.5", "5", "10"])
def test_it_answers_as_the_rule_does(ask_events: AskEvents, rates: Rates, points: str) -> None:
    found: dict[str, tuple[str, object]] = {
        row.text("term"): (row.kind, row.cells["points_more"])
        for row in ask_events(drug="pertuzumab", points=points).rows
    }
    wanted: dict[str, tuple[str, object]] = {}
    for term, both in rates.items():
        one = difference(*both, Fraction(Decimal(points)))
        if one is not None and (one.reaches or one.is_borderline):
            kind = "borderline" if one.is_borderline else "answer"
            wanted[term] = (kind, pytest.approx(float(one.points), abs=0.0051))
    assert {kind for kind, _ in wanted.values()} == {"answer", "borderline"}
    assert found == wanted


def test_an_answer_says_that_the_arms_were_treated_for_different_times(
    ask_events: AskEvents,
) -> None:
    rows = ask_events(drug="pertuzumab", points="5").rows
    assert {row.cells["exposure_differs"] for row in rows} == {True}


def test_both_arms_are_quoted(ask_events: AskEvents) -> None:
    row = ask_events(drug="pertuzumab", points="5").rows[0]
    term = row.text("term")
    assert {place.exact for place in row.passages} == {
        f"{term} in the {FIRST}.",
        f"{term} in the {SECOND}.",
    }
