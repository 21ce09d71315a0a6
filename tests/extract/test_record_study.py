"""A registered study from its fields: what it is, who runs it, whom it takes, what is given."""

import pytest
from tests.extract.made_up_records import TWO_ARMS, Values, arms, document, reading, trial

from trialgraph.model.text import Stated
from trialgraph.model.trial import Population


def _value(stated: Stated | None) -> str | None:
    return stated.value if stated else None


def _design(**module: object) -> Values:
    return {"designModule": module}


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("INTERVENTIONAL", "interventional"),
        ("OBSERVATIONAL", "observational"),
        ("Observational [Patient Registry]", "observational"),
        ("EXPANDED_ACCESS", "expanded-access"),
        ("Expanded Access", "expanded-access"),
        ("UNHEARD OF", None),
    ],
)
def test_the_type_of_a_study_is_one_of_three(printed: str, value: str | None) -> None:
    assert _value(trial(_design(studyType=printed)).study_type) == value


@pytest.mark.parametrize(
    ("phases", "value"),
    [
        (["PHASE1", "PHASE2"], "1/2"),
        (["EARLY_PHASE1"], "1"),
        (["Phase 3"], "3"),
        (["NA"], None),
        ([], None),
    ],
)
def test_a_phase_is_its_number(phases: list[str], value: str | None) -> None:
    record = document(_design(phases=phases))
    found = reading(_design(phases=phases)).trials[0].phase
    assert _value(found) == value
    assert found is None or record.words(found.span) == found.printed


def test_codes_of_the_design_have_our_words() -> None:
    info = {
        "allocation": "NON_RANDOMIZED",
        "maskingInfo": {"masking": "DOUBLE", "whoMasked": ["PARTICIPANT"]},
        "interventionModel": "CROSSOVER",
        "primaryPurpose": "PREVENTION",
    }
    found = trial(_design(designInfo=info, enrollmentInfo={"count": 40, "type": "ACTUAL"}))
    assert _value(found.allocation) == "non-randomised"
    assert _value(found.masking) == "double-blind"
    assert [one.value for one in found.masked_parties] == ["PARTICIPANT"]
    assert (_value(found.intervention_model), _value(found.primary_purpose)) == (
        "CROSSOVER",
        "PREVENTION",
    )
    assert found.enrolment is not None
    assert (int(found.enrolment.value), found.n_randomised) == (40, None)
    assert _value(found.enrolment_type) == "ACTUAL"


@pytest.mark.parametrize(
    ("printed", "value"), [("Double Blind (Subject)", "double-blind"), ("VEILED", None)]
)
def test_masking_of_older_records_is_read_by_its_first_words(
    printed: str, value: str | None
) -> None:
    assert _value(trial(_design(designInfo={"maskingInfo": {"masking": printed}})).masking) == value


def test_an_observational_study_has_its_model_and_no_arms() -> None:
    info = {"observationalModel": "COHORT", "timePerspective": "PROSPECTIVE"}
    found = trial(_design(studyType="OBSERVATIONAL", designInfo=info))
    assert _value(found.observational_model) == "COHORT"
    assert _value(found.time_perspective) == "PROSPECTIVE"
    assert (found.arms, found.comparisons, found.allocation) == ((), (), None)


def test_a_withdrawn_study_says_why_it_stopped() -> None:
    status = {"overallStatus": "WITHDRAWN", "whyStopped": "nobody was thirsty"}
    found = trial({"statusModule": status, **_design(enrollmentInfo={"count": 0})})
    assert (_value(found.status), _value(found.why_stopped)) == ("WITHDRAWN", "nobody was thirsty")
    assert found.enrolment is not None
    assert found.enrolment.value == 0


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2011-06", "2011-06"),
        ("2011-06-09", "2011-06-09"),
        ("June 2011", "2011-06"),
        ("2011-13", None),
        ("soon", None),
    ],
)
def test_a_date_is_as_precise_as_it_is_printed(printed: str, iso: str | None) -> None:
    found = trial({"statusModule": {"startDateStruct": {"date": printed}}}).dates.start
    assert (found.iso if found else None) == iso
    assert found is None or found.printed == printed


