"""Who could take part, where a paper says it in running text."""

import re
from collections.abc import Iterator

from trialgraph.extract.regimen import blanked
from trialgraph.extract.view import ReadingView
from trialgraph.model.trial import Criterion

_BEGIN = re.compile(
    r"^(?:Eligible\b|Eligibility criteria\b|Additional eligibility\b|Key (?:inclusion|"
    r"exclusion|eligibility)\b|(?:The )?(?:[Mm]ain |[Mm]ajor )?(?:[Ii]nclusion|"
    r"[Ee]xclusion) criteria\b|"
    r"Patients (?:were (?:eligible|excluded|ineligible|required|not eligible)|had to|must|"
    r"could|may have|with [^.]{3,120} were (?:excluded|eligible|ineligible))|"
    r"Patients (?:aged|who)\b[^.]{3,200}\bwere (?:eligible|excluded|ineligible)|"
    r"We (?:enrolled|excluded|included) (?:patients|women|men)|"
    r"(?:All )?(?:[A-Z][\w-]+ )*(?:[Ss]tatus) was (?:confirmed|determined))",
)
_LIST = re.compile(
    r"\b(?:criteria (?:were|included?|are)|criteria for (?:inclusion|exclusion) (?:were|"
    r"included?)|were excluded if they (?:had|received))\s*:?\s*",
    re.IGNORECASE,
)
_EXCLUSION = re.compile(r"\bexclu(?:ded|sion)|\bineligible|\bnot eligible", re.IGNORECASE)
_CUT = re.compile(
    r"\s*(?:;|,)\s+(?:and\s+|or\s+)?(?=(?:an?|the|no|previous|prior|current|central|"
    r"history|active|known|therapy|measurable|adequate|any|left|uncontrolled|pregnan\w+|"
    r"brain|evidence|concurrent|age|life)\b)"
)
_REFERRED = re.compile(r"\b(?:detailed|listed|provided|described|shown) in\b", re.IGNORECASE)
_ASSIGNED = re.compile(r"\brandomly (?:assigned|allocated)|\brandomi[sz]ed\b")
_SHORTEST = 8


def criteria(view: ReadingView) -> tuple[Criterion, ...]:
    """Return the criteria in order: list items apart, other sentences whole."""
    found: list[Criterion] = []
    for sentence in view.sentences:
        words = view.words(sentence)
        if (
            sentence.section == "methods"
            and _BEGIN.match(words)
            and not _ASSIGNED.search(words)
            and not _REFERRED.search(words)
        ):
            for start, end in _items(words):
                place = (sentence.start + start, sentence.start + end)
                found.append(
                    Criterion(
                        type="exclusion" if _EXCLUSION.search(words) else "inclusion",
                        text=view.text[slice(*place)],
                        span=view.span(*place),
                    )
                )
    return tuple(found)


def _items(words: str) -> Iterator[tuple[int, int]]:
    head = _LIST.search(words)
    if head is None:
        yield 0, len(words)
        return
    masked = blanked(words)
    start = head.end()
    for cut in _CUT.finditer(masked, start):
        if cut.start() - start >= _SHORTEST:
            yield start, cut.start()
            start = cut.end()
    yield start, len(words.rstrip("."))
