"""Five documents in five layouts read as fully as any other of their layout."""

from pathlib import Path

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.model.reading import TrialDocument
from trialgraph.model.trial import Arm, Trial
from trialgraph.terms.index import TermIndex

EXAMPLES = Path(__file__).parents[2] / "examples" / "documents"
PAGE = "precious-final-survival.pubmed-page.txt"
PAPER = "precious-primary-analysis.paper.md"
REGISTRY = "precious.registry-page.txt"
FLATTENED = "cleopatra-interim-survival.pdf-text.txt"
ABSTRACT = "patina.abstract.txt"
DRUGS_TO_CHOOSE = frozenset(
    {
        "capecitabine",
        "docetaxel",
        "eribulin",
        "gemcitabine",
        "nab-paclitaxel",
        "paclitaxel",
        "vinorelbine",
    }
)
Told = tuple[str, str, int | None, frozenset[str], frozenset[str]]


@pytest.fixture(scope="module")
def read(terms: TermIndex) -> dict[str, TrialDocument]:
    """Return the readings of the five documents by file name."""
    return {
        path.name: read_trial_document(read_document(path.read_bytes()), terms)
        for path in sorted(EXAMPLES.iterdir())
    }


def own(reading: TrialDocument) -> Trial:
    return next(trial for trial in reading.trials if trial.role != "mentions")


def told(arm: Arm) -> Told:
    """Return label, role, size, the drugs that all get and those of which one is chosen."""
    return (
        arm.label,
        arm.role,
        int(arm.n.value) if arm.n else None,
        frozenset(each.name for each in arm.interventions if each.choice_group is None),
        frozenset(each.name for each in arm.interventions if each.choice_group is not None),
    )


ARMS: dict[str, list[Told]] = {
    PAGE: [
        (
            "PTC",
            "experimental",
            110,
            frozenset({"pertuzumab", "trastuzumab"}),
            frozenset({"chemotherapy"}),
        ),
        ("TC", "control", 109, frozenset({"trastuzumab"}), frozenset({"chemotherapy"})),
    ],
    PAPER: [
        ("PTC", "experimental", 110, frozenset({"pertuzumab", "trastuzumab"}), DRUGS_TO_CHOOSE),
        ("TC", "control", 109, frozenset({"trastuzumab"}), DRUGS_TO_CHOOSE),
    ],
    REGISTRY: [
        (
            "Trastuzumab + chemotherapy",
            "control",
            None,
            frozenset({"trastuzumab"}),
            DRUGS_TO_CHOOSE,
        ),
        (
            "Trastuzumab+ pertuzumab + chemotherapy",
            "experimental",
            None,
            frozenset({"pertuzumab", "trastuzumab"}),
            DRUGS_TO_CHOOSE,
        ),
    ],
    FLATTENED: [
        (
            "control group",
            "control",
            406,
            frozenset({"placebo", "trastuzumab", "docetaxel"}),
            frozenset(),
        ),
        (
            "pertuzumab group",
            "experimental",
            402,
            frozenset({"pertuzumab", "trastuzumab", "docetaxel"}),
            frozenset(),
        ),
    ],
    ABSTRACT: [
        (
            "palbociclib group",
            "experimental",
            261,
            frozenset({"palbociclib", "anti-HER2 therapy", "endocrine therapy"}),
            frozenset(),
        ),
        (
            "standard-therapy group",
            "control",
            257,
            frozenset({"anti-HER2 therapy", "endocrine therapy"}),
            frozenset(),
        ),
    ],
}


@pytest.mark.parametrize("name", ARMS)
def test_every_arm_has_its_role_size_and_regimen(read: dict[str, TrialDocument], name: str) -> None:
    assert [told(arm) for arm in own(read[name]).arms] == ARMS[name]


@pytest.mark.parametrize(
    ("name", "added"),
    [
        (PAGE, ("pertuzumab",)),
        (PAPER, ("pertuzumab",)),
        (REGISTRY, ("pertuzumab",)),
        (FLATTENED, ("pertuzumab",)),
        (ABSTRACT, ("palbociclib",)),
    ],
)
def test_one_drug_is_added_and_none_taken_away(
    read: dict[str, TrialDocument], name: str, added: tuple[str, ...]
) -> None:
    (comparison,) = own(read[name]).comparisons
    assert (comparison.added, comparison.removed) == (added, ())