def test_results_are_posted_or_not_and_else_unknown() -> None:
    dated = {"statusModule": {"resultsFirstPostDateStruct": {"date": "2020-01"}}}
    assert _value(trial(hasResults=True).results_posted) == "posted"
    assert _value(trial(hasResults=False).results_posted) == "not posted"
    assert _value(trial(dated).results_posted) == "posted"
    assert trial().results_posted is None


def test_numbers_of_other_registries_are_the_studys_and_grants_are_nobodys() -> None:
    found = trial(
        {
            "identificationModule": {
                "nctId": "NCT09990001",
                "nctIdAliases": ["NCT09990002"],
                "orgStudyIdInfo": {"id": "TEA-1"},
                "secondaryIdInfos": [
                    {"id": "2012-001234-56", "type": "EUDRACT_NUMBER"},
                    {"id": "U1111-9999-0001", "type": "REGISTRY"},
                    {"id": "DRKS00099999"},
                    {"id": "NCT09990003", "type": "REGISTRY", "domain": "ClinicalTrials.gov"},
                    {"id": "R01XX999999", "type": "NIH"},
                    {"id": "CUP-7", "type": "OTHER", "domain": "Kitchen"},
                ],
            }
        }
    )
    assert [one.value for one in found.registrations] == [
        "NCT09990001",
        "NCT09990002",
        "2012-001234-56",
        "U1111-9999-0001",
        "DRKS00099999",
    ]
    assert [one.value for one in found.organisation_ids] == ["TEA-1", "CUP-7"]
    assert [(one.value, one.registry) for one in found.secondary_ids][3:] == [
        ("NCT09990003", "clinicaltrials"),
        ("R01XX999999", ""),
        ("CUP-7", ""),
    ]


def test_a_sponsors_own_number_that_is_the_registrys_is_not_given_twice() -> None:
    names = {"nctId": "NCT09990001", "orgStudyIdInfo": {"id": "NCT09990001"}}
    assert trial({"identificationModule": names}).organisation_ids == ()


def test_the_title_is_the_official_one_else_the_brief() -> None:
    both = {"nctId": "NCT09990001", "briefTitle": "Tea", "officialTitle": "A Trial of Tea"}
    only = {"nctId": "NCT09990001", "briefTitle": "Tea", "acronym": "BREW"}
    found = trial({"identificationModule": both})
    assert (_value(found.title), _value(found.brief_title)) == ("A Trial of Tea", "Tea")
    assert _value(trial({"identificationModule": only}).title) == "Tea"
    assert _value(trial({"identificationModule": only}).acronym) == "BREW"
    assert _value(reading({"identificationModule": both}).bibliography.title) == "A Trial of Tea"


def test_sponsors_and_people_have_their_parts() -> None:
    people = {
        "sponsorCollaboratorsModule": {
            "leadSponsor": {"name": "Tea House", "class": "INDUSTRY"},
            "collaborators": [{"name": "Well", "class": "OTHER"}],
            "responsibleParty": {
                "type": "PRINCIPAL_INVESTIGATOR",
                "investigatorFullName": "Ann Brewer",
                "investigatorAffiliation": "Tea House",
            },
        },
        "contactsLocationsModule": {
            "overallOfficials": [{"name": "Bo Cup", "role": "STUDY_CHAIR", "affiliation": "Well"}],
            "locations": [
                {"facility": "Kitchen", "city": "Oslo", "country": "Norway"},
                {"city": "Bergen", "country": "Norway"},
                {"status": "RECRUITING"},
            ],
        },
    }
    found = trial(people)
    assert [(one.name, one.role, one.sponsor_class) for one in found.sponsors] == [
        ("Tea House", "lead", "INDUSTRY"),
        ("Well", "collaborator", "OTHER"),
    ]
    assert [(one.name, one.role) for one in found.officials] == [
        ("Bo Cup", "STUDY_CHAIR"),
        ("Ann Brewer", "PRINCIPAL_INVESTIGATOR"),
    ]
    assert [one.city for one in found.locations] == ["Oslo", "Bergen", ""]
    assert [one.value for one in found.countries] == ["Norway"]


