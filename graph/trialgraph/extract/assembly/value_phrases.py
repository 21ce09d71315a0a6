"""End points without a name of their own: what a sentence says that patients of each arm had.

Three places name it: the subject ("Complete resection was achieved in 80% ... and 67% ..."),
the predicate after the values ("80% in A and 67% in B completed therapy"), and the
thing compared before a bracket ("more patients on A had relief than on B (64% v 50%)").
"""

import re

from trialgraph.extract.assembly.pairing import Arms
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.value_harm import is_in_report_of_harm, names_harm
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence

_HEADING = re.compile(r"^(?:[A-Z][A-Z ,&/-]{2,60}:|[A-Z][a-z]+(?: [a-z]+){0,2}:)\s")
_LEAD = re.compile(
    r"^(?:(?:At|By|After|Within|During|In|Among|For|With|On|Compared with|Overall|However"
    r"|Moreover|Furthermore|Similarly|Additionally|Also)\b[^,;()]{0,90},\s){1,2}"
)
_VERB = (
    r"(?:was|were|had been|has been|occurred|developed|did not differ|increased|decreased|improved)"
)
_SUBJECT = re.compile(
    rf"^(?P<what>[A-Za-z0-9≥≤<>][^;,():]{{2,90}}?)\s(?:also\s)?{_VERB}\b(?P<rest>[^;:]{{0,160}})$"
)
_NOUN_BEFORE = re.compile(
    r"(?:^|,\s(?:and\s)?|;\s(?:and\s)?|\)\s?(?:,\s)?and\s(?:in\s)?)"
    r"(?P<what>(?:[A-Za-z0-9≥≤/-]+\s){0,5}(?:rates?|incidence|frequency|proportion))\s?$"
)
_HAD_MORE = re.compile(
    r"\b(?:had|experienced|achieved|showed|reported)\s(?:(?:a|an|significantly|much|also)\s){0,3}"
    r"(?:more|fewer|less|higher|lower|greater|better|longer|shorter|improved)\s(?:rates?\sof\s)?"
    r"(?P<what>[^;,()]{3,70}?)\s(?:than|compared|versus|vs|v|as\scompared)\b"
)
_AFTER = re.compile(
    r"(?P<verb>had|experienced|achieved|attained|developed|completed|reached|underwent|showed"
    r"|were\s(?:still\s)?(?:continuing|receiving|free\s(?:of|from)|alive\sand)"
    r"|remained|became|required)\s"
    r"(?P<what>[^;,()]{3,80}?)"
    r"(?=\s(?:at|by|after|within|through|during|as|compared|than|versus|vs\.?|v|because|and"
    r"|that|which|with\s(?:a\s)?(?:hazard|odds|risk))\b|[;,(.]|$)"
)
_KEPT_VERBS = re.compile(r"(?:completed|continuing|receiving|free|alive|underwent|remained)\b")
_ARTICLE = re.compile(
    r"^(?:(?:an?|the|their|any|significant(?:ly)?|substantial(?:ly)?|overall|estimated|observed"
    r"|median|crude|cumulative|corresponding|higher|lower|more|fewer|similar)\s)+"
)
_RATE_OF = re.compile(
    r"^(?:rates?|incidences?|risks?|frequenc(?:y|ies)|proportions?|percentages?|number|likelihood"
    r"|probability)\sof\s(?:(?:patients|participants|women|men|those)\s(?:with|who\s(?:had|were"
    r"|achieved))\s)?(?:an?\s|the\s)?"
)
_TIMED = re.compile(
    r"\s(?:at|by|after|within|during|in the)\s(?:\d|one|two|three|six|the end)\b.*$"
    r"|^(?:\d+|one|two|three|five|six)-(?:year|month|week|day)\s",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?i)\b(?:patients?|participants?|women|men|hazard|ratio|differences?|results?|median|mean"
    r"|groups?|arms?|cohort|there|it|this|these|those|they|we|baseline|characteristics?"
    r"|received|enrolled|randomi[sz]ed|assigned|eligible|screened|included|sensitivity"
    r"|specificity|follow-up|population|age|analysis|data|treatments?|events?|who|deaths?|died|mortality"
    r"|power|consent|prior|previous)\b"
)
_BRACKET = re.compile(r"[(\[][^()\[\]]{0,60}$")
_EVENT_IN_BRACKET = re.compile(
    r"(?:an?\s)?(?:primary\s)?(?:end-?\s?point\s)?events?\s\((?P<what>[a-z][^()\d,;]{4,60})\)"
)
_MOST_WORDS = 9
_NEAR = 200
_FAR = 240


