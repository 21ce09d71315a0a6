"""How a study is designed, as its record says it."""

from typing import Any

from generated.chance import Chance
from generated.plan import Plan
from generated.prose import text

Fields = dict[str, Any]

_PATH = "protocolSection/designModule"
_BLINDED = ("PARTICIPANT", "CARE_PROVIDER", "INVESTIGATOR", "OUTCOMES_ASSESSOR")
_MASKED = {"SINGLE": 1, "DOUBLE": 2, "TRIPLE": 3, "QUADRUPLE": 4}


def design(plan: Plan, chance: Chance) -> Fields:
    """Return the module of the design."""
    found: Fields = {"studyType": plan.study_type}
    if plan.study_type == "EXPANDED_ACCESS":
        return found | {"nPtrsToThisExpAccNctId": chance.between(0, 9)}
    if plan.study_type == "OBSERVATIONAL":
        found["patientRegistry"] = chance.code(f"{_PATH}/patientRegistry") == "true"
        found["designInfo"] = _observing(chance)
        if chance.has(f"{_PATH}/bioSpec"):
            words = text(chance, chance.size(f"{_PATH}/bioSpec/description"))
            found["bioSpec"] = {"retention": "SAMPLES_WITH_DNA", "description": words}
    else:
        found["phases"] = list(plan.phases)
        found["designInfo"] = _assigning(plan, chance)
    ended = "ACTUAL" if plan.dates.is_ended else "ESTIMATED"
    found["enrollmentInfo"] = {"count": plan.enrolment, "type": ended}
    return found


def _observing(chance: Chance) -> Fields:
    return {
        "observationalModel": chance.code(f"{_PATH}/designInfo/observationalModel", "COHORT"),
        "timePerspective": chance.code(f"{_PATH}/designInfo/timePerspective", "PROSPECTIVE"),
    }


def _assigning(plan: Plan, chance: Chance) -> Fields:
    path = f"{_PATH}/designInfo"
    model = chance.pick(
        ("PARALLEL", "PARALLEL", "PARALLEL", "CROSSOVER", "FACTORIAL", "SEQUENTIAL")
    )
    found: Fields = {
        "allocation": plan.allocation,
        "interventionModel": "SINGLE_GROUP" if plan.allocation == "NA" else model,
    }
    if chance.has(f"{path}/interventionModelDescription"):
        size = chance.size(f"{path}/interventionModelDescription")
        found["interventionModelDescription"] = text(chance, size)
    found["primaryPurpose"] = chance.code(f"{path}/primaryPurpose", "TREATMENT")
    found["maskingInfo"] = _masking(plan, chance, f"{path}/maskingInfo")
    return found


def _masking(plan: Plan, chance: Chance, path: str) -> Fields:
    found: Fields = {"masking": plan.masking}
    if plan.masking in _MASKED:
        found["whoMasked"] = list(_BLINDED[-_MASKED[plan.masking] :])
        if chance.happens(0.4):
            size = chance.size(f"{path}/maskingDescription")
            found["maskingDescription"] = text(chance, size)
    return found
