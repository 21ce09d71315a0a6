"""Documents that tell of trials and report none: reviews, comments, models, animals.

The title says what kind of document it is, or the first words do. Words of a trial of its
own ("a randomised trial", "phase 2") outweigh a kind that such a trial may have as well.
"""

from collections.abc import Iterable
from functools import lru_cache

from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy

_NOTICE = lazy.regex(
    r"(?i)^\W*(?:(?:invited |guest )?(?:editorial|commentary)\b|comment(?:: | on )|correspondence\b"
    r"|letter(?: to the editor|:)|in reply\b|(?:authors?' |authors )?reply(?: to|:)|re: "
    r"|retraction(?:: | not(?:e|ice)\b| of (?:an? |the )?(?:trial|article|paper|study|report)\b)"
    r"|notice of retraction\b)"
    r"|: (?:an? )?(?:retraction (?:notice|note)|(?:invited )?commentary|editorial comment)\W*$"
)
_PUT_TOGETHER = lazy.regex(
    r"(?i)\bmeta-?analys[ie]s\b|\b(?:systematic|narrative|scoping|umbrella|literature|integrative)"
    r" (?:literature )?reviews?\b|: an? (?:[\w-]+ ){0,3}review\W*$"
    r"|\b(?:pooled literature|literature-based) analysis\b|\bMendelian randomi[sz]ation\b"
    r"|\bpooled analysis of (?:the )?(?:published )?literature\b"
)
_OF_A_FEW = lazy.regex(r"(?i)\bof (?:the )?(?:two|three|four|[234])\b")
_NO_ASSIGNMENT = lazy.regex(
    r"(?i)\bMarkov (?:model|cohort|state)\w*|\bpartitioned[- ]survival model|\bbudget impact\b"
    r"|\bdecision[- ]analy\w+ model"
    # "Effectiveness and cost-effectiveness of ...": the study had patients of its own.
    r"|(?<!effectiveness and )(?<!effectiveness, and )(?<!efficacy and )(?<!safety and )"
    r"\bcost-?(?:effectiveness|utility|benefit)\b"
    r"|\bcase reports?\b(?! form)|\breport of (?:an?|one|two|three|four|five) cases?\b"
    r"|: (?:results of )?an? (?:[\w-]+ ){0,5}survey\b|\b(?:survey|questionnaire) study\b"
    r"|\bpropensity\b|\breal[- ]world (?:[\w-]+ ){0,2}(?:outcomes|data|evidence|study|experience"
    r"|effectiveness|comparison|analysis)\b"
    r"|\b(?:practice|consensus|management|treatment) guidelines?\b|^guidelines?(?:: | for\b| on\b)"
    r"|: an? (?:[\w-]+ ){0,4}guideline\W*$"
)
_OWN_TRIAL = lazy.regex(
    r"(?i)\brandomi[sz]ed(?!,? (?:[\w-]+ ){0,4}(?:trials|studies)\b)|\btrial\b"
    r"|\bphase (?:[1-4]|I{1,3}|IV)\b(?!,? (?:[\w-]+ ){0,4}(?:trials|studies)\b)"
)
_BEASTS = (
    r"(?:mice|rats|dogs|cats|pigs|piglets|swine|rabbits|monkeys|macaques|zebrafish|hamsters"
    r"|guinea pigs|chickens|broilers|cows|calves|cattle|sheep|lambs|goats|horses|plants|seedlings"
    r"|larvae|flies|cell lines|cell cultures|wells)"
)
_ON_ANIMALS = lazy.regex(
    rf"(?i)\b(?:in|of|on) (?:[\w/-]+ ){{0,4}}?{_BEASTS}\b|\bin vitro\b(?!\W+(?:fertili|matur))"
    r"|\b(?:mouse|murine|rat|canine|porcine|rabbit|rodent|animal|xenograft)"
    r" (?:[\w-]+ ){0,2}models?\b"
)
_BEASTS_ASSIGNED = lazy.regex(
    rf"(?i)\b{_BEASTS} (?:\([^()]{{0,60}}\) )?were (?:[\w-]+ ){{0,2}}"
    r"(?:random\w*|assigned|allocated|divided)\b"
    rf"|\brandom\w* (?:assign|allocat|divid)\w* (?:the )?(?:[\w/-]+ ){{0,3}}?{_BEASTS}\b"
)
_HUMANS = lazy.regex(
    r"(?i)\b(?:patients?|participants?|volunteers?|women|men|adults|children|infants|owners"
    r"|farmers|households|villages)\b"
)
_OF_OTHERS = lazy.regex(
    r"\b(?:[A-Z][\w'-]+ et al\.?|[A-Z][\w'-]+ and (?:colleagues|co-?workers|associates))"
    r"[^.]{0,60}?\s(?:report|describe|present|show)(?:s|e?d)?\b"
)
_REVIEW = lazy.regex(r"(?i)^(?:(?:systematic|narrative|literature) )?review(?:[- ]article)?s?$")
_TRIAL_TYPE = lazy.regex(r"(?i)\b(?:clinical|controlled) trial\b")
# "To review drug X ...", "are the focus of this review": said in the first words or the abstract.
_REVIEWS = lazy.regex(
    r"(?:^|: )To (?:critically |systematically )?review\b"
    r"|(?i:\b(?:focus|aim|purpose|scope|subject) of (?:this|the present|our) "
    r"(?:[\w-]+ ){0,2}review\b|\b(?:this|the present) (?:[\w-]+ ){0,2}review (?:article )?"
    r"(?:summari[sz]es|discusses|describes|focuses|highlights|outlines|covers|addresses"
    r"|provides|presents|will)\b|\b(?:we|this (?:article|paper)) (?:here )?reviews? the "
    r"(?:literature|evidence|current|available|role|use|data)\b)"
)
# "Two phase II trials were identified using PubMed": what a search of the literature found.
_SEARCHED = lazy.regex(
    r"(?i)\b(?:trials?|studies|articles|publications|literature|reports)\b[^.;]{0,40}?"
    r"\b(?:identified|retrieved|searched|located|selected|found)\b[^.;]{0,80}?"
    r"\b(?:PubMed|MEDLINE|Embase|Cochrane|Web of Science)\b"
    r"|\b(?:PubMed|MEDLINE|Embase|Cochrane (?:Library|databases?)) (?:was|were) searched\b"
)
_ADDRESSED = lazy.regex(r"\b(?:To the Editor|In this issue)\b")
_OPENING = 600
_TELLING = frozenset({"title", "abstract"})


