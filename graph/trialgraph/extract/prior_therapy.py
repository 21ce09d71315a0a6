"""What the trial's patients had been given before it: ``progression after trastuzumab``."""

import re
from collections.abc import Iterator

from trialgraph.extract.regimen import components
from trialgraph.extract.trial_facts import TAKEN, prose
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.document import SectionKind
from trialgraph.model.text import Stated
from trialgraph.terms.index import TermIndex

# It ends where its clause does, or where the words go on with what else is true of the patients.
_WHAT = (
    r"(?P<what>[^.;:()]{3,140}?)(?=\s?[.;:(]|, |\W*$|\s(?:and|or)\s(?:who|whose|were|had|have|an?"
    r"|with|at|no)\b|\s(?:who|whose|were|was|to receive|to either|in an? |with an?|with measurable"
    r"|with or without|at \d|into|randomly|aged)\b)"
)
_PROGRESSION = r"(?:disease |tumou?r |cancer )?(?:progression|progressive disease)"
_AFTER = (
    r"(?:after|during|following|on|while (?:on|receiving)|despite|(?:on|during) (?:or|and) after)"
)
# What nobody had, what was to be prevented, or a part of longer words.
_NOT_BEHIND = "no not without any of to until ing yet never disease tumor tumour cancer"
_NOT = "".join(rf"(?<!{word} )" for word in _NOT_BEHIND.split())
_WAYS = {
    "not-progressed": lazy.regex(
        rf"(?:(?:did not have|had not had|have not had|had no|have no|(?<!or )with no|"
        rf"(?<!or )without)\s(?:evidence of |documented |any |radiographic )*{_PROGRESSION}"
        rf"|(?:had|has|have) not progressed|did not progress)\s{_AFTER}\s{_WHAT}"
    ),
    "progressed": lazy.regex(
        rf"(?:{_NOT}\b{_PROGRESSION}|(?:had|has|have) progressed|{_NOT}\bprogress(?:ed|ing))"
        rf"\s{_AFTER}\s{_WHAT}"
    ),
    "received": lazy.regex(
        r"(?:(?:previously|formerly|heavily) (?:been )?treated with|\bpre-?treated with|"
        rf"\b(?:had|have) (?:previously )?(?:received|completed|undergone)(?! no\b))\s{_WHAT}"
    ),
}
"""By what had become of it; it was ``received`` where the words do not say."""
_THERAPY = lazy.regex(
    r"(?i)\b(?:\w*therap(?:y|ies)|treatments?|regimens?|cycles|courses of|lines? of|"
    r"transplantation|inhibitors?|resection|surgery|prostatectomy|induction)\b"
)
# Of some of the patients, or of who was left out.
_NOT_ALL = lazy.regex(
    r"(?i)\b(?:sub-?(?:group|set|population)s?|stratif\w+|minimi[sz]\w+|exclu\w+|ineligible|"
    r"not eligible|allowed|permitted|(?:could|may|might|can) (?:have|receive)|respectively|until|"
    r"end ?points?|outcomes?|crossed over|cross over|subsequent\w*)\b|\d ?%"
)
_PLACES: tuple[tuple[SectionKind, ...], ...] = (("title",), ("abstract",), ("methods",))


def prior_therapy(view: ReadingView, terms: TermIndex) -> Stated | None:
    """Return what all patients had been given before, of title, abstract or methods.

    Its value is what had become of it: ``not-progressed``, ``progressed`` or ``received``.
    """
    return next((one for kinds in _PLACES for one in _told(view, kinds, terms)), None)


def _told(view: ReadingView, kinds: tuple[SectionKind, ...], terms: TermIndex) -> Iterator[Stated]:
    """Yield what the sentences of some sections say of all who were taken, first come first."""
    for start, end in prose(view, kinds):
        words = view.text[start:end]
        if (kinds != ("title",) and not TAKEN.search(words)) or _NOT_ALL.search(words):
            continue
        found = ((match, value) for value, way in _WAYS.items() for match in way.finditer(words))
        for match, value in sorted(found, key=lambda each: each[0].start()):
            if _is_therapy(match["what"], terms):
                yield _at(view, start, match, value)


def _is_therapy(words: str, terms: TermIndex) -> bool:
    """Tell whether words name a therapy, by a noun or by a drug that is known."""
    if _THERAPY.search(words):
        return True
    return any(each.concept for each in components(words, 0, len(words), terms))


def _at(view: ReadingView, start: int, match: re.Match[str], value: str) -> Stated:
    place = (start + match.start(), start + match.end())
    return Stated(value, view.text[slice(*place)], view.span(*place))
