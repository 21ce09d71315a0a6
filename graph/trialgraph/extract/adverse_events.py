"""Adverse events read out of running text: what, of which grade, in how many of which arm."""

import re
from collections.abc import Iterator
from decimal import Decimal

from trialgraph.extract.adverse_event_arms import arms_of_counts, names_unknown
from trialgraph.extract.adverse_event_groups import with_short_names
from trialgraph.extract.adverse_event_pooled import of_all_patients
from trialgraph.extract.adverse_event_sentence import CountedHarm
from trialgraph.extract.adverse_event_terms import counted_harms
from trialgraph.extract.assembly.circumstances import population_of
from trialgraph.extract.assembly.origin import OTHER_GROUPS
from trialgraph.extract.assembly.setting import NOT_RESULTS, RESTATING, Setting, setting_of
from trialgraph.extract.grids.baseline import ALL_PATIENTS
from trialgraph.extract.literal import occurrences
from trialgraph.extract.mentions.adverse_events import EventTerms, Harm
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.extract.mentions.numbers import COUNT_IN_WORDS, number_at, value_of
from trialgraph.extract.sentences import LONGEST_READ
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.result import AdverseEvent
from trialgraph.model.text import Number
from trialgraph.model.trial import Trial

_CONTEXT = lazy.regex(
    r"(?i)\badverse|\btoxic|\bside[- ]effect|\bgrades? (?:[1-5]|I)|\bgrade ?[≥>]|\bcomplication"
    r"|\bsafety\b|\btolerab|\bserious\b|\b[A-Z]{0,2}AEs?\b|\btreatment-related|\bdiscontinu|\bsolicited\b"
    r"|\b(?:infusion|injection)[- ](?:related|site)\b"
)
_NO_PATIENTS = lazy.regex(
    r"(?i)\b(?:odds ratio|multivaria(?:te|ble)|univariate|baseline|medical history"
    r"|comorbid\w*|study entry|sensitivity|specificity"
    r"|per (?:100|1000|1,000)|patient-years|person-years|cycles of|participant cycles)\b"
)
_ENTRY = lazy.regex(r"(?i)\bmedical history|\bcomorbid|\bprior or (?:active|current)\b")
_CONDITIONS = lazy.regex(r"(?i)\b(?:conditions|disorders|diagnos[ei]s|diseases|comorbidities)\b")
_CAME_UP = lazy.regex(
    r"(?i)\b(?:occurr|develop|observ|report|not(?:ed|iced)\b|seen\b|experienc|incidences?\b|rates?\b"
    r"|(?:more|less) (?:common|frequent|often)|(?:most|more) patients)"
)
_OF_OLD = lazy.regex(
    r"(?i)\b(?:histor\w+|previous(?:ly)?|prior|enroll?\w*|eligib\w+|characteristics|criteria"
    r"|diagnos\w+|respon[ds]\w+|surviv\w+|improve\w+|relie[fv]\w*|resol\w+|cured?|recur\w+)\b"
)
_BACK = (1, 2)
_PAIR = 2
_ROUNDING = Decimal("1.6")
_WHOLE = Decimal(100)
_PART = lazy.regex(r"(?i)^(?:in|during|for) (?P<part>(?:part|stage|step|cohort) \w{1,3})\b")
_AMONG = lazy.regex(
    r"(?i)\b(?:among|of|in) (?:the )?(?P<who>(?:patients|women|men|participants)"
    r" (?:from|aged|with|who had|whose) [^,;()]{2,60}?)(?=,| (?:was|were|occurred|had|reported)\b)"
)
_IN_EACH = lazy.regex(
    r"\s(?:of (?:the )?(?:patients|participants|women|men) )?(?:in|for|on|from)"
    r" (?P<all>both|each|either) (?:of the (?:two )?)?(?:treatment |study |trial )?"
    r"(?:arms?|groups?|regimens?)\b"
)
_EACH_FROM = lazy.regex(
    r"\s(?:(?:patients|participants)\s)?each\s(?:from|in|on|with|for|receiving|given)\s"
)
_BRACKET = lazy.regex(r"\([^()]{0,200}\)")
_ENDS_LIST = lazy.regex(rf"[,;.]|\sand\s(?:{COUNT_IN_WORDS}|\d)")
_IN_EITHER = lazy.regex(
    r"(?i)\b(?:both|each|either|any)(?: of the)? (?:\w+ )?(?:arms?|groups?|regimens?)\b"
)
_OF_ARM = lazy.regex(r"(?i)\w+ (?:from|with) (?:the )?")
_CAUSE = lazy.regex(
    r"(?: (?:in|with|on) (?:the )?[^,.;()\d]{1,60}?(?:group|arm))?(?: occurred| was reported)?"
    r"(?:,? | \()(?:from|due to|because of|caused by|as a result of) (?:an? |the )?"
    r"(?P<cause>[a-z][a-z-]*(?: (?!(?:was|were|in|on|with|occurred|and)\b)[a-z-]+){0,4})"
    r"(?=[,.;)]| (?:was|were|in|on|occurred)\b)"
)
_NONE = lazy.regex(r"(?i)no|none|zero")
_FURTHER = lazy.regex(r"(?i)\b(?:other|further|additional|new|more)\b")


