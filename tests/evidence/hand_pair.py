"""A registry's record and a report of one made-up trial, small enough to change one fact."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Literal

from trialgraph.model.reading import Bibliography, Citation, Claim, Correction, TrialDocument
from trialgraph.model.result import ArmValue, Estimate, Interval, PValue
from trialgraph.model.text import Number, PartialDate, Span, Stated
from trialgraph.model.trial import (
    Arm,
    Comparison,
    Criterion,
    Design,
    EndPoint,
    Sides,
    SignificanceLevel,
    Trial,
    TrialDates,
)

NUMBER = "NCT01234567"
_SHA = "0" * 64


def span(start: int) -> Span:
    """Return a place; facts of one kind in one document need different ones."""
    return Span(start, start + 5)


def stated(value: str, start: int, printed: str = "") -> Stated:
    return Stated(value, printed or value, span(start))


def number(printed: str, start: int = 1) -> Number:
    return Number(Decimal(printed), printed, span(start))


def day(iso: str) -> PartialDate:
    return PartialDate(date.fromisoformat(iso), "day", iso, span(1))


def estimate(
    value: str, limits: str, *, start: int = 300, p: str = "", end_point: str = "PFS"
) -> Estimate:
    """Return a hazard ratio of the two arms with a two-sided 95 % interval, such as "0.6 0.9"."""
    two = Sides(2, "printed")
    lower, upper = limits.split()
    return Estimate(
        end_point=end_point,
        measure="HR",
        value=number(value, start),
        interval=Interval(level=number("95"), sides=two, lower=number(lower), upper=number(upper)),
        p=PValue(comparator="=", number=number(p), sides=two) if p else None,
        experimental="drug",
        comparator="placebo",
        span=span(start),
        passages=(Span(start - 5, start + 20),),
    )


def median(arm: str, months: str, start: int) -> ArmValue:
    return ArmValue(
        end_point="PFS",
        arm=arm,
        kind="median",
        value=number(months, start),
        unit="months",
        span=span(start),
    )


def end_point(
    name: str,
    role: Literal["primary", "secondary"],
    start: int,
    assessor: Literal["independent", "investigator"] | None = None,
) -> EndPoint:
    return EndPoint(
        name=name,
        name_printed=name,
        role=role,
        assessor=assessor,
        span=span(start),
        passages=(Span(start - 5, start + 20),),
    )


def arms(experimental: str = "1000", control: str = "1001") -> tuple[Arm, ...]:
    return (
        Arm(label="drug", role="experimental", n=number(experimental), span=span(100)),
        Arm(label="placebo", role="control", n=number(control), span=span(110)),
    )


def report(identifier: str = "paper", online: str = "2020-06-01") -> TrialDocument:
    """Return a paper with one primary result: 0.75 (0.57-0.99), two-sided P 0.04 at 0.05."""
    level = SignificanceLevel(alpha=number("0.05"), sides=Sides(2, "printed"), span=span(200))
    trial = Trial(
        role="reports",
        registrations=(stated(NUMBER, 10),),
        phase=stated("3", 20, "phase III"),
        masking=stated("double-blind", 30),
        n_randomised=number("2001", 40),
        arms=arms(),
        comparisons=(Comparison(experimental="drug", comparator="placebo"),),
        end_points=(end_point("PFS", "primary", 400),),
        design=Design(levels=(level,)),
        span=span(10),
    )
    return TrialDocument(
        identifier=identifier,
        kind="text",
        sha256=_SHA,
        reader="hand 1",
        text_sha256=_SHA,
        bibliography=Bibliography(
            title=stated("A drug in a disease", 0),
            doi=stated(f"10.1000/{identifier}", 5),
            online=day(online),
        ),
        trials=(trial,),
        estimates=(estimate("0.75", "0.57 0.99", p="0.04"),),
        conclusion="benefit",
    )


def record(updated: str | None = "2018-01-01") -> TrialDocument:
    """Return the registry's record, of a version from before the paper."""
    trial = Trial(
        role="registers",
        registrations=(stated(NUMBER, 10),),
        phase=stated("3", 20, "PHASE3"),
        masking=stated("quadruple-blind", 30, "QUADRUPLE"),
        status=stated("COMPLETED", 50),
        enrolment=number("2010", 40),
        arms=tuple(replace(one, n=None) for one in arms()),
        end_points=(end_point("PFS", "primary", 400), end_point("OS", "secondary", 410)),
        dates=TrialDates(last_update=day(updated) if updated else None),
        span=span(10),
    )
    return TrialDocument(
        identifier=f"ctgov-{NUMBER}",
        kind="ctgov-json",
        sha256=_SHA,
        reader="hand 1",
        text_sha256=_SHA,
        trials=(trial,),
    )


def with_trial(reading: TrialDocument, **changes: object) -> TrialDocument:
    """Return a document whose own trial is described otherwise."""
    own: Trial = replace(reading.trials[0], **changes)  # type: ignore[arg-type] # fields by name
    return replace(reading, trials=(own, *reading.trials[1:]))


def criterion(text: str, start: int = 500) -> Criterion:
    return Criterion(type="inclusion", text=text, span=span(start))


def conclusion(text: str, **fields: object) -> Claim:
    """Return what a paper concludes of its own trial."""
    made = Claim(kind="conclusion", end_points=("PFS",), text=text, span=span(600))
    return replace(made, **fields)  # type: ignore[arg-type] # fields by name


def notice(kind: str, online: str, *printed: Estimate) -> TrialDocument:
    """Return a notice on the paper, with the figures that it prints."""
    made = report("notice", online)
    correction = Correction(kind=kind, doi="10.1000/paper", span=span(700))
    bibliography = replace(made.bibliography, title=stated("Notice", 0), corrections=(correction,))
    return replace(made, bibliography=bibliography, estimates=printed, conclusion="unclear")


def cited(identifier: str, of_number: int = 1) -> Citation:
    """Return a reference to a document made here."""
    return Citation(number=of_number, doi=f"10.1000/{identifier}", span=span(800))