def is_no_report(view: ReadingView, types: Iterable[str] = ()) -> bool:
    """Tell whether a document is of a kind that reports no trial of its own.

    Args:
        view: the document.
        types: of the publication, as its source names them.
    """
    title = _title(view)
    if _NOTICE.search(title) or _comments(view):
        return True
    if _is_review(types):
        return not _OWN_TRIAL.search(title)
    if _BEASTS_ASSIGNED.search(view.text) and not _HUMANS.search(view.text):
        return True
    if _PUT_TOGETHER.search(title) and not _OF_A_FEW.search(title):
        return not _OWN_TRIAL.search(title)
    if _ON_ANIMALS.search(title) and not _HUMANS.search(view.text):
        return True
    kind = _NO_ASSIGNMENT.search(title)
    return kind is not None and not _OWN_TRIAL.search(title)


def _title(view: ReadingView) -> str:
    """Return the title; nothing where the text begins with its abstract."""
    words = [view.words(each) for each in view.sentences if each.section == "title"]
    return " ".join(words)


def _is_review(types: Iterable[str]) -> bool:
    """Tell whether a source lists a publication as a review, and not as a trial as well."""
    named = list(types)
    is_trial = any(_TRIAL_TYPE.search(each) for each in named)
    return not is_trial and any(_REVIEW.search(each) for each in named)


@lru_cache(maxsize=2)
def retells(view: ReadingView) -> bool:
    """Tell whether a document calls itself a review, or says where it looked for trials.

    The results it prints, of whatever trial, are retold.
    """
    told = [view.words(each) for each in view.sentences if each.section in _TELLING]
    is_review = any(_REVIEWS.search(words) or _SEARCHED.search(words) for words in told)
    return is_review and not _OWN_TRIAL.search(_title(view))


def _comments(view: ReadingView) -> bool:
    """Tell whether the first words speak of what others report."""
    opening = view.text[:_OPENING]
    said = _ADDRESSED.search(opening)
    return said is not None and _OF_OTHERS.search(opening, said.end()) is not None
