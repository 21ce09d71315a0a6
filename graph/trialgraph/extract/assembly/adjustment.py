"""Whether a ratio is stratified or adjusted, where only the methods or a sentence before say so."""

from functools import lru_cache
from typing import Literal

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

Adjustment = Literal["stratified", "unstratified", "adjusted"]
_RATIO = lazy.regex(r"(?i:\bhazards? ratios?\b|\bproportional hazards\b)|\bHRs?\b(?![-+])")
_STRATIFIED = lazy.regex(
    r"(?i)\bstratified (?:hazard|Cox|proportional|log-?rank|model|analys)"
    r"|\bmodels?,? (?:that was )?stratified\b|\bhazards ratios? (?:\w+ ){0,3}stratified by\b"
)
_OTHERWISE = lazy.regex(r"(?i)\bunstratified\b|\bunadjusted\b|\bnot stratified\b")
_ADJUSTED = lazy.regex(
    r"(?i)\b(?:model|regression|analysis)\b[^.;]{0,40}"
    r"\b(?:with adjustment|adjust(?:ed|ing)) (?:of|for)\b"
)


def adjustment_of(setting: Setting, sentence: Sentence, population: str) -> Adjustment | None:
    """Return how a hazard ratio printed without a word for it was computed.

    The sentence before it may announce an adjusted model; else the methods say it of the
    main analysis, which speaks for all patients and for no subgroup.
    """
    earlier = setting.before(sentence)
    if earlier and _ADJUSTED.search(setting.view.words(earlier)):
        return "adjusted"
    return "stratified" if population == "all" and _is_stratified(setting) else None


@lru_cache(maxsize=2)
def _is_stratified(setting: Setting) -> bool:
    """Tell whether the methods stratify the hazard ratios, and print no other kind."""
    methods = [
        setting.view.words(sentence)
        for sentence in setting.view.sentences
        if sentence.section == "methods"
    ]
    ratios = [words for words in methods if _RATIO.search(words)]
    stratified = any(_STRATIFIED.search(words) for words in ratios)
    return stratified and not any(_OTHERWISE.search(words) for words in methods)
