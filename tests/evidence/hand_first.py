"""Hand-made values of a first paper that prints its plan: one-sided levels, one choice group."""

from decimal import Decimal
from typing import Literal

from tests.evidence.hand_precious import ADDS_PERTUZUMAB, Made, choices
from tests.evidence.page import Page

from trialgraph.model.reading import Bibliography, Citation, Claim, TrialDocument
from trialgraph.model.result import ArmCount, ArmValue, Estimate, Interval, PValue
from trialgraph.model.text import Number, Span
from trialgraph.model.trial import (
    Arm,
    Design,
    EndPoint,
    Sides,
    SignificanceLevel,
    Trial,
    TrialDates,
)

Adjustment = Literal["stratified", "unstratified"]
LATEST = "subgroup: T-DM1 as latest regimen"


def first_paper() -> Made:
    """Return the first paper: it prints the plan, whose levels the later abstract inherits."""
    page = Page()
    page.say("First report of the trial (PRECIOUS), Cancer Science 2022, volume 113, 3169-3179")
    bibliography = Bibliography(
        title=page.stated("First report of the trial (PRECIOUS)"),
        journal=page.stated("Cancer Science"),
        issued=page.day("2022", "2022"),
        volume=page.stated("113"),
        pages=page.stated("3169-3179"),
    )
    acronym = page.stated("PRECIOUS")
    page.say("Open-label, randomised, phase III. Cross-over was possible afterwards.")
    masking, crossover = page.stated("Open-label", "open-label"), page.stated("Cross-over")
    allocation, phase = page.stated("randomised"), page.stated("III", "3")
    page.say("NCT02514681, jRCTs041180153, UMIN000018202")
    registrations = tuple(
        page.stated(number) for number in ("NCT02514681", "jRCTs041180153", "UMIN000018202")
    )
    design = first_design(page)
    end_points = first_end_points(page)
    arms = first_arms(page)
    estimates, values = first_results(page)
    page.say("By July 31, 2019 the median follow-up was 14.2 months in 219 patients.")
    trial = Trial(
        role="reports",
        acronym=acronym,
        registrations=registrations,
        phase=phase,
        allocation=allocation,
        masking=masking,
        n_randomised=page.number("219"),
        dates=TrialDates(data_cutoff=page.day("July 31, 2019", "2019-07-31")),
        design=design,
        arms=arms,
        comparisons=(ADDS_PERTUZUMAB,),
        end_points=end_points,
        crossover=crossover,
        follow_up_months=page.number("14.2"),
        span=acronym.span,
    )
    mentioned, claims, citations, quoted = first_discussion(page)
    document = page.document("text")
    reading = TrialDocument(
        identifier=document.identifier,
        kind=document.kind,
        sha256=document.sha256,
        reader=document.reader,
        text_sha256=document.sha256,
        bibliography=bibliography,
        trials=(trial, *mentioned),
        estimates=(*estimates, quoted),
        arm_values=values,
        claims=claims,
        citations=citations,
        conclusion="benefit",
    )
    return reading, document


def first_design(page: Page) -> Design:
    """Return the plan: 5 % one-sided for primary and secondary, 5 % two-sided for quality."""
    page.say("325 events give 86.5 % power for a ratio of 0.739.")
    planned, target = page.number("325"), page.number("0.739")
    page.say("Secondary tests are exploratory.")
    exploratory = page.stated("exploratory")
    page.say(
        "Level 0.05 one-sided; for quality of life 0.05 two-sided; no multiplicity adjustment."
    )
    sentence = page.sentence
    return Design(
        levels=(
            SignificanceLevel(
                alpha=page.number("0.05"),
                sides=Sides(1, "printed", page.find("one-sided")),
                applies_to=("primary", "secondary"),
                span=sentence,
            ),
            SignificanceLevel(
                alpha=page.number("0.05", 1),
                sides=Sides(2, "printed", page.find("two-sided")),
                applies_to=("QoL",),
                span=sentence,
            ),
        ),
        planned_events=planned,
        target_hr=target,
        multiplicity="explicitly none",
        multiplicity_span=page.find("no multiplicity adjustment"),
        exploratory_secondary=exploratory,
    )