def phrase_of(
    setting: Setting, sentence: Sentence, cells: list[Cell], arms: list[Arms], number: int
) -> Mention | None:
    """Return the words that say what a share is of, where two arms are compared in it."""
    cell = cells[number]
    if cell.form != "percent" or is_in_report_of_harm(setting, sentence):
        return None
    run = _run(setting, cells, arms, number)
    if len({arm for at in run for arm in arms[at]}) < 2:  # noqa: PLR2004 - two arms
        return None
    first, last = cells[run[0]], cells[run[-1]]
    beyond = cells[run[-1] + 1].start if run[-1] + 1 < len(cells) else sentence.end
    after_first = min(cells[run[1]].start if len(run) > 1 else sentence.end, first.end + _NEAR)
    return (
        _compared(setting, sentence, first)
        or _subject(setting, sentence, first)
        or _predicate(setting, last.end, min(beyond, last.end + _FAR))
        or _predicate(setting, first.end, after_first)
    )


def _run(setting: Setting, cells: list[Cell], arms: list[Arms], number: int) -> list[int]:
    """Return the values of different arms around one, in the same clause."""
    run = [number]
    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(cells) and cells[at].form == "percent" and arms[at]:
            left, right = sorted((at, at - step))
            known = {arm for one in run for arm in arms[one]}
            if ";" in setting.words(cells[left].end, cells[right].start) or known & set(arms[at]):
                break
            run.append(at)
            at += step
    return sorted(run)


def _clause(setting: Setting, sentence: Sentence, place: int) -> int:
    """Return where the clause of a place begins: after the last semicolon outside brackets."""
    depth = 0
    for at in range(place - 1, sentence.start, -1):
        char = setting.view.text[at]
        depth += (char in ")]") - (char in "([")
        if char == ";" and depth >= 0:
            return at + 1
    return sentence.start


def _before(setting: Setting, sentence: Sentence, cell: Cell) -> tuple[int, str]:
    """Return where the words before a value begin, and them, without heading and opening."""
    begin = _clause(setting, sentence, cell.start)
    words = setting.words(begin, cell.start)
    for pattern in (re.compile(r"^\s+"), _HEADING, _LEAD):
        match = pattern.match(words)
        if match:
            begin, words = begin + match.end(), words[match.end() :]
    return begin, words


def _compared(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return the thing compared before a bracket of values."""
    begin, words = _before(setting, sentence, cell)
    bracket = _BRACKET.search(words)
    if bracket is None:
        return None
    outside = words[: bracket.start()]
    found = _HAD_MORE.search(outside) or _NOUN_BEFORE.search(outside.rstrip())
    return _mention(setting, begin, found) if found else None


def _subject(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    begin, words = _before(setting, sentence, cell)
    match = _SUBJECT.match(words)
    return _mention(setting, begin, match) if match else None


def _predicate(setting: Setting, begin: int, end: int) -> Mention | None:
    """Return what is said after a value of its patients: "80% in A and 67% in B completed ..."."""
    match = _AFTER.search(setting.view.text, begin, end)
    if match is None or ";" in setting.words(begin, match.start()):
        return None
    event = _EVENT_IN_BRACKET.match(setting.view.text, match.start("what"), end)
    if event:
        return Mention(event["what"], *event.span("what"))
    kept = _KEPT_VERBS.search(match["verb"])
    start = match.start("verb") + (kept.start() if kept else 0)
    return _mention(setting, 0, match, start if kept else None)


def _mention(
    setting: Setting, begin: int, match: re.Match[str], start: int | None = None
) -> Mention | None:
    """Return the words of a match as an end point, when they can be one."""
    first = begin + match.start("what") if start is None else start
    end = begin + match.end("what")
    name = _cleaned(setting.words(first, end))
    if not _is_name(name) or setting.arms_in(first, end):
        return None
    return Mention(name, first, end)


def _cleaned(words: str) -> str:
    """Return a noun phrase without articles, "rate of" and its time point."""
    small = words[:1].lower() + words[1:] if words[1:2].islower() else words
    name = _TIMED.sub("", _ARTICLE.sub("", small.strip()))
    return _ARTICLE.sub("", _RATE_OF.sub("", name)).strip()


def _is_name(name: str) -> bool:
    return (
        bool(re.search(r"[A-Za-z]{3}", name))
        and len(name.split()) <= _MOST_WORDS
        and not _NO_NAME.search(name)
        and not names_harm(name)
    )
