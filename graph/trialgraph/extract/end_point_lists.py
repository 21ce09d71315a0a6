"""Where a sentence lists end points, and with which role: what it says they are, in any order."""

import re
from collections.abc import Iterator

from trialgraph.extract.regimen import blanked
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.trial import EndPointRole
from trialgraph.terms.index import TermIndex, TermMention

# Up to three words may stand between the role and the noun: "primary non-inferiority end point".
_KIND = (
    r"(?:(?!(?:and|or|was|were|the|of)\b)[a-z-]{3,20}[ -]){0,3}"
    r"(?:end[ -]?points?|outcomes?(?: measures?| variables?)?|objectives?|aims?|variables?"
    r"|assessments?|measures?|parameters?|criterion)"
    r"(?: of interest)?"
)
_ROLE = (
    r"(?P<role>(?:dual |multiple )?(?:co-?)?primary|main(?= (?:outcome|end|efficacy|study))"
    r"|principal"
    r"|(?:other |additional |key |main |prespecified |alpha-controlled )*secondary"
    r"|(?:other |tertiary |additional )?exploratory)"
)
_IS = (
    r"(?:was|were|is|are|included?|includes|including|comprised|consisted of)"
    r"(?: defined as| to (?:compare|assess|evaluate|determine|estimate|investigate"
    r"|demonstrate|examine|establish|test|show|measure|record|describe|analy[sz]e|explore|identify"
    r"|quantify|detect)\b)?"
    r"(?: the\b)?"
)
# Whose end point it is: "of this study", "for both trials", "in the phase 3 part".
_WHOSE = (
    r"(?: (?:at|after|by|within) (?:(?:day|week|month|year) \d{1,3}|(?:\d{1,3}|one|two|three|six)"
    r"[ -](?:day|week|month|year)s?))?"
    r"(?: (?:of|for|in) (?P<whose>[^.;:,()]{2,70}?))?(?:, [^.;:,()]{3,60},)?"
)
_DECLARED = lazy.regex(
    rf"\b{_ROLE},? {_KIND}{_WHOSE}(?:, |\s*:\s*| {{1,90}})(?:{_IS}|(?<=:)|(?<=:\s)):?\s*",
    re.IGNORECASE,
)
# "There were two co-primary end points, A and B, and both were required": the list follows.
_COUNTED = lazy.regex(
    rf"\b(?:two|three|four|dual|the|these)(?P<role> (?:dual )?(?:co-?)?primary) {_KIND}(?<=s)"
    r"(?:,|:| [-–—]) ",
    re.IGNORECASE,
)
_AFTER = lazy.regex(
    rf"(?<![\w/-])(?P<names>(?:[\w/-]+,? {{1,60}}){{1,14}}?)(?:was|were) "
    r"(?:(?:the|a|an|our|both) )?"
    rf"{_ROLE} {_KIND}\b",
    re.IGNORECASE,
)
# The role stands after the name: ", the primary end point," or "(primary end point)".
_APPOSED = lazy.regex(
    rf"(?:,| as|,? which was|\s?[(\[]) ?(?:(?:the|a|our) )?{_ROLE} {_KIND}(?=[\s,;:.)\]])",
    re.IGNORECASE,
)
# The name comes last: "a primary end point of survival", "the primary end point, survival, was".
_NOUN_FIRST = lazy.regex(rf"\b{_ROLE},? {_KIND}(?: of|,) (?:the )?(?:median )?", re.IGNORECASE)
_HEADED = lazy.regex(r"MAIN OUTCOMES?(?: AND)?(?: MEASURES?| MEASUREMENTS?)?: ?", re.IGNORECASE)
_NAMED_ROLE = lazy.regex(r"primary|secondary|exploratory|\bmain\b|\bprincipal\b", re.IGNORECASE)
_BOTH = lazy.regex(r"\bprimary and $", re.IGNORECASE)
_RESPECTIVE = lazy.regex(r"(?P<cut> and )(?=[^,.;]{2,60},? respectively)")
# After the definition of the first: "PFS, defined as ..., and OS, defined as ...".
_ALSO_DEFINED = lazy.regex(
    r",? and (?=(?:overall |event-free |[a-z]+-free )?[A-Za-z][^,.;()]{1,40},? defined as\b)"
)
# The same role in another part: "that of phase 2 was response, and that of phase 3 was survival".
_THAT_OF = lazy.regex(
    r",? (?:and|while|whereas) (?:that|those) (?:of|for|in) [^,.;()]{2,40}? (?:was|were) (?:the )?",
    re.IGNORECASE,
)
_STOP = lazy.regex(
    r"(?<!,) ?\b(?:defined as|analy[sz]ed|assessed (?:in|at|with|using)|tested|was|were|"
    r"measured|evaluated|"
    r"in the intention|in the intent|in all|according to|calculated|with intention|"
    r"based on|on the basis|set at|where)\b|,\swhere\b|[;.](?: |$)"
    r"|,\sand\s(?:both|all|each)\b"
    r"|,?\s(?:(?:and|while|with)\s)?(?:the\s)?(?:key\s|other\s)?"
    r"(?:secondary|exploratory)\s(?:efficacy\s)?(?:end|outc|obj)",
    re.IGNORECASE,
)
_RESULT = lazy.regex(
    r"(?:not|also|met|significant|improved|significantly|similar|longer|tested|analy[sz]ed|reached|higher"
    r"|lower|achieved|better|exploratory|descriptive|assessed|evaluated|measured|determined"
    r"|calculated|estimated|compared|observed|found|seen|available|attained|shown|presented"
    r"|reviewed|adjudicated|recorded|ascertained|amended|changed|comparable|different|positive|negative|statistically|noninferior|worse"
    r"|scheduled|planned|performed|conducted|done|carried|due|formally|specified|prespecified"
    r"|consistent|summari[sz]ed|reported|expressed|provided|in line|obtained|collected|made)\b"
    r"|\d[\d.]*\s?%?\s(?!or\b|(?:day|week|month|year)\s[a-z])"
)
_IN_APPOSITION = lazy.regex(r",\s(?:the|our|a)\s$", re.IGNORECASE)
_NO_ROLE = lazy.regex(r"\b(?:any|all|no)\s$", re.IGNORECASE)


