"""Every vintage of the registry's older XML becomes the tree of its present interface."""

import pytest

from trialgraph.documents import ctgov_xml
from trialgraph.documents.ctgov_xml_codes import iso_date
from trialgraph.documents.ctgov_xml_values import flowed
from trialgraph.documents.reader import read_document
from trialgraph.errors import ForbiddenXml, UnknownFormat, UnreadableRecord
from trialgraph.model.document import Document
from trialgraph.model.record import Block, Leaf


def document(*elements: str, number: str = "NCT09990001") -> Document:
    """Return the study of a number and some elements."""
    identity = f"<id_info><nct_id>{number}</nct_id></id_info>"
    return read_document(f"<clinical_study>{identity}{''.join(elements)}</clinical_study>".encode())


def root(*elements: str) -> Block:
    found = document(*elements).record
    assert found is not None
    return found.root


def shown(node: object) -> object:
    """Return a part of a record as plain values."""
    if isinstance(node, Leaf):
        return node.words
    if isinstance(node, Block):
        return {name: shown(inside) for name, inside in node.members.items()}
    return [shown(inside) for inside in node] if isinstance(node, tuple) else node


def module(name: str, *elements: str) -> object:
    return shown(root(*elements).block("protocolSection", name))


def test_the_document_is_named_by_its_number_and_every_value_stands_at_its_place() -> None:
    found = document("<brief_title>Tea or coffee</brief_title>", "<phase>Phase 2/Phase 3</phase>")
    assert (found.identifier, found.kind) == ("ctgov-NCT09990001", "ctgov-xml")
    assert found.record is not None
    places = list(found.record.pointers())
    assert [found.words(span) for span, _ in places] == [
        "NCT09990001",
        "Tea or coffee",
        "PHASE2",
        "PHASE3",
    ]
    assert places[2][1] == "/protocolSection/designModule/phases/0"


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"<clinical_study><id_info><nct_id>NCT0999", UnreadableRecord, "whole"),
        (b"<clinical_study><id_info/></clinical_study>", UnknownFormat, "NCT number"),
        (
            b"<clinical_study><id_info><nct_id>NCT1</nct_id></id_info></clinical_study>",
            UnknownFormat,
            "NCT1",
        ),
        (b"<study><id_info><nct_id>NCT09990001</nct_id></id_info></study>", UnknownFormat, "study"),
        (
            b'<!DOCTYPE clinical_study [<!ENTITY a "tea">]><clinical_study>&a;</clinical_study>',
            ForbiddenXml,
            "entity",
        ),
    ],
)
def test_what_is_no_whole_record_is_refused(content: bytes, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        ctgov_xml.read(content)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<clinical_study rank='1'>", True),
        (b"<PubmedArticleSet/>", False),
        (b"clinical_study", False),
    ],
)
def test_the_root_tells_the_format(content: bytes, *, expected: bool) -> None:
    assert ctgov_xml.recognises(content) is expected


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("March 2012", "2012-03"),
        ("October 3, 2003", "2003-10-03"),
        ("October  13,\n 2003", "2003-10-13"),
        ("05/2017", "2017-05"),
        ("2025", "2025"),
        ("2019-02-01", "2019-02-01"),
        ("Smarch 2012", "Smarch 2012"),
        ("Smarch 3, 2012", "Smarch 3, 2012"),
        ("soon", "soon"),
    ],
)
def test_a_date_is_as_precise_as_it_is_printed(printed: str, iso: str) -> None:
    assert iso_date(printed) == iso


