"""What trials are picked by, and whether the arms were treated for the same time."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.evidence.test_arms_and_comparisons import arm, document, trial

from trialgraph import names
from trialgraph.evidence.derived import derive_trial, held, trial_bytes
from trialgraph.model.reading import TrialDocument
from trialgraph.model.result import ArmValue
from trialgraph.model.text import Absence, Number, PartialDate, Span, Stated
from trialgraph.model.trial import Population, Sponsor, Trial, TrialDates
from trialgraph.terms.index import TermIndex

HERE = Span(0, 1)
ARMS = (arm("A", "experimental", "pertuzumab", "docetaxel"), arm("B", "control", "docetaxel"))


def said(words: str) -> Stated:
    return Stated(words, words, HERE)


def day(iso: str) -> PartialDate:
    return PartialDate(date.fromisoformat(iso), "day", iso, HERE)


def statements(terms: TermIndex, *readings: TrialDocument) -> dict[str, set[str]]:
    """Return what the trial's graph says, by the property's own name."""
    evidence = held(readings)
    (one,) = evidence.trials
    lines = trial_bytes(derive_trial(one, evidence, terms), terms).decode().splitlines()
    found: dict[str, set[str]] = {}
    for line in lines:
        _, predicate, rest = line.split(" ", 2)
        value = rest.rsplit(" ", 2)[0].split("^^")[0].strip('"<>')
        found.setdefault(predicate.strip("<>").removeprefix(names.ONTOLOGY), set()).add(value)
    return found


RECORD = replace(
    trial(*ARMS),
    role="registers",
    conditions=(said("Breast Cancer"), said("Made-up ache")),
    status=said("TERMINATED"),
    why_stopped=said("Slow accrual"),
    results_posted=said("not posted"),
    sponsors=(
        Sponsor(name="Payer", role="funder", span=HERE),
        Sponsor(name="Leader", role="lead", span=HERE),
    ),
    dates=TrialDates(start=day("2015-03-01"), completion=day("2019-04-05")),
)
REPORT = replace(
    trial(*ARMS),
    population=Population(condition=said("breast cancer"), line=said("first-line")),
    dates=TrialDates(enrolment_start=day("2015-06-07"), primary_completion=day("2018-01-02")),
)


def test_records_and_reports_say_where_a_trial_stands(terms: TermIndex) -> None:
    found = statements(terms, document("a", REPORT), document("ctgov-b", RECORD))
    wanted = {
        "condition": {"Breast Cancer", "breast cancer", "Made-up ache"},
        "treats": {names.concept("condition", "breast-cancer")},
        "line": {"first-line"},
        "leadSponsor": {"Leader"},
        "status": {"terminated"},
        "whyStopped": {"Slow accrual"},
        "started": {"2015-03-01"},
        "completed": {"2019-04-05"},
        "hasPostedResults": {"false"},
    }
    assert {name: found[name] for name in wanted} == wanted


def test_what_no_document_says_is_left_out(terms: TermIndex) -> None:
    found = statements(terms, document("a", trial(*ARMS)))
    assert not set(found) & {
        "condition", "treats", "line", "leadSponsor", "status", "whyStopped", "started",
        "completed", "hasPostedResults", "exposureDiffers",
    }  # fmt: skip


def test_a_report_alone_gives_its_own_days(terms: TermIndex) -> None:
    found = statements(terms, document("a", REPORT))
    assert (found["started"], found["completed"]) == ({"2015-06-07"}, {"2018-01-02"})


def test_another_study_is_picked_by_nothing(terms: TermIndex) -> None:
    other = replace(RECORD, study_type=said("observational"))
    assert "status" not in statements(terms, document("ctgov-b", other))


def exposed(*values: tuple[str, str, str], described: Trial = REPORT) -> TrialDocument:
    """Return a report with medians: what is measured, the arm, the value."""
    rows = tuple(
        ArmValue(
            end_point=measure,
            arm=label,
            kind="median",
            value=Number(Decimal(value), value, HERE) if value else Absence.NOT_REPORTED,
            span=Span(place, place + 1),
        )
        for place, (measure, label, value) in enumerate(values)
    )
    return replace(document("a", described), arm_values=rows)


CYCLES, MONTHS = "number of study-treatment cycles per patient", "duration of study treatment"


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([(CYCLES, "A", "7"), (CYCLES, "B", "5")], "true"),
        ([(MONTHS, "A", "7.0"), (MONTHS, "B", "7")], "false"),
        ([(CYCLES, "A", "7"), (CYCLES, "B", "7"), (MONTHS, "A", "5"), (MONTHS, "B", "4")], "true"),
        ([(CYCLES, "A", "7")], None),
        ([(CYCLES, "A", "7"), (MONTHS, "B", "5")], None),
        ([(CYCLES, "A", "7"), (CYCLES, "B", "")], None),
        ([(CYCLES, "A", "7"), (CYCLES, "all patients", "6")], None),
        ([("follow-up", "A", "7"), ("follow-up", "B", "5")], None),
    ],
)
def test_the_printed_medians_of_treatment_are_compared(
    terms: TermIndex, values: list[tuple[str, str, str]], wanted: str | None
) -> None:
    found = statements(terms, exposed(*values))
    assert found.get("exposureDiffers") == (None if wanted is None else {wanted})
