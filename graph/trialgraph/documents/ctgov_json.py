"""One study of the ClinicalTrials.gov API v2: its JSON as lines of text with places."""

import hashlib

import orjson

from trialgraph.documents.lines import sections
from trialgraph.documents.record_modules import odd_modules
from trialgraph.documents.record_text import rendered
from trialgraph.errors import EmptyDocument, SeveralRecords, UnknownFormat, UnreadableRecord
from trialgraph.model import lazy
from trialgraph.model.document import Document

READER = "ctgov-json-reader 1"

_OPENING = lazy.regex(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[\[{\]])")
_NCT = lazy.regex(r"NCT\d{8}")


_SECTIONS = (
    "protocolSection",
    "resultsSection",
    "annotationSection",
    "derivedSection",
    "documentSection",
)
_MODULES = {
    "protocolSection": (
        "identificationModule",
        "statusModule",
        "sponsorCollaboratorsModule",
        "oversightModule",
        "descriptionModule",
        "conditionsModule",
        "designModule",
        "armsInterventionsModule",
        "outcomesModule",
        "eligibilityModule",
        "contactsLocationsModule",
        "referencesModule",
        "ipdSharingStatementModule",
    ),
    "resultsSection": (
        "participantFlowModule",
        "baselineCharacteristicsModule",
        "outcomeMeasuresModule",
        "adverseEventsModule",
        "moreInfoModule",
    ),
}


def recognises(content: bytes) -> bool:
    """Tell whether bytes are JSON."""
    return is_json(content)


def is_json(content: bytes) -> bool:
    """Tell whether bytes begin as a JSON object or a list of records does.

    A text may begin with a bracket too, such as "[Article in French]".
    """
    return _OPENING.match(content) is not None


def read(content: bytes) -> Document:
    """Return the study that these bytes are.

    Raises:
        UnreadableRecord: they are no well-formed JSON, or nested too deep.
        SeveralRecords: a list of studies; ``documents.parts`` takes it apart.
        EmptyDocument: a list of none.
        UnknownFormat: JSON of something else.
    """
    values = parsed(content)
    if isinstance(values, list) or "studies" in values:
        raise _list_refused(values if isinstance(values, list) else values["studies"])
    number = nct_number(values)
    text, record, marks = rendered(in_order(values), "study")
    return Document(
        identifier=f"ctgov-{number}",
        kind="ctgov-json",
        sha256=hashlib.sha256(content).hexdigest(),
        reader=READER,
        text=text,
        sections=sections(marks, len(text)),
        record=record,
        problems=tuple(odd_modules(values)),
    )


def _list_refused(values: object) -> EmptyDocument | UnknownFormat | SeveralRecords:
    """Return why a list is refused where one study is wanted."""
    if not values:
        return EmptyDocument("a list without studies found, wanted studies; check what was asked")
    if not isinstance(values, list) or not any(isinstance(one, dict) for one in values):
        return UnknownFormat(
            "a JSON list of something else than studies found, wanted a study; check the file"
        )
    return SeveralRecords(
        "a list of studies found, wanted one study; split the list into one file a study"
    )


def parsed(content: bytes) -> dict[str, object] | list[object]:
    """Return JSON as Python values.

    Raises:
        UnreadableRecord: it is not well-formed, is cut off, or nested too deep.
    """
    try:
        values = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        _refuse_lines(content)
        raise UnreadableRecord(
            f"JSON with an error found ({error.msg}, line {error.lineno}), wanted a whole "
            "well-formed file; fetch or export it again"
        ) from error
    if not isinstance(values, dict | list):
        raise UnknownFormat("a single JSON value found, wanted a study; check the file")
    return values


def _refuse_lines(content: bytes) -> None:
    """Refuse JSON Lines, of which the first is whole in itself.

    Raises:
        SeveralRecords: it is.
    """
    first, _, rest = content.removeprefix(b"\xef\xbb\xbf").strip().partition(b"\n")
    if not rest:
        return
    try:
        orjson.loads(first)
    except orjson.JSONDecodeError:
        return
    raise SeveralRecords(
        "several JSON records found, one a line, wanted one record; split the file by its lines"
    )


def in_order(values: dict[str, object]) -> dict[str, object]:
    """Return a study with its sections and modules in the order in which a person reads them."""
    found = _first(values, _SECTIONS)
    for name, modules in _MODULES.items():
        section = found.get(name)
        if isinstance(section, dict):
            found[name] = _first(section, modules)
    return found


def _first(values: dict[str, object], names: tuple[str, ...]) -> dict[str, object]:
    return {name: values[name] for name in names if name in values} | values


def nct_number(values: dict[str, object]) -> str:
    """Return the study's own number.

    Raises:
        UnknownFormat: there is none where API v2 has it.
    """
    found: object = values
    for name in ("protocolSection", "identificationModule", "nctId"):
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, str) or not _NCT.fullmatch(found):
        raise UnknownFormat(
            "JSON without protocolSection.identificationModule.nctId found, wanted a study of "
            "the ClinicalTrials.gov API v2; check where the file comes from"
        )
    return found
