"""One study of the registry's older XML, its vintages mapped onto the tree of API v2."""

import hashlib
from collections.abc import Iterable, Iterator

from trialgraph.documents.ctgov_xml_protocol import ANNOTATION, DERIVED, DOCUMENTS, PROTOCOL
from trialgraph.documents.ctgov_xml_results import RESULTS
from trialgraph.documents.ctgov_xml_values import (
    Element,
    Fields,
    Printed,
    Rules,
    Source,
    here,
    inner,
    own_words,
    printed,
    taken,
)
from trialgraph.documents.lines import sections
from trialgraph.documents.record_text import rendered
from trialgraph.documents.xml import parsed, root_name
from trialgraph.errors import UnknownFormat
from trialgraph.model import lazy
from trialgraph.model.document import Document

READER = "ctgov-xml-reader 1"

_ROOT = "clinical_study"
_NCT = lazy.regex(r"NCT\d{8}")
_STUDY: Rules = {
    "protocolSection": here(PROTOCOL),
    "resultsSection": inner("clinical_results", RESULTS),
    "annotationSection": here(ANNOTATION),
    "derivedSection": here(DERIVED),
    "documentSection": here(DOCUMENTS),
}


def recognises(content: bytes) -> bool:
    """Tell whether bytes are XML with the root ``clinical_study``."""
    return root_name(content) == _ROOT


def read(content: bytes) -> Document:
    """Return the study that these bytes are.

    What API v2 has no field for stands below ``legacySection``, under the names
    of the elements.

    Raises:
        UnreadableRecord: the XML is broken or cut off.
        ForbiddenXml: it declares entities.
        UnknownFormat: another root, or no number of the registry.
    """
    root = parsed(content)
    number = printed(root, "id_info/nct_id")
    if root.tag != _ROOT or number is None or not _NCT.fullmatch(number):
        raise UnknownFormat(
            f"XML with the root {root.tag!r} and the number {number or ''!r} found, wanted a "
            "clinical_study with its NCT number in id_info/nct_id; check where the file comes from"
        )
    text, record, marks = rendered(study_values(root), "study")
    return Document(
        identifier=f"ctgov-{number}",
        kind="ctgov-xml",
        sha256=hashlib.sha256(content).hexdigest(),
        reader=READER,
        text=text,
        sections=sections(marks, len(text)),
        record=record,
    )


def study_values(root: Element) -> dict[str, object]:
    """Return the study as plain values under the names of API v2."""
    study = taken(root, _STUDY)
    rest = _left_over(root, study)
    values = {name: _plain(value) for name, value in study.items()}
    return values | {"legacySection": rest} if rest else values


def _plain(value: object) -> object:
    """Return values without their places: plain text, lists and dictionaries."""
    if isinstance(value, Fields):
        return {name: _plain(inside) for name, inside in value.items()}
    if isinstance(value, list):
        return [_plain(inside) for inside in value]
    return str(value)


def _left_over(root: Element, study: Fields) -> dict[str, list[str]]:
    """Return the values that no field holds, by the name of their element or attribute."""
    used = set(_sources(study))
    found: dict[str, list[str]] = {}
    for element in root.iter():
        name = str(element.tag)
        if not len(element) and (element, "") not in used and (words := own_words(element)):
            found.setdefault(name, []).append(words)
        for attribute, value in element.attrib.items():
            if (element, attribute) not in used:
                found.setdefault(f"{name}.{attribute}", []).append(str(value))
    return found


def _sources(value: object) -> Iterator[Source]:
    """Yield the places that values were taken from."""
    if isinstance(value, Printed):
        yield from value.sources
        return
    inside = value.values() if isinstance(value, Fields) else value
    for one in inside if isinstance(inside, Iterable) else ():
        yield from _sources(one)
