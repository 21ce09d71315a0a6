"""What a value of an arm measures: a known end point, the follow-up, the exposure, deaths."""

import re

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.subject import end_point_of
from trialgraph.extract.assembly.topic import as_primary
from trialgraph.extract.assembly.value_columns import bracket_of_parts
from trialgraph.extract.assembly.value_events import event_of_cell, is_of_other_deaths
from trialgraph.extract.assembly.value_harm import is_of_harm, names_harm, speaks_of_harm
from trialgraph.extract.assembly.value_items import item_of_list
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.extract.mentions.end_points import PROPORTIONS, is_time_to_event
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_DEATHS = lazy.regex(r"\b(?:deaths?|events?)\b")
_EARLY_DEATHS = lazy.regex(
    r"(?i)\b(?:deaths?|mortality)\b[^.;]{0,40}\bwithin (?:\d+|thirty|ninety) days"
)
_ARTICLE = lazy.regex(r"^(?:(?:the|an?|numbers? of|and|or|both|either|median|mean) )+")
# "rates of incomplete compliance": the opposite of the end point.
_NEGATED = lazy.regex(
    r"(?i)\b(?:incomplete|poor|inadequate|without|no|non|(?:lack|absence|loss|failure) of)[ -]$"
)
_HAVING = lazy.regex(
    r"(?:[)\]%]*,?\s(?:v|vs\.?|versus|and)\s[\d.]+\s?%)?[\s)\]]*(?:of\s(?:the\s)?)?(?:patients\s)?(?:having|had|achieving|achieved|attaining|attained"
    r"|experiencing|with|(?:(?:were\s)?(?:evaluated|classified|rated|assessed|judged)\sas))\s(?P<article>an?\s)?(?:confirmed\s|unconfirmed\s|best\s)?"
)
_OWN_VALUES = lazy.regex(r"(?<=[%\w] )\((?=[^()]{0,120}\d\s?%)[^()]{3,120}\)(?=,? and )")
_THRESHOLD = lazy.regex(
    r"(?:[≥⩾]|>\s?(?:or\s|/)?=|\bat least(?: an?)?)\s?\d+(?:\.\d+)?\s?%?(?:\sor\s(?:greater|more))?"
    r"\s(?:[a-z]+\s)?(?:reductions?|decreases?|increases?|improvements?|declines?|loss|gain)\s(?:in|of)\s"
    r"(?:the\s)?(?:mean\s)?$"
)
_OF_ITS_OWN = lazy.regex(r"(?:\srates?)?\s(?:of|in|was|were)\b")
_CAUSE_BEFORE = lazy.regex(r"\b[A-Za-z]{3,20}(?: cancer)?-specific $")
_SINCE_ALLOCATION = lazy.regex(r"(?i)\bdays (?:of|after|from) random")
_FOLLOW_UP = lazy.regex(r"(?i)\bfollow(?:ed)?[- ]?up\b(?: (?:time|period|duration))?")
_EXPOSURE = lazy.regex(
    r"(?i)\b(?:(?:median|mean) )?(?P<what>(?:(?:total |overall )?duration of (?:the )?"
    r"(?:[a-z]+ )?(?:treatment|exposure|therapy|administration)"
    r"|(?:treatment|study[- ]drug|study[- ]treatment) (?:duration|exposure)|(?:drug )?exposure"
    r"|time (?:on|receiving) (?:study )?(?:treatment|therapy|drug)"
    r"|number of (?:[a-z-]+ ){0,2}(?:cycles|doses|courses)(?: (?:administered|received|per patient"
    r"|of [a-z-]+))?))\b"
)
# A time is told apart by what it runs to: "time to the onset of X was".
_RUNS_TO = lazy.regex(
    r"\sof\s(?:the\s)?(?P<what>[A-Za-z≥≤>][^,;:()]{2,80}?)"
    r"(?=\s(?:was|were|had|did|has|in|for|with|among|between|on)\b|\s?[,;(])"
)
_TIME_OF = lazy.regex(
    r"(?i)\b(?:median|mean)\s(?:\([^()]{2,30}\)\s)?(?P<what>(?:time\s(?:to|until|from)|duration\sof"
    r"|length\sof)\s(?:the\s)?[^,;:()]{2,80}?)"
    r"(?=\s(?:was|were|did|in|for|with|among|between|on)\b|\s?[,;(])"
)
# Words for a share say nothing of what it is a share of.
_SAFETY = lazy.regex(
    r"(?i)\bbleeding\b|^(?:(?:absolute|relative|overall|estimated|cumulative|crude)\s)*(?:risks?|rates?"
    r"|incidences?|events?|likelihoods?|probabilit(?:y|ies)|odds|proportions?|percentages?"
    r"|frequenc(?:y|ies)|numbers?)$"
)
# Any other thing that lasts: "the median cycle length with A was 21 days".
_MEASURE = lazy.regex(
    r"\b(?i:median|mean)\s(?:\([^()]{2,30}\)\s)?(?P<what>[A-Za-z][^,;:()]{2,60}?)"
    r"(?=\s(?:was|were|did|in|for|with|among|between|on|after)\b|\s?[,;(])"
)
_NO_MEASURE = lazy.regex(
    r"(?i)\b(?:age|follow-?up|observation|survival|patients|differences?|values?|results?|dose|number"
    r"|baseline|improvement|gain|increase|reduction|prolongation|delay|exposure|ratio|P?FS|OS|TT\w)\b"
)
_AT_LEAST = lazy.regex(r"> ?or ?= ?")
_SITE_AFTER = lazy.regex(
    r"\s(?:in|of|at)\s(?:the\s)?(?!both|each|all|which|the\b)(?:[a-z-]+\s){0,2}[a-z-]{3,20}"
)
_GROUP_WORDS = lazy.regex(
    r"(?i)\b(?:groups?|arms?|patients|cohorts?|trial|study|years?|months?|weeks?)\b"
)
_AGE = lazy.regex(r"(?i)\bage\b")
_ITS = lazy.regex(r"[^;]{0,120}")
_FOR = lazy.regex(r"(?i)\s(?:for|of|in) (?:the )?(?:median )?")
_FAR = 100
_TIME_IN_NAME = lazy.regex(
    r"(?i) (?:at|by|after|within|through) (?P<time>\d+ (?:year|month|week|day)s?)$"
)


