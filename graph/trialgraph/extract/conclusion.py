"""The authors' own conclusion: its sentences, and what they add up to."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from trialgraph.extract.statements import (
    BENEFIT,
    EXPECTED,
    HARM,
    NO_BENEFIT,
    NONINFERIOR,
    NOT_NONINFERIOR,
    efficacy_words,
    said_words,
)
from trialgraph.extract.uncompared import COMPARES, MARKER, is_of_no_comparison
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.reading import Conclusion

_OPENING = lazy.regex(
    r"^(?:in (?:conclusion|summary)|to conclude|taken together|collectively|"
    r"these (?:findings|results|data)|our (?:findings|results|data)|"
    r"the(?:se)? present results|we conclude|this (?:trial|study) (?:showed|demonstrated|shows))\b",
    re.IGNORECASE,
)
_NOT_SAID = lazy.regex(
    r"^\W{0,3}(?:(?i:funded|funding|(?:clinical )?trial[ -]?regist|"
    r"(?:[\w-]+ )?clinicaltrials\. ?gov|www\.|https?:|"
    r"(?:this|the) (?:trial|study) (?:is|was|has been) (?:\w+ )?registered|"
    r"the primary (?:end[ -]?point|outcome) was (?!not |also |met\b|reached\b|improved|signif)|"
    r"the (?:objectives?|aims?|purpose) (?:of [^.]{1,60} )?(?:was|were|is|are)\b|"
    r"(?:prospectively |retrospectively )?registered (?:with|at|under|as|on|in|by)\b|"
    r"registration\b|(?:[\w-]+ ){0,3}?(?:clinical )?trial (?:registration|information)|"
    r"current controlled trials|EudraCT|copyright|©|"
    r"(?:ISRCTN|NCT|ACTRN|ChiCTR|UMIN)\w*\d)|"
    r"(?i:supported (?:in part )?by (?:an? |the )?)(?:[A-Z]|grants?\b|funds?\b|research\b)|"
    r"(?:[A-Z]\w*\.? ){1,5}\d{1,4} ?\(\d{1,3}\) ?:|[A-Z][\w ]{2,40}; ?\d{1,3} ?\(\d)"
    r"|^[A-Z]{2,}[\w-]* ClinicalTrials"
    r"|^(?:[A-Z][\w ]{0,60}, ){1,8}(?:and )?[A-Z][\w ]{0,60}"
    r"(?:Foundation|Fund|Hospital|Pharma\w*|Institute|Association|Council)\b[^.]{0,40}\.?$"
)
_LABEL = lazy.regex(
    r"^(?:CONCLUSIONS?|INTERPRETATION|DISCUSSION|Conclusions?|Interpretation)"
    r"(?: (?:AND|and) \w+(?: \w+)?|/\w+)?(?:\s*[:.]\s*|\s+(?=[A-Z]))"
)
_OPTION = lazy.regex(
    r"\bshould be (?:considered|regarded)(?: as)? (?:the |a )?(?:new )?(?:standard|preferred|"
    r"option|"
    r"first choice|treatment of choice)\b|"
    r"\b(?:is|be|was|are|represents?|offers?|provides?|becomes?) (?:an?|the) (?:[\w/-]+ ){0,6}?"
    r"(?:approach|option|standard|strategy|alternative|choice)\b"
    r"|\bbe (?:an? )?(?:viable|effective|reasonable|suitable|useful) (?:[\w-]+ )?"
    r"(?:substitutes?|alternatives?|options?)\b|\bclinically useful\b|"
    r"\bremains an? (?:[\w-]+ ){0,2}option\b|\b(?:safer|faster) than\b|"
    r"\b(?:is|are|was|were|appears? to be) useful (?:in|for|after)\b|"
    r"\bshould be considered (?:for|in) (?:all|patients|women|men|adults|children)\b|"
    r"\b(?:is|was|be) an? (?:valid|effective|viable|reasonable|useful|suitable|good)\b[^.;,]{0,40}?"
    r"\b(?:treatment|therapy)\b",
    re.IGNORECASE,
)
_AIM = lazy.regex(
    r"\b(?:directed at|aim(?:ed|s|ing)? (?:at|to)|designed to|intended to|intervention to|"
    r"efforts? to|strateg(?:y|ies) to|in order to|needed to|to optimi[sz]e|"
    r"who (?:may|might|could|would|will|can)(?: safely)?|"
    r"(?<!more )(?<!less )likely to)\s+\w+(?: or \w+)?",
    re.IGNORECASE,
)
_AS_GOOD = lazy.regex(
    r"\b(?:as|equally) (?:effective|efficacious|active)\b|\bat least as well as\b|"
    r"\bsame (?:efficacy|effect|effectiveness)\b|"
    r"\bas (?:safe|well tolerated) and (?:as )?(?:effective|efficacious)\b|"
    r"\b(?:demonstrated|showed|led to|had|produced|resulted in|provided?|provides|achieved|gave|"
    r"yielded) "
    r"(?:at least )?(?:an? )?(?:[\w-]+ly )?(?:similar|comparable|equivalent|equal) "
    r"(?:[\w-]+ ){0,3}?(?:improvements?|reductions?|effects?|"
    r"decreases?|results|relief|analgesia|protection|anaesthesia|anesthesia|rates?)\b|"
    r"\b(?:similar|comparable|equivalent) (?:[\w-]+ )?(?:efficacy|effectiveness|survival|outcomes?|"
    r"control|benefits?)\b|\bequivalent to\b"
    r"|\b(?:outcomes?|survival|efficac(?:y|ies)|response rates?|effects?)\b[^.;]{0,80}? "
    r"(?:is|are|was|were|seems?|"
    r"appears?)(?: to be)? (?:similar|comparable|equivalent|no different)\b(?! to (?:that|those))"
    r"|\b(?:mortality|(?:rates?|incidences?|risks?) of (?!(?:[\w/-]+ ){0,4}?(?:adverse|toxic|side|"
    r"hypoglyc|grade|bleeding|complicat))[^.;,]{2,50}?) (?:was|were) (?:similar|comparable)\b",
    re.IGNORECASE,
)
_EQUIVALENCE = lazy.regex(
    r"\bnon-?inferior\w*|\bequivalence\b|\bbioequivalen\w*|\b(?:whether|hypothesi[sz]ed that)\b"
    r"[^.;]{3,200}? (?:is|are|was|were|would be) (?:equivalent to|no worse than|as good as|at "
    r"least as (?:good|effective) as)\b",
    re.IGNORECASE,
)
_SUPPORTS = lazy.regex(
    r"\b(?:supports?|favou?rs?|justif(?:y|ies)|encourages?|lends? (?:further )?support to) "
    r"(?:(?:the|an?|its|their|routine|continued|wider|early|of) ){0,3}(?:[\w-]+ ){0,2}?"
    r"(?:use|switch|addition|administration|adoption|recommendation|strategy)\b|"
    r"\b(?:(?:should|can|is to) be|(?:is|are)) (?:(?:generally|therefore|thus|strongly|now) )?"
    r"(?:preferred|recommended|offered)\b|\bshould be the (?:preferred|standard)\b",
    re.IGNORECASE,
)
# How active a treatment is, or as much as others found: no word on one being better.
_NOT_COMPARED = lazy.regex(
    r"\b(?:(?:promising|encouraging|meaningful|durable|robust|good|high|substantial|clinical(?:ly)?|"
    r"modest|significant|notable|some|and) ){0,5}(?:(?:clinical|anti-?tumou?r|anti-?cancer|"
    r"single-agent|anti-?leuka?emi[ac]) ){1,2}activity\b|"
    r"\b(?:efficacy|activity|safety|results|findings|outcomes)\b[^.;,]{0,80}? (?:was|were|is|are) "
    r"consistent with\b[^.;,]*|"
    r"\b(?:active|promising|effective|valid|attractive|useful) (?:[\w-]+ ){0,3}targets?\b|"
    r"(?:\bthe (?:efficacy|activity|survival|response rate) (?:of|with|in) [^.;,]{2,80}? "
    r"(?:was|were|is) )?\b(?:greater|better|higher|longer|worse|lower) than "
    r"(?:expected|anticipated)\b",
    re.IGNORECASE,
)
_SIDE_RESULT = lazy.regex(
    r"(?<=.)(?:,| and| but)? (?:with(?:out)?|despite) (?:an? |the )?(?:no |any )?(?:[\w-]+ ){0,2}?"
    r"(?:differences?|impact|effect|loss|change) (?:in|on|of)\b[^.;]*",
    re.IGNORECASE,
)
_SUPERIOR_TOO = lazy.regex(
    r"\bnon-?inferior(?:ity)?,? (?:and|as well as|but also|and also) (?:[\w-]+ ){0,2}?"
    r"superior(?:ity)?\b|\b(?:and|but) (?:also |even |indeed |was |were ){0,2}superior to\b",
    re.IGNORECASE,
)
_OF_EFFICACY = lazy.regex(
    r"\b(?:survival|responses?|efficacy|effective|benefit\w*|improv\w+|relapses?|recurrences?|"
    r"progression|mortality|outcomes?|control|OS|PFS|DFS|EFS|ORR|pCR)\b"
)
_STANDARD = lazy.regex(r"\bremains? (?:the |a )?(?:[\w-]+ )?standard\b", re.IGNORECASE)
_OF_A_SUBGROUP = lazy.regex(r"\b(?:in|for|among)\b[^.;,]{0,80}\bsub-?(?:group|population|set)\b")
_CAUTION = lazy.regex(
    r"\bcautio(?:n|us|usly)\b|\b(?:could|can|was|were)(?: not|not) (?:be excluded|met)\b",
    re.IGNORECASE,
)
_LEFT_OPEN = lazy.regex(
    r"\b(?:contribution|role|benefit|effect) (?:of|from) [^.;]{2,60}? (?:is|are|remains?) "
    r"(?:unknown|unclear|uncertain)\b|\btoo small to\b|\bunderpowered\b|"
    r"\bno (?:[\w-]+ )?conclusions? (?:can|could|may) be\b|"
    r"\b(?:results|findings|data|trial|study) (?:is|are|was|were) (?:inconclusive|"
    r"not conclusive)\b",
    re.IGNORECASE,
)


def conclusion_sentences(view: ReadingView) -> list[tuple[int, int]]:
    """Return the ranges of the sentences that conclude: of the abstract, then of the paper."""
    found = [
        _without_label(view, sentence) for sentence in view.sentences if _concludes(view, sentence)
    ]
    return [(start, end) for start, end in found if end > start and _is_said(view.text[start:end])]


@lru_cache(maxsize=2)
def discussing_conclusion(view: ReadingView) -> range:
    """Return the numbers of the sentences under ``Conclusions`` that discuss in truth.

    Some journals give that name to the discussion; where it is as long as one, only what
    follows ``in conclusion`` or ``in summary`` concludes.
    """
    runs = [
        list(run) for section, run in groupby(view.sentences, _section) if section == "conclusion"
    ]
    longest = max(runs, key=len, default=[])
    discussed = sum(each.section == "discussion" for each in view.sentences)
    if len(longest) < _MOST_CONCLUDING or discussed >= _MOST_CONCLUDING:
        return range(0)
    ending = (each.number for each in longest if _SUMS_UP.match(view.words(each)))
    return range(longest[0].number, next(ending, longest[-1].number + 1))


def _section(sentence: Sentence) -> str:
    return sentence.section


def _is_said(words: str) -> bool:
    return not _NOT_SAID.match(words) and len(words.split()) > _FEWEST_WORDS


_FEWEST_WORDS = 2
_LONGEST_ABSTRACT = 40  # sentences: a conclusion within them is that of the abstract's own parts
_SENTENCES_BACK = 2
_MOST_CONCLUDING = 15
_SUMS_UP = lazy.regex(
    r"(?:in (?:conclusion|summary)|we conclude|to conclude|to sum up)\b", re.IGNORECASE
)
# Where an abstract ends on its results, it has no conclusion.
_TESTED = lazy.regex(
    r"\b(?:CI|confidence interval|CrI)\b[^.;]{0,30}?\d|\b[Pp] ?[=<>] ?0?\.\d|\b(?:HR|OR|RR)[ =,]+\d"
)
_FIGURE = lazy.regex(r"\d%|\d\.\d|[<=>]|\bn ?= ?\d|\bwe (?:aim|assess|evaluat|compar|stud)")


def _concludes(view: ReadingView, sentence: Sentence) -> bool:
    words = view.words(sentence)
    if sentence.section == "conclusion":
        return sentence.number not in discussing_conclusion(view)
    if sentence.section == "discussion":
        return bool(_SUMS_UP.match(words))
    return sentence.section == "abstract" and (
        bool(_OPENING.match(words))
        or sentence.number >= _labelled(view)
        or (_is_last_of_abstract(view, sentence) and not _TESTED.search(words))
    )


@lru_cache(maxsize=2)
def _labelled(view: ReadingView) -> int:
    """Return the number of the abstract's sentence that begins ``Conclusion:``."""
    labelled = (
        each.number
        for each in view.sentences
        if each.section == "abstract" and _SAYS_CONCLUSION.match(view.words(each))
    )
    return next(labelled, len(view.sentences))