def first_end_points(page: Page) -> tuple[EndPoint, ...]:
    """Return the declared end points."""
    page.say(
        "Primary: PFS by investigators. Secondary: latest-T-DM1 PFS, ORR, DoR, OS, QoL, safety."
    )
    return (
        EndPoint(
            name="PFS",
            name_printed="PFS",
            role="primary",
            assessor="investigator",
            span=page.find("PFS"),
        ),
        EndPoint(
            name="PFS",
            name_printed="latest-T-DM1 PFS",
            role="secondary",
            population=LATEST,
            span=page.find("latest-T-DM1 PFS"),
        ),
        *(
            EndPoint(name=name, name_printed=name, role="secondary", span=page.find(name))
            for name in ("ORR", "DoR", "OS", "QoL", "safety")
        ),
    )


def first_arms(page: Page) -> tuple[Arm, ...]:
    """Return the two arms; one choice of chemotherapy stands in both."""
    page.say(
        "PTC is pertuzumab, trastuzumab and one of docetaxel, paclitaxel, nab-paclitaxel,"
        " vinorelbine, eribulin, capecitabine or gemcitabine; 110 randomised, 108 analysed."
    )
    drugs = (page.drug("pertuzumab"), page.drug("trastuzumab"), *choices(page))
    experimental = page.arm("PTC", "experimental", drugs, "110", (("ITT as analysed", "108"),))
    page.say(
        "TC is trastuzumab and one of docetaxel, paclitaxel, nab-paclitaxel, vinorelbine,"
        " eribulin, capecitabine or gemcitabine; 109 randomised."
    )
    control = page.arm("TC", "control", (page.drug("trastuzumab"), *choices(page)), "109")
    return experimental, control


def both(page: Page, experimental: str, control: str) -> tuple[ArmCount, ...]:
    """Return a count by arm."""
    return (
        ArmCount(arm="PTC", n=page.number(experimental)),
        ArmCount(arm="TC", n=page.number(control)),
    )


Row = tuple[str, str, Adjustment, str, str, str, tuple[str, ...]]
ROWS: tuple[Row, ...] = (
    # end point, population, adjustment, value, upper limit, p, medians
    ("PFS", LATEST, "unstratified", "0.80", "1.06", "0.095", ()),
    ("OS", "all", "unstratified", "0.71", "1.03", "0.062", ("28.8", "23.4")),
    ("DoR", "responders", "stratified", "0.656", "1.369", "", ("8.3", "4.1")),
    ("DoR", "responders", "unstratified", "0.490", "0.945", "", ()),
)


def first_results(page: Page) -> tuple[tuple[Estimate, ...], tuple[ArmValue, ...]]:
    """Return the estimates and medians of the paper."""
    page.say(
        "90 and 94 events. PFS 5.3 v 4.2 months, stratified HR 0.76 [limit above, one-sided 95%,"
    )
    page.say(
        "one-sided 95%, 0.967; p = 0.022, significant. Medians 5.3, 4.2. N 108, 109. Events 90, 94."
    )
    value = page.number("0.022")
    primary = Estimate(
        end_point="PFS",
        measure="HR",
        value=primary_value(page),
        interval=page.interval(1, "one-sided", upper="0.967", level="95"),
        p=PValue(comparator="=", number=value, sides=Sides(1, "inherited")),
        experimental="PTC",
        comparator="TC",
        assessor="investigator",
        adjustment="stratified",
        stage="primary",
        role="primary",
        n_analysed=both(page, "108", "109"),
        events=both(page, "90", "94"),
        significant=True,
        authors_say=page.stated("significant"),
        span=primary_value(page).span,
        passages=(page.sentence,),
        rule="hand",
    )
    medians = tuple(
        median(page, arm, printed, "PFS")
        for arm, printed in zip(("PTC", "TC"), ("5.3", "4.2"), strict=True)
    )
    estimates: list[Estimate] = [primary]
    values = list(medians)
    for row in ROWS:
        estimate, more = first_row(page, row)
        estimates.append(estimate)
        values.extend(more)
    estimates.extend((response(page), deterioration(page)))
    return tuple(estimates), tuple(values)


def primary_value(page: Page) -> Number:
    """Return the number that stands one sentence before the limit."""
    at = page.text.index("0.76")
    return Number(Decimal("0.76"), "0.76", Span(at, at + 4))


def median(page: Page, arm: str, printed: str, end_point: str, population: str = "all") -> ArmValue:
    """Return a median in months."""
    number = page.number(printed)
    return ArmValue(
        end_point=end_point,
        arm=arm,
        kind="median",
        value=number,
        unit="months",
        assessor="investigator" if end_point == "PFS" else None,
        population=population,
        stage="primary",
        span=number.span,
        passages=(page.sentence,),
    )