def test_titles_numbers_and_the_organisation() -> None:
    number = (
        b"<clinical_study><id_info><org_study_id>T-1</org_study_id><secondary_id>E-2</secondary_id>"
        b"<secondary_id> </secondary_id><nct_id>NCT09990001</nct_id><nct_alias>NCT09990002"
        b"</nct_alias></id_info></clinical_study>"
    )
    assert module(
        "identificationModule",
        "<brief_title>Tea</brief_title><official_title>A trial of tea</official_title>",
        "<acronym>TEA</acronym><source>Tea House</source>",
    ) == {
        "nctId": "NCT09990001",
        "organization": {"fullName": "Tea House"},
        "briefTitle": "Tea",
        "officialTitle": "A trial of tea",
        "acronym": "TEA",
    }
    record = ctgov_xml.read(number).record
    assert record is not None
    assert shown(record.root.block("protocolSection", "identificationModule")) == {
        "nctId": "NCT09990001",
        "nctIdAliases": ["NCT09990002"],
        "orgStudyIdInfo": {"id": "T-1"},
        "secondaryIdInfos": [{"id": "E-2"}],
    }


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        (
            (
                "<overall_status>Active, not recruiting</overall_status>"
                "<last_known_status>Recruiting</last_known_status>"
            ),
            {"overallStatus": "ACTIVE_NOT_RECRUITING", "lastKnownStatus": "RECRUITING"},
        ),
        ("<overall_status>On holiday</overall_status>", {"overallStatus": "On holiday"}),
        ("<overall_status>Unknown status</overall_status>", {"overallStatus": "UNKNOWN"}),
        (
            '<start_date type="Anticipated">March 2012</start_date><end_date>May 2014</end_date>',
            {
                "startDateStruct": {"date": "2012-03", "type": "ESTIMATED"},
                "completionDateStruct": {"date": "2014-05"},
            },
        ),
        (
            (
                "<firstreceived_date>June 1, 2009</firstreceived_date>"
                "<lastchanged_date>June 2, 2009</lastchanged_date>"
                "<firstreceived_results_date>June 3, 2009</firstreceived_results_date>"
            ),
            {
                "studyFirstSubmitDate": "2009-06-01",
                "resultsFirstSubmitDate": "2009-06-03",
                "lastUpdateSubmitDate": "2009-06-02",
            },
        ),
        (
            '<study_first_posted type="Estimate">June 4, 2009</study_first_posted>',
            {"studyFirstPostDateStruct": {"date": "2009-06-04", "type": "ESTIMATED"}},
        ),
        (
            "<has_expanded_access>Yes</has_expanded_access><why_stopped>No tea left</why_stopped>",
            {"whyStopped": "No tea left", "expandedAccessInfo": {"hasExpandedAccess": "true"}},
        ),
    ],
)
def test_status_and_dates_under_the_names_of_each_vintage(elements: str, expected: object) -> None:
    assert module("statusModule", elements) == expected


def test_sponsors_and_the_responsible_party() -> None:
    assert module(
        "sponsorCollaboratorsModule",
        "<sponsors><lead_sponsor><agency>Tea House</agency><agency_class>U.S. Fed</agency_class>",
        "</lead_sponsor><collaborator><agency>Mill</agency><agency_class>Industry</agency_class>",
        "</collaborator></sponsors><responsible_party><name_title>Dr Leaf</name_title>",
        "<organization>Tea House</organization></responsible_party>",
    ) == {
        "responsibleParty": {"oldNameTitle": "Dr Leaf", "oldOrganization": "Tea House"},
        "leadSponsor": {"name": "Tea House", "class": "FED"},
        "collaborators": [{"name": "Mill", "class": "INDUSTRY"}],
    }


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        (
            (
                "<study_design_info><allocation>N/A</allocation>"
                "<intervention_model>Single Group Assignment</intervention_model>"
                "<primary_purpose>Basic Science</primary_purpose>"
                "<masking>Double (Participant, Care Provider)</masking>"
                "<masking_description>Same cups</masking_description></study_design_info>"
            ),
            {
                "allocation": "NA",
                "interventionModel": "SINGLE_GROUP",
                "primaryPurpose": "BASIC_SCIENCE",
                "maskingInfo": {
                    "masking": "DOUBLE",
                    "whoMasked": ["PARTICIPANT", "CARE_PROVIDER"],
                    "maskingDescription": "Same cups",
                },
            },
        ),
        (
            (
                "<study_design_info><time_perspective>Prospective</time_perspective>"
                "</study_design_info>"
            ),
            {"timePerspective": "PROSPECTIVE"},
        ),
        (
            (
                "<study_design>Allocation: Randomized, Endpoint Classification: Efficacy Study, "
                "Masking: Double Blind (Subject, Outcomes Assessor), Primary Purpose: "
                "</study_design>"
            ),
            {
                "allocation": "RANDOMIZED",
                "maskingInfo": {
                    "masking": "DOUBLE",
                    "whoMasked": ["PARTICIPANT", "OUTCOMES_ASSESSOR"],
                },
            },
        ),
        (
            (
                "<study_design>Treatment, Randomized, Double-Blind, Parallel Assignment, "
                "Efficacy Study</study_design>"
            ),
            {
                "primaryPurpose": "TREATMENT",
                "allocation": "RANDOMIZED",
                "interventionModel": "PARALLEL",
                "maskingInfo": {"masking": "DOUBLE"},
            },
        ),
        (
            "<study_design>Prevention, Single Blind (Subject), Other</study_design>",
            {
                "primaryPurpose": "PREVENTION",
                "maskingInfo": {"masking": "SINGLE", "whoMasked": ["PARTICIPANT"]},
            },
        ),
        (
            "<study_design>Masking: None (Open Label), Intervention Model: Round</study_design>",
            {"interventionModel": "Round", "maskingInfo": {"masking": "NONE"}},
        ),
    ],
)
def test_the_design_of_elements_and_of_one_line(elements: str, expected: object) -> None:
    found = root(elements).block("protocolSection", "designModule", "designInfo")
    assert shown(found) == expected


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        ("<phase>N/A</phase>", {"phases": ["NA"]}),
        ("<phase>Phase 1/Phase 2</phase>", {"phases": ["PHASE1", "PHASE2"]}),
        ("<phase>Phase 0</phase>", {"phases": ["EARLY_PHASE1"]}),
        ("<study_type>Interventional</study_type>", {"studyType": "INTERVENTIONAL"}),
        (
            (
                "<study_type>Observational [Patient Registry]</study_type>"
                "<target_duration>2 Years</target_duration>"
            ),
            {
                "studyType": "OBSERVATIONAL",
                "patientRegistry": "true",
                "targetDuration": "2 Years",
            },
        ),
        (
            '<enrollment type="Actual">31</enrollment>',
            {"enrollmentInfo": {"count": "31", "type": "ACTUAL"}},
        ),
        (
            (
                "<biospec_retention>Samples With DNA</biospec_retention>"
                "<biospec_descr><textblock>Whole\n  leaves</textblock></biospec_descr>"
            ),
            {"bioSpec": {"retention": "SAMPLES_WITH_DNA", "description": "Whole leaves"}},
        ),
    ],
)
def test_type_phase_and_size(elements: str, expected: object) -> None:
    assert module("designModule", elements) == expected


