"""What a registry adds to a record: headings, versions and the documents provided."""

from typing import Any

from generated import words as w
from generated.chance import Chance
from generated.dates import NEWEST, iso
from generated.plan import Plan

Fields = dict[str, Any]

_HEADINGS = 900_000
"""MeSH has no numbers of six digits so high: D999xxxxxx is nobody's."""


def derived_section(plan: Plan) -> Fields:
    """Return headings of conditions and interventions, and the version."""
    chance = plan.chance("derived")
    found: Fields = {"miscInfoModule": {"versionHolder": iso(NEWEST)}}
    named = {
        "conditionBrowseModule": plan.conditions,
        "interventionBrowseModule": tuple(one.name for one in plan.given),
    }
    for name, own in named.items():
        path = f"derivedSection/{name}"
        if chance.has(path) and own:
            found[name] = _browsed(chance, path, own)
    return found


def _browsed(chance: Chance, path: str, own: tuple[str, ...]) -> Fields:
    meshes = max(1, chance.size(f"{path}/meshes"))
    terms = list(dict.fromkeys((*own, *(_term(chance) for _ in range(meshes)))))[:meshes]
    above = dict.fromkeys(_term(chance) for _ in range(chance.size(f"{path}/ancestors")))
    leaves = [_leaf(chance, path) for _ in range(chance.size(f"{path}/browseLeaves"))]
    branches = [
        {"abbrev": f"BC{chance.between(1, 26):02}", "name": _term(chance)}
        for _ in range(chance.size(f"{path}/browseBranches"))
    ]
    found: Fields = {"meshes": [{"id": _code(chance), "term": term} for term in terms]}
    if above:
        found["ancestors"] = [{"id": _code(chance), "term": term} for term in above]
    return found | {"browseLeaves": leaves, "browseBranches": branches}


def _term(chance: Chance) -> str:
    adjective = chance.pick(w.ADJECTIVES).capitalize()
    return (
        f"{chance.pick(w.TROUBLES).capitalize()}, {adjective} {chance.pick(w.SITES).capitalize()}"
    )


def _code(chance: Chance) -> str:
    return f"D999{chance.between(0, _HEADINGS):06}"


def _leaf(chance: Chance, path: str) -> Fields:
    found = {"id": f"M{_HEADINGS + chance.between(0, 9999)}", "name": _term(chance)}
    if chance.has(f"{path}/browseLeaves/asFound"):
        found["asFound"] = found["name"]
    return found | {"relevance": chance.code(f"{path}/browseLeaves/relevance", "LOW")}


def document_section(plan: Plan, chance: Chance) -> Fields:
    """Return the documents provided, if there are any."""
    if not chance.has("documentSection"):
        return {}
    day = iso(plan.dates.updated)
    document = {
        "typeAbbrev": "Prot_SAP",
        "hasProtocol": True,
        "hasSap": True,
        "hasIcf": False,
        "label": "Study Protocol and Statistical Analysis Plan",
        "date": day,
        "uploadDate": f"{day}T10:00",
        "filename": "Prot_SAP_000.pdf",
        "size": chance.between(100_000, 3_000_000),
    }
    return {"largeDocumentModule": {"largeDocs": [document]}}
