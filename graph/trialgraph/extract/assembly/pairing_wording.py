"""Wordings that say whose value it is without a name beside it: both arms, from A to B, those."""

from collections.abc import Sequence
from itertools import pairwise

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.end_points import PROPORTIONS, is_time_to_event
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_PAIR = 2
_BOTH = lazy.regex(
    r"(?i)[\s)\],]*(?:months |years |of (?:the )?patients )?(?:in|for|with) (?:both|each|either"
    r"|neither|the two|all(?: (?:three|four|the))?)(?: of the)?(?: \w+)?"
    r" (?:groups?|arms?|cohorts?)\b"
)
_BOTH_NAMED = lazy.regex(r"(?i)[\s)\],]*(?:in|for|with|on|after) both (?:the )?$")
_UNKNOWN = lazy.regex(r"\bbe (?:estimated|calculated|determined|reached)\b")
_THE_MEDIAN = lazy.regex(r"(?i)(?:the )?median [A-Za-z -]{2,40} (?:could|can) ")
_JOINED = lazy.regex(r"\s?(?:\+|/|\bplus\b)\s?(?:the )?")
_THOSE = lazy.regex(
    r"[\s)\]%]*of (?:the )?(?:those|patients|women|men) (?:with|without|whose|aged)\b"
)
_AND_IN = lazy.regex(r"[^;.]{3,120}?,?\s(?:and|v|vs\.?|versus|compared with)\sin\s$")
_FROM = lazy.regex(
    r"(?i)\b(?:prolonged|extended|lengthened|increased?s?|improved?s?|reduced|decreased|shortened"
    r"|rose|raised|fell)\b[^;:.()%]{0,80}?\bfrom\s(?:a\s)?(?:median\s)?(?:of\s)?$"
)
_BASELINE = lazy.regex(r"(?i)\b(?:baseline|before|pre-?treatment|entry|screening)\b")
# "improved the PFS from 7 to 9 months and the ORR from 26% to 35%".
_FROM_ON = lazy.regex(r"\band\s(?:the\s)?[^;:.()%\d]{2,60}\sfrom\s(?:a\s)?(?:median\s)?(?:of\s)?$")
_CHANGING = lazy.regex(
    r"(?i)\b(?:prolonged|extended|increased|improved|reduced|decreased|shortened)\b"
)
_TO = lazy.regex(r"[)\]]*\sto\s(?:a\s)?(?:median\s)?(?:of\s)?")
_SHARED_OUT = lazy.regex(r"(?P<to>[^;\d]{0,120}?)\brespectively\b")
_VERSUS = lazy.regex(r"(?i)\b(?:v|vs|versus|than|compared)\b|^[)\]%]*\sand\s$")
_FAR = 100
_AGAINST = lazy.regex(
    r"\b(?:versus|vs\.?|v|than|compared (?:with|to))\s(?:(?:in|with|for|the|those|patients)\s){0,4}"
    r"(?!(?:two|both|treatment|study|three|other)\b)[\w+/-]{1,30}(?:\s[\w+/-]{1,30}){0,2}"
    r"\s(?:arms?|groups?|subgroups?|expression|levels?|status)\s?\((?:median\s)?[^()\d]{0,30}$"
)
# "Patients with X had relapses more often (14% v 5%)": than those without, of any arm.
_SORTS_COMPARED = lazy.regex(
    r"(?:[A-Z][A-Z ,&/-]{2,60}:\s)?(?i:patients|women|men|participants|individuals|adults|children"
    r"|infants|those)\s(?:with(?:out)?|whose|aged|older|younger|over|under|who\s(?:were|had|did))\s"
    r"[^;:%]{3,120}\b(?:more|less|fewer|higher|lower|better|worse|longer|shorter|greater|smaller"
    r"|increased|reduced|improved|inferior|superior)\b[^;:%()]{0,120}[(\[][^()\[\]]{0,30}$"
)
_RESPECTIVELY = lazy.regex(r"(?:\s(?:groups?|arms?))?,?\srespectively\b")
_NOTHING = lazy.regex(
    r"[\s)\]%,]*(?:months|years|weeks|days|(?:of (?:the )?)?(?:patients|participants|women|men"
    r"|children|infants|adults|individuals|people|subjects))?[\s,]*"
)

