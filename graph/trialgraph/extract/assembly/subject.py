"""Which end point a number is about: clause by clause, then sentence by sentence."""

import re

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.end_points import composite
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence

_SUBJECT = re.compile(
    r"(?:^(?=[A-Z])|.*?\b(?:At|By|After|Within|During|In) [^,]{1,60}, )(?:[Tt]he |[Aa]n? )?"
    r"(?:(?:rate|incidence|risk|proportion|frequency|likelihood|odds|probability) of )?"
    r"(?P<words>[A-Za-z][^.;,()]{3,90}?) (?:occurred|was|were|developed|had occurred)\b"
)
_HAD = re.compile(
    r"\b(?:had|achieved|reached|experienced) an? (?P<words>[A-Za-z][\w -]{2,50}? ?"
    r"(?:response|remission|relapse|recurrence|score of [\w. ]{1,20}))\s?\($"
)
# "survival by disease-related events (HR ...)": the bracket counts these, not the survival.
_EVENTS = re.compile(
    r"\b(?P<words>(?!(?:of|in|the|and|or|more|fewer|any|all) )[a-z]+(?:-[a-z]+)?"
    r" (?:events|effects))\s$"
)
_FOR_AFTER = re.compile(r"[\s)\]]*for (?:the )?(?:median )?")
_EVENT_BEFORE = re.compile(
    r"(?i)\b(?:risk of|fewer|more) (?P<event>(?:(?:disease )?progression"
    r"|relapse|recurrence) or death"
    r"|deaths?\b(?! or))[^.;]{0,60}$"
)
_LISTED = re.compile(r"(?:^|follows: |: )for (?:the )?(?P<what>[a-z][^,;:()]{3,70}?),?\s*$")
_NO_SUBJECT = re.compile(
    r"(?i)\b(?:patients?|hazard|ratio|difference|results?|median|groups?|arms?"
    r"|there|it|this|we|weeks?|months?|days?|years?|baseline|treatment|grade|adverse|serious"
    r"|(?<!cardiovascular )(?<!thromboembolic )(?<!cardiac )(?<!skeletal-related )events?)\b"
)


def end_point_after(setting: Setting, sentence: Sentence, end: int) -> Mention | None:
    """Return the end point that follows a number at once: "was 0.79 (...) for OS"."""
    named = setting.end_points_in(end, sentence.end)
    if not named or not _FOR_AFTER.fullmatch(setting.words(end, named[0].start)):
        return None
    return named[0]


def end_point_of(
    setting: Setting, sentence: Sentence, place: int, fill: str = ""
) -> Mention | None:
    """Return the end point of a number at a place of a sentence.

    Args:
        setting: the document.
        sentence: that holds the number.
        place: where the number's words begin.
        fill: words between a measure and its value, which may name the event.
    """
    inside = _of_measure(setting, place, fill)
    if inside:
        return inside
    listed = _LISTED.search(fill)
    if listed:
        start = setting.view.text.index(fill, sentence.start) + listed.start("what")
        return Mention(listed["what"], start, start + len(listed["what"]))
    before = list(setting.end_points_in(sentence.start, place))
    if before:
        return _governing(setting, sentence, before, place)
    event = composite(fill)
    if event:
        return Mention(event, place, place)
    return _elsewhere(setting, sentence, place)


def _of_measure(setting: Setting, place: int, fill: str) -> Mention | None:
    """Return the end point named inside the words of the measure itself."""
    named = setting.end_points_in(place, place + len(fill) + 16) if fill.strip(" ,:=") else ()
    named = [mention for mention in named if setting.words(mention.start, mention.end) in fill]
    return named[0] if named else None