def test_arms_and_what_they_are_given() -> None:
    assert module(
        "armsInterventionsModule",
        "<arm_group><arm_group_label>Tea</arm_group_label>"
        "<arm_group_type>Active Comparator</arm_group_type><description>Hot</description>"
        "</arm_group><arm_group><arm_group_type>No Intervention</arm_group_type></arm_group>",
        "<intervention><intervention_type>Drug</intervention_type>"
        "<intervention_name>Green tea</intervention_name><description>A cup</description>"
        "<arm_group_label>Tea</arm_group_label><other_name>Sencha</other_name></intervention>",
        "<intervention><intervention_name>Milk</intervention_name>"
        "<arm_group_label>Tea</arm_group_label></intervention>",
        "<intervention><arm_group_label>Tea</arm_group_label></intervention>",
    ) == {
        "armGroups": [
            {
                "label": "Tea",
                "type": "ACTIVE_COMPARATOR",
                "description": "Hot",
                "interventionNames": ["Drug: Green tea", "Milk"],
            },
            {"type": "NO_INTERVENTION"},
        ],
        "interventions": [
            {
                "type": "DRUG",
                "name": "Green tea",
                "description": "A cup",
                "armGroupLabels": ["Tea"],
                "otherNames": ["Sencha"],
            },
            {"name": "Milk", "armGroupLabels": ["Tea"]},
            {"armGroupLabels": ["Tea"]},
        ],
    }


def test_eligibility_is_set_as_paragraphs_and_entries() -> None:
    assert module(
        "eligibilityModule",
        "<eligibility><criteria><textblock>\n    Inclusion:\n\n      -  Likes\n         tea\n\n"
        "      -  Adult\n  </textblock></criteria><gender>Both</gender>"
        "<minimum_age>18 Years</minimum_age><maximum_age>N/A</maximum_age>"
        "<healthy_volunteers>Accepts Healthy Volunteers</healthy_volunteers></eligibility>",
    ) == {
        "eligibilityCriteria": "Inclusion:\n\n* Likes tea\n* Adult",
        "healthyVolunteers": "true",
        "sex": "ALL",
        "minimumAge": "18 Years",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\n\nthree", "one two\n\nthree"),
        ("  -  a\n  -  b\n       -  c\n  -  d", "* a\n* b\n  * c\n* d"),
        ("  1. first\n     goes on\n\n  2. second", "1. first goes on\n2. second"),
        ("Said:\n\n  * a\n\nAnd:\n\n  * b", "Said:\n\n* a\n\nAnd:\n\n* b"),
        ("dose 5\n- 10 mg", "dose 5 - 10 mg"),
    ],
)
def test_broken_lines_are_joined_and_entries_kept_apart(text: str, expected: str) -> None:
    assert flowed(text) == expected


