"""Where a study runs and who answers for it, as its record says it."""

from typing import Any

from generated import words as w
from generated.chance import Chance
from generated.plan import Plan
from generated.prose import body, person, town

Fields = dict[str, Any]

_PATH = "protocolSection/contactsLocationsModule"
_ENROLLING = frozenset({"RECRUITING", "NOT_YET_RECRUITING"})


def contacts_locations(plan: Plan) -> Fields:
    """Return the module of people and places."""
    chance = plan.chance("places")
    is_enrolling = plan.status in _ENROLLING
    found: Fields = {}
    contact = _contact(chance, is_central=True)
    if is_enrolling:
        found["centralContacts"] = [contact]
    if chance.has(f"{_PATH}/overallOfficials"):
        found["overallOfficials"] = [_official(chance) for _ in range(1 + chance.happens(0.15))]
    many = chance.size(f"{_PATH}/locations", has_tail=True)
    if many:
        found["locations"] = [_location(plan, chance, is_enrolling) for _ in range(many)]
    return found


def _contact(chance: Chance, *, is_central: bool) -> Fields:
    name = person(chance)
    found = {"name": f"{name}, {chance.pick(w.RANKS)}", "role": "CONTACT"}
    if is_central or chance.happens(0.65):
        found["phone"] = f"+00 {chance.between(100, 999)} {chance.between(100000, 999999)}"
    if is_central or chance.happens(0.45):
        found["email"] = f"{name.replace(' ', '.').lower()}@invented.example"
    return found


def _official(chance: Chance) -> Fields:
    return {
        "name": f"{person(chance)}, {chance.pick(w.RANKS)}",
        "affiliation": body(chance),
        "role": chance.code(f"{_PATH}/overallOfficials/role", "PRINCIPAL_INVESTIGATOR"),
    }


def _location(plan: Plan, chance: Chance, is_enrolling: bool) -> Fields:  # noqa: FBT001 -- a flag of the study's
    path = f"{_PATH}/locations"
    city = town(chance)
    found: Fields = {
        "facility": f"Invented {chance.pick(w.HOUSES)} {chance.between(1, 99)}, {city}"
    }
    if is_enrolling:
        found["status"] = plan.status
    found["city"] = city
    if chance.has(f"{path}/state"):
        found["state"] = town(chance)
    if chance.has(f"{path}/zip"):
        found["zip"] = str(chance.between(10000, 99999))
    found["country"] = chance.pick(w.NATIONS)
    contact = _contact(chance, is_central=False) if chance.happens(0.8) else {}
    if is_enrolling and contact:
        found["contacts"] = [contact]
    latitude, longitude = chance.random() * 120 - 50, chance.random() * 360 - 180
    found["geoPoint"] = {"lat": round(latitude, 5), "lon": round(longitude, 5)}
    return found