# Words for patients, not for a treatment, never begin the second of two arms.
_OF_GROUP = lazy.regex(
    r"[\s)\]%]*(?:of (?:the )?(?:patients|those|women|men|participants)\s)?"
    r"(?:months\s|years\s)?(?P<by>with|for|in|on|among|after|receiving|given)\s(?:the\s)?"
    r"(?!both|each|two|all|whole|entire|total|overall|patients? |those |women |men |whom|which"
    r"|participants|a median|\d)(?=[A-Za-z])"
)
_PARALLEL = lazy.regex(r"(?:,|;)?\s(?:and|but)\s(?:was\s|were\s)?(?:in\s)?$")

# The heading of a section may stand before the first words of its first sentence.
LEADS = lazy.regex(
    r"(?:(?:[A-Z][A-Z ,&/-]{2,60}|[A-Z][a-z]+(?: [a-z]+){0,2}):\s)?"
    r"(?:In|With|For|Among|On) (?:the |those |patients )?"
    r"(?:who (?:were )?)?(?:given |receiving |received |assigned |treated )?(?:to |with )?"
)
_LED = lazy.regex(
    r",\s(?!compared|relative|versus|as\b)(?:(?!\b(?:than|versus|compared|vs|v)\b)[^;()%]){0,90}"
)


def led_by(setting: Setting, sentence: Sentence, cells: list[Cell], number: int) -> str | None:
    """Return the arm that opens a sentence, for its first value: "In the A group, it was 5"."""
    named = setting.arms_in(sentence.start, cells[number].start)
    if number or len({one.value for one in named}) != 1:
        return None
    opened = LEADS.fullmatch(setting.words(sentence.start, named[0].start))
    told = _LED.fullmatch(setting.words(named[-1].end, cells[number].start))
    return named[0].value if opened and told else None


def all_arms(setting: Setting, sentence: Sentence, cell: Cell) -> tuple[str, ...]:
    """Return the arms that share a value: "in both groups", "in either arm", "for both A and B"."""
    labels = tuple(arm.label for arm in setting.trial.arms)
    after = setting.words(cell.end, sentence.end)
    if _BOTH.match(after) or _is_of_the_trial(setting, sentence, cell):
        return labels
    named = setting.arms_in(cell.end, sentence.end)[:_PAIR]
    if len({one.value for one in named}) != _PAIR:
        return ()
    link = setting.words(named[0].end, named[1].start).strip()
    told = _BOTH_NAMED.fullmatch(setting.words(cell.end, named[0].start)) and link == "and"
    return tuple(one.value for one in named) if told else ()


def _is_of_the_trial(setting: Setting, sentence: Sentence, cell: Cell) -> bool:
    """Tell whether the median that could not be estimated is that of every arm."""
    return (
        _UNKNOWN.search(setting.words(cell.start, cell.end)) is not None
        and _THE_MEDIAN.fullmatch(setting.words(sentence.start, cell.start)) is not None
        and not setting.arms_in(sentence.start, sentence.end)
    )


def is_joined(setting: Setting, named: Sequence[Mention]) -> bool:
    """Tell whether two of the arms named make up the name of a combination: "A + B and B"."""
    return any(
        one.value != other.value and _JOINED.fullmatch(setting.words(one.end, other.start))
        for one, other in pairwise(named)
    )


def is_part(setting: Setting, name: Mention) -> bool:
    """Tell whether an arm's name is a part of a longer one: "A/B" where only B is known."""
    return "/" in (setting.words(name.start - 1, name.start), setting.words(name.end, name.end + 1))


