"""What a clause is about in plain words: a measurement that changed, an event that occurred.

"After 24 weeks, mean serum ferritin at week 24 had fallen by 30 with A and 12 with B (...":
serum ferritin. The last fallback: every form that knows more of the words is asked before.
"""

import re
from collections.abc import Iterator

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.told_of import NO_EVENTS
from trialgraph.extract.assembly.topic import (
    NO_SUBJECT,
    called_primary,
    is_arm,
    is_no_name,
    is_outcome,
    named_as,
)
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.sentences import open_bracket
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_HEAD = (
    r"(?:(?:[A-Z][A-Z ,&/-]{2,40}|[A-Z][a-z]{2,20}(?: [a-z]{2,20}){0,3}):\s"
    r"|(?:Results|Findings|Outcomes|RESULTS|FINDINGS)\s(?=[A-Z]))?"
)
_LEAD = (
    r"(?:(?:At|By|After|Within|During|In|On|From|Over|For|With|Among|Between|Compared|Relative"
    r"|However|Similarly|Overall|Moreover|Also|Conversely|Furthermore|Additionally)\b"
    r"[^,;]{0,80},\s){0,2}(?:and\s|but\s)?"
)
_SPREAD = (
    r"(?:(?:overall|cumulative|annual|annuali[sz]ed|crude|adjusted|unadjusted|estimated|mean"
    r"|median|average|geometric|least[- ]squares|LS|total|absolute|relative|percentage|percent"
    r"|observed|greater|larger|incident|new"
    r"|(?:\d{1,3}|[A-Z]?[a-z]{2,6})-(?:day|week|month|year)) ){0,4}"
)
_CHANGE = (
    r"(?:(?:changes?|reductions?|decreases?|increases?|improvements?|declines?)"
    r"(?: from baseline(?: (?:to|at) (?:week|month|day|year) \d{1,3})?(?: in)?"
    r"|(?: (?:at|after|over) (?:(?:week|month|day|year) \d{1,3}|\d{1,3} (?:week|month|day|year)s))?"
    r" (?:in|of)) (?:the )?)?"
)
_COUNT = (
    r"(?:(?:numbers?|rates?|incidences?|incidence rates?|risks?|proportions?|percentages?|frequency"
    r"|likelihood|odds|probability|prevalence|levels?|severity) of (?:an? |the )?)?"
)
_WORDS = (
    r"(?P<words>(?:(?:days|weeks|months) (?:with|of|without) )?[A-Za-z]"
    r"(?:[^.;,()]|\.(?=\d)|(?<=\w)\((?:\d\w?|\w)\)){1,70}?)"
)
_AT = (
    r"(?: (?:changes?|reductions?|decreases?|increases?|improvements?)\b)?"
    r"(?: from baseline(?: to)?)?"
    r"(?P<whom> (?:for|with|in|on|between|among|following|under|after) [^.;,]{2,70}?)?"
    r"(?: (?:at|after|within|by|to|over) (?:the )?(?:(?:week|month|day|year)s? \d{1,3}"
    r"|\d{1,3}[ -](?:week|month|day|year|hour)s?))?"
)
_VERB = (
    r"(?: (?:also|still|then|both|[a-z]{3,20}ly)){0,2}(?: (?:had|have|has))?"
    r"(?: (?:also|[a-z]{3,20}ly)){0,2} (?:occurred|was|were|developed|decreased|increased"
    r"|improved|fell|rose|declined|differed|did|remained|dropped|changed|happened|favou?red|been"
    r"|fallen|risen)\b"
)
_SUBJECT = lazy.regex(
    rf"{_HEAD}{_LEAD}(?:(?:[Tt]he|[Aa]n?) )?(?i:{_SPREAD}{_CHANGE}{_SPREAD}{_COUNT}{_SPREAD})"
    rf"{_WORDS}{_AT}{_VERB}"
)
_CLAUSE = lazy.regex(r"; |,? (?:whereas|while|but|and that) ")
_JOINED = lazy.regex(r",? (?:and|but) ")
_FINITE = lazy.regex(r"\b(?:was|were|had|occurred|developed|decreased|increased|improved)\b")
_NO_WORDS = lazy.regex(
    r"(?i)(?<!less )(?<!more )(?<!greater )(?<!lower )(?<!higher )\bthan\b"
    r"|\b(?:who|which|that|compared|versus|vs|v|p|we|assigned|randomi[sz]ed|significant\w*"
    r"|non-?inferiority|superiority|hypothesis|figures|corresponding|criteri(?:on|a)|trial|study"
    r"|survey|therap(?:y|ies)|drugs?|these|those|such|other|others|former|latter|respective(?:ly)?|followed|receiving"
    r"|given|intervention|effects?|efficacy|safety|outcomes?|end ?points?|data|values?|evidence"
    r"|association|correlation|positive|negative|cases|ratios?|total|(?-i:[HOR]Rs?))\b"
    r"|(?<!than)(?<! of)(?<![<>≤≥]) \d{1,5} [a-z]{3}|^(?:no|none|all|both|each|one|two|three)\b"
    r"|^[a-z]+ly\b|[<>=≥≤]|(?<!than )\b\d[\d.]*\s?%"
)
_GIVEN_TO = lazy.regex(r"\b[A-Z]{2,}|\b(?:both|each|all|either|two)\b|\d")
_WITH = frozenset({" with ", " betwe", " under", " follo"})
_LEVELS = lazy.regex(r" (?:levels?|values?|concentrations?|measurements?|rates?)$")
_CHANGES = lazy.regex(r" (?:changes?|reductions?|improvements?|increases?|decreases?)$")
_THAN = lazy.regex(r"\b(?:less|more|greater|lower|higher) than(?= \d)")
_SPELLS = lazy.regex(r"\b(?:weeks|days|months) (?:with|of|without)\b")
_BACK_AGAIN = lazy.regex(r"(?i)relapses?|recurrences?")
_HARM = lazy.regex(
    r"(?i)\b(?:serious |severe )?adverse (?:events?|effects?|reactions?)\b"
    r"|\b(?:(?:any|all)[- ])?grade"
    r"(?: [≥>=]{0,2} ?\d(?:[-/]\d)?(?: (?:to|or|and) (?:\d|higher|worse|more))?)?\b"
)
_DIED = lazy.regex(
    r"(?<!or )(?<!and )\b(?:had )?died\b(?! or\b)"
    r"(?! (?:of|from(?! any cause)|due|because|before)\b)"
)
_LABEL = lazy.regex(
    rf"{_HEAD}(?P<words>[A-Z][a-z]{{2,20}}(?: (?:or |and |of |in )?[a-z-]{{3,20}}){{0,4}}):\s"
)
_NO_LABEL = lazy.regex(
    r"(?i)\b(?:results?|findings?|conclusions?|methods?|background|objectives?|aims?|purposes?"
    r"|design|setting|measure\w*|interpretation|patients|participants|outcomes?|limitations?"
    r"|intervention|introduction|importance|discussion|efficacy|safety|relevance|analys[ie]s)\b"
)
# Nothing but these before "difference" or "hazard ratio".
_GOES_ON = lazy.regex(
    r"(?:[A-Z]{5,12}: )?(?:However, )?(?:(?:and|for|giving|with) )?"
    r"(?:(?:[Tt]he|[Tt]his|[Tt]hese|an?) )?"
    r"(?:(?:resulting|corresponding|observed|overall|estimated|absolute|adjusted|mean) )*$"
)
_REACHED = lazy.regex(
    r"\b(?:achieved|reached|attained) (?:an? |the |their )?"
    r"(?:(?:similar|comparable|greater|larger|better|lower|higher|significant(?:ly)?) )*"
    r"(?P<words>[A-Za-z][^.;,()]{1,40}?"
    r"(?: ?[<>≤≥] ?\d[\d.]* ?%?(?: [a-z/]{1,8}\b)??)?)(?= than\b| in\b| with\b| at\b| by\b| ?$)"
)
_BRACKETS = lazy.regex(r" [(\[](?:[^()\[\]]|[(\[][^()\[\]]{0,200}[)\]]){0,400}[)\]]")


