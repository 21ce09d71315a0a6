"""What a level of significance is said to be for, where other words than "for" say it."""

from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy

EACH_COMPARISON = "each comparison"
_ALPHA = r"(?:\d+(?:\.\d+)?\s?%|0?\.\d+)"
SHARE = lazy.regex(
    rf"(?i)(?<![\d.])(?P<alpha>{_ALPHA})\s"
    r"(?:(?:was|were|is|being)\s)?(?:(?:allocated|assigned|allotted|given|used|spent|reserved)\s)?"
    r"(?:for|to|on)\s(?:the\s)?(?:(?:test|analysis|comparison) of\s)?"
    rf"(?P<scope>[A-Za-z][^;.,\d]{{1,90}}?)(?=\s(?:and|or)\s{_ALPHA}|[,;.)]|$)"
)
_AMONG = lazy.regex(
    r"(?i)\b(?:in|among) (?:the )?(?P<who>(?:all (?:randomi[sz]ed )?(?:patients|participants)"
    r"|[^,;.()]{3,60}?\b(?:patients|participants|women|men|population|subgroup)"
    r"(?: with [^,;.()]{3,40}?)?))"
    r" (?:(?:was|were|being) )?(?:tested )?(?:at|with|using) an? (?:overall )?$"
)
_WHOLE = lazy.regex(r"(?i)\ball\b|\boverall\b|intention|\bITT\b")
_EACH = lazy.regex(
    r"(?i)\b(?:each|every|both|either)\b[^.;,]{0,50}?\b(?:(?:pairwise )?comparisons?"
    r"|(?:active|experimental|treatment|investigational|vaccine) (?:arm|group)s?|doses?)\b"
)
_STAGE = lazy.regex(r"(?i)\b(?:for|at) the (?P<stage>final|interim) analysis\b")


def scope_around(view: ReadingView, sentence: Sentence, start: int, end: int) -> tuple[str, ...]:
    """Return the patients, comparisons or stage that the words at and before a level name."""
    before = view.text[sentence.start : start]
    if among := _AMONG.search(before):
        return ("all",) if _WHOLE.search(among["who"]) else (f"subgroup: {among['who']}",)
    if stage := _STAGE.search(view.text, start, end):
        return (f"{stage['stage'].lower()} analysis",)
    return (EACH_COMPARISON,) if _EACH.search(before) else ()