def end_point_of_cell(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return what a value measures: an end point before it in its sentence, or the follow-up."""
    follow = _follow_up(setting, sentence, cell) or _exposure(setting, sentence, cell)
    if follow:
        return follow
    listed = item_of_list(setting, sentence, cell)
    if listed:
        return listed.name
    had = _had(setting, sentence, cell) or event_of_cell(setting, sentence, cell)
    if had:
        return as_primary(setting, had)
    name = end_point_of(setting, sentence, cell.start)
    if name is None or not sentence.start <= name.start < sentence.end:
        return (
            _time_of(setting, sentence, cell)
            or _events_of_the_next(setting, sentence, cell)
            or _inherited(setting, sentence, cell, name)
        )
    name = _with_threshold(setting, sentence, name)
    whole = _with_its_time(setting, sentence, _outside(setting, sentence, name, cell))
    if whole.value == "OS" and is_of_other_deaths(setting, sentence, cell):
        return None
    return _checked(setting, sentence, cell, whole) or _time_of(setting, sentence, cell)


def _outside(setting: Setting, sentence: Sentence, name: Mention, cell: Cell) -> Mention:
    """Return an end point, or the one whose parts its bracket holds: "response (CR + PR)"."""
    bracket = bracket_of_parts(setting, sentence, name, cell.start)
    bracket = bracket or _bracket_of_values(setting, sentence, name, cell.start)
    before = setting.end_points_in(sentence.start, bracket) if bracket else ()
    return before[-1] if before else name


def _with_threshold(setting: Setting, sentence: Sentence, name: Mention) -> Mention:
    """Return an end point with the change of it that patients reached: ">=30% reduction in X"."""
    told = _THRESHOLD.search(setting.view.text, sentence.start, name.start)
    if told is None:
        return name
    return Mention(setting.words(told.start(), name.end), told.start(), name.end)


def _bracket_of_values(setting: Setting, sentence: Sentence, name: Mention, end: int) -> int | None:
    """Return where the bracket begins in which a name has values of its own: "32% (CR, 4%) and"."""
    return next(
        (
            bracket.start()
            for bracket in _OWN_VALUES.finditer(setting.view.text, sentence.start, end)
            if bracket.start() < name.start < bracket.end()
        ),
        None,
    )


def _with_its_time(setting: Setting, sentence: Sentence, name: Mention) -> Mention:
    """Return an end point with the time to it: "time to onset of X" is not X."""
    for before in setting.end_points_in(sentence.start, name.start):
        link = setting.words(before.end, name.start)
        if before.value.startswith("time to") and link in {" of ", " of the "}:
            words = setting.words(before.start, name.end)
            return Mention(words[:1].lower() + words[1:], before.start, name.end)
    return name


def _had(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return the response that patients right before it had: "18 patients (55%) having a CR"."""
    named = setting.end_points_in(cell.end, sentence.end)
    if cell.form != "percent" or not named or named[0].value not in PROPORTIONS:
        return None
    told = _HAVING.fullmatch(setting.words(cell.end, named[0].start))
    if setting.view.text.startswith("-", named[0].end):
        return None  # "CR-related" is no complete response
    # "40%, with a CR rate of 3%": the response has a value of its own.
    owned = _OF_ITS_OWN.match(setting.view.text, named[0].end, sentence.end) is not None
    owned = owned or setting.words(named[0].start, named[0].end).endswith(("rate", "rates"))
    return named[0] if told and (cell.n or (told["article"] and not owned)) else None


def _time_of(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return the words of a time without a standard name: "the median duration of X was"."""
    if cell.form not in {"duration", "absent"}:
        return None
    found = [
        *_MEASURE.finditer(setting.view.text, sentence.start, cell.start),
        *_TIME_OF.finditer(setting.view.text, sentence.start, cell.start),
    ]
    if not found or setting.arms_in(*found[-1].span("what")):
        return None
    if not _ITS.fullmatch(setting.words(found[-1].end(), cell.start)):
        return None
    if _NO_MEASURE.search(found[-1]["what"]):
        return None
    name = _AT_LEAST.sub(">=", found[-1]["what"].replace(" the ", " "))
    return Mention(name, *found[-1].span("what"))


def _inherited(
    setting: Setting, sentence: Sentence, cell: Cell, name: Mention | None
) -> Mention | None:
    """Return the end point of the sentence before for medians beside an estimate of their own."""
    if name is None or cell.form != "duration" or not is_time_to_event(name.value):
        return None
    return name if find_effects(setting.view.text, cell.end, sentence.end) else None


def _checked(setting: Setting, sentence: Sentence, cell: Cell, name: Mention) -> Mention | None:
    """Return an end point under its full name, unless the value is of harm or too early."""
    if (
        (name.start > cell.start and cell.form == "count")
        or (name.value in PROPORTIONS and _DEATHS.search(setting.words(cell.start, cell.end + 1)))
        or _NEGATED.search(setting.words(max(0, name.start - 20), name.start))
        or _is_early_death(setting, name, cell)
        or not _is_known(setting, sentence, name)
    ):
        return None
    between = setting.words(name.end, cell.start)
    if cell.form in {"percent", "count"} and (
        speaks_of_harm(between) or is_of_harm(setting, sentence, name, cell)
    ):
        return None
    if re.search(r"(?i)\banalysis population\b", between):
        return _sized(name)
    return _specific(setting, Mention(_ARTICLE.sub("", name.value), name.start, name.end))


def _run_out(setting: Setting, name: Mention) -> Mention:
    """Return a time or a control with the words that say of what or where it is."""
    after = setting.words(name.end, name.end + _FAR)
    words = setting.words(name.start, name.end)
    if name.value.startswith("time to"):
        match = _RUNS_TO.match(after)
        value = name.value.replace("time to the ", "time to ") + (match[0] if match else "")
        return Mention(value, name.start, name.end + (match.end() if match else 0))
    site = _SITE_AFTER.match(after) if name.value == "DCR" and words.endswith("control") else None
    if site and not _GROUP_WORDS.search(site[0]):
        return Mention(words + site[0], name.start, name.end + site.end())
    return name


def _is_early_death(setting: Setting, name: Mention, cell: Cell) -> bool:
    """Tell whether deaths soon after treatment, not after allocation, are counted."""
    words = setting.words(name.start, cell.start)
    return _EARLY_DEATHS.search(words) is not None and not _SINCE_ALLOCATION.search(words)


def without_time(name: str) -> tuple[str, str]:
    """Return an end point's name and the time point that its name ends with.

    >>> without_time("local control at 18 months")
    ('local control', '18 months')
    """
    match = _TIME_IN_NAME.search(name)
    return (name[: match.start()], match["time"]) if match else (name, "")


def _is_known(setting: Setting, sentence: Sentence, name: Mention) -> bool:
    """Tell whether an end point without a standard name is declared, or compared right here."""
    if (
        any(one.value in name.value for one in setting.end_points_in(name.start, name.end))
        or name.value == "OS"
    ):
        return True
    if _SAFETY.search(name.value) or (names_harm(name.value) and "pain" not in name.value.lower()):
        return False
    return bool(find_effects(setting.view.text, sentence.start, sentence.end))


def _specific(setting: Setting, name: Mention) -> Mention:
    """Return an end point with the cause that a word before it restricts it to."""
    cause = _CAUSE_BEFORE.search(setting.words(max(0, name.start - 40), name.start))
    name = _run_out(setting, name)
    if cause is None or name.value.startswith(cause[0].strip().lower()):
        return name
    words = setting.words(name.start, name.end)
    return Mention(cause[0].lower() + words, name.start - len(cause[0]), name.end)


def _sized(name: Mention) -> Mention:
    """Return the name under which the size of an end point's analysis population is kept."""
    return Mention(f"{name.value} analysis population", name.start, name.end)


def _follow_up(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    if cell.form != "duration":
        return None
    last = None
    for match in _FOLLOW_UP.finditer(setting.view.text, sentence.start, cell.start):
        last = match
    if last is None:
        return None
    named = [one.start for one in setting.end_points_in(last.end(), cell.start)]
    if named and not _FOR.fullmatch(setting.words(last.end(), named[0])):
        return None
    between = setting.words(last.end(), cell.start)
    if _EXPOSURE.search(between) or _AGE.search(setting.words(sentence.start, cell.start)):
        return None
    return Mention("follow-up", last.start(), last.end())


def _exposure(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return the duration of treatment, or the number of its cycles, that a value is said to be."""
    if cell.form not in {"duration", "number"}:
        return None
    last = None
    for match in _EXPOSURE.finditer(setting.view.text, sentence.start, cell.start):
        last = match
    if last is None or setting.end_points_in(last.end(), cell.start):
        return None
    if not _ITS.fullmatch(setting.words(last.end(), cell.start)):
        return None
    if cell.form == "number" and not re.search(r"(?i)\bnumber\b", last[0]):
        return None
    words = last["what"].lower()
    name = "duration of exposure" if words.endswith("exposure") else words
    return Mention(name, last.start(), last.end())


def _events_of_the_next(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return the end point of the next sentence for events that are counted before it is named."""
    counted = re.search(r"(?i)\bevents\b", setting.words(cell.start, cell.end + 1))
    following = sentence.number + 1
    if (
        not counted
        or speaks_of_harm(setting.view.words(sentence))
        or following >= len(setting.view.sentences)
    ):
        return None
    after = setting.view.sentences[following]
    named = setting.end_points_in(after.start, after.end)
    if len({mention.value for mention in named}) != 1 or not is_time_to_event(named[0].value):
        return None
    return named[0]