# What is compared of patients or of a study, but befalls nobody.
_ASIDE = lazy.regex(
    r"(?i)\b(?:ages?|c-index|costs?|doses?|sensitivity|specificity|accuracy|adherence|compliance"
    r"|exposure|sample size)\b"
)


def speaks_of_another(setting: Setting, sentence: Sentence, place: int) -> bool:
    """Tell whether a clause has a subject that is no outcome: "mean age was 61 v 60 years"."""
    words = setting.words(sentence.start, place)
    told = _Told(words[: open_bracket(words)], sentence.start)
    begun = _starts(told)[-1]
    match = _SUBJECT.match(told.words, begun)
    return _ASIDE.search(match["words"] if match else told.words[begun:]) is not None


def plain_subject(setting: Setting, sentence: Sentence, place: int) -> Mention | None:
    """Return what the clause before a place of a sentence is about, where plain words say it."""
    words = setting.words(sentence.start, place)
    told = _Told(words[: open_bracket(words)], sentence.start)
    starts = _starts(told)
    own = _subject(setting, told, starts[-1]) or _reached(setting, told, starts[-1])
    if own or len(starts) > 1:
        return own
    return _label(setting, told) or _of_those_before(setting, sentence, told.words)


def _starts(told: "_Told") -> list[int]:
    """Return where the clauses begin of which the last one says what it is about."""
    starts = sorted({0, *(match.end() for match in _CLAUSE.finditer(told.words)), *told.clauses()})
    # "; the difference was 2.1": of what, the clause before says.
    while len(starts) > 1 and _GOES_ON.match(told.words, starts[-1]):
        starts.pop()
    return starts