def test_a_responsible_party_of_an_older_record_is_named_by_its_title() -> None:
    party = {"oldNameTitle": "Ann Brewer, MD", "oldOrganization": "Tea House"}
    (found,) = trial({"sponsorCollaboratorsModule": {"responsibleParty": party}}).officials
    assert (found.role, found.affiliation) == ("RESPONSIBLE_PARTY", "Tea House")


def test_headings_have_their_code_and_what_they_are_of() -> None:
    mesh = {"meshes": [{"id": "D1", "term": "Thirst"}], "ancestors": [{"term": "Signs"}]}
    found = trial(derivedSection={"conditionBrowseModule": mesh}).headings
    assert [(one.code, one.label, one.role) for one in found] == [
        ("D1", "Thirst", "condition"),
        ("", "Signs", "condition-ancestor"),
    ]


# Who may take part.


def _population(conditions: tuple[str, ...] = (), title: str = "", **module: object) -> Population:
    names = {"nctId": "NCT09990001", "briefTitle": title}
    modules = {"conditions": list(conditions), "keywords": ["cups"]}
    return trial(
        {
            "identificationModule": names,
            "conditionsModule": modules,
            "eligibilityModule": module,
        }
    ).population


@pytest.mark.parametrize(
    ("printed", "years"), [("18 Years", 18), ("1 Year", 1), ("6 Months", None), ("N/A", None)]
)
def test_an_age_counts_in_years_only(printed: str, years: int | None) -> None:
    found = _population(minimumAge=printed, maximumAge=printed)
    assert [one.value if one else None for one in (found.age_min, found.age_max)] == [years, years]


@pytest.mark.parametrize(
    ("printed", "value"),
    [(True, "true"), (False, "false"), ("Accepts Healthy Volunteers", "true"), ("No", "false")],
)
def test_healthy_volunteers_may_take_part_or_not(*, printed: bool | str, value: str) -> None:
    assert _value(_population(healthyVolunteers=printed).healthy_volunteers) == value


def test_sex_condition_marker_and_line_come_from_short_fields() -> None:
    found = _population(
        ("DRY1-positive Advanced Thirst", "Heat"),
        "Tea as First-line Treatment, 1st-line only",
        sex="FEMALE",
    )
    assert _value(found.sex) == "female"
    assert _value(found.condition) == "thirst"
    assert [(one.marker, one.status) for one in found.biomarkers] == [("DRY1", "positive")]
    assert _value(found.line) == "first-line"


def test_a_title_of_two_lines_names_none() -> None:
    assert _population(title="Second-line or Third-line Tea").line is None


def test_a_condition_outside_the_tables_is_as_printed() -> None:
    assert _value(_population(("Dry Spell",)).condition) == "Dry Spell"


CRITERIA = """Key Inclusion Criteria:

* Age over 18
* Thirst
  of any kind
1\\. ECOG \\< 2

Exclusion Criteria (all parts):

- Drowning
- Conclusion of the drought

Exclusion: cold water

"""


def test_each_line_of_the_criteria_is_one_with_its_place() -> None:
    module = {"eligibilityModule": {"eligibilityCriteria": CRITERIA}}
    record, found = document(module), trial(module)
    assert [(one.type, one.text) for one in found.eligibility] == [
        ("inclusion", "Age over 18"),
        ("inclusion", "Thirst of any kind"),
        ("inclusion", "ECOG < 2"),
        ("exclusion", "Drowning"),
        ("exclusion", "Conclusion of the drought"),
        ("exclusion", "cold water"),
    ]
    assert record.words(found.eligibility[2].span) == "ECOG \\< 2"
    assert found.population.ecog == (0, 1)


