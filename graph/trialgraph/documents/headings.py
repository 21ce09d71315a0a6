"""What the headings of papers and abstracts stand for."""

import re
from functools import lru_cache

from trialgraph.documents.lines import Mark
from trialgraph.model import lazy
from trialgraph.model.document import SectionKind

_NUMBER = lazy.regex(r"^\s*(?:\d+(?:\.\d+)*\.?\s*\|?\s+|[IVX]+\.\s+)(?=\D)")
_MARKUP = lazy.regex(r"[*_#]+")

_BACK = (
    r"(?:clinical )?trial (?:registration|registry|number|identifier).*"
    r"|(?:clinical )?registration.*|clinicaltrials\.gov.*"
    r"|conflicts? of interests?.*|competing interests?.*|(?:financial )?disclosures?.*"
    r"|declaration of .*|author(?:s[’']?)? contributions?|authors?[’'] .*|acknowledge?ments?"
    r"|data (?:availability|sharing).*|ethic(?:s|al) .*|consent .*|orcid"
    r"|support(?:ing|ive) information|supplementa(?:ry|l) .*|appendix.*|abbreviations|how to cite.*"
)
_FUNDING = r"(?:primary )?funding.*|financial support.*|sponsor(?:ship)?|grants?.*"
_RESULTS = (
    r"(?:measurements? and |methods? and )?(?:main |key |principal )?(?:results?|findings?)"
    r"(?: and (?!conclusion).*)?"
)
_METHODS = (
    r".*methods?(?: and materials?)?|methodology|.*methods? \(?.*\)?"
    r"|(?:study |trial |experimental |research )?design.*"
    r"|(?:study |patient )?(?:setting|population|participants|patients|subjects)s?.*"
    r"|interventions?.*|exposures?.*|(?:main |primary |secondary )?"
    r"(?:outcomes?|end ?-?points?)(?: and)?(?: measures?)?.*|measurements?|measures"
    r"|treatments?|randomi[sz]ation.*|statistical analys[ie]s"
)
_CONCLUSION = (
    r"(?:authors?[’'] )?conclusions?.*|interpretation|summary(?: and .*)?|.*significance"
    r"|(?:clinical )?(?:relevance|implications?).*|results and conclusions?"
    r"|discussion and conclusions?|implications? for .*|take-?home message|key message"
)
_INTRODUCTION = (
    r"(?:introduction|background|importance|(?:study )?objectives?|purpose|aims?|context"
    r"|rationale|hypothesis|goals?|question)(?:(?: ?/ ?|,? and |, | of )[a-z /,]+)?"
    r"|what is known.*"
)

# In the order in which they are tried: "methods and results" holds results.
_KINDS: tuple[tuple[SectionKind, str], ...] = (
    ("back", _BACK),
    ("funding", _FUNDING),
    ("references", r"references(?: and notes)?|bibliography|literature cited"),
    ("results", _RESULTS),
    ("methods", _METHODS),
    ("conclusion", _CONCLUSION),
    ("discussion", r"discussion.*|comments?|limitations?.*|strengths and limitations.*"),
    ("introduction", _INTRODUCTION),
    ("abstract", r"abstract|synopsis"),
    ("front", r"key ?-?words?.*|mesh terms"),
)

# Headings that open a main part wherever they stand; "Patients" or "Design" may stand inside one.
_MAIN_METHODS = (
    r"(?:(?:materials?|patients?|subjects?|participants?|(?:study |research )?design)"
    r" (?:and|&) )?methods?(?: (?:and|&) (?:materials?|patients?))?|methodology"
    r"|experimental procedures|online methods"
)
_MAIN: tuple[tuple[SectionKind, str], ...] = (
    ("methods", _MAIN_METHODS),
    ("results", r"results?|(?:main )?findings|results and discussion"),
    ("discussion", r"(?:general )?discussion|comments?|discussion and conclusions?"),
    ("conclusion", r"conclusions?|concluding remarks|interpretation"),
    ("introduction", r"introduction|background"),
    ("references", r"references(?: and notes)?|bibliography|literature cited"),
    ("funding", r"funding(?: (?:sources?|information|statement|support))?|role of the funding.*"),
    ("back", _BACK),
)


def _one_of(kinds: tuple[tuple[SectionKind, str], ...]) -> re.Pattern[str]:
    """Return one pattern, tried in order, whose group names the kind: one pass a line."""
    return re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in kinds), re.IGNORECASE)


_ANY_HEADING = _one_of(_KINDS)
_MAIN_HEADING = _one_of(_MAIN)
_BY_NAME: dict[str | None, SectionKind] = {kind: kind for kind, _ in (*_KINDS, *_MAIN)}