def read_adverse_events(
    view: ReadingView, trial: Trial, terms: EventTerms
) -> tuple[AdverseEvent, ...]:
    """Return the adverse events that the running text counts in an arm, each fact once.

    Left out: counts whose arm, grade or event the text leaves open, and reasons for
    stopping treatment listed by kind.
    """
    setting = with_short_names(setting_of(view, trial))
    found: dict[tuple[object, ...], AdverseEvent] = {}
    for sentence in view.sentences:
        for event in _of_sentence(setting, sentence, terms):
            found.setdefault(_what(event), event)
    return tuple(found.values())


def _what(event: AdverseEvent) -> tuple[object, ...]:
    numbers = (event.n, event.total, event.percent)
    values = tuple(number.value if number else None for number in numbers)
    return (event.term.lower(), event.grade, event.arm, event.population, values)


def _of_sentence(setting: Setting, sentence: Sentence, terms: EventTerms) -> Iterator[AdverseEvent]:
    if sentence.section in NOT_RESULTS | RESTATING or not setting.trial.arms:
        return
    if sentence.end - sentence.start > LONGEST_READ or _is_elsewhere(setting, sentence):
        return
    counted = [
        one for one in counted_harms(setting, sentence, terms) if _is_harm(setting, sentence, one)
    ]
    arms = arms_of_counts(setting, sentence, counted)
    pooled = of_all_patients(setting, sentence, counted) if not any(arms) else []
    arms = [ALL_PATIENTS] * len(arms) if pooled else arms
    found = [
        _event(setting, sentence, one, label)
        for one, arm in zip(counted, arms, strict=True)
        for label in _labels(setting, sentence, one, arm)
        if one.grade and (one.count.n or one.count.percent)
    ]
    for event in found:
        if _agrees(setting, event) and not _is_contested(event, found):
            yield event


def _labels(setting: Setting, sentence: Sentence, one: CountedHarm, arm: str | None) -> list[str]:
    """Return the arms that a count is of, ``arm`` being the one that the words next to it name."""
    each = _each_of_several(setting, sentence, one)
    return each or ([arm] if arm else _alike(setting, sentence, one))


def _alike(setting: Setting, sentence: Sentence, one: CountedHarm) -> list[str]:
    """Return the arms that share a count: "3% in both arms", "no deaths", all of the only arm."""
    labels = [arm.label for arm in setting.trial.arms]
    if _has_one_arm(setting, sentence) or _is_none_at_all(setting, sentence, one):
        return labels
    same = _IN_EACH.match(setting.view.text, one.count.end)
    if same is None or (same["all"] != "each" and (one.count.n or one.count.percent is None)):
        return []
    return labels if same["all"] != "both" or len(labels) == _PAIR else []


def _each_of_several(setting: Setting, sentence: Sentence, one: CountedHarm) -> list[str]:
    """Return the arms of "two patients each from A and B", which have that many each."""
    each = _EACH_FROM.match(setting.view.text, one.count.end)
    if each is None:
        return []
    words = setting.words(each.end(), sentence.end)
    stop = _ENDS_LIST.search(_BRACKET.sub(lambda match: " " * len(match[0]), words))
    end = each.end() + (stop.start() if stop else len(words))
    labels = list(dict.fromkeys(arm.value for arm in setting.arms_in(each.end(), end)))
    return labels if len(labels) > 1 else []


def _has_one_arm(setting: Setting, sentence: Sentence) -> bool:
    """Tell whether all patients of a sentence are of the only arm of a trial without another."""
    trial = setting.trial
    randomised = trial.allocation is not None and trial.allocation.value == "randomised"
    return len(trial.arms) == 1 and not randomised and not names_unknown(setting, sentence)


def _is_none_at_all(setting: Setting, sentence: Sentence, one: CountedHarm) -> bool:
    """Tell whether nobody died of treatment: "no treatment-related deaths in either group"."""
    if not (one.harm.is_death and one.count.n):
        return False
    none = _NONE.fullmatch(setting.words(*one.count.n)) is not None
    further = _FURTHER.search(setting.words(one.count.end, one.harm.end))
    return none and not further and _IN_EITHER.search(setting.view.words(sentence)) is not None


def _is_elsewhere(setting: Setting, sentence: Sentence) -> bool:
    """Tell whether a sentence counts no patients of arms."""
    words = setting.view.words(sentence)
    if _NO_PATIENTS.search(words) or OTHER_GROUPS.search(words):
        return True
    before = setting.before(sentence)
    return bool(before and _CONDITIONS.search(words) and _ENTRY.search(setting.view.words(before)))


def _is_harm(setting: Setting, sentence: Sentence, one: CountedHarm) -> bool:
    """Tell whether what is counted is an adverse event here, and counted by itself."""
    if _is_end_point(setting, one.harm):
        return False
    if one.harm.speaks_for_itself or _is_about_harm(setting, sentence):
        return True
    return one.harm.is_known and _befell_patients(setting, sentence, one)


