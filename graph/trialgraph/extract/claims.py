"""What the authors claim: their conclusion, results of others that they cite, limitations."""

import re
from collections.abc import Iterable, Iterator

from trialgraph.extract.conclusion import conclusion_sentences
from trialgraph.extract.folding import SUPERSCRIPTS
from trialgraph.extract.mentioned import Mention
from trialgraph.extract.statements import EXPECTED, direction, strength
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model.reading import Claim
from trialgraph.terms.index import TermIndex

_RESULT = re.compile(
    r"\b(?:show(?:ed|n|s)?|improv\w+|demonstrat\w+|conclud\w+|verif\w+|fail(?:ed|s)?|"
    r"prolong\w+|report(?:ed|s)|favou?r(?:ed|s)|found|superior|benefit\w*|"
    r"results? (?:of|from|in)|associated with|evidence|effective|efficacy|reduc\w+|"
    r"increas\w+|promising|confirm\w+|observed|examined)\b",
    re.IGNORECASE,
)
_RESEARCH = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|phase [\dIV]+|analys[ie]s|randomi[sz]ed)\b", re.IGNORECASE
)
_LIMITATION = re.compile(r"\blimitations?\b|\blimited by\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"^(?:furthermore|moreover|also|in addition|additionally|another|second(?:ly)?|"
    r"third(?:ly)?|finally|lastly|this (?:study|trial)|our (?:study|trial)|the (?:small|"
    r"short|lack))\b",
    re.IGNORECASE,
)
_OWN_RESULT = re.compile(
    r"\b(?:significant(?:ly)?|prolong\w+|improv\w+|resulted in|reduction)\b", re.IGNORECASE
)
# Powers are no references: 10⁹, mg/m², 12 cm².
_RAISED = re.compile(r"(?<![\d⁰¹²³⁴⁵⁶⁷⁸⁹⁻])(?<!\bm)(?<!\b[cdkmn]m)[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_BRACKETED = re.compile(r"\[(\d{1,3}(?:\s?[,-]\s?\d{1,3})*)\]")
_FIRST_SENTENCES = 4


def claims(view: ReadingView, others: list[Mention], terms: TermIndex) -> tuple[Claim, ...]:
    """Return the claims of a document in the order of the text."""
    found = [*_conclusions(view, terms), *_cited(view, others, terms), *_limitations(view, terms)]
    unique = {claim.span: claim for claim in reversed(found)}
    return tuple(unique[span] for span in sorted(unique))


def _claim(view: ReadingView, kind: str, place: tuple[int, int], terms: TermIndex) -> Claim:
    words = view.text[place[0] : place[1]]
    return Claim(
        kind="conclusion"
        if kind == "conclusion"
        else "limitation"
        if kind == "limitation"
        else "cited-result",
        cites=cited_numbers(view, *place) if kind == "cited-result" else (),
        end_points=named_end_points(words, terms),
        direction="unclear" if kind == "limitation" else direction(words),
        strength=None if kind == "limitation" else strength(words),
        text=words,
        span=view.span(*place),
    )


def named_end_points(words: str, terms: TermIndex) -> tuple[str, ...]:
    """Return the standard names of the end points that words name, each once."""
    names = [
        mention.concept.notation
        for mention in terms.mentions(words, "end-point")
        if mention.concept.attributes.get("standard") == "true"
    ]
    if re.search(r"\bprogression-free and overall survival\b", words):
        names.append("PFS")
    return tuple(dict.fromkeys(names))


def cited_numbers(view: ReadingView, start: int, end: int) -> tuple[int, ...]:
    """Return the reference numbers that stand in a range of the view."""
    numbers = [
        number for mark in view.marks if start < mark.at <= end + 1 for number in mark.numbers
    ]
    raised = _RAISED.finditer(view.text, start, end)
    numbers.extend(int(match[0].translate(SUPERSCRIPTS)) for match in raised)
    for match in _BRACKETED.finditer(view.text, start, end):
        for part in match[1].split(","):
            first, _, last = part.partition("-")
            numbers.extend(range(int(first), int(last or first) + 1))
    return tuple(dict.fromkeys(numbers))


def _conclusions(view: ReadingView, terms: TermIndex) -> Iterator[Claim]:
    for start, end in conclusion_sentences(view):
        if not EXPECTED.search(view.text[start:end]):
            yield _claim(view, "conclusion", (start, end), terms)
    first = [sentence for sentence in view.sentences if sentence.section == "discussion"][
        :_FIRST_SENTENCES
    ]
    for sentence in first:
        words = view.words(sentence)
        if (
            _OWN_RESULT.search(words)
            and named_end_points(words, terms)
            and not cited_numbers(view, sentence.start, sentence.end)
        ):
            yield _claim(view, "conclusion", (sentence.start, sentence.end), terms)


def _cited(view: ReadingView, others: list[Mention], terms: TermIndex) -> Iterator[Claim]:
    for sentence in view.sentences:
        if sentence.section not in {"introduction", "discussion"}:
            continue
        words = view.words(sentence)
        named = [mention for mention in others if sentence.start <= mention.start < sentence.end]
        if not _RESULT.search(words) or _LIMITATION.search(words):
            continue
        if named:
            yield from _about(view, sentence, named, terms)
        elif cited_numbers(view, sentence.start, sentence.end) and _is_result(words, terms):
            yield _claim(view, "cited-result", (sentence.start, sentence.end), terms)


def _is_result(words: str, terms: TermIndex) -> bool:
    has_end_point = bool(named_end_points(words, terms))
    return (has_end_point or _RESEARCH.search(words) is not None) and direction(words) != "unclear"


def _about(
    view: ReadingView, sentence: Sentence, named: list[Mention], terms: TermIndex
) -> Iterator[Claim]:
    """Yield one claim for each trial of a sentence; each begins at its own place."""
    for place, name in _shares(view, sentence, named):
        claim = _claim(view, "cited-result", place, terms)
        yield Claim(
            kind="cited-result",
            about=name,
            cites=claim.cites,
            end_points=claim.end_points,
            direction=claim.direction,
            strength=claim.strength,
            text=claim.text,
            span=claim.span,
        )


def _shares(
    view: ReadingView, sentence: Sentence, named: list[Mention]
) -> Iterable[tuple[tuple[int, int], str]]:
    distinct = list({each.name: each for each in reversed(named)}.values())[::-1]
    for at, mention in enumerate(distinct):
        start = sentence.start if at == 0 else mention.start
        end = sentence.end
        for later in distinct[at + 1 :]:
            between = view.text[mention.end : later.start]
            if re.search(r"\bwhich\b|;", between):
                cut = between.rfind(",")
                end = mention.end + cut if cut > 0 else later.start
                break
        if at == 0 or len(view.text[start:end].split()) > _FEWEST_WORDS:
            yield (start, end), mention.name


_FEWEST_WORDS = 4


def _limitations(view: ReadingView, terms: TermIndex) -> Iterator[Claim]:
    going_on = False
    for sentence in view.sentences:
        if sentence.section not in {"discussion", "conclusion"}:
            going_on = False
            continue
        words = view.words(sentence)
        going_on = bool(_LIMITATION.search(words)) or (going_on and bool(_GOES_ON.match(words)))
        if going_on and not re.match(r"(?:however|in conclusion)\b", words, re.IGNORECASE):
            yield _claim(view, "limitation", (sentence.start, sentence.end), terms)
