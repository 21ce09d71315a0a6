"""Whose number it is: this trial's result, its plan, or another trial's result."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.effects import PrintedEffect
from trialgraph.extract.no_report import retells
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy

_PLAN = lazy.regex(
    r"(?i)\bto detect\b|\bpower(?:ed)?\b|\bassum(?:ed|es|ing|ption)"
    r"|\bhypothesi[sz]ed|\bsample size|\bmargin\b|\bexpected\b"
    r"|\btarget(?:ed)? (?:hazard|HR)|\bthreshold|\bdesigned to\b"
    r"|\bcorresponding to an? (?:target|improvement)"
    r"|\b(?:required|requires|criteri(?:on|a)|would (?:be|have)|was to be|if the|rule)\b"
)
_REGRESSION = lazy.regex(
    r"(?i)\b(?:uni|multi)varia(?:te|ble)\b|\bprognostic\b"
    r"|\bindependent(?:ly)? (?:predict|associat)\w+|\brisk factors?\b"
    r"|\b(?:each|every|per) (?:[\w.%/-]+ ){0,4}?(?:increase|decrease|increment|unit|SD)\b"
    r"|\b(?:external|historical|synthetic|real-world|matched)[- ](?:controls?|comparison|cohort"
    r"|comparator|arm)\b"
    r"|\birrespective of (?:the )?(?:treatment|therapy|arm|assigned)\b"
)
_ASSOCIATED = lazy.regex(
    r"(?i)\b(?:levels?|expression|status|mutations?|scores?|genotypes?|elevated|responses)\b"
    r"[^.;]{0,80}?\b(?:associated|correlated) with\b|\bimpact of (?:elevated|high|low|baseline)\b"
)
_PEOPLE = (
    r"(?:those|patients|women|men|participants|individuals|subjects|persons|children|adults"
    r"|carriers|cases|tumou?rs)"
)
OTHER_GROUPS = lazy.regex(
    r"(?i)\b(?:compared (?:with|to)|versus|vs\.?|than|v)\s(?:in |for |that in )?(?:the )?"
    rf"{_PEOPLE}\s(?:with|without|who|positive|negative|aged|in the [^,;.()]{{0,50}}"
    r"(?:sub)?groups?)\b"
    r"|\b(?:than|versus|vs\.?|v)\s(?:in |for )?(?:women|men|females?|males?|wild-type)\b"
    r"(?! (?:treated|assigned|receiving|given|randomi))"
)
# "between female and male patients", "between the expression subgroups": no arms of a trial.
_BETWEEN_SUBSETS = lazy.regex(
    r"(?i)\bbetween (?:the )?[^.;()]{0,60}?\b(?:expression|status|positive|negative|mutat\w+"
    r"|(?:high|low)(?![- ](?:dose|intensity|frequency))|wild-type|male|female|women|men|older"
    r"|younger|age|stage|histolog\w+|genotypes?|carriers|responders|risk|levels?|scores?"
    r"|biomarker)\b[^.;()]{0,40}?\b(?:sub)?(?:groups|sets|patients|populations|subjects"
    r"|participants|individuals|carriers|responders|women|men)\b"
)
_TIED = lazy.regex(
    r"(?i)(?<!-)\b(?:associat(?:ed|ion)|correlat(?:ed|es?|ion)|predict(?:ors?|ed|ive)"
    r"|linked (?:to|with))\b"
)
_OF_TREATMENT = lazy.regex(
    r"(?i)\b(?:treatments?|therap(?:y|ies)|drugs?|interventions?|randomi[sz]ation|assignment"
    r"|allocation|vaccin\w+|regimens?|addition|use|combination|arms?|groups|surgery|\w*therapy"
    r"|treated|screening|program(?:me)?|transplant\w*|supplement\w*|(?:neo-?)?adjuvant"
    r"|maintenance|induction|strateg(?:y|ies)|approach)\b"
)
_IN_ONE_ARM = lazy.regex(r"(?:[A-Z]{5,12}: )?(?:In|Within|Among|For) [^,;]{3,60}, ")
_PLACE = lazy.regex(
    r"\b(?:in|within|among|for) (?:the |patients in the |those in the )?"
    r"(?:[\w/-]+ (?:plus|and|\+) )?$"
)
_OPENS = lazy.regex(r"\s?[(\[](?:\w+ )?")
_NEAR = 40
_AGAINST = lazy.regex(r"(?i)\b(?:compared (?:with|to)|versus|vs\.?|v|than)\s")
_JOINED = lazy.regex(
    r"(?i)[)\]]{0,2},?\s(?:versus|vs\.?|v|compared (?:with|to))\s(?:[A-Z]{2,4}\s)?$"
)
_TRIAL = lazy.regex(
    r"\b(?P<name>[A-Z][A-Za-z0-9]*(?:[A-Z0-9]"
    r"|-[A-Z0-9])[A-Za-z0-9-]*)(?:\s\d{1,3})?\s(?:trials?|stud(?:y|ies))\b"
    r"|\b(?:trials?|stud(?:y|ies))\s\((?P<bracket>[A-Z][A-Za-z0-9-]{3,})\)"
    r"|^In\s(?P<named>[A-Z]{4,}(?:-?\d+)?)(?=,)"
)
# A name in capitals in an introduction: a trial, or a disease; its numbers are others' in both.
_IN_NAMED = lazy.regex(r"\b[Ii]n [A-Z]{5,14}(?:-?\d{1,3})?\b(?![- ](?:positive|negative))")
_NOT_A_TRIAL = lazy.regex(
    r"(?i)^(?:phase|this|our|the|I{1,3}|IV|[A-Z]\d+|HER2|EGFR|PD-L?1|BRCA\d?)$"
)
_OUTSIDE = frozenset({"introduction", "discussion", "conclusion"})
_CITED = lazy.regex(
    r"\([A-Z][\w'-]+ (?:et al\.?|and [A-Z][\w'-]+),? (?:\d{4}|\()"
    r"|\b[A-Z][\w'-]+ et al\.?,? \(?(?:19|20)\d\d\b"
    r"|\[\d{1,3}(?:\s?[,-]\s?\d{1,3}){0,9}\]|\bmeta-analys[ie]s\b"
)
_ANOTHER = lazy.regex(
    r"(?i)\b(?:an?|another|one|previous|prior|earlier|recent|other|several|two|three|published)"
    r" (?:[a-z-]+ ){0,4}(?:stud(?:y|ies)|trials?)\b|\banalys[ie]s of (?:an?|another|two|several)"
    r" (?:[a-zI\d-]+ ){0,4}(?:stud(?:y|ies)|trials?)\b"
)
_OTHERS_SAY = lazy.regex(
    r"\b[A-Z][\w'-]{1,40} (?:et al\b|and (?:colleagues|co-?workers|associates)\b)"
    r"|(?i:\bin an unrelated (?:cohort|trial|study|population)\b)"
)
_FOUND = (
    r"(?:show(?:n|ed)|found|reported|demonstrated|prolonged|improved|reduced|failed|met|yielded"
    r"|produced)"
)
_NUMBERED = r"(?:[A-Z]{3,}(?:-[A-Z][A-Za-z]+)?-\d{1,4}|(?:[A-Z]{4,} ){1,2}\d{3,6})"
_SAID_BY_NAME = lazy.regex(
    rf"\b(?P<subject>{_NUMBERED}),? (?:had |has |also |previously ){{0,2}}{_FOUND}\b"
    rf"|\b(?:[Ii]n|from|by|of) (?P<place>{_NUMBERED})(?:,| (?:was|were|had|the)\b|(?=[.;(]| \())"
)
# The pluperfect and "previous trial results" tell of others in any part of a text.
_HAD_FOUND = lazy.regex(rf"\b(?P<subject>{_NUMBERED}) had (?:also |previously )?{_FOUND}\b")
_EARLIER_RESULTS = lazy.regex(
    r"^(?:Previous|Earlier|Prior) (?:trial|study) (?:results|data)\b"
    r"|^In (?:an?|another) (?:previous|earlier|prior) (?:[a-z-]+ ){0,3}(?:trial|study)\b"
)
_NO_NUMBERED_TRIAL = lazy.regex(r"(?:COVID|SARS|HER|BRCA|FOLF\w+|QLQ|ICD|CTCAE|RECIST|GRADE)\b")
_OWN = lazy.regex(
    r"(?i)\b(?:our|this|the (?:present|current)) (?:study|trial|results|analysis|findings)\b"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number comes from; ``trial`` names another trial where the text does."""

    second_hand: bool
    trial: str | None = None