LINES = """Inclusion Criteria:
  Thirsty people
  Any age, and any wish for a cup of tea of whatever kind is offered to them in the morning
  Written consent
"""
WRAPPED = """
          Inclusion Criteria:

          People who have been thirsty for at least a full day and a
          night before they come

            -  Able to swallow
               a cup
            -  Awake
          No other tea
"""


@pytest.mark.parametrize(
    ("words", "criteria"),
    [
        (
            LINES,
            [
                "Thirsty people",
                (
                    "Any age, and any wish for a cup of tea of whatever kind is offered to them "
                    "in the morning"
                ),
                "Written consent",
            ],
        ),
        (
            WRAPPED,
            [
                "People who have been thirsty for at least a full day and a night before they come",
                "Able to swallow a cup",
                "Awake",
                "No other tea",
            ],
        ),
    ],
)
def test_a_line_goes_on_only_where_it_was_broken(words: str, criteria: list[str]) -> None:
    found = trial({"eligibilityModule": {"eligibilityCriteria": words}}).eligibility
    assert [one.text for one in found] == criteria


@pytest.mark.parametrize(
    ("words", "grades"),
    [
        ("ECOG at most 1", (0, 1)),
        ("ECOG 0~2", (0, 1, 2)),
        ("ECOG 0 or 1", (0, 1)),
        ("ECOG > 2", ()),
        ("ECOG less than 3", (0, 1, 2)),
    ],
)
def test_a_performance_status_is_the_grades_that_its_words_allow(
    words: str, grades: tuple[int, ...]
) -> None:
    assert _population(eligibilityCriteria=f"Inclusion Criteria:\n\n* {words}").ecog == grades


def test_criteria_under_no_heading_are_a_problem() -> None:
    found = reading({"eligibilityModule": {"eligibilityCriteria": "Anybody thirsty"}})
    assert found.trials[0].eligibility == ()
    assert [each.code for each in found.problems] == ["criteria-without-heading"]


# Arms and what is given in them.


def test_arms_have_their_roles_their_regimens_and_what_tells_them_apart() -> None:
    found = trial(TWO_ARMS)
    assert [(one.label, one.role, one.registered_type) for one in found.arms] == [
        ("Tea", "experimental", "EXPERIMENTAL"),
        ("Water", "control", "PLACEBO_COMPARATOR"),
    ]
    assert [[part.role for part in one.interventions] for one in found.arms] == [
        ["drug"],
        ["placebo"],
    ]
    assert found.arms[0].interventions[0].concept == "tea"
    assert [(one.experimental, one.comparator, one.added) for one in found.comparisons] == [
        ("Tea", "Water", ("tea",))
    ]
    assert _value(found.placebo_controlled) == "true"


def test_a_component_stands_where_its_arm_names_it() -> None:
    record, found = document(TWO_ARMS), trial(TWO_ARMS)
    spans = [part.span for one in found.arms for part in one.interventions]
    assert [record.words(span) for span in spans] == ["Tea", "Placebo"]


def test_a_study_of_one_arm_in_older_words_is_read() -> None:
    found = trial(arms({"label": "Tea", "type": "Experimental"}))
    assert found.arms[0].role == "experimental"


@pytest.mark.parametrize(
    ("types", "roles"),
    [
        (("ACTIVE_COMPARATOR", "ACTIVE_COMPARATOR"), ["unclear", "unclear"]),
        (("EXPERIMENTAL", "ACTIVE_COMPARATOR"), ["experimental", "control"]),
        (("ACTIVE_COMPARATOR", "NO_INTERVENTION"), ["unclear", "control"]),
        (("OTHER", ""), ["unclear", "unclear"]),
    ],
)
def test_an_active_comparator_is_a_control_beside_an_experimental_arm(
    types: tuple[str, str], roles: list[str]
) -> None:
    groups = [{"label": str(number), "type": kind} for number, kind in enumerate(types)]
    assert [one.role for one in trial(arms(*groups)).arms] == roles