def test_people_and_places() -> None:
    assert module(
        "contactsLocationsModule",
        "<overall_official><first_name>Ada</first_name><last_name>Leaf</last_name>"
        "<degrees>MD</degrees><role>Study Chair</role></overall_official>"
        "<overall_official><role>Study Director</role></overall_official>",
        "<overall_contact><last_name>Bo Leaf</last_name><phone>1</phone></overall_contact>",
        "<location><facility><name>Mill</name><address><city>Ghent</city><country>Belgium</country>"
        "</address></facility><status>Recruiting</status><investigator><last_name>Cy</last_name>"
        "<role>Sub-Investigator</role></investigator></location>",
    ) == {
        "centralContacts": [{"name": "Bo Leaf", "role": "CONTACT", "phone": "1"}],
        "overallOfficials": [
            {"name": "Ada Leaf, MD", "role": "STUDY_CHAIR"},
            {"role": "STUDY_DIRECTOR"},
        ],
        "locations": [
            {
                "facility": "Mill",
                "status": "RECRUITING",
                "city": "Ghent",
                "country": "Belgium",
                "contacts": [{"name": "Cy", "role": "SUB_INVESTIGATOR"}],
            }
        ],
    }


def test_a_reference_is_background_only_if_it_is_older_than_the_study() -> None:
    assert module(
        "referencesModule",
        "<start_date>March 2012</start_date>"
        "<reference><citation>Leaf A. Tea. 2010;1:2.</citation><PMID>11</PMID></reference>"
        "<reference><citation>Leaf A. More tea. 2015;1:2.</citation></reference>"
        "<results_reference><citation>Leaf A. Most tea.</citation></results_reference>"
        "<link><url>http://tea.example</url><description>Tea</description></link>",
    ) == {
        "references": [
            {"pmid": "11", "type": "BACKGROUND", "citation": "Leaf A. Tea. 2010;1:2."},
            {"citation": "Leaf A. More tea. 2015;1:2."},
            {"type": "RESULT", "citation": "Leaf A. Most tea."},
        ],
        "seeAlsoLinks": [{"label": "Tea", "url": "http://tea.example"}],
    }


def test_terms_documents_sharing_and_results_that_are_not_yet_posted() -> None:
    found = root(
        "<condition_browse><mesh_term>Thirst</mesh_term></condition_browse>"
        "<provided_document_section><provided_document><document_type>Plan</document_type>"
        "<document_has_sap>Yes</document_has_sap><document_date>May 1, 2019</document_date>"
        "</provided_document></provided_document_section>"
        "<patient_data><sharing_ipd>No</sharing_ipd>"
        "<ipd_info_type>Statistical Analysis Plan (SAP)</ipd_info_type><ipd_info_type/>"
        "</patient_data><pending_results><submitted>May 2, 2019</submitted><noted>x</noted>"
        "<returned>May 3, 2019</returned></pending_results>"
    )
    assert found.words("derivedSection", "conditionBrowseModule", "meshes") == ""
    assert shown(found.block("derivedSection")) == {
        "conditionBrowseModule": {"meshes": [{"term": "Thirst"}]}
    }
    assert shown(found.block("documentSection", "largeDocumentModule")) == {
        "largeDocs": [{"hasSap": "true", "label": "Plan", "date": "2019-05-01"}]
    }
    assert shown(found.block("protocolSection", "ipdSharingStatementModule")) == {
        "ipdSharing": "NO",
        "infoTypes": ["SAP"],
    }
    assert shown(found.block("annotationSection", "annotationModule", "unpostedAnnotation")) == {
        "unpostedEvents": [
            {"type": "RELEASE", "date": "2019-05-02"},
            {"type": "RESET", "date": "2019-05-03"},
        ]
    }


def test_what_has_no_field_is_kept_under_the_name_of_its_element() -> None:
    found = root(
        "<study_design>Endpoint Classification: Efficacy Study, Masking: Open Label</study_design>"
        '<number_of_arms>2</number_of_arms><phase note="old">Phase 1</phase><keyword/>'
    )
    assert shown(found.block("legacySection")) == {
        "study_design": ["Endpoint Classification: Efficacy Study, Masking: Open Label"],
        "number_of_arms": ["2"],
        "phase.note": ["old"],
    }
