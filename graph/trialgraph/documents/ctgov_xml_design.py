"""How a study is designed, from the elements of later vintages or the one line of earlier ones."""

from collections.abc import Mapping

from trialgraph.documents import ctgov_xml_codes as codes
from trialgraph.documents.ctgov_xml_values import (
    Element,
    Fields,
    Printed,
    Rules,
    Source,
    code,
    coded_words,
    printed,
    taken,
    text,
)
from trialgraph.model import lazy

Said = dict[str, str | list[str]]
"""Fields of the design with their codes."""

_PART = lazy.regex(r",\s*(?=[A-Z][A-Za-z ]+:)")
_WORDS = lazy.regex(r"[,;]\s*(?![^()]*\))")
_MASKING = lazy.regex(r"(?P<masking>[^(]+?)\s*\((?P<parties>[^()]*)\)")
_LABELS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "allocation": ("allocation", codes.ALLOCATION),
    "intervention model": ("interventionModel", codes.MODEL),
    "primary purpose": ("primaryPurpose", codes.PURPOSE),
    "observational model": ("observationalModel", codes.OBSERVATIONAL_MODEL),
    "time perspective": ("timePerspective", codes.TIME),
    "masking": ("masking", codes.MASKING),
}


def _masking(words: str) -> Said:
    """Return how far a study is masked, and who is."""
    match = _MASKING.fullmatch(words)
    if match is None or words.casefold() in codes.MASKING:
        return {"masking": coded_words(words, codes.MASKING)}
    parties = [coded_words(party.strip(), codes.MASKED) for party in match["parties"].split(",")]
    return {
        "masking": coded_words(match["masking"], codes.MASKING),
        "whoMasked": [party for party in parties if party],
    }


def _masking_info(element: Element) -> Fields:
    words = printed(element, "masking")
    masking = _masking(words) if words else {}
    return Fields(
        element,
        {
            **{name: _placed(said, words.sources) for name, said in masking.items() if words},
            "maskingDescription": printed(element, "masking_description"),
        },
    )


_RULES: Rules = {
    "allocation": code(codes.ALLOCATION, "allocation"),
    "interventionModel": code(codes.MODEL, "intervention_model"),
    "interventionModelDescription": text("intervention_model_description"),
    "primaryPurpose": code(codes.PURPOSE, "primary_purpose"),
    "observationalModel": code(codes.OBSERVATIONAL_MODEL, "observational_model"),
    "timePerspective": code(codes.TIME, "time_perspective"),
}


def design_info(study: Element) -> Fields | None:
    """Return the design: of ``study_design_info``, else of the line ``study_design``."""
    element = study.find("study_design_info")
    if element is not None:
        return Fields(element, {**taken(element, _RULES), "maskingInfo": _masking_info(element)})
    line = printed(study, "study_design")
    return None if line is None else _of_line(line)


def _of_line(line: Printed) -> Fields:
    """Return the design that one line says: labelled parts, or bare words in older records."""
    element = line.sources[0][0]
    parts = [
        _labelled(part) if ":" in part else _bare(part.strip())
        for part in (_PART.split(line) if ":" in line else _WORDS.split(line))
    ]
    # A line with a part that has no field is not used up: it is shown with what is left over.
    sources = line.sources if all(parts) else ()
    values: dict[str, object] = {}
    for name, found in (pair for part in parts for pair in part.items()):
        values.setdefault(name, _placed(found, sources))
    masking: dict[str, object] = {
        name: values.pop(name) for name in ("masking", "whoMasked") if name in values
    }
    return Fields(element, {**values, "maskingInfo": Fields(element, masking)})


def _placed(found: str | list[str], sources: tuple[Source, ...]) -> object:
    if isinstance(found, list):
        return [Printed(one, *sources) for one in found]
    return Printed(found, *sources)


def _labelled(part: str) -> Said:
    label, _, words = part.partition(":")
    name, table = _LABELS.get(label.strip().casefold(), ("", {}))
    if name == "masking":
        return _masking(words.strip())
    return {name: coded_words(words.strip(), table)} if name and words.strip() else {}


def _bare(words: str) -> Said:
    """Return what words without a label say; nothing where more than one list has them."""
    match = _MASKING.fullmatch(words)
    if match and match["masking"].casefold() in codes.MASKING:
        return _masking(words)
    key = words.casefold()
    found: Said = {name: table[key] for name, table in _LABELS.values() if key in table}
    return found if len(found) == 1 else {}
