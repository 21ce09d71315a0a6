"""What two regimens have and lack, over many fields of medicine."""

import pytest
from tests.evidence.made_arms import arm, compared, held_against

from trialgraph.evidence.comparisons import drugs
from trialgraph.evidence.regimens import BESIDE_CLASS, BY_CLASS

# experimental regimen, control's, added, removed, kind; names outside the tables as plain words
CASES = {
    # oncology
    "one drug on a backbone": (
        "pertuzumab + trastuzumab + docetaxel",
        "placebo + trastuzumab + docetaxel",
        {"pertuzumab"},
        set(),
        "add_on",
    ),
    "two drugs together": (
        "encorafenib + cetuximab + irinotecan",
        "irinotecan",
        {"encorafenib", "cetuximab"},
        set(),
        "joint_add_on",
    ),
    "one drug for another": (
        "lapatinib + capecitabine",
        "trastuzumab + capecitabine",
        {"lapatinib"},
        {"trastuzumab"},
        "replacement",
    ),
    "a regimen against one that differs in a drug": (
        "FOLFIRI + bevacizumab",
        "FOLFOX + bevacizumab",
        {"irinotecan"},
        {"oxaliplatin"},
        "replacement",
    ),
    "a regimen against its drugs by name": (
        "cetuximab + FOLFOX",
        "fluorouracil + leucovorin + oxaliplatin",
        {"cetuximab"},
        set(),
        "add_on",
    ),
    "a regimen in both arms": (
        "bevacizumab + FOLFOX",
        "FOLFOX",
        {"bevacizumab"},
        set(),
        "add_on",
    ),
    "the same choice in another order": (
        "pertuzumab + docetaxel | paclitaxel",
        "paclitaxel | docetaxel",
        {"pertuzumab"},
        set(),
        "add_on",
    ),
    "another choice": (
        "pertuzumab + docetaxel | paclitaxel",
        "docetaxel | capecitabine",
        {"pertuzumab", "choice:docetaxel|paclitaxel"},
        {"choice:capecitabine|docetaxel"},
        "replacement",
    ),
    "a choice against one of its options": (
        "docetaxel | paclitaxel",
        "docetaxel",
        {"choice:docetaxel|paclitaxel"},
        {"docetaxel"},
        "replacement",
    ),
    "a choice of a class against the class": (
        "bevacizumab + docetaxel | paclitaxel",
        "taxane",
        {"bevacizumab"},
        set(),
        "add_on",
    ),
    "drugs of a class that the other arm names": (
        "pembrolizumab + carboplatin + paclitaxel",
        "chemotherapy",
        {"pembrolizumab"},
        set(),
        "add_on",
    ),
    "a class against a drug of it": (
        "docetaxel",
        "chemotherapy",
        set(),
        set(),
        "class_overlap",
    ),
    "two drugs of one class against the class": (
        "pertuzumab + trastuzumab",
        "anti-HER2 therapy",
        set(),
        set(),
        "class_overlap",
    ),
    "a class with one of it against others of it": (
        "chemotherapy + cyclophosphamide",
        "docetaxel + capecitabine",
        set(),
        set(),
        "class_overlap",
    ),
    "less than the control": (
        "trastuzumab",
        "trastuzumab + docetaxel",
        set(),
        {"docetaxel"},
        "withdrawal",
    ),
    "best supportive care in one arm": (
        "regorafenib",
        "best supportive care",
        {"regorafenib"},
        set(),
        "add_on",
    ),
    "best supportive care in both arms": (
        "regorafenib + best supportive care",
        "placebo + best supportive care",
        {"regorafenib"},
        set(),
        "add_on",
    ),
    "observation": ("durvalumab", "observation", {"durvalumab"}, set(), "add_on"),
    # radiotherapy, surgery, devices
    "radiotherapy beside a drug": (
        "temozolomide + radiotherapy",
        "radiotherapy",
        {"temozolomide"},
        set(),
        "add_on",
    ),
    "another fractionation": (
        "hypofractionated radiotherapy",
        "conventionally fractionated radiotherapy",
        set(),
        set(),
        "intensity_change",
    ),
    "surgery against none": ("mastectomy", "no surgery", {"mastectomy"}, set(), "add_on"),
    "one operation for another": (
        "Open repair",
        "Endovascular repair",
        {"name:openrepair"},
        {"name:endovascularrepair"},
        "replacement",
    ),
    "a device against its sham": (
        "Renal denervation",
        "sham procedure",
        {"name:renaldenervation"},
        set(),
        "add_on",
    ),
    # cardiology, diabetes, immunology
    "a drug on standard of care": (
        "dapagliflozin + standard of care",
        "placebo + standard of care",
        {"dapagliflozin"},
        set(),
        "add_on",
    ),
    "one anticoagulant for another": (
        "apixaban",
        "warfarin",
        {"apixaban"},
        {"warfarin"},
        "replacement",
    ),
    "dual platelet inhibition": (
        "clopidogrel + aspirin",
        "aspirin",
        {"clopidogrel"},
        set(),
        "add_on",
    ),
    "a name with another in it": (
        "Ivabradine with metoprolol",
        "metoprolol",
        {"name:ivabradine"},
        set(),
        "add_on",
    ),
    "two known drugs under one name": (
        "sitagliptin and metformin",
        "metformin",
        {"sitagliptin"},
        set(),
        "add_on",
    ),
    "a biologic on a background": (
        "infliximab + methotrexate",
        "methotrexate + placebo",
        {"infliximab"},
        set(),
        "add_on",
    ),
    # vaccines, behaviour, usual care under its names
    "a vaccine against nothing": (
        "mRNA-1273 vaccine",
        "placebo",
        {"name:mrna1273vaccine"},
        set(),
        "add_on",
    ),
    "a therapy beside treatment as usual": (
        "Cognitive behavioural therapy + treatment as usual",
        "Treatment as usual",
        {"name:cognitivebehaviouraltherapy"},
        set(),
        "add_on",
    ),
    "a waiting list": (
        "Mindfulness training",
        "Waiting list control",
        {"name:mindfulnesstraining"},
        set(),
        "add_on",
    ),
    "enhanced usual care": (
        "Problem-solving therapy",
        "Enhanced usual care",
        {"name:problemsolvingtherapy"},
        set(),
        "add_on",
    ),
    "standard treatment is a treatment": (
        "apixaban",
        "standard treatment",
        {"apixaban"},
        {"name:standardtreatment"},
        "replacement",
    ),
    "standard of care beside another drug is more than nothing": (
        "apixaban + standard of care",
        "warfarin",
        {"apixaban", "standard-of-care"},
        {"warfarin"},
        "replacement",
    ),
    # dose, schedule, duration, route, order
    "another dose": (
        "aspirin @ 100 mg",
        "aspirin @ 325 mg",
        set(),
        set(),
        "intensity_change",
    ),
    "another schedule": (
        "paclitaxel @ 80 mg/m2, weekly",
        "paclitaxel @ 80 mg/m2, every 3 weeks",
        set(),
        set(),
        "intensity_change",
    ),
    "a longer course": (
        "trastuzumab 12 months",
        "trastuzumab 6 months",
        set(),
        set(),
        "intensity_change",
    ),
    "another route": (
        "trastuzumab / subcutaneous",
        "trastuzumab / intravenous",
        set(),
        set(),
        "route_change",
    ),
    "an added drug with less of the backbone": (
        "carboplatin + docetaxel @ 75 mg/m2",
        "docetaxel @ 100 mg/m2",
        {"carboplatin"},
        set(),
        "add_on",
    ),
    "the same in the same way": (
        "aspirin @ 100 mg",
        "aspirin @ 100 mg",
        set(),
        set(),
        "no_difference",
    ),
}


