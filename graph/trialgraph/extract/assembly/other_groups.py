"""Estimates that a sentence gives to other groups than the arms of the trial.

Their numbers are true, but of a contrast that nobody was randomised to, or of arms that were
not read: to hold them against the trial's own arms would be wrong, so they are left out.
"""

from trialgraph.extract.assembly.no_arms import cohorts_in
from trialgraph.extract.assembly.origin import is_of_covariate, origin_of
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.effects import PrintedEffect
from trialgraph.extract.mentions.measures import RATIOS
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_VERSUS = r"(?:v|vs\.?|versus|(?:as )?compared (?:with|to)|against)"
_LEVEL = (
    r"(?:(?:high(?:er|est)?|low(?:er|est)?|mid(?:dle)?|medium|intermediate|elevated|normal)"
    r"(?!-? ?(?:dose|intensity|frequency|dosage))|positive|negative|mutant|mutated|wild[- ]type"
    r"|presence|absence|present|absent|males?|females?|men|women|older|younger"
    r"|[<>≤≥]=? ?[\w.%]+)"
)
# "high vs. low clinical risk", "mid or high v low expression": levels of a property.
_CONTRAST = lazy.regex(
    rf"(?i)(?<![\w-]){_LEVEL}(?![\w-]*dose)[\w/-]*(?:[ -][\w/-]+){{0,3}}? {_VERSUS} "
    rf"(?:the )?(?:[\w/]+[ -]){{0,2}}?{_LEVEL}"
)
# "for medial v nonmedial sites": what patients have, or have not.
_TRAIT = lazy.regex(rf"\b(?P<trait>[a-z]{{4,20}}) {_VERSUS} (?:the )?non-?(?P=trait)\b")
# "higher after treatment than before": one and the same patients.
_THAN_BEFORE = lazy.regex(r"[)\]]*[^.;()]{0,60}\bthan (?:before|at baseline|baseline)\b")
# "Patients with diabetes (HR ...) died earlier": who they are is what was compared.
_OF_THOSE = lazy.regex(
    r"(?:[A-Z]{5,12}: )?(?:Patients|Women|Men|Those|Participants) (?:who had|with|without)"
    r" [^,;().]{3,60} (?:\([^()]{3,90}\),? (?:or|and) [^,;().]{3,60} )?[(\[]\w* ?"
)
_RATIO = lazy.regex(r"(?i)\b(?:hazard|odds|risk|rate) ratio|\b(?:HR|OR|RR)\b")
_BRACKET = lazy.regex(r"[(\[](?P<words>[^()\[\]]*(?:[(\[][^()\[\]]*[)\]][^()\[\]]*)*)[)\]]")
# "between the two groups (kept organ vs. removed organ)": the bracket says which groups.
_GROUPS_ARE = lazy.regex(
    rf"(?i)\b(?:groups|arms|cohorts) [(\[](?P<groups>[A-Za-z][^()\[\]:;,=\d]{{2,60}}? {_VERSUS} "
    r"[A-Za-z][^()\[\]:;,=\d]{2,60})[)\]]"
)
_COMPARED = lazy.regex(rf"(?i)\b(?:{_VERSUS}|than|over|and|respectively)\b")
_GROUP = lazy.regex(
    r"\b(?:in|for|with|than|to|the|of|between|and) (?:the |an? )?"
    r"(?P<name>(?!(?:the|an?) )[A-Za-z0-9][\w/+-]*(?: [\w/+-]+){0,2}?)"
    r"[- ](?:arms?|groups?)\b(?! of\b)"
)
_ALONE = lazy.regex(
    r"\d(?:\.\d+)?(?: ?%| months| weeks| years)(?: \([^()]{1,40}\))?,? (?:for|with|in|on) (?:the )?"
    r"(?P<name>[a-z][a-z-]{5,30}) (?:alone|monotherapy)\b"
)
# Words that name an arm by its part in the trial, or groups without saying which.
_OPEN = lazy.regex(
    r"(?i)\b(?:control(?:led|s)?|treatment|treated|experimental|interventions?|investigational"
    r"|study|trial|both|two|three|four|all|each|every|either|other|others|same|respective|these"
    r"|those|this|that|another|combin\w+|combo|active|standard|comparator|comparison|reference"
    r"|random\w*|placebo|observation\w*|monotherapy|single\w*|drug|doses?|dos\w+|therapy|usual"
    r"|care|between|across|within|among|assigned|allocated|parallel|individual|first|second|third"
    r"|one|any|no|per|age|risk|patients?|later|early|earlier|delayed|immediate|group|arm"
    r"|multi|separate|pooled|our|their|sub|cooperative|oncology|working|research)\b"
)
_OF_PATIENTS = lazy.regex(
    r"(?i)\b(?:high|low|risk|positive|negative|mutant|mutated|expression|stage|age|older|younger"
    r"|elderly|subgroup|marker|wild|status|prognosis|prognostic|naive|refractory|good|poor"
    r"|favou?rable|responders?|menopausal)\b"
)
_WORD = lazy.regex(r"[^\W_]{3,}")
_FEWEST = 2


