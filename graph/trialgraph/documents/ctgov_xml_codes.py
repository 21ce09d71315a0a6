"""The words of legacy records and the codes of API v2 for them.

Source: the enumerations of the registry's own guide for those who move from the classic
API, and the words that older vintages printed for the same things.
"""

from collections.abc import Mapping

from trialgraph.model import lazy

_SIGNS = lazy.regex(r"[^A-Z0-9]+")
_MONTHS = {
    "January": 1,
    "February": 2,
    "March": 3,
    "April": 4,
    "May": 5,
    "June": 6,
    "July": 7,
    "August": 8,
    "September": 9,
    "October": 10,
    "November": 11,
    "December": 12,
}
_DAY = lazy.regex(r"([A-Z][a-z]+) (\d{1,2}), (\d{4})")
_MONTH = lazy.regex(r"([A-Z][a-z]+),? (\d{4})")
_FIGURES = lazy.regex(r"(\d{1,2})/(\d{4})")


def _codes(*words: str, **others: str) -> Mapping[str, str]:
    """Return codes made of the words themselves, and others under codes of their own."""
    table = {word.casefold(): _SIGNS.sub("_", word.upper()).strip("_") for word in words}
    for name, printed in others.items():
        table.update((word.casefold(), name) for word in printed.split("|"))
    return table


