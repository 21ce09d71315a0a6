"""Hand-made values of two documents: an interim report behind a boundary, and a short abstract."""

from dataclasses import replace
from decimal import Decimal

from tests.evidence.hand_precious import Made
from tests.evidence.page import Page

from trialgraph.model.document import Document
from trialgraph.model.reading import Bibliography, TrialDocument
from trialgraph.model.result import ArmCount, ArmValue, Boundary, Estimate
from trialgraph.model.trial import (
    Arm,
    Assessor,
    Comparison,
    Design,
    EndPoint,
    Sides,
    SignificanceLevel,
    TestStep,
    Trial,
    TrialDates,
)

ADDS = Comparison(experimental="pertuzumab", comparator="control", added=("pertuzumab",))
AFTER = "subgroup: prior trastuzumab"
WITHOUT = "subgroup: no prior trastuzumab"


def interim_report() -> Made:
    """Return a report without title, authors or DOI: only its page header says which it is."""
    page = Page()
    page.say("n engl j med 366;2 january 12, 2012 page 110")
    bibliography = Bibliography(
        journal=page.stated("n engl j med"),
        issued=page.day("january 12, 2012", "2012-01-12"),
        volume=page.stated("366"),
        issue=page.stated("2"),
        pages=page.stated("110"),
    )
    page.say("CLEOPATRA, NCT00567190: double-blind, randomised, phase 3, 808 patients.")
    acronym, registration = page.stated("CLEOPATRA"), page.stated("NCT00567190")
    masking, phase = page.stated("double-blind"), page.stated("3", nth=0)
    allocation, randomised = page.stated("randomised"), page.number("808")
    arms = interim_arms(page)
    design = interim_design(page)
    end_points = interim_end_points(page)
    estimates, values = interim_results(page)
    page.say("Data until May 13, 2011; follow-up 19.3 months.")
    cutoff, follow_up = page.day("May 13, 2011", "2011-05-13"), page.number("19.3")
    page.say("The adjuvant trial APHINITY is NCT01358877.")
    adjuvant = page.stated("APHINITY")
    trial = Trial(
        role="reports",
        acronym=acronym,
        registrations=(registration,),
        phase=phase,
        masking=masking,
        allocation=allocation,
        n_randomised=randomised,
        dates=TrialDates(data_cutoff=cutoff),
        design=design,
        arms=arms,
        comparisons=(ADDS,),
        end_points=end_points,
        follow_up_months=follow_up,
        span=acronym.span,
    )
    other = Trial(
        role="mentions",
        acronym=adjuvant,
        registrations=(page.stated("NCT01358877"),),
        span=adjuvant.span,
    )
    document = page.document("text")
    reading = TrialDocument(
        identifier=document.identifier,
        kind=document.kind,
        sha256=document.sha256,
        reader=document.reader,
        text_sha256=document.sha256,
        bibliography=bibliography,
        trials=(trial, other),
        estimates=estimates,
        arm_values=values,
        conclusion="benefit",
    )
    return reading, document


def interim_arms(page: Page) -> tuple[Arm, ...]:
    """Return two arms of one backbone, one of them with a placebo."""
    page.say("control: placebo, trastuzumab, docetaxel; 406 patients")
    drugs = tuple(page.drug(name) for name in ("placebo", "trastuzumab", "docetaxel"))
    control = page.arm("control", "control", drugs, "406")
    page.say("pertuzumab: with trastuzumab and docetaxel; 402 patients")
    drugs = tuple(page.drug(name) for name in ("pertuzumab", "trastuzumab", "docetaxel"))
    return control, page.arm("pertuzumab", "experimental", drugs, "402")


def interim_design(page: Page) -> Design:
    """Return the plan: 5 % two-sided, a sequence of three tests."""
    page.say("Tested at a two-sided level of 0.05, in the order PFS by review, OS, ORR.")
    sentence = page.sentence
    order: tuple[tuple[str, Assessor | None], ...] = (
        ("PFS", "independent"),
        ("OS", None),
        ("ORR", None),
    )
    level = SignificanceLevel(
        alpha=page.number("0.05"), sides=Sides(2, "printed", page.find("two-sided")), span=sentence
    )
    steps = tuple(
        TestStep(order=step, end_point=name, assessor=assessor, span=page.find(name))
        for step, (name, assessor) in enumerate(order, start=1)
    )
    return Design(levels=(level,), multiplicity="controlled", testing=steps)