_SAYS_CONCLUSION = lazy.regex(r"(?:Conclusions?|CONCLUSIONS?|Interpretation|INTERPRETATION)\s?:")


def _is_last_of_abstract(view: ReadingView, sentence: Sentence) -> bool:
    """Tell whether no sentence of substance follows in an abstract without headings."""
    last_said, first_concluding = _bounds(view)
    return last_said <= sentence.number <= first_concluding


@lru_cache(maxsize=2)
def _bounds(view: ReadingView) -> tuple[int, int]:
    """Return the last sentence of substance of the abstract, and the first that concludes."""
    said = (s.number for s in reversed(view.sentences) if _is_said_in_abstract(view, s))
    concluding = (s.number for s in view.sentences if s.section == "conclusion")
    last, first = next(said, 0), next(concluding, len(view.sentences))
    own = last < first < min(last + _LONGEST_ABSTRACT, len(view.sentences))
    return (first if own else last), first


def _is_said_in_abstract(view: ReadingView, sentence: Sentence) -> bool:
    return sentence.section == "abstract" and _is_said(view.words(sentence))


def _without_label(view: ReadingView, sentence: Sentence) -> tuple[int, int]:
    label = _LABEL.match(view.words(sentence))
    start = sentence.start + (label.end() if label else 0)
    end = sentence.end
    funded = re.search(r"(?<=\S)\s*\(?(?:Funded by|Supported by|FUNDING:)", view.text[start:end])
    return start, start + funded.start() if funded else end