def _governing(setting: Setting, sentence: Sentence, before: list[Mention], place: int) -> Mention:
    """Return the nearest end point before a place; a subject outranks a label in brackets.

    "Median X showed a trend (median Y 28 months ...; HR ...)": what a bracket
    restates cannot change what its sentence is about, unless it labels the number itself.
    """
    nearest = before[-1]
    opening = _opening(setting.words(sentence.start, place))
    if opening is None:
        return nearest
    events = _EVENTS.search(setting.words(nearest.end, sentence.start + opening))
    if events:
        return _named(events["words"], nearest.end + events.start("words"))
    outside = [mention for mention in before if mention.end <= sentence.start + opening]
    inside = [mention for mention in before if mention.start >= sentence.start + opening]
    if not inside or not outside:
        return nearest
    labels = {mention.value for mention in inside}
    subject = outside[-1]
    restated = len(labels) == 1 and _is_median(setting, inside[0])
    in_clause = not re.search(r"[;)]", setting.words(subject.end, sentence.start + opening))
    labels_number = not setting.words(nearest.end, place).strip() and not _is_median(
        setting, subject
    )
    return subject if restated and in_clause and not labels_number else nearest


def _is_median(setting: Setting, mention: Mention) -> bool:
    return setting.words(max(0, mention.start - 7), mention.start).lower() == "median "


def _opening(words: str) -> int | None:
    """Return where the outermost bracket that is still open begins."""
    depth, opening = 0, None
    for at, char in enumerate(words):
        if char in "([":
            opening = at if depth == 0 else opening
            depth += 1
        elif char in ")]" and depth:
            depth -= 1
    return opening if depth else None


def _elsewhere(setting: Setting, sentence: Sentence, place: int) -> Mention | None:
    """Return the end point named later in the sentence, its subject, or the topic before it."""
    after = list(setting.end_points_in(place, sentence.end))
    if len({mention.value for mention in after}) == 1:
        return after[0]
    if after:
        return None
    subject = subject_of(setting, sentence, place) or _had(setting, sentence, place)
    if subject:
        return subject
    event = _EVENT_BEFORE.search(setting.words(sentence.start, place))
    if event:
        return Mention(composite(event["event"]) or "OS", place, place)
    for back in (1, 2):
        earlier = setting.before(sentence, back)
        named = list(setting.end_points_in(earlier.start, earlier.end)) if earlier else []
        if named:
            values = {mention.value for mention in named}
            return named[-1] if len(values) == 1 else None
    return None


def subject_of(setting: Setting, sentence: Sentence, place: int) -> Mention | None:
    """Return the words a sentence is about, as the name of an end point without a standard one."""
    words = setting.words(sentence.start, place)
    match = _SUBJECT.match(words)
    if match is None or _NO_SUBJECT.search(match["words"]) or _is_arm(setting, match["words"]):
        return None
    return _named(match["words"], sentence.start + match.start("words"))


def _had(setting: Setting, sentence: Sentence, place: int) -> Mention | None:
    """Return what patients of both arms had right before a bracket: "had a good response ("."""
    begin = max(sentence.start, place - 120)
    opening = setting.view.text.rfind("(", begin, place)
    match = _HAD.search(setting.words(begin, opening + 1)) if opening >= 0 else None
    return _named(match["words"], begin + match.start("words")) if match else None


def _is_arm(setting: Setting, words: str) -> bool:
    """Tell whether words name a treatment, which no end point does."""
    names = [part.name for arm in setting.trial.arms for part in arm.interventions]
    names += [arm.label for arm in setting.trial.arms]
    return any(name.lower() in words.lower() for name in names)


def _named(words: str, start: int) -> Mention:
    """Return the subject as an end point; deaths are overall survival."""
    end = start + len(words)
    name = re.sub(
        r"^(?:(?:More|Fewer|[Tt]he|A|An) )+(?:(?:rate|incidence|risk|frequency) of )?", "", words
    )
    if name.lower() in {"deaths", "death"}:
        return Mention("OS", start, end)
    return Mention(name[0].lower() + name[1:] if name[1:2].islower() else name, start, end)