def interim_end_points(page: Page) -> tuple[EndPoint, ...]:
    """Return the declared end points; only one of the two assessors is in the plan."""
    page.say("Primary: reviewed PFS. Secondary: OS, investigator PFS, ORR, safety.")
    return (
        EndPoint(
            name="PFS",
            name_printed="reviewed PFS",
            role="primary",
            assessor="independent",
            span=page.find("reviewed PFS"),
        ),
        EndPoint(
            name="PFS",
            name_printed="investigator PFS",
            role="secondary",
            assessor="investigator",
            span=page.find("investigator PFS"),
        ),
        *(
            EndPoint(name=name, name_printed=name, role="secondary", span=page.find(name))
            for name in ("OS", "ORR", "safety")
        ),
    )


def interim_results(page: Page) -> tuple[tuple[Estimate, ...], tuple[ArmValue, ...]]:
    """Return the estimates and medians of the report."""
    page.say("Reviewed PFS 18.5 v 12.4 months: HR 0.62 (95% CI 0.51-0.75; P<0.001), significantly")
    reviewed = pfs(page, ("0.62", "0.51", "0.75"), "independent", "all", "0.001")
    values = tuple(
        ArmValue(
            end_point="PFS",
            arm=arm,
            kind="median",
            value=page.number(months),
            unit="months",
            assessor="independent",
            span=page.find(months),
            passages=(page.sentence,),
        )
        for arm, months in (("pertuzumab", "18.5"), ("control", "12.4"))
    )
    page.say("By investigators: HR 0.65 (95% CI 0.54-0.78; P<0.001)")
    local = pfs(page, ("0.65", "0.54", "0.78"), "investigator", "all", "0.001")
    page.say("After earlier trastuzumab: HR 0.62 (95% CI 0.35-1.07)")
    after = pfs(page, ("0.62", "0.35", "1.07"), "independent", AFTER)
    page.say("Without it: HR 0.60 (95% CI 0.43-0.83)")
    without = pfs(page, ("0.60", "0.43", "0.83"), "independent", WITHOUT)
    return (reviewed, local, after, without, interim_survival(page), responses(page)), values


def pfs(
    page: Page, printed: tuple[str, str, str], assessor: Assessor, population: str, p: str = ""
) -> Estimate:
    """Return one comparison of progression-free survival."""
    value, lower, upper = printed
    number = page.number(value)
    said = (
        page.stated("significantly", "significant") if "significantly" in page.text[-20:] else None
    )
    return Estimate(
        end_point="PFS",
        measure="HR",
        value=number,
        interval=page.interval(2, lower=lower, upper=upper, level="95"),
        p=page.p(p, Sides(2, "inherited"), "<") if p else None,
        experimental="pertuzumab",
        comparator="control",
        assessor=assessor,
        population=population,
        stage="primary",
        role="primary" if assessor == "independent" and population == "all" else None,
        authors_say=said,
        span=number.span,
        passages=(page.sentence,),
    )


def interim_survival(page: Page) -> Estimate:
    """Return the interim comparison of survival, which missed its boundary."""
    page.say(
        "Interim OS after 165 of 385 deaths (43%; 69 v 96): HR 0.64 (95% CI 0.47-0.88; P = 0.005);"
        " the O'Brien-Fleming boundary, HR at most 0.603 and P at most 0.0012, was not met:"
        " not significant"
    )
    number = page.number("0.64")
    fraction = page.number("43")
    return Estimate(
        end_point="OS",
        measure="HR",
        value=number,
        interval=page.interval(2, lower="0.47", upper="0.88", level="95"),
        p=page.p("0.005", Sides(2, "inherited")),
        experimental="pertuzumab",
        comparator="control",
        stage="interim",
        role="secondary",
        events=(
            ArmCount(arm="pertuzumab", n=page.number("69")),
            ArmCount(arm="control", n=page.number("96")),
        ),
        total_events=page.number("165"),
        planned_events=page.number("385"),
        information_fraction=replace(fraction, value=Decimal("0.43")),
        boundary=Boundary(
            value=page.number("0.603"),
            p=page.number("0.0012"),
            name="O'Brien-Fleming",
            spending="Lan-DeMets",
            crossed=False,
            span=page.sentence,
        ),
        significant=False,
        authors_say=page.stated("not significant", "not_significant"),
        span=number.span,
        passages=(page.sentence,),
    )


