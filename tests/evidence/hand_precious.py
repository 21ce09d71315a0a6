"""Hand-made values of a late abstract and of the registry record of the same trial."""

from dataclasses import replace

from tests.evidence.page import Page

from trialgraph.model.document import Document
from trialgraph.model.reading import Bibliography, Citation, TrialDocument
from trialgraph.model.result import ArmValue, Estimate, Stage
from trialgraph.model.trial import (
    Arm,
    Assessor,
    Comparison,
    Intervention,
    Sponsor,
    Trial,
)

CHOICES = (
    "docetaxel",
    "paclitaxel",
    "nab-paclitaxel",
    "vinorelbine",
    "eribulin",
    "capecitabine",
    "gemcitabine",
)
LateRow = tuple[str, Stage | None, tuple[str, str], str, str, Assessor | None, str]
LATE_ROWS: tuple[LateRow, ...] = (
    ("OS", "final", ("36.2", "26.5"), "0.73", "0.97", None, "all"),
    ("PFS", "updated", ("5.5", "4.2"), "0.81", "1.02", "investigator", "all"),
    ("PFS", None, ("4.4", "4.4"), "1.03", "1.36", "independent", "centrally reviewed"),
)
Made = tuple[TrialDocument, Document]
ADDS_PERTUZUMAB = Comparison(experimental="PTC", comparator="TC", added=("pertuzumab",))


def choices(page: Page) -> tuple[Intervention, ...]:
    """Return the one choice group: each listed drug is an alternative to the others."""
    return tuple(page.drug(name, group=1) for name in CHOICES)


def late_abstract() -> Made:
    """Return the abstract of the last analysis: no methods, levels stand in the first paper."""
    page = Page()
    page.say("Issue of 2025 May 10, volume 43, pages 1631-1637, J Clin Oncol; online 2025 Jan 24.")
    issued, online = page.day("2025 May 10", "2025-05-10"), page.day("2025 Jan 24", "2025-01-24")
    volume, pages = page.stated("43"), page.stated("1631-1637")
    journal = page.stated("J Clin Oncol")
    page.say("doi 10.1200/JCO-24-01673")
    doi = page.stated("10.1200/JCO-24-01673")
    page.say("Giving the antibody again (PRECIOUS Study): last survival analysis")
    title, acronym = (
        page.stated("Giving the antibody again (PRECIOUS Study)"),
        page.find("PRECIOUS"),
    )
    named = page.stated("PRECIOUS")
    page.say("Erratum in")
    erratum = page.stated("Erratum in")
    page.say("An open-label phase III trial; by chance 1:1 to PTC (n = 110) or to TC (n = 109).")
    masking, phase = page.stated("open-label"), page.stated("III", "3")
    sizes = page.number("110"), page.number("109")
    ptc, tc = page.find("PTC"), page.find("TC", 1)
    page.say("PTC is pertuzumab, trastuzumab and chemotherapy; TC is the same without the first.")
    shared = (page.drug("trastuzumab"), page.drug("chemotherapy"))
    arms = (
        Arm(
            label="PTC",
            role="experimental",
            n=sizes[0],
            span=ptc,
            interventions=(page.drug("pertuzumab"), *shared),
            passages=(page.sentence,),
        ),
        Arm(
            label="TC",
            role="control",
            n=sizes[1],
            span=tc,
            interventions=shared,
            passages=(page.sentence,),
        ),
    )
    page.say("Survival is the last analysis at a follow-up of 25.8 months.")
    follow_up = page.number("25.8")
    estimates, values = late_results(page)
    page.say("Registered as NCT02514681.")
    trial = Trial(
        role="reports",
        acronym=named,
        registrations=(page.stated("NCT02514681"),),
        phase=phase,
        masking=masking,
        arms=arms,
        comparisons=(ADDS_PERTUZUMAB,),
        follow_up_months=follow_up,
        span=acronym,
    )
    citations, mentioned = late_references(page)
    document = page.document("pubmed-page")
    bibliography = Bibliography(
        title=title,
        journal=journal,
        issued=issued,
        online=online,
        volume=volume,
        pages=pages,
        doi=doi,
        erratum=erratum,
    )
    reading = TrialDocument(
        identifier=document.identifier,
        kind=document.kind,
        sha256=document.sha256,
        reader=document.reader,
        text_sha256=document.sha256,
        bibliography=bibliography,
        trials=(trial, mentioned),
        estimates=estimates,
        arm_values=values,
        citations=citations,
        conclusion="benefit",
    )
    return reading, document


def late_results(page: Page) -> tuple[tuple[Estimate, ...], tuple[ArmValue, ...]]:
    """Return the three estimates of the last analysis and their medians."""
    estimates: list[Estimate] = []
    values: list[ArmValue] = []
    for end_point, stage, medians, value, upper, assessor, population in LATE_ROWS:
        page.say(
            f"{end_point} {stage}: {medians[0]} v {medians[1]} months;"
            f" HR {value} [one side 95% limit above {upper}]"
        )
        number = page.number(value)
        estimates.append(
            Estimate(
                measure="HR",
                value=number,
                interval=page.interval(1, "one side", upper=upper, level="95"),
                experimental="PTC",
                comparator="TC",
                assessor=assessor,
                stage=stage,
                span=number.span,
                end_point=end_point,
                population=population,
                passages=(page.sentence,),
            )
        )
        for nth, arm in enumerate(("PTC", "TC")):
            repeat = nth if medians[0] == medians[1] else 0
            median = page.number(medians[nth], repeat)
            values.append(
                ArmValue(
                    arm=arm,
                    kind="median",
                    value=median,
                    unit="months",
                    assessor=assessor,
                    stage=stage,
                    span=median.span,
                    end_point=end_point,
                    population=population,
                    passages=(page.sentence,),
                )
            )
    return tuple(estimates), tuple(values)