def is_of_covariate(setting: Setting, sentence: Sentence, effect: PrintedEffect) -> bool:
    """Tell whether a ratio belongs to a factor of a regression, not to the arms."""
    words = setting.view.words(sentence)
    cue = (
        _REGRESSION.search(words)
        or OTHER_GROUPS.search(words)
        or _ASSOCIATED.search(words)
        or _BETWEEN_SUBSETS.search(words)
    )
    if cue is None:
        return _is_tied(setting, sentence, effect)
    # What stands before "in multivariable analysis" says nothing of the factors after it.
    begin = sentence.start + cue.start()
    opens = sentence.start + _after_one_arm(words)
    if _ASSOCIATED.match(cue[0]):
        begin = opens
    if _is_beside_arms(setting, sentence, cue, effect):
        return True
    return not setting.arms_in(begin if begin < effect.start else opens, effect.start)


def _is_beside_arms(
    setting: Setting, sentence: Sentence, cue: re.Match[str], effect: PrintedEffect
) -> bool:
    """Tell whether the arms that a sentence names are not what its ratio compares.

    "Between the levels in the A arm (HR ...) and in the B arm (HR ...)": each is of one arm.
    "Those in the A arm had 30% more deaths than patients with X": these are no arm.
    """
    stop = min(sentence.end, effect.end + 2 * _NEAR)
    against = OTHER_GROUPS.search(setting.view.text, effect.end, stop)
    if against:
        return not setting.arms_in(against.start(), min(sentence.end, against.end() + _NEAR))
    end = sentence.start + cue.end()
    if cue.re.pattern != _BETWEEN_SUBSETS.pattern or end > effect.start:
        return False
    named = setting.arms_in(end, effect.start)
    places = [setting.words(max(end, one.start - _NEAR), one.start) for one in named]
    is_last = bool(named) and _OPENS.fullmatch(setting.words(named[-1].end, effect.start))
    return bool(is_last) and all(_PLACE.search(words) for words in places)


