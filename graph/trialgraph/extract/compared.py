"""Arms named by what a title or an aim compares, for texts that do not describe the assignment."""

import re
from collections.abc import Iterable
from itertools import islice

from trialgraph.extract.acronym import cites, speaks_of_itself
from trialgraph.extract.arm_lists import TAIL, arm_list, arm_pair
from trialgraph.extract.arm_phrase import ArmPhrase
from trialgraph.extract.regimen import blanked
from trialgraph.extract.sentences import LONGEST_READ
from trialgraph.extract.trial_facts import PEOPLE
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex

_VERSUS = lazy.regex(
    r"\b(?:versus|vs\.?|v|(?:as )?compared (?:with|to)|in comparison with|with or without|"
    r"relative to)\s",
    re.IGNORECASE,
)
_BEFORE = lazy.regex(
    r"(?:.*(?:\b(?:outcomes?|results|experience) with|\b(?:efficacy(?: and safety)?|effects?|"
    r"safety|addition|study|trial|"
    r"comparison|investigation|superiority|results?) (?:of|evaluating)"
    r"|\b(?:compare|compares|comparing|evaluate|evaluated|evaluates|assessed|assess|"
    r"investigate|whether|aim(?:ed)? to|adding)\b(?: the \w+(?: and \w+)? of)?"
    r"|:|\btreatment with|—)\s+)?(?:the )?",
    re.IGNORECASE | re.DOTALL,
)
_AFTER = lazy.regex(
    r"\s(?:in|for|as|on|to reduce|among|after|before|when|will|would|is|was|were|following|"
    r"significantly|improve\w*|with respect|at|until)\s.*|(?:[:;(]|\.(?!\d)).*|"
    r", (?:in|as|for)\b.*",
    re.IGNORECASE | re.DOTALL,
)


_GIVEN_BEFORE = lazy.regex(
    r"\b(?:progress\w*|(?:un)?controlled|(?:pre)?treated|refractory|resistant|intolerant|fail\w+|"
    r"receiving|background|previous\w*|prior|taking|add(?:ed|-on) to|adjunct(?:ive)? to)\b"
    r"(?! (?:placebo|sham)\b)",
    re.IGNORECASE,
)
"""Before ``with or without``: what follows was given before the trial, or to everybody."""
_WHO_HAVE = lazy.regex(
    rf"\b(?:{PEOPLE}|males|females)\b(?:,? aged [^.;:,]{{1,30}})? (?:with|who (?:have|had)|having)"
    r"\b(?:(?! to |\b(?:receiv|random|assign|alloc|treat|given|compar|underwent))[^.;:]){0,90}$",
    re.IGNORECASE,
)
"""Right before ``with or without``: what the patients have, not what they are given."""
_MEASURED = lazy.regex(
    r"(?i)(?:phase (?:\d|I)|(?:preliminary |clinical )?(?:safety|tolerability|efficacy|activity"
    r"|pharmaco(?:kinetic|dynamic)s?|anti-?tumou?r activity|immunogenicity)\b)"
)
"""What is studied of a treatment, and no part of it."""
_RESULT = lazy.regex(r"\b[Pp]\s?[<=>]\s?0?\.\d|\b(?:HR|hazard ratio)\b[^.;]{0,12}[:=,] ?\d")
"""In a sentence of results a ratio or a p stands where an aim has the treatment."""
_PAIR = 2
_MOST_TRIED = 8  # a sentence of more comparisons is a list, each read at the cost of it all


def compared_arms(view: ReadingView, terms: TermIndex) -> list[tuple[ArmPhrase, ...]]:
    """Return the lists of arms that the title and the aims compare."""
    found: list[tuple[ArmPhrase, ...]] = []
    for sentence in _aims(view):
        found_here = _VERSUS.finditer(view.text, sentence.start, sentence.end)
        for match in islice(found_here, _MOST_TRIED):
            arms = _around(view, sentence, match, terms)
            if len(arms) == _PAIR:
                found.append(arms)
                break
        else:
            found.extend(_comparing(view, sentence, terms))
    return found


_COMPARING = lazy.regex(
    r"\bcompar(?:ing|e|es|ed|ison of)\s+(?:the \w+(?: and \w+)? of\s+)?(?P<one>[^.;:]{3,160}?)\s+"
    r"(?:with|to|against|and)\s+(?P<other>[^.;:]{3,240})",
    re.IGNORECASE,
)


def _comparing(
    view: ReadingView, sentence: Sentence, terms: TermIndex
) -> Iterable[tuple[ArmPhrase, ...]]:
    """Yield the arms of ``a trial comparing A with B``."""
    words = blanked(view.words(sentence))
    for match in islice(_COMPARING.finditer(words), 2):
        tail = TAIL.search(match["other"])
        stop = _AFTER.search(match["other"], 0, tail.start()) if tail else None
        stop = stop or _AFTER.search(match["other"], tail.end() if tail else 0)
        end = match.start("other") + (stop.start() if stop else len(match["other"]))
        one = (sentence.start + match.start("one"), sentence.start + match.end("one"))
        other = (sentence.start + match.start("other"), sentence.start + end)
        arms = arm_pair(view.text, one, other, terms, "compared")
        known = [each.concept for arm in arms for each in arm.components]
        placebo = [arm for arm in arms if any(each.is_absence for each in arm.components)]
        short = all(len(arm.components) == 1 for arm in arms)
        if arms and (all(known) or (len(placebo) == 1 and short)):
            yield arms


def _aims(view: ReadingView) -> Iterable[Sentence]:
    for sentence in view.sentences:
        words = view.words(sentence)
        if len(words) > LONGEST_READ or (sentence.section != "title" and _RESULT.search(words)):
            continue
        if sentence.section == "introduction" and _is_of_others(view, sentence):
            continue
        if sentence.section == "title" or (
            sentence.section in {"abstract", "introduction", "methods"}
            and re.search(
                r"\b(?:aim|compar|evaluat|assess|investigat|objective|purpose|efficacy|"
                r"(?:trial|study) of)\w*",
                words,
                re.IGNORECASE,
            )
        ):
            yield sentence


def _is_of_others(view: ReadingView, sentence: Sentence) -> bool:
    """Tell whether a sentence rests on another publication, so that it retells another trial."""
    return cites(view, sentence) and not speaks_of_itself(view, sentence)


def _around(
    view: ReadingView, sentence: Sentence, match: re.Match[str], terms: TermIndex
) -> tuple[ArmPhrase, ...]:
    before = view.text[sentence.start : match.start()]
    lead = _BEFORE.match(before)
    start = sentence.start + (lead.end() if lead else 0)
    after = view.text[match.end() : sentence.end]
    if _GIVEN_BEFORE.search(before, lead.end() if lead else 0):
        return ()
    if "without" in match[0].lower() and _WHO_HAVE.search(before):
        return ()
    stop = _AFTER.search(after)
    end = match.end() + (stop.start() if stop else len(after))
    arms = arm_list(view.text, (start, end), terms, "compared")
    measured = any(_MEASURED.match(part.name) for arm in arms for part in arm.components)
    return () if measured else arms