def late_references(page: Page) -> tuple[tuple[Citation, ...], Trial]:
    """Return the two references that matter here, and the trial that one of them names."""
    first = page.reference(
        "3. Yamamoto Y. First report of the trial (PRECIOUS). Cancer Sci. 2022;113:3169-3179.",
        number=3,
        first_author="Yamamoto Y",
        title="First report of the trial (PRECIOUS)",
        journal="Cancer Sci",
        year=2022,
        volume="113",
        pages="3169-3179",
    )
    survival = page.reference(
        "5. Swain SM. The antibodies in first line (CLEOPATRA study): overall survival results."
        " Lancet Oncol. 2013;14:461-471.",
        number=5,
        first_author="Swain SM",
        title="The antibodies in first line (CLEOPATRA study): overall survival results",
        journal="Lancet Oncol",
        year=2013,
        volume="14",
        pages="461-471",
    )
    acronym = page.stated("CLEOPATRA")
    return (first, survival), Trial(role="mentions", acronym=acronym, span=acronym.span)


def registry_record() -> Made:
    """Return the registry's page: long arm labels, a choice of seven drugs, references with ids."""
    page = Page()
    page.say("NCT ID: NCT02514681, enrolment 226, JBCRG-M05, PHASE3, masking NONE")
    registration, organisation = page.stated("NCT02514681"), page.stated("JBCRG-M05")
    enrolment, phase = page.number("226"), page.stated("PHASE3", "3")
    masking = page.stated("NONE", "open-label")
    page.say("Arm of comparison: Trastuzumab + chemo; one of " + ", ".join(CHOICES))
    control = page.arm(
        "Trastuzumab + chemo",
        "control",
        (page.drug("Trastuzumab", "trastuzumab"), *choices(page)),
    )
    page.say("Arm of interest: Trastuzumab + pertuzumab + chemo; one of " + ", ".join(CHOICES))
    experimental = page.arm(
        "Trastuzumab + pertuzumab + chemo",
        "experimental",
        (page.drug("Trastuzumab", "trastuzumab"), page.drug("pertuzumab"), *choices(page)),
    )
    page.say("Lead: Japan Breast Cancer Research Group")
    lead = "Japan Breast Cancer Research Group"
    trial = Trial(
        role="registers",
        registrations=(registration,),
        organisation_ids=(organisation,),
        phase=phase,
        masking=masking,
        enrolment=enrolment,
        sponsors=(Sponsor(name=lead, role="lead", span=page.find(lead)),),
        arms=(control, experimental),
        span=registration.span,
    )
    citations, mentioned = registry_references(page)
    document = page.document("ctgov-page", "ctgov-NCT02514681")
    reading = TrialDocument(
        identifier=document.identifier,
        kind=document.kind,
        sha256=document.sha256,
        reader=document.reader,
        text_sha256=document.sha256,
        trials=(trial, *mentioned),
        citations=citations,
    )
    return reading, document


def registry_references(page: Page) -> tuple[tuple[Citation, ...], tuple[Trial, ...]]:
    """Return the record's references; two of them are documents held here."""
    first_line = page.reference(
        "Baselga J; CLEOPATRA Study Group. Two antibodies and a taxane. N Engl J Med. 2012 Jan 12;"
        "366(2):109-19. Epub 2011 Dec 7. PMID: 22149875",
        first_author="Baselga J",
        title="Two antibodies and a taxane",
        journal="N Engl J Med",
        year=2012,
        volume="366",
        pages="109-19",
        doi="10.1056/NEJMoa1113216",
        pmid="22149875",
        type="background",
    )
    first_line = with_dates(page, first_line)
    cleopatra = page.stated("CLEOPATRA")
    marianne_reference = page.reference(
        "Perez EA. A conjugate with or without pertuzumab: the MARIANNE study. J Clin Oncol."
        " 2017;35(2):141-148. PMID: 28056202",
        first_author="Perez EA",
        title="A conjugate with or without pertuzumab: the MARIANNE study",
        journal="J Clin Oncol",
        year=2017,
        volume="35",
        pages="141-148",
        pmid="28056202",
        type="background",
    )
    marianne = page.stated("MARIANNE")
    last = page.reference(
        "Yamamoto Y. Giving the antibody again (PRECIOUS Study). J Clin Oncol. 2025;"
        "43(14):1631-1637. PMID: 39854662",
        first_author="Yamamoto Y",
        title="Giving the antibody again (PRECIOUS Study)",
        journal="J Clin Oncol",
        year=2025,
        volume="43",
        pages="1631-1637",
        doi="10.1200/jco-24-01673",
        pmid="39854662",
        type="derived",
    )
    mentions = (
        Trial(role="mentions", acronym=cleopatra, span=cleopatra.span),
        Trial(role="mentions", acronym=marianne, span=marianne.span),
    )
    return (first_line, marianne_reference, last), mentions


def with_dates(page: Page, citation: Citation) -> Citation:
    """Return a reference with the dates its sentence prints."""
    return replace(
        citation,
        issued=page.day("2012 Jan 12", "2012-01-12"),
        online=page.day("2011 Dec 7", "2011-12-07"),
    )