@pytest.mark.parametrize(
    ("left", "right", "added", "removed", "kind"), CASES.values(), ids=CASES.keys()
)
def test_what_differs_between_two_regimens(
    left: str, right: str, added: set[str], removed: set[str], kind: str
) -> None:
    found = held_against(left, right)
    assert found.difference.added == added
    assert found.difference.removed == removed
    assert found.kind == kind
    assert (found.only_added is not None) == (kind == "add_on" and bool(drugs(added)))


def test_what_both_arms_get_is_shared() -> None:
    found = held_against("FOLFIRI + bevacizumab", "FOLFOX + bevacizumab")
    assert drugs(found.difference.shared) == ("bevacizumab", "fluorouracil", "leucovorin")


def test_a_class_that_is_met_by_its_members_is_shared_and_said() -> None:
    found = held_against("pembrolizumab + carboplatin + paclitaxel", "chemotherapy")
    assert drugs(found.difference.shared) == ("chemotherapy",)
    assert found.difference.rule == BY_CLASS


def test_what_is_added_beside_its_class_in_both_arms_is_said() -> None:
    found = held_against("carboplatin + chemotherapy", "chemotherapy")
    assert (found.only_added, found.difference.rule) == ("carboplatin", BESIDE_CLASS)


def test_one_added_drug_falls_in_all_classes_above_it() -> None:
    found = held_against("pertuzumab + trastuzumab", "trastuzumab")
    wider = {"anti-HER2-antibody", "anti-HER2-therapy", "targeted-therapy", "systemic-therapy"}
    assert set(found.added_classes) == wider
    assert held_against("lapatinib", "trastuzumab").added_classes == ()


def test_saline_is_nothing_only_in_an_arm_registered_as_placebo() -> None:
    tried = arm("X", "Bupivacaine block", "experimental")
    for registered, removed in (
        ("PLACEBO_COMPARATOR", set[str]()),
        ("ACTIVE_COMPARATOR", {"name:normalsaline"}),
    ):
        (found,) = compared(tried, arm("Y", "normal saline", "control", registered))
        assert found.difference.removed == removed


def test_a_description_says_what_is_given_along() -> None:
    tried = arm(
        "E",
        "Stretching",
        "experimental",
        description="Stretching protocol along with the Physical therapy of the other group",
    )
    (found,) = compared(tried, arm("C", "Physical therapy", "control"))
    assert found.difference.added == {"name:stretching"}
    assert found.difference.removed == frozenset()


def test_an_arm_registered_without_intervention_is_described() -> None:
    tried = arm("E", "aspirin", "experimental")
    (found,) = compared(tried, arm("C", "", "control", "NO_INTERVENTION"))
    assert found.only_added == "aspirin"


def test_with_or_without_names_no_parts() -> None:
    found = held_against("bevacizumab with or without chemotherapy", "chemotherapy")
    assert found.difference.removed == {"chemotherapy"}
