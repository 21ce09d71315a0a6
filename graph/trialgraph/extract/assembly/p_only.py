"""Comparisons of arms that a paper prints with a p value alone, without an estimate."""

import re
from collections.abc import Iterator

from trialgraph.extract.assembly.circumstances import assessor_of, population_of, stage_of
from trialgraph.extract.assembly.comparison import arms_of
from trialgraph.extract.assembly.other_groups import is_of_others
from trialgraph.extract.assembly.p_wording import with_saying
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.sides import p_value_of
from trialgraph.extract.assembly.subject import end_point_after
from trialgraph.extract.mentions.context import population, responders
from trialgraph.extract.mentions.effects import PrintedEffect, find_effects
from trialgraph.extract.mentions.intervals import P_VALUE
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.sentences import LONGEST_READ
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.result import Estimate
from trialgraph.model.text import Absence

_BETWEEN = lazy.regex(
    r"(?i)\bbetween (?:the )?(?:two |study |treatment )*(?:groups|arms|treatments|regimens)\b"
)
_EITHER = lazy.regex(
    r"(?i)\b(?:in|of|for|with) (?:either|both|each|the two|two) (?:study |treatment )?"
    r"(?:arms?|groups?|treatments?|regimens?)\b"
)
# Two values, or a verdict, of a trial of two arms: whose they are goes without saying.
_TWO_VALUES = lazy.regex(
    r"(?i)\d\s?(?:%|months?|years?|weeks?|days?)?\s(?:v|vs\.?|versus)\s\d"
    r"|\d\s?(?:%|months?|years?|weeks?|days?)?\sand\s\d[^;]{0,30}\brespectively\b"
    r"|\b(?:did not differ|no (?:\w+ )?differences?"
    r"|(?:was|were) (?:similar|comparable|not different))\b"
)
_OTHER_GROUPS = lazy.regex(
    r"(?i)\b(?:patients|those|tumou?rs|cases|subjects|individuals)"
    r" (?:with|without|who|whose|aged)\b"
    r"|\b(?:positive|negative|mutant|mutated|mutations?|wild|high|low|higher|lower|younger|older|men"
    r"|women|males?|females?|(?:non-?)?responders?|survivors|stage|status|centres|centers|sites"
    r"|expression|levels?|quartiles?|genotypes?|trials?|studies)\b"
)
_OTHER_TESTS = frozenset({"interaction", "heterogeneity", "trend_test"})
_NOT_OF_ARMS = lazy.regex(
    r"(?i)\b(?:correlat\w+|baseline|interaction|heterogeneity|subgroups? (?:v|vs\.?|versus)"
    r"|regardless|predict\w+|before and after|from baseline|grade|adverse|toxic\w*)\b"
)
_PAIR = 2


def prints_estimates(view: ReadingView) -> bool:
    """Tell whether a document is a whole paper: an abstract leaves out what its paper estimates."""
    return any(sentence.section == "discussion" for sentence in view.sentences)


def compared_by_p(setting: Setting, sentence: Sentence) -> Iterator[Estimate]:
    """Yield the comparisons of a sentence of the results that has p values and no estimate."""
    if sentence.section != "results" or sentence.end - sentence.start > LONGEST_READ:
        return
    text = setting.view.text
    is_compared = sets_arms_against_each_other(setting, sentence)
    if not is_compared or find_effects(text, *_range(sentence)):
        return
    begun = sentence.start
    matches = list(P_VALUE.finditer(text, *_range(sentence)))
    for at, match in enumerate(matches):
        estimate = _comparison(setting, sentence, begun, match)
        begun = match.end()
        if estimate:
            yield with_saying(setting, sentence, [one.span() for one in matches], at, estimate)


def _range(sentence: Sentence) -> tuple[int, int]:
    return sentence.start, sentence.end


def sets_arms_against_each_other(setting: Setting, sentence: Sentence) -> bool:
    """Tell whether a sentence sets the two arms against each other, and nothing else."""
    words = setting.view.words(sentence)
    if _NOT_OF_ARMS.search(words) or responders(words):
        return False
    named = {mention.value for mention in setting.arms_in(*_range(sentence))}
    if len(named) == _PAIR or _BETWEEN.search(words) or _EITHER.search(words):
        return True
    unnamed = not named and len(setting.trial.arms) == _PAIR
    return unnamed and bool(_TWO_VALUES.search(words)) and not _OTHER_GROUPS.search(words)


def _comparison(
    setting: Setting, sentence: Sentence, begun: int, match: re.Match[str]
) -> Estimate | None:
    """Return the comparison that a p value stands for, where its clause names the end point."""
    named = [
        one
        for one in setting.end_points_in(begun, match.start())
        if not _is_aside(setting.words(begun, match.start()), one.start - begun)
    ]
    p = p_value_of(setting.view, match)
    place = PrintedEffect("other", match.start(), match.end(), match.span("p"), "", "")
    if not named or p.tests in _OTHER_TESTS or is_of_others(setting, sentence, place):
        return None
    name = end_point_after(setting, sentence, match.end()) or named[-1]
    pair = arms_of(setting, sentence, match.start(), match.end())
    if pair is None:
        return None
    return Estimate(
        end_point=name.value,
        end_point_printed=setting.words(name.start, name.end),
        measure="other",
        value=Absence.NOT_REPORTED,
        p=p,
        experimental=pair[0],
        comparator=pair[1],
        population=_population(setting, sentence, begun, match.start(), name),
        assessor=assessor_of(setting, sentence, name, match.end()),
        stage=stage_of(setting, sentence, name, match.start()),
        rule="sentence-p",
        span=p.number.span,
        passages=setting.view.passages(*match.span()),
    )


def _is_aside(words: str, at: int) -> bool:
    """Tell whether a place stands in brackets that close before the words end."""
    opening, closing = words.rfind("(", 0, at), words.find(")", at)
    return opening >= 0 and closing >= 0 and ")" not in words[opening:at]


def _population(setting: Setting, sentence: Sentence, begun: int, place: int, name: Mention) -> str:
    """Return the patients of a p value's own clause, else of its sentence."""
    clause = setting.words(begun, sentence.end)
    own = population(clause, place - begun) if begun > sentence.start else "all"
    return own if own != "all" else population_of(setting, sentence, place, name.value)