def conclusion(view: ReadingView) -> Conclusion | None:
    """Return what the conclusion of the abstract, else of the paper, adds up to.

    ``None`` where it says nothing of which treatment is better.
    """
    first = first_conclusion(view)
    as_good: Conclusion = "noninferior" if _EQUIVALENCE.search(view.text) else "no benefit"
    words = [view.text[start:end] for start, end in first]
    if any(_LEFT_OPEN.search(each) for each in words):
        return "unclear"
    said = [(verdict, each) for each in words for verdict in _verdicts(each, as_good)]
    if is_of_no_comparison(view, words, said):
        return "unclear"
    total = _total(said)
    if total in {None, "benefit"} and _is_of_a_subgroup(words):
        return "mixed"
    before = _said_before(view, first, as_good) if total is None else iter(())
    return next((_total(found) for found in before if found), total)


def _said_before(
    view: ReadingView, first: list[tuple[int, int]], as_good: Conclusion
) -> Iterator[list[tuple[Conclusion, str]]]:
    """Yield what the sentences before a last one that says nothing do, the nearest first.

    An abstract without headings may end on an outlook; sentences with figures are results.
    """
    if not first:
        return
    last = view.sentence_at(first[0][0])
    for sentence in reversed(view.sentences[max(0, last.number - _SENTENCES_BACK) : last.number]):
        words = view.words(sentence)
        if last.section == sentence.section == "abstract" and not _FIGURE.search(words):
            yield [(verdict, words) for verdict in _verdicts(words, as_good)]


