"""The protocol of a legacy registry record, as rules for the modules of API v2.

Element names are those of the registry's public schema over its vintages, the later
name first.
"""

import re

from trialgraph.documents import ctgov_xml_codes as codes
from trialgraph.documents.ctgov_xml_design import design_info
from trialgraph.documents.ctgov_xml_values import (
    Element,
    Fields,
    Printed,
    Rule,
    Rules,
    both,
    code,
    coded,
    codes_of,
    constant,
    date,
    dated,
    each,
    flowing,
    here,
    inner,
    own_words,
    printed,
    taken,
    text,
    texts,
    truth,
)
from trialgraph.model import lazy

_NO_LIMIT = lazy.regex(r"N/?A\b.*", re.IGNORECASE)
_YEAR = lazy.regex(r"\b(?:19|20)\d\d\b")
_NEXT_PHASE = lazy.regex(r"/(?=P)")


def _phases(element: Element) -> list[Printed | None]:
    """Return the phases: "Phase 2/Phase 3" is two."""
    words = printed(element, "phase")
    parts = _NEXT_PHASE.split(words) if words else []
    return [coded(Printed(part, *words.sources), codes.PHASE) for part in parts if words]


def _registry(element: Element) -> Printed | None:
    """Return that an observational study is a registry of patients, where its type says so."""
    words = printed(element, "study_type")
    if words is None or words.casefold() not in codes.PATIENT_REGISTRY:
        return None
    return Printed("true", *words.sources)


def _age(path: str) -> Rule:
    """Return a rule for a limit of age; "N/A" is none."""

    def rule(element: Element) -> Printed | None:
        words = printed(element, path)
        return None if words is None or _NO_LIMIT.fullmatch(words) else words

    return rule


def _intervention_names(arm: Element) -> list[Printed]:
    """Return what an arm is given, as the interventions themselves say."""
    label, study = printed(arm, "arm_group_label"), arm.getparent()
    if label is None or study is None:
        return []
    return [
        name
        for given in study.iterfind("intervention")
        if label in map(own_words, given.iterfind("arm_group_label"))
        if (name := _typed_name(given))
    ]


def _typed_name(given: Element) -> Printed | None:
    kind, name = printed(given, "intervention_type"), printed(given, "intervention_name")
    return Printed(f"{kind}: {name}" if kind else name, *name.sources) if name else None


def _person(element: Element) -> Printed | None:
    """Return a person's name, whole or of its parts, with the degrees."""
    parts = [printed(element, f"{part}_name") for part in ("first", "middle", "last")]
    names = [part for part in parts if part]
    degrees = printed(element, "degrees", "degree")
    words = ", ".join(filter(None, (" ".join(names), degrees)))
    sources = [source for part in (*names, degrees) if part for source in part.sources]
    return Printed(words, *sources) if words else None


_CONTACT: Rules = {
    "name": _person,
    "role": constant("CONTACT"),
    "phone": text("phone"),
    "phoneExt": text("phone_ext"),
    "email": text("email"),
}
_INVESTIGATOR: Rules = {
    "name": _person,
    "role": code(codes.ROLE, "role"),
    "affiliation": text("affiliation"),
}
_SPONSOR: Rules = {"name": text("agency"), "class": code(codes.AGENCY, "agency_class")}
_OUTCOME: Rules = {
    "measure": text("measure"),
    "description": text("description"),
    "timeFrame": text("time_frame"),
}
_LOCATION: Rules = {
    "facility": text("facility/name"),
    "status": code(codes.STATUS, "status"),
    "city": text("facility/address/city", "address/city"),
    "state": text("facility/address/state", "address/state"),
    "zip": text("facility/address/zip", "address/zip"),
    "country": text("facility/address/country", "address/country"),
    "contacts": both(
        each("contact", _CONTACT),
        each("contact_backup", _CONTACT),
        each("investigator", _INVESTIGATOR),
    ),
}


def _reference(kind: Rule) -> Rules:
    return {"pmid": text("PMID", "pmid", "medline_ui"), "type": kind, "citation": text("citation")}


def _background(reference: Element) -> Printed | None:
    """Return that a reference is background, where its year is before the study began.

    The element also holds the publications that were found later by the study's
    number, which are derived; it does not say which is which.
    """
    study = reference.getparent()
    began = None if study is None else printed(study, "start_date")
    start = _YEAR.findall(began or "")
    years = _YEAR.findall(printed(reference, "citation") or "")
    is_earlier = bool(start and years) and max(years) < start[-1]
    return Printed("BACKGROUND", (reference, "")) if is_earlier else None


