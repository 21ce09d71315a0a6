"""What few records have: units other than people, comments, values that are missing."""

from typing import Any

from generated.chance import Chance
from generated.prose import person, sentence, text

Fields = dict[str, Any]

_SELDOM = 0.02
_SOMETIMES = 0.1


def with_rare_protocol(chance: Chance, protocol: Fields) -> Fields:
    """Add links, retracted references and people under their old names."""
    references = protocol.get("referencesModule", {})
    if references and chance.happens(_SELDOM):
        notice = {"pmid": str(chance.between(95_000_000, 99_999_999)), "source": "Invented J Med"}
        references["references"][0]["retractions"] = [notice]
    if references and chance.happens(_SOMETIMES):
        link = {"label": "Invented page", "url": "https://invented.example/study"}
        references["seeAlsoLinks"] = [link]
    if chance.happens(_SELDOM):
        party = protocol["sponsorCollaboratorsModule"]["responsibleParty"]
        if "investigatorFullName" not in party:
            party |= {"oldNameTitle": person(chance), "oldOrganization": "Invented Hospitals"}
    return protocol


def with_rare_flow(chance: Chance, module: Fields) -> Fields:
    """Add units that are no people, and comments."""
    started, *_ = module["periods"][0]["milestones"]
    if chance.happens(_SOMETIMES):
        module["typeUnitsAnalyzed"] = "Eyes"
        for count in started["achievements"]:
            count["numUnits"] = str(2 * int(count["numSubjects"]))
    if chance.happens(_SOMETIMES):
        started["comment"] = sentence(chance)
        started["achievements"][0]["comment"] = sentence(chance)
    return module


def with_rare_baseline(chance: Chance, module: Fields) -> Fields:
    """Add units that are no people, populations, and classes with their own numbers."""
    last = module["measures"][-1]
    if chance.happens(_SELDOM):
        module["typeUnitsAnalyzed"] = "Eyes"
        last["denomUnitsSelected"] = "Eyes"
    if chance.happens(_SOMETIMES):
        last |= {"populationDescription": sentence(chance), "calculatePct": True}
        last["denoms"] = module["denoms"]
        last["classes"][-1]["denoms"] = module["denoms"]
    return module


def with_rare_outcome(chance: Chance, measure: Fields) -> Fields:
    """Add units that are no people, categories and classes with their own numbers."""
    if chance.happens(_SELDOM):
        measure |= {"typeUnitsAnalyzed": "Eyes", "denomUnitsSelected": "Participants"}
    if chance.happens(_SELDOM):
        measure["calculatePct"] = False
    last = measure["classes"][-1]
    if chance.happens(_SOMETIMES) and "analyses" not in measure:
        last["denoms"] = measure["denoms"]
        row = last["categories"][0]
        row["title"] = "Category 1"
        last["categories"].append({**row, "title": "Category 2"})
    return measure


def with_rare_analysis(chance: Chance, analysis: Fields) -> Fields:
    """Add comments, and what else an analysis may have; none of it changes a figure."""
    if chance.happens(_SOMETIMES):
        analysis["statisticalComment"] = "Stratified by region and by sex, two-sided."
    if chance.happens(_SOMETIMES):
        analysis["pValueComment"] = "No adjustment for several comparisons."
    if chance.happens(_SOMETIMES):
        analysis["groupDescription"] = "The model had terms for treatment and visit."
    if chance.happens(_SOMETIMES):
        error = f"{chance.random() * 3 + 0.01:.2f}"
        analysis |= {"dispersionType": "STANDARD_ERROR_OF_MEAN", "dispersionValue": error}
    if "ciLowerLimit" not in analysis:
        analysis["ciLowerLimitComment"] = "A one-sided interval has no lower limit."
    if chance.happens(_SELDOM):
        analysis["testedNonInferiority"] = analysis["nonInferiorityType"] != "SUPERIORITY"
    return analysis


def described_only(chance: Chance, names: list[str]) -> Fields:
    """Return an analysis in words, without any figure."""
    return {
        "groupIds": names,
        "nonInferiorityType": "OTHER",
        "otherAnalysisDescription": text(chance, 90),
    }


def missing_limit(analysis: Fields) -> Fields:
    """Return an analysis of which the upper limit could not be told."""
    comment = "The upper limit was not reached."
    return analysis | {"ciUpperLimit": "NA", "ciUpperLimitComment": comment}