_WHETHER = lazy.regex(r"\b(?:to determine if|whether)\b[^.;,]*", re.IGNORECASE)
"""What is asked, not answered."""


def _said_of_efficacy(words: str) -> str:
    """Return the words without aims, asides on safety and words that compare nothing."""
    words = _WHETHER.sub("", efficacy_words(said_words(words)))
    words = _NOT_COMPARED.sub("", _AIM.sub("", words))
    main = _SIDE_RESULT.sub("", words)
    return main if BENEFIT.search(main) and not NO_BENEFIT.search(main) else words


def _is_of_a_subgroup(sentences: list[str]) -> bool:
    """Tell whether the benefit is a subgroup's alone, and to be taken with caution."""
    good = [each for each in sentences if BENEFIT.search(each) and not _CAUTION.search(each)]
    is_cautious = any(_CAUTION.search(each) for each in sentences)
    return is_cautious and bool(good) and all(_OF_A_SUBGROUP.search(each) for each in good)


def first_conclusion(view: ReadingView) -> list[tuple[int, int]]:
    """Return the ranges of the sentences of the first conclusion: a paper concludes twice."""
    block: list[tuple[int, int]] = []
    for start, end in conclusion_sentences(view):
        number = view.sentence_at(start).number
        if block and number - view.sentence_at(block[-1][0]).number > 1:
            break
        block.append((start, end))
    return block