def first_row(page: Page, row: Row) -> tuple[Estimate, tuple[ArmValue, ...]]:
    """Return one secondary comparison with its medians."""
    end_point, population, adjustment, value, upper, p, medians = row
    page.say(
        f"{end_point} in {population}: medians {' v '.join(medians)}; {adjustment} HR {value}"
        f" [one-sided 95% limit above {upper}], {'p = ' + p if p else ''}; deaths 35 and 49"
    )
    number = page.number(value)
    estimate = Estimate(
        end_point=end_point,
        measure="HR",
        value=number,
        interval=page.interval(1, "one-sided", upper=upper, level="95"),
        p=page.p(p, Sides(1, "inherited")) if p else None,
        experimental="PTC",
        comparator="TC",
        population=population,
        assessor="investigator" if end_point == "PFS" else None,
        adjustment=adjustment,
        stage="primary",
        role="secondary",
        events=both(page, "35", "49") if end_point == "OS" else (),
        span=number.span,
        passages=(page.sentence,),
        rule="hand",
    )
    arms = zip(("PTC", "TC"), medians, strict=False)
    return estimate, tuple(median(page, arm, text, end_point, population) for arm, text in arms)


def response(page: Page) -> Estimate:
    """Return the odds ratio of response; its direction is that more is better."""
    page.say("ORR: odds ratio 0.957 [95% limit above 1.778]")
    number = page.number("0.957")
    return Estimate(
        end_point="ORR",
        measure="OR",
        value=number,
        interval=Interval(
            level=page.number("95"), sides=Sides(1, "inherited"), upper=page.number("1.778")
        ),
        experimental="PTC",
        comparator="TC",
        stage="primary",
        role="secondary",
        span=number.span,
        passages=(page.sentence,),
    )


def deterioration(page: Page) -> Estimate:
    """Return the one comparison with a two-sided level, which points to the comparator."""
    page.say("TTD: stratified HR 1.28 [95% CI 0.856-1.903], log-rank p = 0.231, nonsignificant")
    number = page.number("1.28")
    return Estimate(
        end_point="TTD",
        measure="HR",
        value=number,
        interval=page.interval(2, lower="0.856", upper="1.903", level="95"),
        p=page.p("0.231", Sides(2, "inherited")),
        experimental="PTC",
        comparator="TC",
        adjustment="stratified",
        stage="primary",
        role="secondary",
        significant=False,
        authors_say=page.stated("nonsignificant", "not_significant"),
        span=number.span,
        passages=(page.sentence,),
    )


def first_discussion(
    page: Page,
) -> tuple[tuple[Trial, ...], tuple[Claim, ...], tuple[Citation, ...], Estimate]:
    """Return what the paper says of other trials: a claim, a reference, a quoted number."""
    page.say("In CLEOPATRA, adding the antibody improved PFS and OS significantly [10].")
    named = page.stated("CLEOPATRA")
    claim = Claim(
        kind="cited-result",
        about="CLEOPATRA",
        cites=(10,),
        end_points=("PFS", "OS"),
        direction="benefit",
        strength="significant",
        text=page.text[page.sentence.start : page.sentence.end],
        span=page.sentence,
    )
    page.say(
        "Another antibody in its place (SOPHIA) gave HR 0.70 [95% CI 0.56-0.87], p = 0.001 [7]."
    )
    other = page.stated("SOPHIA")
    number = page.number("0.70")
    quoted = Estimate(
        end_point="PFS",
        measure="HR",
        value=number,
        interval=page.interval(2, lower="0.56", upper="0.87", level="95"),
        p=page.p("0.001", None),
        second_hand=True,
        trial="SOPHIA",
        span=number.span,
        passages=(page.sentence,),
    )
    citation = page.reference(
        "10. Baselga J. Two antibodies and a taxane. N Engl J Med. 2011;366(2):109-119.",
        number=10,
        first_author="Baselga J",
        title="Two antibodies and a taxane",
        journal="N Engl J Med",
        year=2011,
        volume="366",
        pages="109-119",
    )
    mentions = (
        Trial(role="mentions", acronym=named, span=named.span),
        Trial(role="mentions", acronym=other, span=other.span),
    )
    return mentions, (claim,), (citation,), quoted
