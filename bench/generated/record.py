"""The record of a study as the registry's API v2 has it: its protocol."""

from typing import Any

import orjson

from generated import words as w
from generated.chance import Chance
from generated.dates import iso
from generated.derived import derived_section, document_section
from generated.places import contacts_locations
from generated.plan import Plan
from generated.prose import body, criteria, cut, person, phrase, text
from generated.record_design import design
from generated.record_rare import with_rare_protocol
from generated.record_results import results_section

Fields = dict[str, Any]

_PROTOCOL = "protocolSection"
_MODEL_ROLES = ("PRINCIPAL_INVESTIGATOR", "SPONSOR_INVESTIGATOR")


def record(plan: Plan) -> bytes:
    """Return a study as one line of JSON, without the end of the line."""
    return orjson.dumps(values(plan))


def values(plan: Plan) -> Fields:
    """Return a study as Python values."""
    chance = plan.chance("protocol")
    found: Fields = {"protocolSection": _protocol(plan, chance)}
    if plan.has_results:
        found["resultsSection"] = results_section(plan)
    documents = document_section(plan, chance)
    if documents:
        found["documentSection"] = documents
    found["derivedSection"] = derived_section(plan)
    found["hasResults"] = plan.has_results
    return found


def _protocol(plan: Plan, chance: Chance) -> Fields:
    sponsor = {"name": body(chance), "class": _sponsor_class(chance)}
    modules = {
        "identificationModule": _identification(plan, chance, sponsor),
        "statusModule": _status(plan, plan.chance("status")),
        "sponsorCollaboratorsModule": _sponsors(chance, sponsor),
        "oversightModule": _oversight(chance),
        "descriptionModule": _description(chance),
        "conditionsModule": _conditions(plan, chance),
        "designModule": design(plan, chance),
        "armsInterventionsModule": _arms(plan, chance),
        "outcomesModule": _outcomes(plan, chance),
        "eligibilityModule": _eligibility(plan, chance),
        "contactsLocationsModule": contacts_locations(plan),
        "referencesModule": _references(chance),
        "ipdSharingStatementModule": _sharing(chance),
    }
    return with_rare_protocol(chance, {name: each for name, each in modules.items() if each})


def _sponsor_class(chance: Chance) -> str:
    return chance.code(f"{_PROTOCOL}/sponsorCollaboratorsModule/leadSponsor/class", "OTHER")


def _identification(plan: Plan, chance: Chance, sponsor: Fields) -> Fields:
    path = f"{_PROTOCOL}/identificationModule"
    found: Fields = {
        "nctId": plan.nct,
        "orgStudyIdInfo": {"id": f"INV-{chance.between(10, 99)}-{plan.number}"},
    }
    if plan.former_numbers:
        found["nctIdAliases"] = list(plan.former_numbers)
    others = [
        {"id": one, "type": _id_type(one), "domain": "Registry"} for one in plan.other_numbers
    ]
    grants = chance.size(f"{path}/secondaryIdInfos") if chance.happens(0.5) else 0
    others += [{"id": f"R{chance.between(10000, 99999)}", "type": "NIH"} for _ in range(grants)]
    if others:
        found["secondaryIdInfos"] = others
    found["organization"] = {"fullName": sponsor["name"], "class": sponsor["class"]}
    found["briefTitle"] = _title(plan, chance, chance.size(f"{path}/briefTitle"))
    if chance.has(f"{path}/officialTitle"):
        found["officialTitle"] = _title(plan, chance, chance.size(f"{path}/officialTitle"))
    if plan.acronym:
        found["acronym"] = plan.acronym
    return found


def _id_type(number: str) -> str:
    return "REGISTRY" if number.startswith("ISRCTN") else "EUDRACT_NUMBER"


def _title(plan: Plan, chance: Chance, length: int) -> str:
    given = " and ".join(one.name for one in plan.given[:2]) or "Outcomes"
    found = f"{chance.pick(_TITLES)} {given} in {plan.conditions[0]}"
    if length > len(found) + 12:
        found = f"{found}: {phrase(chance, length - len(found) - 2)}"
    return found


_TITLES = (
    "An Invented Study of",
    "A Made-up Comparison of",
    "Invented Evaluation of",
    "Safety and Efficacy of the Invented Use of",
    "A Fictional Trial of",
)