class _Told:
    """Words without closed brackets that stand apart, and where each letter stood."""

    def __init__(self, words: str, start: int) -> None:
        at = 0
        kept: list[int] = []
        self._closed: list[int] = []
        for match in _BRACKETS.finditer(words):
            kept += range(at, match.start())
            at = match.end()
            self._closed.append(len(kept))
        kept += range(at, len(words))
        self.words = "".join(words[place] for place in kept)
        self._places = [start + place for place in kept]

    def clauses(self) -> Iterator[int]:
        """Yield where clauses with a verb begin behind a bracket: ") and falls were"."""
        for at in self._closed:
            joined = _JOINED.match(self.words, at)
            if joined and _FINITE.search(self.words, joined.end()):
                yield joined.end()

    def mention(self, name: str, start: int, end: int) -> Mention:
        """Return a name with where its words stand in the document."""
        return Mention(name, self._places[start], self._places[end - 1] + 1)


def _subject(setting: Setting, told: _Told, begun: int) -> Mention | None:
    match = _SUBJECT.match(told.words, begun)
    if match is None:
        died = _DIED.search(told.words, begun)
        return told.mention("OS", *died.span()) if died else None
    printed = _LEVELS.sub("", _with_more(setting, match))
    if primary := called_primary(setting, printed):
        return told.mention(primary, *match.span("words"))
    if _NO_WORDS.search(printed) or not _is_name(setting, printed):
        return None
    start = match.start("words")
    return told.mention(named_as(printed, 0).value, start, start + len(printed))


def _with_more(setting: Setting, match: re.Match[str]) -> str:
    """Return a subject with what narrows it, unless that says whose it is: "pain in the knee"."""
    whom = match["whom"]
    if not whom or match.start("whom") != match.end("words"):
        return match["words"]
    is_theirs = NO_SUBJECT.search(whom) or is_arm(setting, whom) or _GIVEN_TO.search(whom)
    return match["words"] + ("" if is_theirs or whom[:6] in _WITH else whom)


def _reached(setting: Setting, told: _Told, begun: int) -> Mention | None:
    """Return what patients of both arms came to: "more achieved an HbA1c < 7% than with B"."""
    match = _REACHED.search(told.words, begun)
    if match is None:
        return None
    if primary := called_primary(setting, match["words"]):
        return told.mention(primary, *match.span("words"))
    if _NO_WORDS.search(re.split("[<>≤≥]", match["words"])[0]):
        return None
    printed = _CHANGES.sub("", match["words"])
    if not _is_name(setting, printed):
        return None
    start = match.start("words")
    return told.mention(printed, start, start + len(printed))


def _is_name(setting: Setting, words: str) -> bool:
    words = _THAN.sub("at", _HARM.sub("harm", _SPELLS.sub("spells of", words)))
    if NO_EVENTS.search(words) and not _BACK_AGAIN.fullmatch(words):
        return False
    return is_outcome(words) and not is_no_name(setting, words)


def _label(setting: Setting, told: _Told) -> Mention | None:
    """Return the label that a sentence begins with: "Fractures: 31 of 200 v 44 of 201 (..."."""
    match = _LABEL.match(told.words)
    if match is None or _NO_LABEL.search(match["words"]) or not _is_name(setting, match["words"]):
        return None
    return told.mention(named_as(match["words"], 0).value, *match.span("words"))


def _of_those_before(setting: Setting, sentence: Sentence, words: str) -> Mention | None:
    """Return the subject of the sentence before, where this one tells of "the difference"."""
    earlier = setting.before(sentence)
    if earlier is None or not _GOES_ON.match(words):
        return None
    if setting.end_points_in(earlier.start, earlier.end):
        return None
    return _subject(setting, _Told(setting.words(earlier.start, earlier.end), earlier.start), 0)