def of_those(setting: Setting, sentence: Sentence, cells: list[Cell], number: int) -> bool:
    """Tell whether a value is of other patients of the arm before: "and in 9% of those with B"."""
    cell = cells[number]
    if number == 0 or not _THOSE.match(setting.view.text, cell.end, sentence.end):
        return False
    between = setting.words(cells[number - 1].end, cell.start)
    return _AND_IN.fullmatch(between) is not None


def is_change(setting: Setting, sentence: Sentence, one: Cell, other: Cell) -> bool:
    """Tell whether two values are the ends of a change: "was prolonged from 5.9 to 9.7 months"."""
    before = setting.words(sentence.start, one.start)
    on = _FROM_ON.search(before) and _CHANGING.search(before)
    told = _FROM.search(before) or on
    return told is not None and _TO.fullmatch(setting.words(one.end, other.start)) is not None


def from_control(
    setting: Setting, sentence: Sentence, one: Cell
) -> tuple[tuple[str], tuple[str]] | None:
    """Return the arms of the ends of a change: control, experimental.

    A time to an event, or a share of responders with an arm, is no change of the same patients.
    """
    experimental, control = setting.experimental, setting.control
    named = setting.end_points_in(sentence.start, one.start)
    if experimental is None or control is None or not named:
        return None
    if setting.arms_in(one.end, sentence.end) or _BASELINE.search(setting.view.words(sentence)):
        return None
    of_responders = named[-1].value in PROPORTIONS and setting.arms_in(sentence.start, one.start)
    if not is_time_to_event(named[-1].value) and not of_responders:
        return None
    return (control.label,), (experimental.label,)


def of_the_only(
    setting: Setting, cells: list[Cell], found: list[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """Return the assignment with the only arm of a trial for values that no words compare."""
    if len(setting.trial.arms) != 1:
        return found
    compared = {
        at
        for number, (one, other) in enumerate(pairwise(cells))
        if _VERSUS.search(setting.words(one.end, other.start))
        for at in (number, number + 1)
    }
    only = (setting.trial.arms[0].label,)
    return [arms or (() if number in compared else only) for number, arms in enumerate(found)]


def names_others(setting: Setting, sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether values are shared out to groups that are not known arms: "in X and Y, ..."."""
    against = _AGAINST.search(setting.view.text, max(sentence.start, start - _FAR), start)
    sorts = _SORTS_COMPARED.match(setting.view.text, sentence.start, start)
    if (against or sorts) and not setting.arms_in(sentence.start, start):
        return True
    match = _SHARED_OUT.match(setting.view.text, end, sentence.end)
    return match is not None and not _NOTHING.fullmatch(match["to"])


def shared_out_last(
    setting: Setting, sentence: Sentence, cells: list[Cell], size: int
) -> tuple[str, ...] | None:
    """Return the arms that a sentence shares its values out to: "for A and B, respectively"."""
    named = setting.arms_in(cells[-1].end, sentence.end)
    arms = tuple(dict.fromkeys(one.value for one in named))
    if len(arms) != size or len(named) != size:
        return None
    match = _RESPECTIVELY.match(setting.view.text, named[-1].end, sentence.end)
    return arms if match else None


def is_total(setting: Setting, cells: list[Cell], number: int) -> bool:
    """Tell whether the patients of a value are the sum of those of the values behind it."""
    parts = cells[number + 1 : number + 1 + len(setting.trial.arms)]
    whole = len(parts) == len(setting.trial.arms) > 1
    total = _patients(setting, cells[number])
    return whole and total > 0 and total == sum(_patients(setting, cell) for cell in parts)


def _patients(setting: Setting, cell: Cell) -> int:
    """Return the patients that a value counts in figures, or nothing."""
    words = setting.words(*cell.n).replace(",", "") if cell.n else ""
    return int(words) if words.isdecimal() else 0


def is_parallel(between: str, after: str) -> bool:
    """Tell whether two values end alike: "80% with A and 76% with standard treatment"."""
    first, second = _OF_GROUP.match(between), _OF_GROUP.match(after)
    return (
        first is not None
        and second is not None
        and first["by"] == second["by"]
        and _PARALLEL.search(between) is not None
    )