def is_of_others(setting: Setting, sentence: Sentence, effect: PrintedEffect) -> bool:
    """Tell whether an estimate compares no arms of the trial: factors, levels, other groups."""
    trait = _TRAIT.search(setting.view.text, sentence.start, effect.start)
    before = setting.words(sentence.start, effect.start)
    after = setting.words(effect.end, min(sentence.end, effect.end + 90))
    return (
        (effect.measure not in RATIOS and _THAN_BEFORE.match(after) is not None)
        or (
            _OF_THOSE.fullmatch(before) is not None
            and not setting.arms_in(sentence.start, effect.start)
        )
        or (trait is not None and not setting.arms_in(*trait.span()))
        or is_of_covariate(setting, sentence, effect)
        or _contrasts_levels(setting, sentence, effect)
        or _names_other_groups(setting, sentence, effect)
        or _names_other_arms(setting, sentence, effect)
    )


def _contrasts_levels(setting: Setting, sentence: Sentence, effect: PrintedEffect) -> bool:
    """Tell whether words of the measure, or of one before it in its row, contrast two levels.

    Cohorts that were not randomised are kept: their population says what they are.
    """
    if cohorts_in(setting, sentence, effect):
        return False
    before = setting.words(sentence.start, effect.start)
    opened = max(before.rfind("("), before.rfind("["))
    own = before[opened:] if opened > max(before.rfind(")"), before.rfind("]")) else ""
    own += setting.words(effect.start, effect.value[0])
    earlier = [each["words"] for each in _BRACKET.finditer(before) if _RATIO.search(each["words"])]
    return any(_is_contrast(setting, sentence, words) for words in (own, *earlier))


def _is_contrast(setting: Setting, sentence: Sentence, words: str) -> bool:
    found = _CONTRAST.search(words)
    if found is None:
        return False
    start = setting.view.text.find(found[0], sentence.start, sentence.end)
    return start >= 0 and not setting.arms_in(start, start + len(found[0]))


def _names_other_groups(setting: Setting, sentence: Sentence, effect: PrintedEffect) -> bool:
    """Tell whether a bracket before an estimate says that its groups are no arms."""
    told = _GROUPS_ARE.finditer(setting.view.text, sentence.start, effect.start)
    arms = [setting.arms_in(*each.span("groups")) for each in told]
    return not all(arms)


def _names_other_arms(setting: Setting, sentence: Sentence, effect: PrintedEffect) -> bool:
    """Tell whether a sentence names arms, and none of them is an arm that was read."""
    if len(setting.trial.arms) < _FEWEST or setting.arms_in(sentence.start, sentence.end):
        return False
    text, place = setting.view.text, (sentence.start, sentence.end)
    is_told = _COMPARED.search(text, sentence.start, effect.end)
    if not is_told or origin_of(setting, sentence).second_hand:
        return False
    names = [each["name"] for form in (_GROUP, _ALONE) for each in form.finditer(text, *place)]
    return any(_is_of_no_arm(setting, name) for name in names)


def _is_of_no_arm(setting: Setting, name: str) -> bool:
    """Tell whether a name of a group says what it gets, and shares no word with an arm's name."""
    if _OPEN.search(name) or _OF_PATIENTS.search(name):
        return False
    called = (each for arm in setting.trial.arms for each in (arm.label, *arm.aliases))
    known = {word for each in called for word in _WORD.findall(each.lower())}
    words = set(_WORD.findall(name.lower()))
    return bool(words) and not words & known