def listed(
    view: ReadingView, sentence: Sentence, terms: TermIndex
) -> list[tuple[EndPointRole, int, int]]:
    """Return the role and the range of each list of end points of a sentence."""
    words = view.text[sentence.start : sentence.end]
    headed = _HEADED.search(words)
    if headed and not _NAMED_ROLE.search(words, headed.end()):
        start, stop = headed.end(), _list_end(blanked(words), headed.end())
        return [("primary", sentence.start + start, sentence.start + stop)]
    # What the heading calls the main outcomes is told again by the sentence itself.
    skip = headed.end() if headed else 0
    text = " " * skip + blanked(words)[skip:]
    found = list(_declared(text)) or list(_counted(text)) or list(_after(text))
    found += [
        one
        for one in _standing_by(words, text, terms)
        if not any(one[1] < end and start < one[2] for _, start, end in found)
    ]
    return [(role, sentence.start + start, sentence.start + end) for role, start, end in found]


def _declared(text: str) -> Iterator[tuple[EndPointRole, int, int]]:
    for match in _DECLARED.finditer(text):
        if _is_of_result(text, match):
            continue
        start, stop = match.end(), _list_end(text, match.end())
        if _BOTH.search(text, 0, match.start()):
            yield from _respective(text, start, stop)
            continue
        role = _role(match["role"])
        other = _THAT_OF.search(text, start)
        if other and other.start() <= stop:
            yield role, start, other.start()
            yield role, other.end(), _list_end(text, other.end())
            continue
        yield role, start, stop
        defined = text[stop : stop + 9].lstrip().startswith("defined")
        also = _ALSO_DEFINED.search(text, stop) if defined else None
        if also:
            yield role, also.end(), _list_end(text, also.end())


def _respective(text: str, start: int, stop: int) -> Iterator[tuple[EndPointRole, int, int]]:
    """Yield both of "primary and secondary end points were A and B, respectively"."""
    cut = _RESPECTIVE.search(text, start, stop)
    if cut:
        yield "primary", start, cut.start()
        yield "secondary", cut.end(), text.index("respectively", cut.end())


def _counted(text: str) -> Iterator[tuple[EndPointRole, int, int]]:
    for match in _COUNTED.finditer(text):
        yield "primary", match.end(), _list_end(text, match.end())


def _after(text: str) -> Iterator[tuple[EndPointRole, int, int]]:
    for match in _AFTER.finditer(text):
        yield _role(match["role"]), match.start("names"), match.end("names")


def _standing_by(
    words: str, text: str, terms: TermIndex
) -> Iterator[tuple[EndPointRole, int, int]]:
    """Yield standard end points beside their role: "PFS, the primary end point, was longer"."""
    known = [
        one
        for one in terms.mentions(words, "end-point")
        if one.concept.attributes.get("standard") == "true"
    ]
    for match in _APPOSED.finditer(words):
        before = _ends_at(words, known, match.start())
        if before:
            yield _role(match["role"]), before.start, before.end
    if not known:
        yield from _beside_role(text)
    for match in _NOUN_FIRST.finditer(text):
        after = next((one for one in known if one.start == match.end()), None)
        if after:
            yield _role(match["role"]), after.start, after.end


# An end point of other words stands by its role: "bleeding at 30 days, the primary outcome, was".
_BEFORE_ROLE = lazy.regex(
    rf"(?:^|: |; )(?P<name>(?!(?:in|at|for|of|among|after)\b)[A-Za-z][^,;:.()]{{3,70}}), "
    rf"(?:the|our) {_ROLE} {_KIND}, (?:was|were|occurred|did|improved|decreased|increased)\b",
    re.IGNORECASE,
)
_BEHIND_ROLE = lazy.regex(
    rf"\b{_ROLE} {_KIND}, "
    r"(?P<name>(?!(?:which|as|a(?! composite)|an|defined|assessed|in|at|for|of)\b)"
    r"[A-Za-z][^,;:.()]{3,70}), (?:was|were|occurred|did|improved|decreased|increased)\b",
    re.IGNORECASE,
)


def _beside_role(text: str) -> Iterator[tuple[EndPointRole, int, int]]:
    for pattern in (_BEFORE_ROLE, _BEHIND_ROLE):
        for match in pattern.finditer(text):
            yield _role(match["role"]), match.start("name"), match.end("name")


def _ends_at(words: str, known: list[TermMention], place: int) -> TermMention | None:
    """Return the end point right before a place, its abbreviation in brackets apart."""
    return next(
        (one for one in known if re.fullmatch(r"(?: \([\w-]{2,8}\))?", words[one.end : place])),
        None,
    )


def _is_of_result(text: str, match: re.Match[str]) -> bool:
    """Tell whether the words after the role speak of a result, such as ``was not met``."""
    if _NO_ROLE.search(text, 0, match.start()):
        return True
    if "," in match[0] and _IN_APPOSITION.search(text, 0, match.start()):
        return True
    return _RESULT.match(text, match.end()) is not None


def _list_end(text: str, start: int) -> int:
    stop = _STOP.search(text, start)
    return stop.start() if stop else len(text.rstrip(" ."))


def _role(words: str) -> EndPointRole:
    low = words.lower()
    if "exploratory" in low:
        return "exploratory"
    return "secondary" if "secondary" in low else "primary"