def test_a_kind_of_treatment_keeps_the_words_that_the_document_prints(
    read: dict[str, TrialDocument],
) -> None:
    printed = [each.printed for each in own(read[ABSTRACT]).arms[1].interventions]
    assert printed == ["HER2-targeted therapy", "endocrine therapy"]


EndPoints = list[tuple[str, str | None, str | None]]
END_POINTS: dict[str, EndPoints] = {
    PAGE: [("OS", None, None), ("PFS", None, "investigator")],
    PAPER: [
        ("PFS", "primary", "investigator"),
        ("ORR", "secondary", None),
        ("DoR", "secondary", None),
        ("OS", "secondary", None),
        ("QoL", "secondary", None),
        ("safety", "secondary", None),
    ],
    FLATTENED: [
        ("PFS", "primary", "independent"),
        ("OS", "secondary", None),
        ("PFS", "secondary", "investigator"),
        ("ORR", "secondary", None),
        ("safety", "secondary", None),
    ],
    ABSTRACT: [
        ("PFS", "primary", "investigator"),
        ("OS", "secondary", None),
        ("ORR", "secondary", None),
        ("CBR", "secondary", None),
        ("safety", "secondary", None),
    ],
}


@pytest.mark.parametrize("name", END_POINTS)
def test_every_end_point_has_its_role_and_assessor(
    read: dict[str, TrialDocument], name: str
) -> None:
    found = [(each.name, each.role, each.assessor) for each in own(read[name]).end_points]
    assert found == END_POINTS[name]


def test_the_fixed_sequence_is_in_order(read: dict[str, TrialDocument]) -> None:
    design = own(read[FLATTENED]).design
    steps = [(step.order, step.end_point, step.assessor) for step in design.testing]
    assert steps == [(1, "PFS", "independent"), (2, "OS", None), (3, "ORR", None)]
    assert (design.planned_events and int(design.planned_events.value)) == 381


def test_the_paper_says_that_patients_could_change_arms(read: dict[str, TrialDocument]) -> None:
    crossover = own(read[PAPER]).crossover
    assert crossover is not None
    assert crossover.value == "allowed"


def test_the_columns_of_tables_give_the_analysed_populations(
    read: dict[str, TrialDocument],
) -> None:
    sizes = [
        {each.population: int(each.n.value) for each in arm.n_by_population}
        for arm in own(read[PAPER]).arms
    ]
    assert sizes == [
        {"ITT as analysed": 108, "measurable disease": 90},
        {"ITT as analysed": 109, "measurable disease": 92},
    ]


def test_a_claim_on_another_trial_names_it_and_its_reference(
    read: dict[str, TrialDocument],
) -> None:
    (claim,) = [each for each in read[PAPER].claims if each.about == "CLEOPATRA"]
    assert (claim.kind, claim.cites, claim.end_points) == ("cited-result", (2,), ("PFS", "OS"))
    assert (claim.direction, claim.strength) == ("benefit", "significant")


@pytest.mark.parametrize(
    ("name", "mentioned"),
    [
        (PAGE, []),
        (PAPER, [("CLEOPATRA", []), ("SOPHIA", [])]),
        (REGISTRY, [("CLEOPATRA", [])]),
        (FLATTENED, [("APHINITY", ["NCT01358877"])]),
        (ABSTRACT, []),
    ],
)
def test_other_trials_are_mentioned_once_each(
    read: dict[str, TrialDocument], name: str, mentioned: list[tuple[str, list[str]]]
) -> None:
    found = [
        (trial.acronym.value if trial.acronym else "", [each.value for each in trial.registrations])
        for trial in read[name].trials
        if trial.role == "mentions"
    ]
    assert found == mentioned


@pytest.mark.parametrize(
    ("name", "numbers", "months"),
    [
        (PAGE, ["NCT02514681"], "25.8"),
        (PAPER, ["NCT02514681", "jRCTs041180153", "UMIN000018202"], "14.2"),
        (REGISTRY, ["NCT02514681"], None),
        (FLATTENED, ["NCT00567190"], "19.3"),
        (ABSTRACT, ["NCT02947685"], "53.5"),
    ],
)
def test_the_trial_has_its_own_numbers_and_follow_up(
    read: dict[str, TrialDocument], name: str, numbers: list[str], months: str | None
) -> None:
    trial = own(read[name])
    assert [each.value for each in trial.registrations] == numbers
    assert (trial.follow_up_months.printed if trial.follow_up_months else None) == months


def test_a_sum_of_the_arms_is_no_number_of_the_document(read: dict[str, TrialDocument]) -> None:
    assert own(read[PAGE]).n_randomised is None