def _events(element: Element) -> list[Fields]:
    """Return what became of results that were sent in and are not yet posted."""
    kinds = {"submitted": "RELEASE", "returned": "RESET", "submission_canceled": "UNRELEASE"}
    return [
        taken(event, {"type": constant(kinds[event.tag]), "date": date(".")})
        for event in element.iterfind("pending_results/*")
        if event.tag in kinds
    ]


_IDENTIFICATION: Rules = {
    "nctId": text("id_info/nct_id"),
    "nctIdAliases": texts("id_info/nct_alias"),
    "orgStudyIdInfo": inner("id_info", {"id": text("org_study_id")}),
    "secondaryIdInfos": each("id_info/secondary_id", {"id": text(".")}),
    "organization": here({"fullName": text("source")}),
    "briefTitle": text("brief_title"),
    "officialTitle": text("official_title"),
    "acronym": text("acronym"),
}
_STATUS: Rules = {
    "statusVerifiedDate": date("verification_date"),
    "overallStatus": code(codes.STATUS, "overall_status", "status"),
    "lastKnownStatus": code(codes.STATUS, "last_known_status"),
    "delayedPosting": truth("delayed_posting"),
    "whyStopped": text("why_stopped"),
    "expandedAccessInfo": here(
        {
            "hasExpandedAccess": truth("has_expanded_access"),
            "nctId": text("expanded_access_nctid"),
            "statusForNctId": code(codes.STATUS, "expanded_access_status_for_nctid"),
        }
    ),
    "startDateStruct": dated("start_date"),
    "primaryCompletionDateStruct": dated("primary_completion_date"),
    "completionDateStruct": dated("completion_date", "end_date"),
    "studyFirstSubmitDate": date("study_first_submitted", "firstreceived_date"),
    "studyFirstSubmitQcDate": date("study_first_submitted_qc"),
    "studyFirstPostDateStruct": dated("study_first_posted"),
    "resultsFirstSubmitDate": date("results_first_submitted", "firstreceived_results_date"),
    "resultsFirstSubmitQcDate": date("results_first_submitted_qc"),
    "resultsFirstPostDateStruct": dated("results_first_posted"),
    "dispFirstSubmitDate": date(
        "disposition_first_submitted", "firstreceived_results_disposition_date"
    ),
    "dispFirstSubmitQcDate": date("disposition_first_submitted_qc"),
    "dispFirstPostDateStruct": dated("disposition_first_posted"),
    "lastUpdateSubmitDate": date("last_update_submitted", "lastchanged_date"),
    "lastUpdatePostDateStruct": dated("last_update_posted"),
}
_SPONSORS: Rules = {
    "responsibleParty": inner(
        "responsible_party",
        {
            "type": code(codes.PARTY, "responsible_party_type"),
            "investigatorFullName": text("investigator_full_name"),
            "investigatorTitle": text("investigator_title"),
            "investigatorAffiliation": text("investigator_affiliation"),
            "oldNameTitle": text("name_title"),
            "oldOrganization": text("organization"),
        },
    ),
    "leadSponsor": inner("sponsors/lead_sponsor", _SPONSOR),
    "collaborators": each("sponsors/collaborator", _SPONSOR),
}
_OVERSIGHT: Rules = {
    "oversightHasDmc": truth("oversight_info/has_dmc"),
    "isFdaRegulatedDrug": truth("oversight_info/is_fda_regulated_drug"),
    "isFdaRegulatedDevice": truth("oversight_info/is_fda_regulated_device"),
    "isUnapprovedDevice": truth("oversight_info/is_unapproved_device"),
    "isPpsd": truth("oversight_info/is_ppsd"),
    "isUsExport": truth("oversight_info/is_us_export"),
}
_DESIGN: Rules = {
    "studyType": code(codes.STUDY_TYPE, "study_type"),
    "patientRegistry": _registry,
    "targetDuration": text("target_duration"),
    "expandedAccessTypes": inner(
        "expanded_access_info",
        {
            "individual": truth("expanded_access_type_individual"),
            "intermediate": truth("expanded_access_type_intermediate"),
            "treatment": truth("expanded_access_type_treatment"),
        },
    ),
    "phases": _phases,
    "designInfo": design_info,
    "bioSpec": here(
        {
            "retention": code(codes.RETENTION, "biospec_retention"),
            "description": flowing("biospec_descr"),
        }
    ),
    "enrollmentInfo": dated("enrollment", "expected_enrollment", name="count"),
}
_ARMS: Rules = {
    "armGroups": each(
        "arm_group",
        {
            "label": text("arm_group_label"),
            "type": code(codes.ARM_TYPE, "arm_group_type"),
            "description": text("description"),
            "interventionNames": _intervention_names,
        },
    ),
    "interventions": each(
        "intervention",
        {
            "type": code(codes.INTERVENTION_TYPE, "intervention_type"),
            "name": text("intervention_name"),
            "description": text("description"),
            "armGroupLabels": texts("arm_group_label"),
            "otherNames": texts("other_name"),
        },
    ),
}
_ELIGIBILITY: Rules = {
    "eligibilityCriteria": flowing("eligibility/criteria"),
    "healthyVolunteers": truth("eligibility/healthy_volunteers"),
    "sex": code(codes.SEX, "eligibility/gender"),
    "genderBased": truth("eligibility/gender_based"),
    "genderDescription": text("eligibility/gender_description"),
    "minimumAge": _age("eligibility/minimum_age"),
    "maximumAge": _age("eligibility/maximum_age"),
    "studyPopulation": flowing("eligibility/study_pop"),
    "samplingMethod": code(codes.SAMPLING, "eligibility/sampling_method"),
}
_SHARING: Rules = {
    "ipdSharing": code(codes.SHARING, "sharing_ipd"),
    "description": text("ipd_description"),
    "infoTypes": codes_of(codes.SHARED, "ipd_info_type"),
    "timeFrame": text("ipd_time_frame"),
    "accessCriteria": text("ipd_access_criteria"),
    "url": text("ipd_url"),
}