def _status(plan: Plan, chance: Chance) -> Fields:
    at = plan.dates
    ended = "ACTUAL" if at.is_ended else "ESTIMATED"
    found: Fields = {
        "statusVerifiedDate": iso(at.updated)[:7],
        "overallStatus": plan.status,
        "expandedAccessInfo": {"hasExpandedAccess": False},
    }
    if plan.status == "UNKNOWN":
        found["lastKnownStatus"] = chance.pick(("RECRUITING", "NOT_YET_RECRUITING"))
    if plan.why_stopped:
        found["whyStopped"] = plan.why_stopped.capitalize()
    started = "ACTUAL" if at.is_started else "ESTIMATED"
    found["startDateStruct"] = {"date": _day(chance, at.start), "type": started}
    found["primaryCompletionDateStruct"] = {"date": _day(chance, at.primary), "type": ended}
    found["completionDateStruct"] = {"date": _day(chance, at.end), "type": ended}
    found |= _posted("studyFirst", at.posted)
    if plan.has_results:
        found |= _posted("resultsFirst", at.results)
        if chance.has("protocolSection/statusModule/dispFirstPostDateStruct"):
            found |= _posted("dispFirst", at.results - 150)
    found["lastUpdateSubmitDate"] = iso(at.updated - 3)
    found["lastUpdatePostDateStruct"] = {"date": iso(at.updated), "type": "ACTUAL"}
    return found


def _day(chance: Chance, day: int) -> str:
    return iso(day)[:7] if chance.happens(0.35) else iso(day)


def _posted(name: str, day: int) -> Fields:
    return {
        f"{name}SubmitDate": iso(day - 20),
        f"{name}SubmitQcDate": iso(day - 6),
        f"{name}PostDateStruct": {"date": iso(day), "type": "ACTUAL"},
    }


def _sponsors(chance: Chance, sponsor: Fields) -> Fields:
    path = f"{_PROTOCOL}/sponsorCollaboratorsModule"
    kind = chance.code(f"{path}/responsibleParty/type", "SPONSOR")
    party: Fields = {"type": kind}
    if kind in _MODEL_ROLES:
        party["investigatorFullName"] = person(chance)
        party["investigatorTitle"] = phrase(chance, 24)
        party["investigatorAffiliation"] = sponsor["name"]
    found: Fields = {"responsibleParty": party, "leadSponsor": sponsor}
    many = chance.size(f"{path}/collaborators")
    if many:
        code = f"{path}/collaborators/class"
        found["collaborators"] = [
            {"name": body(chance), "class": chance.code(code, "OTHER")} for _ in range(many)
        ]
    return found


def _oversight(chance: Chance) -> Fields:
    path = f"{_PROTOCOL}/oversightModule"
    names = (
        "oversightHasDmc",
        "isFdaRegulatedDrug",
        "isFdaRegulatedDevice",
        "isUnapprovedDevice",
        "isUsExport",
    )
    return {
        name: chance.code(f"{path}/{name}") == "true"
        for name in names
        if chance.has(f"{path}/{name}")
    }


def _description(chance: Chance) -> Fields:
    path = f"{_PROTOCOL}/descriptionModule"
    found = {"briefSummary": text(chance, chance.size(f"{path}/briefSummary"))}
    if chance.has(f"{path}/detailedDescription"):
        found["detailedDescription"] = text(chance, chance.size(f"{path}/detailedDescription"))
    return found


def _conditions(plan: Plan, chance: Chance) -> Fields:
    found: Fields = {"conditions": list(plan.conditions)}
    many = chance.size(f"{_PROTOCOL}/conditionsModule/keywords")
    if many:
        found["keywords"] = [
            f"{chance.pick(w.ADJECTIVES)} {chance.pick(w.SITES)} {chance.pick(w.TROUBLES)}"
            for _ in range(many)
        ]
    return found


