"""A registry page as text: headed blocks, each opened by a sentence of the web site."""

from trialgraph.documents.lines import Line, Mark
from trialgraph.model.document import SectionKind

HEADINGS: dict[str, SectionKind] = {
    "Study Results": "record",
    "Basic Information": "record",
    "Brief Summary": "record",
    "Detailed Description": "record",
    "Conditions": "record",
    "Keywords": "record",
    "Study Design": "record",
    "Study Groups": "record",
    "Interventions": "record",
    "Other Intervention Names": "record",
    "Primary Outcomes": "record",
    "Secondary Outcomes": "record",
    "Other Outcomes": "record",
    "Outcome Measures": "record",
    "Eligibility Criteria": "record",
    "Sponsors": "record",
    "Responsible Party": "record",
    "Principal Investigators": "record",
    "Locations": "record",
    "Central Contacts": "record",
    "Countries": "record",
    "Provided Documents": "record",
    "References": "references",
    "Related Links": "record",
    "Other Identifiers": "record",
    "More Related Trials": "furniture",
}


def marks(lines: tuple[Line, ...]) -> list[Mark]:
    """Return where the headed blocks of a registry page begin; the title comes first.

    A heading counts once: words such as "Conditions" may come back inside a block.
    """
    found = [Mark(lines[1].start, "record")]
    titled = not lines[0].words.startswith("NCT ID")
    found.append(Mark(lines[0].start, "title" if titled else "record"))
    seen: set[str] = set()
    for line in lines[1:]:
        heading = line.words
        if heading in HEADINGS and heading not in seen and line.after_blank:
            seen.add(heading)
            found.append(Mark(line.start, HEADINGS[heading], heading))
    return found
