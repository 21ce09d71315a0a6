"""Which values report harm: adverse events have their own list, they are no end points here."""

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_HARM = lazy.regex(
    r"(?i)\bgrades?\b|\badverse|toxic|\bneutropeni|\bside[- ]effect"
    r"|\bdiscontinu|\bdiarrh|\bneuropath|\bserious\b|\bsafety\b|\bfatigue"
    r"|\bnausea"
)
# Signs and diagnoses that trials report as harm, by their stems and endings.
_EVENT = lazy.regex(
    r"(?i)\b[a-z]{2,}(?:p[ae]nia|a?emias?|algias?|itis|ythmias?|rrhages?|penias|aesthesias?|uria)\b"
    r"|\b(?:complication|morbidit|vomit|rash|alopecia|anorexia|asthenia|hypertens|hypotens"
    r"|infection|sepsis|pyrexia|fever|thrombo|embol|bleed|perforation|fistula|leak|infarct"
    r"|stroke|cardiac|heart failure|o?edema|lymph-?o?edema|cough|dyspn|pruritus|hand-foot"
    r"|hypersensitiv|infusion|injection[- ]site|transfusion|hospitali[sz]|dose (?:reduction"
    r"|modification|delay|interruption)|withdr[ae]w|fracture|pain\b|insomnia|headache|dizziness"
    r"|severe\b|constipation|transaminase|aminotransferase|creatinine|hypothyroid|tolerab|hearing)"
)
_TOPIC = lazy.regex(
    r"(?i)\b(?:common|frequent)(?:ly)?\b"
    r"|\badverse (?:event|effect|reaction)|\btoxic|\bsafety\b(?! (?:analysis )?(?:population|set))"
    r"|\bside[- ]effects?\b"
    r"|\bgrades? (?:[1-5]|I)"
)
_RELIEF = lazy.regex(r"(?i)\b(?:improve|relie[fv]|resol(?:ution|ved)|respon[sd]|free|eradicat)")
_NEAR = 6


def speaks_of_harm(words: str) -> bool:
    """Tell whether words report adverse events or what they led to."""
    return _HARM.search(words) is not None


def is_of_harm(setting: Setting, sentence: Sentence, name: Mention, cell: Cell) -> bool:
    """Tell whether a value whose end point is only named after it belongs to a report of harm."""
    return name.start > cell.start and speaks_of_harm(setting.view.words(sentence))


def names_harm(words: str) -> bool:
    """Tell whether words name an adverse event, by its grade or by the sort of event."""
    bad = _EVENT.search(words) is not None and _RELIEF.search(words) is None
    return bad or speaks_of_harm(words)


def is_in_report_of_harm(setting: Setting, sentence: Sentence, far: int = _NEAR) -> bool:
    """Tell whether a sentence stands among those on adverse events, with no end point between.

    Args:
        setting: the document.
        sentence: that is asked about.
        far: how many sentences before it can begin the report.
    """
    for back in range(far + 1):
        near = sentence if back == 0 else setting.before(sentence, back)
        if near is None:
            return False
        if _TOPIC.search(setting.view.words(near)):
            return True
        if back and setting.end_points_in(near.start, near.end):
            return False
    return False