def _arms(plan: Plan, chance: Chance) -> Fields:
    path = f"{_PROTOCOL}/armsInterventionsModule"
    arms, given = [], []
    for place, arm in enumerate(plan.arms):
        one: Fields = {"label": arm.label}
        if arm.kind:
            one["type"] = arm.kind
        if chance.has(f"{path}/armGroups/description"):
            one["description"] = text(chance, chance.size(f"{path}/armGroups/description"))
        names = [_reference(each.kind, each.name) for each in plan.given if place in each.arms]
        arms.append(one | ({"interventionNames": names} if names else {}))
    for each in plan.given:
        words = text(chance, chance.size(f"{path}/interventions/description"))
        entry: Fields = {"type": each.kind, "name": each.name, "description": words}
        entry["armGroupLabels"] = [plan.arms[at].label for at in each.arms]
        if each.other_names:
            entry["otherNames"] = list(each.other_names)
        given.append(entry)
    return {"armGroups": arms, "interventions": given} if arms else {}


def _reference(kind: str, name: str) -> str:
    return f"{kind.replace('_', ' ').title()}: {name}"


def _outcomes(plan: Plan, chance: Chance) -> Fields:
    path = f"{_PROTOCOL}/outcomesModule"
    found: Fields = {}
    for one in plan.outcomes:
        name = f"{one.role}Outcomes"
        entry = {"measure": one.title}
        if chance.has(f"{path}/{name}/description"):
            entry["description"] = text(chance, chance.size(f"{path}/{name}/description"))
        found.setdefault(name, []).append(entry | {"timeFrame": one.time_frame})
    return found


def _eligibility(plan: Plan, chance: Chance) -> Fields:
    path = f"{_PROTOCOL}/eligibilityModule"
    youngest = 18 if chance.happens(0.85) else chance.between(0, 16)
    oldest = chance.between(60, 90) if chance.has(f"{path}/maximumAge") else 0
    ages = f"Aged {youngest} years or older" + (f" and up to {oldest} years" if oldest else "")
    length = chance.size(f"{path}/eligibilityCriteria")
    found: Fields = {"eligibilityCriteria": criteria(chance, length, ages)}
    if chance.has(f"{path}/healthyVolunteers"):
        found["healthyVolunteers"] = chance.code(f"{path}/healthyVolunteers") == "true"
    found["sex"] = chance.code(f"{path}/sex", "ALL")
    if youngest:
        found["minimumAge"] = f"{youngest} Year{'s' if youngest > 1 else ''}"
    if oldest:
        found["maximumAge"] = f"{oldest} Years"
    groups = (("CHILD", youngest < 18), ("ADULT", True), ("OLDER_ADULT", not oldest or oldest > 64))
    found["stdAges"] = [name for name, is_in in groups if is_in]
    if plan.study_type == "OBSERVATIONAL":
        found["studyPopulation"] = text(chance, chance.size(f"{path}/studyPopulation"))
        found["samplingMethod"] = chance.code(f"{path}/samplingMethod", "NON_PROBABILITY_SAMPLE")
    return found


def _references(chance: Chance) -> Fields:
    path = f"{_PROTOCOL}/referencesModule"
    many = chance.size(f"{path}/references") if chance.has(path) else 0
    if not many:
        return {}
    return {
        "references": [
            {
                "pmid": str(chance.between(95_000_000, 99_999_999)),
                "type": chance.code(f"{path}/references/type", "BACKGROUND"),
                "citation": _citation(chance, chance.size(f"{path}/references/citation")),
            }
            for _ in range(many)
        ]
    }


def _citation(chance: Chance, length: int) -> str:
    year = chance.between(1990, 2024)
    tail = (
        f". Invented J Med. {year};{year - 1980}({chance.between(1, 12)}):{chance.between(1, 900)}."
    )
    names = [f"{person(chance).split()[1]} {chance.pick('ABCDEFGHJKLM')}" for _ in range(4)]
    head = ", ".join(names)
    title = cut(text(chance, max(30, length - len(head) - len(tail))), 220).rstrip(".")
    return f"{head}. {title}{tail}"


def _sharing(chance: Chance) -> Fields:
    path = f"{_PROTOCOL}/ipdSharingStatementModule"
    if not chance.has(path):
        return {}
    found: Fields = {"ipdSharing": chance.code(f"{path}/ipdSharing", "NO")}
    if chance.has(f"{path}/description"):
        found["description"] = text(chance, chance.size(f"{path}/description"))
    if found["ipdSharing"] == "YES":
        found["infoTypes"] = ["STUDY_PROTOCOL", "SAP"]
        for name in ("timeFrame", "accessCriteria"):
            found[name] = text(chance, chance.size(f"{path}/{name}"))
        found["url"] = "https://invented.example/shared"
    return found