def _verdicts(printed: str, as_good: Conclusion) -> Iterator[Conclusion]:
    """Yield what a sentence says; a conceding clause first, since it names the primary result.

    ``as_good`` is what a result that is no different adds up to in this trial.
    """
    words = _said_of_efficacy(printed)
    if MARKER.match(words) or _OF_BOTH.match(words):
        return
    if _SUPERIOR_TOO.search(words) and not NOT_NONINFERIOR.search(words):
        yield "benefit"
    elif NONINFERIOR.search(words) or NOT_NONINFERIOR.search(words):
        yield "no benefit" if NOT_NONINFERIOR.search(words) else "noninferior"
    elif _AS_GOOD.search(words):
        yield as_good
    elif NO_BENEFIT.search(words):
        yield "mixed" if _is_gain_and_none(words) else "no benefit"
    elif BENEFIT.search(words) and re.search(r"\bbut not\b", words):
        yield "mixed"
    elif not EXPECTED.search(words):
        yield from _plain_verdicts(words)


# That each of two treatments helps is no word on which is better.
_OF_BOTH = lazy.regex(
    r"(?:in conclusion, )?(?:both|each|the two)(?: of the)? (?:drugs?|treatments?|medications?|"
    r"groups?|arms?|therap(?:y|ies)|agents?|interventions?|techniques?|formulations?|procedures?)\b"
    r"(?![^.;]*\b(?:than|compared|versus|placebo|control|usual|similar\w*|equal\w*|comparable|"
    r"differ\w*|not|inferior)\b)",
    re.IGNORECASE,
)
_CONTRAST = lazy.regex(
    r"(?:although|while|whereas) (?P<first>[^,;]{6,160}), (?P<then>.{6,300})"
    r"|(?P<one>.{6,300}?)(?:,? but |[;,]? however,? |, although |, whereas |"
    r", yet )(?P<other>.{6,300})",
    re.IGNORECASE,
)
_GAIN = lazy.regex(
    r"\b(?:improved|reduced|prolonged|increased|decreased|relieved|delayed|prevented|lowered|"
    r"slowed|enhanced) (?!toxic|adverse)",
    re.IGNORECASE,
)
_WEAKENED = lazy.regex(r"\b(?:trend|numerical\w*|may|might|could|tolera\w+|safe|toxic\w*)\b")


def _is_gain_and_none(words: str) -> bool:
    """Tell whether one half of a sentence says a gain and the other that there was none."""
    match = _CONTRAST.match(words)
    if match is None:
        return False
    halves = [match["first"] or match["one"], match["then"] or match["other"]]
    good = [
        half
        for half in halves
        if _GAIN.search(half) and BENEFIT.search(half) and not NO_BENEFIT.search(half)
    ]
    return len(good) == 1 and not _WEAKENED.search(good[0])


def _plain_verdicts(words: str) -> Iterator[Conclusion]:
    """Yield what a sentence says that neither denies nor only expects a result."""
    if HARM.search(words):
        yield "harm"
    elif BENEFIT.search(words) or _OPTION.search(words) or _SUPPORTS.search(words):
        yield "benefit"
    elif _STANDARD.search(words):
        yield "no benefit"


def _total(verdicts: list[tuple[Conclusion, str]]) -> Conclusion | None:
    """Return the first verdict, or ``mixed`` where a later sentence speaks against it."""
    if not verdicts:
        return None
    (first, _), *later = verdicts
    is_noninferior = any(verdict == "noninferior" for verdict, _ in later)
    if first == "no benefit" and is_noninferior:
        return "mixed"
    if first == "benefit" and is_noninferior and not COMPARES.search(verdicts[0][1]):
        return "noninferior"
    denied = any(
        verdict == "no benefit" and _OF_EFFICACY.search(said) and not _AS_GOOD.search(said)
        for verdict, said in later
    )
    return "mixed" if first == "benefit" and denied else first