def responses(page: Page) -> Estimate:
    """Return the difference of response rates, third in the sequence."""
    page.say("ORR: 10.8 points more (95% CI 4.2 to 17.5; P = 0.001), exploratory")
    number = page.number("10.8")
    return Estimate(
        end_point="ORR",
        measure="RD",
        value=number,
        interval=page.interval(2, lower="4.2", upper="17.5", level="95"),
        p=page.p("0.001", Sides(2, "inherited")),
        experimental="pertuzumab",
        comparator="control",
        stage="primary",
        role="secondary",
        authors_say=page.stated("exploratory"),
        span=number.span,
        passages=(page.sentence,),
    )


def short_abstract() -> Made:
    """Return an abstract with one result, and a survival end point it does not report on."""
    page = Page()
    page.say("The New England journal of medicine 2026 Jan 29")
    bibliography = Bibliography(
        journal=page.stated("The New England journal of medicine"),
        issued=page.day("2026 Jan 29", "2026-01-29"),
    )
    page.say("PATINA, NCT02947685: open-label, randomised, phase 3.")
    acronym, registration = page.stated("PATINA"), page.stated("NCT02947685")
    masking, allocation = page.stated("open-label"), page.stated("randomised")
    page.say("palbociclib group: 261, with trastuzumab and endocrine therapy")
    drugs = (page.drug("trastuzumab"), page.drug("endocrine therapy", "endocrine-therapy"))
    more = page.arm("palbociclib", "experimental", (page.drug("palbociclib"), *drugs), "261")
    page.say("standard group: 257, trastuzumab and endocrine therapy")
    less = page.arm("standard", "control", drugs, "257")
    page.say("Primary: PFS by investigators. Secondary: ORR, OS, safety.")
    end_points = (
        EndPoint(
            name="PFS",
            name_printed="PFS",
            role="primary",
            assessor="investigator",
            span=page.find("PFS"),
        ),
        *(
            EndPoint(name=name, name_printed=name, role="secondary", span=page.find(name))
            for name in ("ORR", "OS", "safety")
        ),
    )
    estimate, values = abstract_result(page)
    trial = Trial(
        role="reports",
        acronym=acronym,
        registrations=(registration,),
        masking=masking,
        allocation=allocation,
        arms=(more, less),
        comparisons=(
            Comparison(experimental="palbociclib", comparator="standard", added=("palbociclib",)),
        ),
        end_points=end_points,
        span=acronym.span,
    )
    document = page.document("text")
    return abstract_reading(document, bibliography, trial, (estimate, values)), document


def abstract_result(page: Page) -> tuple[Estimate, tuple[ArmValue, ...]]:
    """Return the one comparison; its level is not printed, the authors call it significant."""
    page.say(
        "Follow-up 53.5 months: significantly longer PFS, 44.3 v 29.1 months; HR 0.75"
        " (95% CI 0.59-0.96), two-sided P = 0.02"
    )
    number = page.number("0.75")
    estimate = Estimate(
        end_point="PFS",
        measure="HR",
        value=number,
        interval=page.interval(2, lower="0.59", upper="0.96", level="95"),
        p=page.p("0.02", Sides(2, "printed", page.find("two-sided"))),
        experimental="palbociclib",
        comparator="standard",
        assessor="investigator",
        stage="primary",
        role="primary",
        follow_up_months=page.number("53.5"),
        significant=True,
        authors_say=page.stated("significantly", "significant"),
        span=number.span,
        passages=(page.sentence,),
    )
    medians = tuple(
        ArmValue(
            end_point="PFS",
            arm=arm,
            kind="median",
            value=page.number(months),
            unit="months",
            assessor="investigator",
            span=page.find(months),
            passages=(page.sentence,),
        )
        for arm, months in (("palbociclib", "44.3"), ("standard", "29.1"))
    )
    return estimate, medians


def abstract_reading(
    document: Document,
    bibliography: Bibliography,
    trial: Trial,
    result: tuple[Estimate, tuple[ArmValue, ...]],
) -> TrialDocument:
    """Return the abstract as read."""
    return TrialDocument(
        identifier=document.identifier,
        kind=document.kind,
        sha256=document.sha256,
        reader=document.reader,
        text_sha256=document.sha256,
        bibliography=bibliography,
        trials=(trial,),
        estimates=(result[0],),
        arm_values=result[1],
        conclusion="benefit",
    )