def _after_one_arm(words: str) -> int:
    """Return where a sentence goes on after "In the one arm,": that arm is not compared."""
    lead = _IN_ONE_ARM.match(words)
    return lead.end() if lead else 0


def _is_tied(setting: Setting, sentence: Sentence, effect: PrintedEffect) -> bool:
    """Tell whether a ratio shows an association of something that is no treatment."""
    begin = sentence.start + _after_one_arm(setting.view.words(sentence))
    before = setting.words(begin, effect.start)
    tied = setting.trial.arms and _TIED.search(setting.view.words(sentence))
    if not tied or _OF_TREATMENT.search(before):
        return False
    after = setting.words(effect.end, sentence.end)
    against = _AGAINST.search(after) and setting.arms_in(effect.end, sentence.end)
    return not (against or setting.arms_in(begin, effect.start))


def without_pairs(setting: Setting, effects: list[PrintedEffect]) -> list[PrintedEffect]:
    """Return effects without those set against each other: "HR 0.4 (...) versus 0.8 (...)".

    Each belongs to patients of its own, whom the words before name together.
    """
    joined = [
        at
        for at, (one, other) in enumerate(pairwise(effects))
        if _JOINED.fullmatch(setting.words(one.end, other.start))
    ]
    apart = {*joined, *(at + 1 for at in joined)}
    return [effect for at, effect in enumerate(effects) if at not in apart]


def is_planned(setting: Setting, sentence: Sentence, effect: PrintedEffect) -> bool:
    """Tell whether a printed ratio belongs to the plan: an assumption, a target, a margin."""
    before = setting.words(max(sentence.start, effect.start - 160), effect.start)
    bare = effect.interval is None and effect.p is None
    return bare and _PLAN.search(before + " " + effect.fill) is not None


def origin_of(setting: Setting, sentence: Sentence) -> Origin:
    """Return whether a sentence speaks of another trial's results; a review only retells."""
    if retells(setting.view):
        return Origin(second_hand=True, trial=_foreign(setting, sentence))
    if sentence.section not in _OUTSIDE:
        earlier = _EARLIER_RESULTS.match(setting.view.words(sentence)) is not None
        named = _numbered(setting, sentence, _HAD_FOUND)
        return Origin(second_hand=earlier or named is not None, trial=named)
    opening = sentence.section == "introduction"
    numbered = _numbered(setting, sentence, _SAID_BY_NAME)
    name = _foreign(setting, sentence) or (None if opening else numbered)
    if name:
        return Origin(second_hand=True, trial=name)
    words = setting.view.words(sentence)
    cites = any(sentence.start <= mark.at <= sentence.end + 1 for mark in setting.view.marks)
    # The introduction of a paper, unlike that of an abstract, has no result of its own.
    opens = opening and _is_paper(setting.view)
    told = _CITED.search(words) or _ANOTHER.search(words) or _OTHERS_SAY.search(words)
    if opening:
        told = told or _IN_NAMED.search(words)
    foreign = cites or opens or told is not None or numbered is not None
    return Origin(second_hand=foreign and not _OWN.search(words))


@lru_cache(maxsize=2)
def _is_paper(view: ReadingView) -> bool:
    return any(sentence.section == "discussion" for sentence in view.sentences)


def _foreign(setting: Setting, sentence: Sentence) -> str | None:
    own = setting.trial.acronym.value.lower() if setting.trial.acronym else ""
    for match in _TRIAL.finditer(setting.view.words(sentence)):
        name = match["name"] or match["bracket"] or match["named"]
        if name.lower() != own and not _NOT_A_TRIAL.match(name):
            return name
    return None


def _numbered(setting: Setting, sentence: Sentence, said: re.Pattern[str]) -> str | None:
    """Return the numbered name that a sentence tells a result of, unless it is this trial's."""
    for match in said.finditer(setting.view.words(sentence)):
        name = next(one for one in match.groups() if one)
        if not _NO_NUMBERED_TRIAL.match(name) and name.lower() not in _own_names(setting):
            return name
    return None


def _own_names(setting: Setting) -> str:
    """Return what names this trial or its drugs: its arms, its title, its acronym."""
    view, trial = setting.view, setting.trial
    titles = [view.words(each) for each in view.sentences if each.section == "title"]
    acronym = trial.acronym.value if trial.acronym else ""
    return " ".join([acronym, *titles, *(arm.label for arm in trial.arms)]).lower()
