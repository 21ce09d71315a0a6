"""What the authors say that weakens an estimate: its hazards, censoring, missing data, margin."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from trialgraph.extract.acronym import cites
from trialgraph.extract.assembly.setting import Setting, setting_of
from trialgraph.extract.margin_words import margin_late
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.document import SectionKind
from trialgraph.model.result import Estimate
from trialgraph.model.text import Stated
from trialgraph.model.trial import Trial

_TOLD: frozenset[SectionKind] = frozenset(
    {"abstract", "methods", "results", "discussion", "conclusion"}
)
_JUDGED: frozenset[SectionKind] = frozenset({"abstract", "discussion", "conclusion"})
_HAZARDS = frozenset({"HR", "csHR", "sHR"})
_PARTS = ("subgroup", "responders")
_LEVEL = Decimal("0.05")
_ASSUMPTION = (
    r"(?:proportional(?:ity)?[- ](?:of )?(?:the )?hazards?(?: assumptions?)?"
    r"|assumptions? of proportional(?:ity of)?(?: the)? hazards?|proportionality assumption"
    r"|PH assumption)"
)
_PLAIN = r"(?:(?!\b(?:not|no|never|neither|nor|if|whether|where|when|and|but)\b)[^.;,])"
_BROKEN = lazy.regex(
    rf"(?i)\b{_ASSUMPTION}{_PLAIN}{{0,60}}?\b(?:(?:was|were|is|are|been|be|being|appeared|seemed"
    r"|(?:appeared|seemed) to (?:be|have been)) (?:\w+ly )?violated"
    r"|(?:was|were|is|are) (?:\w+ly )?not (?:\w+ly )?(?:met|satisfied|fulfilled|supported|valid"
    r"|tenable|upheld|justified|appropriate)"
    r"|(?:did|does|do) not (?:\w+ly )?(?:hold|appear to hold)|could not be assumed|failed"
    r"|(?:was|were) (?:\w+ly )?rejected)\b"
    rf"|\b(?:owing to|because of|due to|given|evidence (?:of|for)|indicat\w+|show\w+|suggest\w+"
    rf"|reveal\w+|found) (?:an? |the )?(?:\w+ )?violations? of (?:the )?{_ASSUMPTION}"
    r"|\bhazards? (?:functions? |rates? )?(?:was|were|are|is|appeared|seemed) (?:to be )?"
    r"(?:\w+ly )?(?:not|non)[- ]?proportional\b"
    r"|\bnon-?proportional(?:ity of(?: the)?)? hazards? (?:was|were) (?:\w+ly )?(?:observed|seen"
    r"|present|evident|detected|found|noted|apparent)\b"
    r"|\b(?:owing to|because of|due to|given|evidence (?:of|for)) (?:the )?(?:presence of )?"
    r"(?:(?:observed|evident|apparent|marked|clear) )?non-?proportional(?:ity of(?: the)?)?"
    r" hazards?"
    r"|\bcurves (?:for [^.;,]{1,60} )?(?:(?:then|later|clearly|had|also) )?crossed\b"
    r"|\bcrossing of the (?:[\w-]+ ){0,4}curves (?:was|were) (?:observed|seen|noted|evident)\b"
)
_TESTED = lazy.regex(
    rf"(?i)\b(?:{_ASSUMPTION}|Schoenfeld residuals?|Grambsch\b[^.;]{{0,30}}?\btest)"
    r"(?:[^.;]|\.\d){0,60}?\bP\s?(?P<sign>[=<])\s?(?P<p>0?\.\d+)"
)
_CENSORING = lazy.regex(
    r"(?i)\b(?:informative censoring (?:\w+ ){0,2}?(?:(?:cannot|could not|can not) be (?:\w+ly )?"
    r"(?:excluded|ruled out)|(?:may|might|could)(?! not\b) (?:also )?(?:have|be|bias|explain|affect"
    r"|influence))"
    r"|(?:cannot|could not|can not) (?:\w+ly )?(?:exclude|rule out) (?:the (?:possibility|presence"
    r"|effect|influence) of )?(?:\w+ )?informative censoring"
    r"|(?:may|might|could)(?! not\b) (?:also )?(?:have )?(?:\w+ ){1,3}?(?:to |in |of )?(?:\w+ )?"
    r"informative censoring"
    r"|(?:affected|biased|limited|confounded) by (?:\w+ )?informative censoring"
    r"|(?:subject|prone) to (?:\w+ )?informative censoring"
    r"|censoring (?:was|were|is) (?:likely |probably |possibly )(?:to (?:be|have been) )?"
    r"informative"
    r"|censoring (?:may|might|could)(?! not\b) (?:also )?(?:be|have been) informative)\b"
)
_LACKING = r"missing (?:[\w-]+ )?(?:data|values|assessments|responses|outcomes?|questionnaires)"
_MISSING = lazy.regex(
    rf"(?i)\b(?:{_LACKING} (?:[\w-]+ ){{0,4}}?(?:may|might|could)(?! not\b) (?:also )?(?:have )?"
    r"(?:\w+ly )?(?:bias|affect|influenc|limit|confound|weaken|distort|led|lead|introduc)\w*"
    rf"|bias (?:due to|from|caused by|owing to|because of|related to) {_LACKING} (?:cannot"
    r"|could not|can not) be (?:\w+ly )?(?:excluded|ruled out)"
    r"|(?:cannot|could not|can not) (?:\w+ly )?(?:exclude|rule out) (?:the possibility of )?"
    rf"(?:an? )?(?:\w+ )?bias (?:due to|from|caused by|owing to|because of|related to) {_LACKING}"
    rf"|(?:limited|biased|confounded|weakened|affected) by (?:the (?:\w+ )?(?:amount|proportion"
    rf"|extent|number) of )?{_LACKING}"
    r"|(?:limitations?|weakness(?:es)?)\b(?:(?!\b(?:no|not|few|little|minimal|low)\b)[^.;]){0,60}?"
    rf"\b{_LACKING})\b"
)
_DENIED = lazy.regex(
    r"(?i)\b(?:no|not|nor|neither|never|without|lack of|absence of|if|whether|where|when|should"
    r"|unless|in case|in the event|unlikely|tested|check\w*|test for)\b[^.;,]{0,40}$"
)
_CLAUSE = lazy.regex(r"(?i);|\b(?:but|whereas|while|although|though|however)\b")
_OF_OTHERS = lazy.regex(
    r"(?i)\b(?:subgroups?|subset|covariates?|strata|stratum|multivaria(?:ble|te)|predictors?"
    r"|simulat\w+|other trials?|previous)\b"
)
_SPECIFIC = lazy.regex(r"(?i)\s(?:for|of|on|by|about|with respect to|regarding) (?!(?:the )?trial)")


@dataclass(frozen=True, slots=True)
class _Caution:
    """Words found, with the end points that they are about; none named: all."""

    said: Stated
    end_points: frozenset[str]


def _non_proportional(view: ReadingView, sentence: Sentence) -> re.Match[str] | None:
    """Return words that hazards were not proportional, or a printed test that rejects it."""
    place = (view.text, sentence.start, sentence.end)
    if match := _BROKEN.search(*place):
        return match
    tested = _TESTED.search(*place)
    if tested is None:
        return None
    p, is_bound = Decimal(tested["p"]), tested["sign"] == "<"
    return tested if p < _LEVEL or (is_bound and p == _LEVEL) else None


def _said_by(
    pattern: re.Pattern[str],
) -> Callable[[ReadingView, Sentence], re.Match[str] | None]:
    """Return a reader of what authors call a weakness: where they judge their own results."""

    def read(view: ReadingView, sentence: Sentence) -> re.Match[str] | None:
        if sentence.section not in _JUDGED:
            return None
        return pattern.search(view.text, sentence.start, sentence.end)

    return read


_READERS: MappingProxyType[str, Callable[[ReadingView, Sentence], re.Match[str] | None]] = (
    MappingProxyType(
        {
            "non_proportional": _non_proportional,
            "informative_censoring": _said_by(_CENSORING),
            "missing_data": _said_by(_MISSING),
            "margin_late": margin_late,
        }
    )
)


def with_cautions(
    view: ReadingView, trial: Trial, estimates: tuple[Estimate, ...]
) -> tuple[Estimate, ...]:
    """Return the estimates with what the document says that weakens them, each kind once."""
    found = [*_cautions(setting_of(view, trial))] if estimates else []
    return tuple(_cautioned(one, found) for one in estimates) if found else estimates


def _cautioned(estimate: Estimate, found: list[_Caution]) -> Estimate:
    """Return an estimate with the first words of each kind that are about it."""
    if estimate.second_hand or estimate.population.startswith(_PARTS):
        return estimate
    own = [one for one in found if _is_about(one, estimate)]
    first = {one.said.value: one.said for one in reversed(own)}
    said = (*estimate.cautions, *first.values())
    return replace(estimate, cautions=tuple(sorted(said, key=lambda one: one.span.start)))


def _is_about(caution: _Caution, estimate: Estimate) -> bool:
    """Tell whether words can weaken an estimate: by its end point, measure and hypothesis."""
    if caution.end_points and estimate.end_point not in caution.end_points:
        return False
    if caution.said.value == "margin_late":
        return estimate.hypothesis in {"noninferiority", "equivalence"}
    return caution.said.value == "missing_data" or estimate.measure in _HAZARDS


def _cautions(setting: Setting) -> Iterator[_Caution]:
    """Yield what the sentences of the trial's own say."""
    view = setting.view
    for sentence in view.sentences:
        if sentence.section not in _TOLD or cites(view, sentence):
            continue
        for kind, reader in _READERS.items():
            match = reader(view, sentence)
            if match and _is_meant(view, sentence, match):
                said = Stated(kind, match[0], view.span(*match.span()))
                named = _named(setting, sentence, match)
                if named or not _SPECIFIC.match(view.text, match.end()):
                    yield _Caution(said, named)


def _is_meant(view: ReadingView, sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether words are said of all patients, and neither denied nor only supposed."""
    before = (view.text, sentence.start, match.start())
    is_of_others = _OF_OTHERS.search(view.text, sentence.start, sentence.end)
    return not is_of_others and not _DENIED.search(*before)


def _named(setting: Setting, sentence: Sentence, match: re.Match[str]) -> frozenset[str]:
    """Return the end points named in the clause, else in the sentence, else in the one before."""
    cuts = [
        sentence.start,
        *(one.start() for one in _CLAUSE.finditer(setting.view.text, sentence.start, sentence.end)),
        sentence.end,
    ]
    start = max(cut for cut in cuts if cut <= match.start())
    end = min(cut for cut in cuts if cut >= match.end())
    before = setting.before(sentence)
    places = [(start, end), (sentence.start, sentence.end)]
    places += [(before.start, before.end)] if before else []
    for place in places:
        if named := frozenset(one.value for one in setting.end_points_in(*place)):
            return named
    return frozenset()
