"""Lines of a registry page as JSON: interventions, eligibility, results and adverse events.

The lines are the canonical text; the tree holds what a line says for sure, at its place.
"""

import hashlib
import re
from collections.abc import Mapping

from trialgraph.documents import ctgov_json
from trialgraph.documents.lines import Mark, sections
from trialgraph.documents.registry_lines_events import adverse_events
from trialgraph.documents.registry_lines_results import outcome_measures
from trialgraph.documents.registry_lines_tree import Row, numbered, placed, stretch
from trialgraph.errors import SeveralRecords, UnknownFormat
from trialgraph.model import lazy
from trialgraph.model.document import Document
from trialgraph.model.record import Block, Leaf, Record

READER = "registry-lines-reader 1"

NUMBER = "Clinical Trial ID"

_KEY = lazy.regex(rb'"Clinical Trial ID"\s*:')
_NCT = lazy.regex(r"NCT\d{8}")
_ARM = lazy.regex(r"\s*INTERVENTION (\d+):\s*", re.IGNORECASE)


def recognises(content: bytes) -> bool:
    """Tell whether bytes are JSON with the number of such a page as a key."""
    is_named = NUMBER.encode() in content  # half the time of the pattern, which few bytes need
    return is_named and ctgov_json.is_json(content) and _KEY.search(content) is not None


def read(content: bytes) -> Document:
    """Return the page that these bytes are.

    Raises:
        UnreadableRecord: they are no well-formed JSON.
        SeveralRecords: several pages; ``documents.parts`` takes them apart.
        UnknownFormat: no number of the registry, or something else than lines.
    """
    values = ctgov_json.parsed(content)
    if isinstance(values, list):
        raise SeveralRecords(
            "a list of pages found, wanted one page; split the list into one file a page"
        )
    number = values.get(NUMBER)
    if not isinstance(number, str) or not _NCT.fullmatch(number):
        raise UnknownFormat(
            f"JSON without an NCT number under {NUMBER!r} found, wanted the lines of a registry "
            "page; check where the file comes from"
        )
    text, parts, marks = _laid_out(number, values)
    return Document(
        identifier=f"ctgov-{number}",
        kind="ctgov-page",
        sha256=hashlib.sha256(content).hexdigest(),
        reader=READER,
        text=text,
        sections=sections(marks, len(text)),
        record=Record("study", _tree(parts)),
    )


def _laid_out(
    number: str, values: Mapping[str, object]
) -> tuple[str, dict[str, list[Row]], list[Mark]]:
    """Return the text, the lines below each heading, and where the headings stand."""
    shown = [f"{NUMBER}: {number}\n"]
    length = len(shown[0])
    parts = {NUMBER: [Row(shown[0].rstrip("\n"), 0)]}
    marks = [Mark(0, "record", NUMBER)]
    for heading, lines in values.items():
        if heading == NUMBER or not lines:
            continue
        marks.append(Mark(length, "record", heading))
        shown.append(f"\n{heading}\n")
        length += len(shown[-1])
        parts[heading] = rows = []
        for line in _lines(heading, lines):
            rows.append(Row(line, length))
            shown.append(f"{line}\n")
            length += len(line) + 1
    return "".join(shown), parts, marks


def _lines(heading: str, value: object) -> list[str]:
    """Return the lines below a heading.

    Raises:
        UnknownFormat: something else than text stands there.
    """
    found = value if isinstance(value, list) else [value]
    lines = [line for line in found if isinstance(line, str)]
    if len(lines) < len(found):
        raise UnknownFormat(
            f"values that are no lines of text found under {heading!r}, wanted a list of lines; "
            "check where the file comes from"
        )
    return lines


def _tree(parts: Mapping[str, list[Row]]) -> Block:
    """Return what the lines say, under the names of API v2."""
    arms = _arms(parts.get("Intervention", []))
    measures = outcome_measures(parts.get("Results", []))
    label = arms[0]["label"] if len(arms) == 1 else None
    return placed(
        {
            "protocolSection": {
                "identificationModule": {"nctId": parts[NUMBER][0].after(f"{NUMBER}: ")},
                "armsInterventionsModule": {"armGroups": arms},
                "eligibilityModule": {"eligibilityCriteria": stretch(parts.get("Eligibility", []))},
            },
            "resultsSection": {
                "outcomeMeasuresModule": {"outcomeMeasures": measures},
                "adverseEventsModule": adverse_events(parts.get("Adverse Events", []), label),
            },
        }
    )


def _arms(rows: list[Row]) -> list[dict[str, Leaf | None]]:
    """Return the arms: the first line below each head is the name, the rest describes it."""
    return [
        {"label": stretch(lines[:1]), "description": stretch(lines[1:])}
        for _, lines in numbered(rows, _ARM)
    ]