_WORDS = (
    r"(?:Clinical )?Trial [Rr]egistration(?: [Nn]umber| [Ii]nformation)?|Registration"
    r"|Background(?: and (?:[Aa]ims?|[Oo]bjectives?|[Pp]urpose))?|Introduction|Importance"
    r"|Objectives?|Purpose|Aims?|Context|Rationale|Study [Dd]esign|(?:Research )?Design(?: and "
    r"[Mm]ethods)?|Design, [Ss]etting,? (?:and|&) [Pp]articipants|Setting(?: and [Pp]articipants)?"
    r"|Participants|Patients|Measurements|Methods and [Rr]esults|Interventions?|"
    r"Main [Oo]utcomes?(?: and)? ?[Mm]easures?"
    r"|(?:Patients|Materials?|Subjects|Participants) (?:and|&) [Mm]ethods|Methods(?: and "
    r"[Ff]indings)?|Method|Results|Findings|Main [Rr]esults|Discussion|Conclusions?"
    r"(?: and [Rr]elevance)?|Interpretation|Limitations?|Funding(?: [Ss]ource)?"
)
_CAPITALS = r"[A-Z][A-Z’'&,/() -]{1,60}[A-Z)]"
# In capitals and with a colon, so that no full stop need stand before it.
_OPENS_A_PART = (
    r"(?:(?:PATIENTS|MATERIALS?|SUBJECTS|PARTICIPANTS) AND )?METHODS:|RESULTS:|FINDINGS:"
    r"|CONCLUSIONS?:|INTERPRETATION:|DESIGN(?:, SETTING,? AND PARTICIPANTS)?:|INTERVENTIONS?:"
)
_LABEL = lazy.regex(
    # No label begins with a blank: none is given back, and blank lines have a bound.
    rf"(?P<before>\A|[\r\n]\s{{0,400}}+|[.?!)\]’”\"]\s++"
    rf"|(?<=[a-z\d%])[ ](?={_OPENS_A_PART}))(?P<label>{_CAPITALS}|{_WORDS})"
    rf"(?:\s?:(?=\s)|\.?[ \t]*(?P<alone>(?=[\r\n]))|[ \t]*\Z"
    r"|(?:(?<=METHODS)|(?<=RESULTS)|(?<=CONCLUSIONS)|(?<=CONCLUSION)"
    r"|(?<=FINDINGS)|(?<=INTERPRETATION)|(?<=BACKGROUND)|(?<=AND RELEVANCE)"
    r"|(?<=AND MEASURES))[ \t](?=[A-Z0-9][a-z0-9. ]))"
)
_LOOK_BACK = 200
_REMEMBERED = 10_000  # short lines come back: rows, labels, page heads


@lru_cache(_REMEMBERED)
def kind_of(heading: str) -> SectionKind | None:
    """Return what stands under a heading, numbered or marked up as it may be.

    >>> kind_of("2 | MATERIALS AND METHODS")
    'methods'
    """
    match = _ANY_HEADING.fullmatch(without_number(heading).rstrip(" ."))
    return _BY_NAME[match.lastgroup] if match else None


@lru_cache(_REMEMBERED)
def main_kind(heading: str) -> SectionKind | None:
    """Return the main part that a heading opens wherever it stands.

    >>> main_kind("Patients and Methods"), main_kind("Patients")
    ('methods', None)
    """
    match = _MAIN_HEADING.fullmatch(without_number(heading).rstrip(" ."))
    return _BY_NAME[match.lastgroup] if match else None


def without_number(heading: str) -> str:
    """Return a heading without its number and its markup."""
    plain = _MARKUP.sub("", heading)
    if plain[:1].isdigit() or plain[:1] in "IVX \t":
        plain = _NUMBER.sub("", plain)
    return plain.strip(" :\t")


def labelled(text: str, start: int, end: int) -> list[Mark]:
    """Return the marks of a structured abstract's labels between two offsets.

    A label stands in capitals or is one of the usual words; it begins a line or
    follows a sentence, and a colon or the line's end follows it.
    """
    marks: list[Mark] = []
    for match in _LABEL.finditer(text[start:end]):
        kind = kind_of(match["label"])
        if kind is None or (
            match["alone"] is not None and not _opens_paragraph(text, start, match)
        ):
            continue
        marks.append(Mark(start + match.start("label"), kind, match["label"].strip()))
    return marks


def _opens_paragraph(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a label alone in its line is a heading: a sentence cut there goes on."""
    if match.start() and "\n" not in match["before"]:
        return False
    label = start + match.start("label")
    before = text[max(0, label - _LOOK_BACK) : label]
    return (
        match["label"].isupper()
        or "\n" in match["before"].strip(" \t\r")[1:]
        or before.rstrip().endswith((".", "?", "!", ")", "]"))
        or not before.strip()
    )