def _is_end_point(setting: Setting, harm: Harm) -> bool:
    """Tell whether the trial declares an event as its end point of efficacy.

    The name of the primary one may hold more: "incidence of oral mucositis at week 6".
    """
    term = harm.term.lower()
    for one in setting.trial.end_points:
        names = (one.name.lower(), one.name_printed.lower())
        main = one.role == "primary" and not harm.general and not harm.is_death
        if one.purpose != "safety" and (term in names or (main and _holds_word(names[1], term))):
            return True
    return False


def _holds_word(text: str, words: str) -> bool:
    """Tell whether words stand in a text, neither begun nor ended inside a word."""
    return any(
        not text[max(0, start - 1) : start].isalnum() and not text[end : end + 1].isalnum()
        for start, end in occurrences(text, words)
    )


def _befell_patients(setting: Setting, sentence: Sentence, one: CountedHarm) -> bool:
    """Tell whether a known event is told to have come up, though nothing near speaks of harm.

    What the title or an end point names is what the trial treats or hopes to prevent.
    """
    words = setting.view.words(sentence)
    effects = find_effects(setting.view.text, sentence.start, sentence.end)
    if effects or not _CAME_UP.search(words) or _OF_OLD.search(words):
        return False  # what is estimated is an outcome
    kind = re.findall(r"[a-z]{4,}", one.harm.term.lower())[-1:]
    told = [ends.name_printed for ends in setting.trial.end_points]
    told += [setting.view.words(each) for each in setting.view.sentences if each.section == "title"]
    named = " ".join(told).lower()
    return bool(kind and setting.trial.end_points) and kind[0].removesuffix("s") not in named


def _is_about_harm(setting: Setting, sentence: Sentence) -> bool:
    near = [sentence, *(setting.before(sentence, back) for back in _BACK)]
    return any(one and _CONTEXT.search(setting.view.words(one)) for one in near)


def _event(setting: Setting, sentence: Sentence, one: CountedHarm, arm: str) -> AdverseEvent:
    view, count = setting.view, one.count
    return AdverseEvent(
        term=_with_cause(setting, sentence, one),
        grade=one.grade,
        arm=arm,
        serious=True if one.serious else None,
        n=number_at(view, *count.n) if count.n else None,
        total=number_at(view, *count.total) if count.total else None,
        percent=number_at(view, *count.percent) if count.percent else None,
        population=_population(setting, sentence, one),
        span=view.span(count.start, count.end),
        passages=view.passages(count.start, count.end),
    )


def _with_cause(setting: Setting, sentence: Sentence, one: CountedHarm) -> str:
    """Return the event, of one death with what it was from: "toxic death (sepsis)"."""
    alone = one.count.n and value_of(setting.words(*one.count.n)) == 1
    if not (one.harm.is_death and alone):
        return one.harm.term
    match = _CAUSE.match(setting.view.text, max(one.harm.end, one.count.end), sentence.end)
    return f"{one.harm.term} ({match['cause']})" if match else one.harm.term


def _population(setting: Setting, sentence: Sentence, one: CountedHarm) -> str:
    """Return the part of the trial or the subgroup a count is of, else the safety population."""
    part = _PART.match(setting.view.words(sentence))
    if part:
        return part["part"]
    for match in _AMONG.finditer(setting.view.text, sentence.start, one.count.start):
        named = setting.arms_in(match.start(), match.end())
        if not named:
            return f"subgroup: {match['who']}"
        if _OF_ARM.fullmatch(setting.words(match.start("who"), named[0].start)):
            return "safety"
    who = population_of(setting, sentence, one.count.start, "")
    return who if who.startswith("subgroup") else "safety"


def _agrees(setting: Setting, event: AdverseEvent) -> bool:
    """Tell whether count, total, share and the size of the arm fit together."""
    n, total, percent = event.n, event.total, event.percent
    if percent and percent.value > _WHOLE:
        return False
    if n and total and not _fits(n, total, percent):
        return False
    return total is None or not _is_of_another(setting, event.arm, total)


def _is_of_another(setting: Setting, label: str, total: Number) -> bool:
    """Tell whether a count is of as many patients as another arm has, and this one has not."""
    sizes = {arm.label: arm.n.value for arm in setting.trial.arms if arm.n}
    others = [size for name, size in sizes.items() if name != label]
    return label in sizes and total.value > sizes[label] and total.value in others


def _fits(n: Number, total: Number, percent: Number | None) -> bool:
    if n.value > total.value or total.value == 0:
        return False
    return percent is None or abs(_WHOLE * n.value / total.value - percent.value) <= _ROUNDING


def _is_contested(event: AdverseEvent, others: list[AdverseEvent]) -> bool:
    """Tell whether one sentence counts one event of one arm twice: then neither is sure."""
    same = (event.term.lower(), event.grade, event.arm, event.population)
    return any(
        (one.term.lower(), one.grade, one.arm, one.population) == same and one.span != event.span
        for one in others
    )