def test_two_arms_of_one_label_are_numbered_and_no_group_is_either() -> None:
    groups = arms(
        {"label": "Tea", "type": "EXPERIMENTAL"},
        {"label": "Tea", "type": "EXPERIMENTAL"},
        {"label": "Tea (2)", "type": "EXPERIMENTAL"},
        {"type": "OTHER"},
        interventions=({"type": "DRUG", "name": "Cocoa", "armGroupLabels": ["Tea"]},),
    )
    found = reading(groups, {"participantFlowModule": {"groups": [{"id": "F", "title": "Tea"}]}})
    labels = [one.label for one in found.trials[0].arms]
    assert labels == ["Tea", "Tea (3)", "Tea (2)", "arm"]
    assert [each.code for each in found.problems] == ["repeated-arm"]
    assert found.trials[0].interventions[0].arms == ("Tea",)
    assert found.results is not None
    assert found.results.flow is not None
    assert found.results.flow.groups[0].arm is None


def test_an_intervention_joins_its_arms_by_reference_or_by_label() -> None:
    groups = arms(
        {"label": "A", "interventionNames": ["Drug: Tea", "Procedure: Long Bath", "Sugar"]},
        {"label": "B", "interventionNames": ["Drug: Tea"]},
        interventions=(
            {"type": "DRUG", "name": "Tea", "armGroupLabels": ["B"], "description": "B's"},
            {"type": "DRUG", "name": "Tea", "armGroupLabels": ["A"]},
            {"type": "DIETARY_SUPPLEMENT", "name": "Honey", "armGroupLabels": ["A", "gone"]},
        ),
    )
    found = trial(groups)
    assert [(part.printed, part.role) for part in found.arms[0].interventions] == [
        ("Tea", "drug"),
        ("Long Bath", "procedure"),
        ("Sugar", "drug"),
        ("Honey", "dietary supplement"),
    ]
    assert found.interventions[2].arms == ("A", "gone")
    assert [part.printed for part in found.arms[1].interventions] == ["Tea"]


@pytest.mark.parametrize(
    ("kind", "name", "other_names", "concept"),
    [
        ("DRUG", "Tea", (), "tea"),
        ("DRUG", "Tea 50 mg", (), "tea"),
        ("DRUG", "Tea (loose)", (), "tea"),
        ("DRUG", "TE-1", ("Green Tea",), "tea"),
        ("DRUG", "TE-1", ("Green Tea", "Cocoa"), None),
        ("DRUG", "TE-1", ("Bath",), None),
        ("DRUG", "TE-1", ("TE-2",), None),
        ("BEHAVIORAL", "Tea talk", ("Tea",), None),
        ("DRUG", "Placebo", ("Tea",), None),
        ("DRUG", "Tea 50 mg and Cocoa", (), None),
    ],
)
def test_a_drug_is_known_by_its_name_or_by_other_names_that_agree(
    kind: str, name: str, other_names: tuple[str, ...], concept: str | None
) -> None:
    one = {"type": kind, "name": name, "otherNames": list(other_names)}
    (found,) = trial(arms({"label": "A"}, interventions=(one,))).interventions
    assert (found.concept, found.other_names) == (concept, other_names)


def test_what_stands_for_nothing_is_a_placebo_by_its_concept_too() -> None:
    one = {"type": "DRUG", "name": "Plain Water", "armGroupLabels": ["A"]}
    found = trial(arms({"label": "A"}, interventions=(one,)))
    assert found.arms[0].interventions[0].role == "placebo"


