"""The authors' own conclusion: its sentences, and what they add up to."""

import re
from collections.abc import Iterator

from trialgraph.extract.statements import (
    BENEFIT,
    EXPECTED,
    HARM,
    NO_BENEFIT,
    NONINFERIOR,
    efficacy_words,
)
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model.reading import Conclusion

_OPENING = re.compile(
    r"^(?:in (?:conclusion|summary)|to conclude|taken together|collectively|"
    r"these (?:findings|results|data)|our (?:findings|results|data)|"
    r"the(?:se)? present results|we conclude|this (?:trial|study) (?:showed|demonstrated|shows))\b",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(
    r"^\(?(?:funded|supported|funding|trial regist|clinicaltrials\.gov|this (?:trial|"
    r"study) is registered)|^[A-Z]{2,}[\w-]* ClinicalTrials",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:CONCLUSIONS?(?: AND RELEVANCE)?|INTERPRETATION|Conclusions?|Interpretation|"
    r"DISCUSSION)\s*[:.]?\s*(?=[A-Z])"
)
_OPTION = re.compile(
    r"\b(?:is|be|was|represents?|offers?) an? (?:valid|effective|viable|reasonable|useful|suitable|"
    r"alternative|good)\b[^.;,]{0,40}?\b(?:approach|option|treatment|standard|strategy|therapy|"
    r"alternative)\b",
    re.IGNORECASE,
)
_LEFT_OPEN = re.compile(
    r"\b(?:contribution|role|benefit|effect) (?:of|from) [^.;]{2,60}? (?:is|are|remains?) "
    r"(?:unknown|unclear|uncertain)\b",
    re.IGNORECASE,
)


def conclusion_sentences(view: ReadingView) -> list[tuple[int, int]]:
    """Return the ranges of the sentences that conclude: of the abstract, then of the paper."""
    found = [
        _without_label(view, sentence) for sentence in view.sentences if _concludes(view, sentence)
    ]
    return [(start, end) for start, end in found if end > start and _is_said(view.text[start:end])]


def _is_said(words: str) -> bool:
    return not _NOT_SAID.match(words) and len(words.split()) > _FEWEST_WORDS


_FEWEST_WORDS = 3


def _concludes(view: ReadingView, sentence: Sentence) -> bool:
    words = view.words(sentence)
    if sentence.section == "conclusion":
        return True
    if sentence.section == "discussion":
        return bool(
            re.match(
                r"in (?:conclusion|summary)\b|we conclude\b|to conclude\b", words, re.IGNORECASE
            )
        )
    return sentence.section == "abstract" and (
        bool(_OPENING.match(words)) or _is_last_of_abstract(view, sentence)
    )


def _is_last_of_abstract(view: ReadingView, sentence: Sentence) -> bool:
    """Tell whether no sentence of substance follows in an abstract without headings."""
    later = (view.sentences[n] for n in range(sentence.number + 1, len(view.sentences)))
    if any(each.section == "abstract" and _is_said(view.words(each)) for each in later):
        return False
    earlier = (view.sentences[n] for n in range(sentence.number))
    return not any(each.section == "conclusion" for each in earlier)


def _without_label(view: ReadingView, sentence: Sentence) -> tuple[int, int]:
    label = _LABEL.match(view.words(sentence))
    start = sentence.start + (label.end() if label else 0)
    end = sentence.end
    funded = re.search(r"\s*\(?(?:Funded by|Supported by|FUNDING:)", view.text[start:end])
    return start, start + funded.start() if funded else end


def conclusion(view: ReadingView) -> Conclusion:
    """Return what the conclusion of the abstract, else of the paper, adds up to."""
    ranges = conclusion_sentences(view)
    first = _first_block(view, ranges)
    verdicts = [
        verdict
        for start, end in first
        for verdict in _verdicts(efficacy_words(view.text[start:end]))
    ]
    left_open = any(_LEFT_OPEN.search(view.text, start, end) for start, end in first)
    return "unclear" if left_open else _total(verdicts)


def _first_block(view: ReadingView, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the sentences of the first conclusion: a paper concludes twice."""
    block: list[tuple[int, int]] = []
    for start, end in ranges:
        number = view.sentence_at(start).number
        if block and number - view.sentence_at(block[-1][0]).number > 1:
            break
        block.append((start, end))
    return block


def _verdicts(words: str) -> Iterator[Conclusion]:
    """Yield what a sentence says; a conceding clause first, since it names the primary result."""
    if NONINFERIOR.search(words):
        yield (
            "no benefit"
            if re.search(r"\b(?:not|failed)\b[^.;]{0,40}non-?inferior", words, re.IGNORECASE)
            else "noninferior"
        )
    elif NO_BENEFIT.search(words):
        yield "no benefit"
    elif BENEFIT.search(words) and re.search(r"\bbut not\b", words):
        yield "mixed"
    elif EXPECTED.search(words):
        return
    elif HARM.search(words):
        yield "harm"
    elif BENEFIT.search(words) or _OPTION.search(words):
        yield "benefit"


def _total(verdicts: list[Conclusion]) -> Conclusion:
    """Return the first verdict, or ``mixed`` where a later sentence speaks against it."""
    if not verdicts:
        return "unclear"
    first = verdicts[0]
    if first == "no benefit" and "noninferior" in verdicts[1:]:
        return "mixed"
    return first