PROTOCOL: Rules = {
    "identificationModule": here(_IDENTIFICATION),
    "statusModule": here(_STATUS),
    "sponsorCollaboratorsModule": here(_SPONSORS),
    "oversightModule": here(_OVERSIGHT),
    "descriptionModule": here(
        {
            "briefSummary": flowing("brief_summary"),
            "detailedDescription": flowing("detailed_description"),
        }
    ),
    "conditionsModule": here({"conditions": texts("condition"), "keywords": texts("keyword")}),
    "designModule": here(_DESIGN),
    "armsInterventionsModule": here(_ARMS),
    "outcomesModule": here(
        {
            "primaryOutcomes": each("primary_outcome", _OUTCOME),
            "secondaryOutcomes": each("secondary_outcome", _OUTCOME),
            "otherOutcomes": each("other_outcome", _OUTCOME),
        }
    ),
    "eligibilityModule": here(_ELIGIBILITY),
    "contactsLocationsModule": here(
        {
            "centralContacts": both(
                each("overall_contact", _CONTACT), each("overall_contact_backup", _CONTACT)
            ),
            "overallOfficials": each("overall_official", _INVESTIGATOR),
            "locations": each("location", _LOCATION),
        }
    ),
    "referencesModule": here(
        {
            "references": both(
                each("reference", _reference(_background)),
                each("results_reference", _reference(constant("RESULT"))),
            ),
            "seeAlsoLinks": each("link", {"label": text("description"), "url": text("url")}),
            "availIpds": each(
                "study_docs/study_doc",
                {
                    "id": text("doc_id"),
                    "type": text("doc_type"),
                    "url": text("doc_url"),
                    "comment": text("doc_comment"),
                },
            ),
        }
    ),
    "ipdSharingStatementModule": inner("patient_data", _SHARING),
}
ANNOTATION: Rules = {
    "annotationModule": here({"unpostedAnnotation": here({"unpostedEvents": _events})})
}
DERIVED: Rules = {
    "miscInfoModule": here({"removedCountries": texts("removed_countries/country")}),
    "conditionBrowseModule": here(
        {"meshes": each("condition_browse/mesh_term", {"term": text(".")})}
    ),
    "interventionBrowseModule": here(
        {"meshes": each("intervention_browse/mesh_term", {"term": text(".")})}
    ),
}
DOCUMENTS: Rules = {
    "largeDocumentModule": here(
        {
            "largeDocs": each(
                "provided_document_section/provided_document",
                {
                    "hasProtocol": truth("document_has_protocol"),
                    "hasSap": truth("document_has_sap"),
                    "hasIcf": truth("document_has_icf"),
                    "label": text("document_type"),
                    "date": date("document_date"),
                },
            )
        }
    )
}