@pytest.mark.parametrize(
    ("words", "dose"),
    [
        ("Tea 50 mg twice daily by mouth, orally", ("50 mg", "twice daily", "oral")),
        ("Tea 50 mg", ("50 mg", "", "")),
        ("Tea 40 or 50 mg daily", ("", "", "")),
        ("50 mg tablets", ("", "", "")),
        ("Tea 50 mg, then 60 mg", ("", "", "")),
        ("hot", ("", "", "")),
    ],
)
def test_a_dose_is_the_only_one_that_the_description_prints(
    words: str, dose: tuple[str, str, str]
) -> None:
    one = {"type": "DRUG", "name": "Tea", "description": words, "armGroupLabels": ["A"]}
    part = trial(arms({"label": "A"}, interventions=(one,))).arms[0].interventions[0]
    assert (part.dose, part.schedule, part.route) == dose


# Outcomes and references.


def _end_points(*titles: str) -> list[tuple[str, str | None]]:
    declared = [{"measure": title} for title in titles]
    found = trial({"outcomesModule": {"primaryOutcomes": declared}}).end_points
    return [(one.name, one.assessor) for one in found]


@pytest.mark.parametrize(
    ("title", "name", "assessor"),
    [
        ("Time to Drink", "TTD", None),
        ("Time to drink (TTD)", "TTD", None),
        ("Median time to drink", "TTD", None),
        ("Time to drink rate at 12 months", "TTD", None),
        ("Time to drink as assessed by independent central review", "TTD", "independent"),
        ("Time to drink (by investigator assessment)", "TTD", "investigator"),
        ("Time to drink per RECIST 1.1", "TTD", None),
        ("Percentage of Participants With Quenching", "QR", None),
        ("Percentage of participants with time to drink", "", None),
        ("Time to drink in the thirsty", "", None),
        ("Time to drink (in the thirsty subgroup)", "", None),
        ("(TTD)", "TTD", None),
        ("at Week 4", "", None),
        ("Time to drink " * 40, "", None),
    ],
)
def test_an_outcome_is_an_end_point_where_its_whole_title_names_one(
    title: str, name: str, assessor: str | None
) -> None:
    assert _end_points(title) == [(name or title, assessor)]


def test_outcomes_have_their_role_definition_and_time() -> None:
    one = {"measure": "Cups", "description": "by RECIST version 1.1", "timeFrame": "a day"}
    module = {
        "primaryOutcomes": [one],
        "secondaryOutcomes": [{"measure": "Quenching rate"}],
        "otherOutcomes": [{"measure": "Time to drink by RECIST"}],
    }
    found = trial({"outcomesModule": module}).end_points
    assert [each.role for each in found] == ["primary", "secondary", "exploratory"]
    assert [each.criteria for each in found] == ["RECIST 1.1", "", "RECIST"]
    assert [each.event_direction for each in found] == [None, "good", "bad"]
    assert (found[0].definition, found[0].time_frame) == (one["description"], "a day")


def test_references_have_type_number_and_parts() -> None:
    cited = "Doe J, Roe R. Of tea. Br J Tea. 2001 Mar;2(3):4-5. Epub 2001 Feb 3."
    listed = [
        {"pmid": "123456", "type": "DERIVED", "citation": cited},
        {"pmid": "234567", "type": "RESULT", "retractions": [{"pmid": "345678"}]},
        {"citation": "A book", "retractions": [{"source": "Tea 2002"}]},
        {"citation": "Poe E. On cups. Br J Tea. 2003;4:5. Epub soon"},
    ]
    found = reading({"referencesModule": {"references": listed}})
    first, second, third, fourth = found.citations
    assert (first.number, first.type, first.pmid) == (1, "derived", "123456")
    assert (first.first_author, first.title, first.year) == ("Doe J", "Of tea", 2001)
    assert first.issued is not None
    assert first.online is not None
    assert (first.issued.iso, first.online.iso) == ("2001-03", "2001-02-03")
    assert (second.type, second.issued, second.online) == ("result", None, None)
    assert (third.type, third.title) == ("reference", "A book")
    assert (fourth.year, fourth.online) == (2003, None)
    assert [each.code for each in found.problems] == ["retracted-reference"] * 2
    assert "PMID 345678" in found.problems[0].message
    assert "Tea 2002" in found.problems[1].message
