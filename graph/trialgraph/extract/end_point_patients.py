"""The two sorts of patients that one primary end point is declared in: all, and a part of them."""

from dataclasses import dataclass

from trialgraph.model import lazy

_PEOPLE = r"(?:patients|participants|adults|women|men|children|individuals)"
_TAKEN = (
    r"(?:randomi[sz]ed|(?:randomly )?(?:assigned|allocated)|enrol?led|included|recruited"
    r"|registered)"
)
_WHOLE = (
    r"(?:(?:(?:the|all|an) )?(?:intent(?:ion)?[- ]to[- ]treat(?: \(m?ITT\))?|m?ITT|all[- ]comers?"
    rf"|{_TAKEN}|overall|whole|total|full|entire|unselected)"
    rf"(?: \(m?ITT\))?(?: (?:(?:study|trial) )?(?:{_PEOPLE}|population|set|cohort))?"
    rf"|(?:all|every|each) (?:the )?(?:study |trial )?(?:{_PEOPLE}|patient|participant)"
    rf"(?: (?:(?:who|that) (?:was|were|had been) )?{_TAKEN})?|everyone|everybody)"
    r"(?: \(m?ITT\))?(?: for (?:both|all) parts [\w ]{1,10}?)?"
)
_PART = (
    r"(?:(?P<{0}group>(?:[\w≥≤<>%+/-]+ ){{0,6}}?[\w≥≤<>%+/-]+)"
    r" (?:subgroup|subset|(?:sub)?population|cohort)s?\b"
    r"(?: (?P<{0}label>[A-Z][\w/]*\d[\w/]*(?: (?:or|and) [A-Z][\w/]*\d[\w/]*)*))?"
    r"|(?P<{0}who>(?:patients|women|men|participants|those|tumou?rs) (?:with|without|whose|who)\b"
    r" [^,;.()]{{3,80}}?)(?= and in |[,;.()]| in part |$))"
)
_AND = r",? (?:and|as well as|or) (?:also )?(?:separately )?(?:in )?(?:the |an? )?"
_IN = r"(?: \([\w-]{1,8}\))?,? (?:in|among|for) (?:both )?(?:the )?"
_ALL_FIRST = lazy.regex(rf"(?i:{_IN}{_WHOLE}{_AND})" + _PART.format("late_"))
_PART_FIRST = lazy.regex(f"(?i:{_IN})" + _PART.format("soon_") + f"(?i:{_AND}{_WHOLE})\\b")
_NO_PART = lazy.regex(r"(?i)^(?:safety|per[- ]protocol|PP|evaluable|treated|all|full|overall)\b")


@dataclass(frozen=True, slots=True)
class PartOfPatients:
    """A part of the patients, and where the words for it end in what was searched."""

    population: str
    end: int


def part_beside_all(words: str) -> PartOfPatients | None:
    """Return the part of the patients that words after an end point name beside all of them.

    "in all randomised patients and in a marker-positive subgroup"; safety sets and
    per-protocol patients are no second claim.
    """
    match = _ALL_FIRST.match(words) or _PART_FIRST.match(words)
    if match is None:
        return None
    kind = "late_" if match.re.pattern == _ALL_FIRST.pattern else "soon_"
    named = match[f"{kind}label"] or match[f"{kind}group"]
    part = f"{named.strip()} population" if named else match[f"{kind}who"].strip()
    if _NO_PART.match(part):
        return None
    return PartOfPatients(f"subgroup: {part}", match.end())
