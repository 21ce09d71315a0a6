"""What the authors claim: their conclusion, results of others that they cite, limitations."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from trialgraph.extract.author_year import author_year_numbers
from trialgraph.extract.conclusion import conclusion_sentences, discussing_conclusion
from trialgraph.extract.folding import SUPERSCRIPTS
from trialgraph.extract.mentioned import Mention
from trialgraph.extract.statements import EXPECTED, direction, is_of_a_marker, said_words, strength
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.reading import Citation, Claim
from trialgraph.terms.index import TermIndex

_RESULT = lazy.regex(
    r"\b(?:show(?:ed|n|s)?|improv\w+|demonstrat\w+|conclud\w+|verif\w+|fail(?:ed|s)?|"
    r"prolong\w+|report(?:ed|s)|favou?r(?:ed|s)|found|superior|benefit\w*|"
    r"results? (?:of|from|in)|associated with|evidence|effective|efficacy|reduc\w+|"
    r"increas\w+|promising|confirm\w*|observed|examined|suggest(?:s|ed)|reveal(?:ed|s)|"
    r"indicated|yielded|achieved|resulted in|led to|prevent(?:ed|s)|"
    r"(?:had|were|was) (?:[\w-]+ )?(?:longer|shorter|better|worse|higher|lower|similar))\b",
    re.IGNORECASE,
)
_RESEARCH = lazy.regex(
    r"\b(?:stud(?:y|ies)|trials?|RCTs?|phase [\dIV]+|(?:meta-)?analys[ie]s|randomi[sz]ed|"
    r"et al(?![^()]{0,200}\)))\b",
    re.IGNORECASE,
)
_OWN = lazy.regex(
    r"\b(?:we|ours?|(?:present|current) (?:study|trial|analysis|report))\b", re.IGNORECASE
)
_THIS = lazy.regex(r"\bthis (?:study|trial|analysis|report)\b", re.IGNORECASE)
_OF_OTHERS = lazy.regex(
    r"\b(?:previous(?:ly)?|recent(?:ly)?|earlier|prior|other|another|preceding|historical|"
    r"several|pivotal|et al)\b[^.;]{0,60}?\b(?:stud(?:y|ies)|trials?|RCTs?|reports?|"
    r"analys[ie]s|series|reported|showed)\b",
    re.IGNORECASE,
)
_NO_TRIAL = lazy.regex(
    r"\b(?:pre-?clinical|in vitro|in vivo|cell lines?|xenografts?|mice|mouse|murine|animals?|"
    r"cells|concentrations?|binding|genes?|apopto\w+|enhancer|microenvironment|retrospective(?:ly)?|observational|case-control|epidemiolog\w+|"
    r"databases?|overexpress\w+)\b",
    re.IGNORECASE,
)
_TRIAL = lazy.regex(
    r"\b(?:trials?|RCTs?|randomi[sz]ed|phase [\dIV]+|clinical studies|"
    r"intention-to-treat|further follow-up)\b",
    re.IGNORECASE,
)
_TREATED = lazy.regex(
    r"\b(?:treatments?|therap(?:y|ies)|\w*therapy|regimens?|versus|vs|compared (?:with|to)|"
    r"addition of|combin\w+|treated|receiving|received|inhibitors?|antibod(?:y|ies)|surgery|"
    r"maintenance|placebo|\w+mab|\w+nib)\b",
    re.IGNORECASE,
)
_COMPARED = lazy.regex(
    r"\b(?:compared (?:with|to)|versus|vs\.?|than|over) (?:an? |the )?(?:placebo|observation|"
    r"best supportive care|[\w-]+ alone|standard (?:treatment|therapy|chemotherapy))\b",
    re.IGNORECASE,
)
_FOUND = lazy.regex(
    r"\b(?:stud(?:y|ies)|trials?|analys[ie]s|et al)\b[^.;]{0,120}?\b(?:showed|shown|found|"
    r"indicated|demonstrated|reported|observed|suggested|associated)\b",
    re.IGNORECASE,
)
_IN_A_STUDY = lazy.regex(
    r"\b(?:[Ii]n|[Ff]rom|[Bb]y) (?:an?|the|one|two|three|several|other|another|our)\b[^.;,]{0,80}?"
    r"\b(?:stud(?:y|ies)|trials?|RCTs?)\b"
)
_TO_COME = lazy.regex(
    r"\b(?:will|designed to|aims? to|aimed (?:to|at)|evaluated whether|"
    r"(?:are|is) (?:eagerly |still )?(?:awaited|ongoing|recruiting|under ?way)|"
    r"currently)\b"
)
_FIGURE = lazy.regex(r"\d\s?%|\bmedian\b|\d (?:months|weeks|years)\b")
_LIMITATION = lazy.regex(
    r"(?<!\bdespite the )(?<!\bdespite this )(?<!\bdespite these )(?<!\bbenefits and )"
    r"(?<!\badvantages and )(?<!\bstrengths and )\blimitations?\b|\blimited by\b",
    re.IGNORECASE,
)
_GOES_ON = lazy.regex(
    r"^(?:furthermore|moreover|also|in addition|additionally|another|second(?:ly)?|"
    r"third(?:ly)?|finally|lastly|this (?:study|trial)|our (?:study|trial)|the (?:small|"
    r"short|lack))\b",
    re.IGNORECASE,
)
_OWN_RESULT = lazy.regex(
    r"\b(?:significant(?:ly)?|prolong\w+|improv\w+|resulted in|reduction)\b", re.IGNORECASE
)
_ADVICE = lazy.regex(
    r"\b(?:should|must|will|objectives?|aims?|goals?|hypothes\w+|designed to)\b", re.IGNORECASE
)
_NOT_STUDIED = lazy.regex(
    r"\b(?:no|few|fewer|little|limited)\b[^.;]{0,60}\b(?:stud(?:y|ies)|trials?|data|research)\b"
    r"[^.;]{0,120}\b(?:evaluat|explor|investigat|publish|examin|address|assess|conducted|"
    r"available|are limited)|\bdata [^.;]{0,60}?(?:are|is|remain) "
    r"(?:limited|scarce|lacking|sparse)\b",
    re.IGNORECASE,
)
_DESPITE = lazy.regex(r"(?:despite|notwithstanding|in spite of)\b", re.IGNORECASE)
# Powers are no references: 10⁹, mg/m², 12 cm².
_RAISED = lazy.regex(r"(?<![\d⁰¹²³⁴⁵⁶⁷⁸⁹⁻])(?<!\bm)(?<!\b[cdkmn]m)[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_ITEM = r"\d{1,3}(?:\s?-\s?\d{1,3})?"
_LIST = rf"({_ITEM}(?:\s?,\s?{_ITEM}){{0,30}})"
_BRACKETED = lazy.regex(rf"\[{_LIST}\](?:\s?-\s?\[(?P<last>\d{{1,3}})\])?")
_ROUND = lazy.regex(
    r"\b(?:trials?|study|studies|RCTs?|reports?|al\.?) "
    rf"\({_LIST}(?P<last>)\)"
)
_BACKGROUND = lazy.regex(
    r"\b(?:has|have) previously (?:been )?(?:shown|demonstrated|reported|found)\b"
    r"|\b(?:was|were) (?:included|assessed|designed)\b"
)
_CONCEDED = lazy.regex(
    r"\b(?:even (?:when|if|though)|irrespective of|regardless of)\b[^,;.]*", re.IGNORECASE
)
_FIRST_SENTENCES = 4
_MOST_CITED = 40


def claims(
    view: ReadingView,
    others: list[Mention],
    terms: TermIndex,
    references: tuple[Citation, ...] = (),
) -> tuple[Claim, ...]:
    """Return the claims of a document in the order of the text.

    ``references`` are the entries of its list, for citations by author and year.
    """
    found = [
        *_conclusions(view, terms),
        *_cited(view, others, terms, references),
        *_limitations(view, terms),
    ]
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
        for mention in terms.mentions(_CONCEDED.sub("", words), "end-point")
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
    for pattern in (_BRACKETED, _ROUND):
        for match in pattern.finditer(view.text, start, end):
            numbers += _listed(match[1], match["last"])
    return tuple(dict.fromkeys(numbers))


def _listed(printed: str, last: str | None) -> Iterator[int]:
    """Yield the numbers of a list such as ``3, 5-7``, which may go on in a second bracket."""
    *before, part = printed.split(",")
    for each in (*before, f"{part}-{last}" if last and "-" not in part else part):
        first, _, end = each.partition("-")
        yield from range(int(first), min(int(end or first), int(first) + _MOST_CITED) + 1)


def _conclusions(view: ReadingView, terms: TermIndex) -> Iterator[Claim]:
    for start, end in conclusion_sentences(view):
        words = view.text[start:end]
        if (
            not EXPECTED.search(said_words(words))
            and not _tells_of_a_limitation(words)
            and not _BACKGROUND.search(words)
        ):
            yield _claim(view, "conclusion", (start, end), terms)
    first = [sentence for sentence in view.sentences if sentence.section == "discussion"][
        :_FIRST_SENTENCES
    ]
    for sentence in first:
        words = view.words(sentence)
        if (
            _OWN_RESULT.search(words)
            and not _ADVICE.search(words)
            and named_end_points(words, terms)
            and not cited_numbers(view, sentence.start, sentence.end)
        ):
            yield _claim(view, "conclusion", (sentence.start, sentence.end), terms)


def _cited(
    view: ReadingView, others: list[Mention], terms: TermIndex, references: tuple[Citation, ...]
) -> Iterator[Claim]:
    for sentence in view.sentences:
        words = view.words(sentence)
        if (
            not (
                sentence.section in {"introduction", "discussion"}
                or sentence.number in discussing_conclusion(view)
            )
            or not (_RESULT.search(words) or _tells_a_figure(words))
            or _LIMITATION.search(words)
            or _TO_COME.search(words)
            or _NOT_STUDIED.search(words)
        ):
            continue
        named = [mention for mention in others if sentence.start <= mention.start < sentence.end]
        found = (
            list(_about(view, sentence, named, terms))
            if named
            else [_claim(view, "cited-result", (sentence.start, sentence.end), terms)]
        )
        for claim in found:
            cites = claim.cites or author_year_numbers(claim.text, references)
            if named or (cites and _is_result(words, terms)):
                yield replace(claim, cites=cites)


def _is_result(words: str, terms: TermIndex) -> bool:
    """Tell whether a sentence that cites somebody says what a trial of theirs found."""
    if not _OF_OTHERS.search(words) and (
        _OWN.search(words) or (_THIS.search(words) and not _TRIAL.search(words))
    ):
        return False
    if _NO_TRIAL.search(words) and not _TRIAL.search(words):
        return False
    if direction(words) == "unclear":
        return _tells_a_figure(words) or (is_of_a_marker(words) and bool(_FOUND.search(words)))
    if _RESEARCH.search(words):
        return True
    named = bool(named_end_points(words, terms))
    return bool(_COMPARED.search(words) or (named and _TREATED.search(words)))


def _tells_a_figure(words: str) -> bool:
    """Tell whether words print a figure of some study."""
    return bool(_IN_A_STUDY.search(words) and _FIGURE.search(words))


def _about(
    view: ReadingView, sentence: Sentence, named: list[Mention], terms: TermIndex
) -> Iterator[Claim]:
    """Yield one claim for each trial of a sentence; each begins at its own place."""
    for place, name in _shares(view, sentence, named):
        yield replace(_claim(view, "cited-result", place, terms), about=name)


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


def _tells_of_a_limitation(words: str) -> bool:
    """Tell whether a sentence tells of a limitation, not of a result despite it."""
    return _LIMITATION.search(words) is not None and not _DESPITE.match(words)


def _limitations(view: ReadingView, terms: TermIndex) -> Iterator[Claim]:
    going_on = False
    for sentence in view.sentences:
        if sentence.section not in {"discussion", "conclusion"}:
            going_on = False
            continue
        words = view.words(sentence)
        going_on = _tells_of_a_limitation(words) or (going_on and bool(_GOES_ON.match(words)))
        if going_on and not re.match(r"(?:however|in conclusion)\b", words, re.IGNORECASE):
            yield _claim(view, "limitation", (sentence.start, sentence.end), terms)