TRUTH = _codes(
    true="Yes|Y|True|Accepts Healthy Volunteers",
    false="No|N|False|Does Not Accept Healthy Volunteers",
)
STATUS = _codes(
    "Active, not recruiting",
    "Completed",
    "Enrolling by invitation",
    "Not yet recruiting",
    "Recruiting",
    "Suspended",
    "Terminated",
    "Withdrawn",
    "Available",
    "No longer available",
    "Temporarily not available",
    "Approved for marketing",
    "Withheld",
    UNKNOWN="Unknown status|Unknown",
    ACTIVE_NOT_RECRUITING="No longer recruiting",
)
STUDY_TYPE = _codes(
    "Interventional",
    "Expanded Access",
    OBSERVATIONAL="Observational|Observational [Patient Registry]|Observational Patient Registry",
)
PATIENT_REGISTRY = frozenset(("observational [patient registry]", "observational patient registry"))
PHASE = _codes(
    NA="N/A|Not Applicable",
    EARLY_PHASE1="Early Phase 1|Phase 0|Early Phase I",
    PHASE1="Phase 1|Phase I",
    PHASE2="Phase 2|Phase II",
    PHASE3="Phase 3|Phase III",
    PHASE4="Phase 4|Phase IV",
)
AGENCY = _codes(
    "NIH",
    "Other",
    "Industry",
    "Network",
    "Ambig",
    "Unknown",
    "Indiv",
    FED="U.S. Fed|US Fed|Fed",
    OTHER_GOV="Other Gov|Other U.S. Federal agency|OTHER_GOV",
)
ALLOCATION = _codes("Randomized", NA="N/A", NON_RANDOMIZED="Non-Randomized|Nonrandomized")
MODEL = _codes(
    SINGLE_GROUP="Single Group Assignment|Single Group",
    PARALLEL="Parallel Assignment|Parallel",
    CROSSOVER="Crossover Assignment|Cross-over Assignment|Crossover",
    FACTORIAL="Factorial Assignment|Factorial",
    SEQUENTIAL="Sequential Assignment|Sequential",
)
PURPOSE = _codes(
    "Treatment",
    "Prevention",
    "Diagnostic",
    "Supportive Care",
    "Screening",
    "Health Services Research",
    "Basic Science",
    "Device Feasibility",
    "Other",
    ECT="Educational/Counseling/Training|Educational",
)
MASKING = _codes(
    NONE="None|None (Open Label)|Open Label|Open",
    SINGLE="Single|Single Blind|Single-Blind|Single Masked",
    DOUBLE="Double|Double Blind|Double-Blind|Double Masked",
    TRIPLE="Triple|Triple Blind",
    QUADRUPLE="Quadruple",
)
MASKED = _codes(
    "Investigator",
    "Outcomes Assessor",
    PARTICIPANT="Participant|Subject",
    CARE_PROVIDER="Care Provider|Caregiver",
)
OBSERVATIONAL_MODEL = _codes(
    "Cohort",
    "Case-Control",
    "Case-Only",
    "Case-Crossover",
    "Ecologic or Community",
    "Family-Based",
    "Defined Population",
    "Natural History",
    "Other",
    CASE_CONTROL="Case Control",
    CASE_CROSSOVER="Case Crossover",
)
TIME = _codes(
    "Other",
    PROSPECTIVE="Prospective|Prospective Study",
    RETROSPECTIVE="Retrospective|Retrospective Study",
    CROSS_SECTIONAL="Cross-Sectional|Cross Sectional|Cross-Sectional Study",
)
RETENTION = _codes("None Retained", "Samples With DNA", "Samples Without DNA")
ARM_TYPE = _codes(
    "Experimental",
    "Active Comparator",
    "Placebo Comparator",
    "Sham Comparator",
    "No Intervention",
    "Other",
)
INTERVENTION_TYPE = _codes(
    "Behavioral",
    "Biological",
    "Combination Product",
    "Device",
    "Diagnostic Test",
    "Dietary Supplement",
    "Drug",
    "Genetic",
    "Procedure",
    "Radiation",
    "Other",
    BEHAVIORAL="Behavior",
    BIOLOGICAL="Biological/Vaccine",
    GENETIC="Gene Transfer",
    PROCEDURE="Procedure/Surgery",
)
SEX = _codes("Female", "Male", ALL="All|Both")
SAMPLING = _codes("Probability Sample", "Non-Probability Sample")
ROLE = _codes(
    "Study Chair",
    "Study Director",
    "Principal Investigator",
    "Sub-Investigator",
    "Contact",
    STUDY_CHAIR="Study Chairman",
)
PARTY = _codes("Sponsor", "Principal Investigator", "Sponsor-Investigator")
DATE_TYPE = _codes("Actual", ESTIMATED="Anticipated|Estimate|Estimated")
SHARING = _codes("Yes", "No", "Undecided")
SHARED = _codes(
    "Study Protocol",
    "Analytic Code",
    SAP="Statistical Analysis Plan (SAP)|Statistical Analysis Plan",
    ICF="Informed Consent Form (ICF)|Informed Consent Form",
    CSR="Clinical Study Report (CSR)|Clinical Study Report",
)
PARAM = _codes(
    "Geometric Mean",
    "Geometric Least Squares Mean",
    "Least Squares Mean",
    "Log Mean",
    "Mean",
    "Median",
    "Number",
    "Count of Participants",
    "Count of Units",
)
DISPERSION = _codes(
    "Standard Deviation",
    "Standard Error",
    "Inter-Quartile Range",
    "Full Range",
    NA="Not Applicable",
    CONFIDENCE_80="80% Confidence Interval",
    CONFIDENCE_90="90% Confidence Interval",
    CONFIDENCE_95="95% Confidence Interval",
    CONFIDENCE_975="97.5% Confidence Interval",
    CONFIDENCE_99="99% Confidence Interval",
    CONFIDENCE_OTHER="Other Confidence Interval Level",
    GEOMETRIC_COEFFICIENT="Geometric Coefficient of Variation",
)
OUTCOME_TYPE = _codes(
    "Primary", "Secondary", "Post-Hoc", "Other Pre-specified", POST_HOC="Post Hoc"
)
SIDES = _codes(ONE_SIDED="1-Sided|One-Sided", TWO_SIDED="2-Sided|Two-Sided")
ANALYSIS_DISPERSION = _codes(
    "Standard Deviation", STANDARD_ERROR_OF_MEAN="Standard Error of the Mean"
)
NON_INFERIORITY = _codes(
    "Superiority",
    "Non-Inferiority",
    "Equivalence",
    "Other",
    "Non-Inferiority or Equivalence",
    "Superiority or Other",
    "Non-Inferiority or Equivalence (legacy)",
    "Superiority or Other (legacy)",
)
ASSESSMENT = _codes(
    "Non-systematic Assessment",
    SYSTEMATIC_ASSESSMENT="Systematic Assessment",
)


def iso_date(words: str) -> str:
    """Return a date as ISO 8601, as precise as it is printed; other words unchanged.

    >>> iso_date("March 2012"), iso_date("October 3, 2003"), iso_date("05/2017")
    ('2012-03', '2003-10-03', '2017-05')
    """
    plain = " ".join(words.split())
    if match := _DAY.fullmatch(plain):
        month = _MONTHS.get(match[1].capitalize())
        return f"{match[3]}-{month:02}-{int(match[2]):02}" if month else words
    if match := _MONTH.fullmatch(plain):
        month = _MONTHS.get(match[1].capitalize())
        return f"{match[2]}-{month:02}" if month else words
    if match := _FIGURES.fullmatch(plain):
        return f"{match[2]}-{int(match[1]):02}"
    return words
