"""How a registered study is designed, when it ran and where, and what it is indexed with."""

import re

from trialgraph.extract.record_values import code, coded, day, place, stated, truth
from trialgraph.model import lazy
from trialgraph.model.record import Block, Leaf
from trialgraph.model.text import Stated
from trialgraph.model.trial import Heading, Site, TrialDates

ALLOCATIONS = {"RANDOMIZED": "randomised", "NON_RANDOMIZED": "non-randomised"}
MASKINGS = {
    "NONE": "open-label",
    "OPEN_LABEL": "open-label",
    "SINGLE": "single-blind",
    "SINGLE_BLIND": "single-blind",
    "DOUBLE": "double-blind",
    "DOUBLE_BLIND": "double-blind",
    "TRIPLE": "triple-blind",
    "QUADRUPLE": "quadruple-blind",
}
_TYPES = {
    "INTERVENTIONAL": "interventional",
    "OBSERVATIONAL": "observational",
    "EXPANDED_ACCESS": "expanded-access",
}
_PHASE = lazy.regex(r"(?:EARLY[_ ])?PHASE[_ ]?(?P<number>[1-4])", re.IGNORECASE)
_MESH = (
    ("conditionBrowseModule", "meshes", "condition"),
    ("conditionBrowseModule", "ancestors", "condition-ancestor"),
    ("interventionBrowseModule", "meshes", "intervention"),
    ("interventionBrowseModule", "ancestors", "intervention-ancestor"),
)


def study_type(design: Block) -> Stated | None:
    """Return interventional, observational or expanded-access."""
    leaf = design.leaf("studyType")
    known = [kind for kind in _TYPES if leaf and code(leaf.words).startswith(kind)]
    return leaf.stated(_TYPES[known[0]]) if leaf and known else None


def phase(design: Block, text: str) -> Stated | None:
    """Return 1, 1/2, 2, 2/3, 3 or 4; early phase 1 is 1, and no phase is none."""
    leaves = [leaf for leaf in design.leaves("phases") if _PHASE.search(leaf.words)]
    numbers = [match["number"] for leaf in leaves for match in _PHASE.finditer(leaf.words)]
    if not numbers:
        return None
    first, last = leaves[0], leaves[-1]
    span = first.span if first is last else type(first.span)(first.start, last.span.end)
    return Stated("/".join(numbers), text[span.start : span.end], span)


def masking(design: Block) -> Stated | None:
    """Return how many parties do not know the assignment."""
    leaf = design.leaf("designInfo", "maskingInfo", "masking")
    if leaf is None:
        return None
    word = code(leaf.words.split("(")[0])
    return leaf.stated(MASKINGS[word]) if word in MASKINGS else None


def allocation(design: Block) -> Stated | None:
    """Return randomised or non-randomised."""
    return coded(design.leaf("designInfo", "allocation"), ALLOCATIONS)


def results_posted(study: Block) -> Stated | None:
    """Return whether the registry shows results; none there does not mean none published."""
    flag = study.leaf("hasResults")
    posted = study.leaf("protocolSection", "statusModule", "resultsFirstPostDateStruct", "date")
    if flag:
        return flag.stated("posted" if truth(flag) else "not posted")
    return stated(posted, "posted")


def dates(status: Block) -> TrialDates:
    """Return the dates of the study and of its record, each as precise as printed."""
    return TrialDates(
        start=day(status.leaf("startDateStruct", "date")),
        primary_completion=day(status.leaf("primaryCompletionDateStruct", "date")),
        completion=day(status.leaf("completionDateStruct", "date")),
        first_posted=day(status.leaf("studyFirstPostDateStruct", "date")),
        results_posted=day(status.leaf("resultsFirstPostDateStruct", "date")),
        last_update=day(status.leaf("lastUpdatePostDateStruct", "date")),
    )


def locations(module: Block) -> tuple[Site, ...]:
    """Return every place where participants are seen."""
    return tuple(
        Site(
            facility=each.words("facility"),
            city=each.words("city"),
            state=each.words("state"),
            country=each.words("country"),
            status=each.words("status"),
            span=place(each, "facility", "city", "country"),
        )
        for each in module.blocks("locations")
    )


def countries(module: Block) -> tuple[Stated, ...]:
    """Return each country once, where it first stands."""
    found: dict[str, Leaf] = {}
    for each in module.blocks("locations"):
        leaf = each.leaf("country")
        if leaf:
            found.setdefault(leaf.words, leaf)
    return tuple(leaf.stated() for leaf in found.values())


def headings(derived: Block) -> tuple[Heading, ...]:
    """Return the MeSH headings under which the registry found the study, with those above them."""
    return tuple(
        Heading(
            scheme="mesh",
            code=each.words("id"),
            label=each.words("term"),
            role=role,
            span=place(each, "term", "id"),
        )
        for module, members, role in _MESH
        for each in derived.blocks(module, members)
    )
