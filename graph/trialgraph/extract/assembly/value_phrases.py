"""End points without a name of their own: what a sentence says that patients of each arm had.

Three places name it: the subject ("Complete resection was achieved in 80% ... and 67% ..."),
the predicate after the values ("80% in A and 67% in B completed therapy"), and the
thing compared before a bracket ("more patients on A had relief than on B (64% v 50%)").
"""

import re

from trialgraph.extract.assembly.pairing_order import COMPARING, Arms
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.value_called import called
from trialgraph.extract.assembly.value_harm import is_in_report_of_harm
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_HEADING = lazy.regex(r"^(?:[A-Z][A-Z ,&/-]{2,60}:|[A-Z][a-z]+(?: [a-z]+){0,2}:)\s")
_LEAD = lazy.regex(
    r"^(?:(?i:at|by|after|within|during|in|among|for|with|on|compared with|overall|however"
    r"|moreover|furthermore|similarly|additionally|also)\b[^,;()]{0,90}(?:\([^()]{1,40}\))?,\s){1,2}"
)
_VERB = (
    r"(?:was|were|had been|has been|occurred|developed|did not differ|increased|decreased|improved"
    r"|fell|rose|declined|remained|reached|averaged|appeared|tended)"
)
# An abbreviation may stand behind a subject: "The rate of wide excision (RWE) was".
_SUBJECT = lazy.regex(
    rf"^(?P<what>[A-Za-z0-9≥≤<>](?:[^;,():]"
    rf"|\s\((?:[^()%;]{{2,50}}|[<≤>≥][^();]{{1,12}})\)){{2,110}}?)"
    r"(?:\s\([A-Za-z/-]{2,12}\)(?:\srates?)?)?"
    rf"\s(?:also\s)?{_VERB}\b(?P<rest>(?:[^;:(]|\([^()]{{0,80}}\)){{0,160}}(?:\([^;:()]{{0,80}})?)$"
)
# "a reduction in the frequency of X in A (5% v 14%)", "were more likely to do X (94% v 76%)".
_LESS = lazy.regex(
    r"\b(?:reductions?|increases?|improvements?|decreases?|declines?)\sin\s(?:the\s)?"
    r"(?P<what>[^;,():%\d]{3,60}?)\s(?:in|with|for|among|on|between)\s[^;:()%]{2,90}$"
)
# "A lowered the rate of X, as compared with B (5% v 14%)".
_CHANGED = lazy.regex(
    r"\b(?:lowered|reduced|decreased|increased|raised|improved|enhanced)\s(?:the\s)?(?:(?:rates?|incidence"
    r"|frequency|proportion|percentage|likelihood)\sof\s)?(?P<what>[^;,():%\d]{3,60}?)"
    r"(?:,?\s(?:(?:as\s)?compared\s(?:with|to)|relative\sto|versus|vs\.?|v|more\sthan)\s[^;:()%]{2,60})?\s?$"
)
# "Breastfeeding at 6 weeks: 61% with A, 52% with B".
_BEFORE_COLON = lazy.regex(
    r"^(?P<what>[A-Z][^;,():%\d]{3,60}?)(?:\sat\s[\w ]{3,20})?(?P<rest>):\s$"
)
_LIKELY = lazy.regex(
    r"\b(?:more|less)\slikely\s(?:than\s[^;,()]{3,60}\s)?to\s(?:be\s|have\s(?:an?\s)?)?(?P<what>[^;,():%]{3,60}?)\s?$"
)
# "no significant difference between the groups in X, with a rate of 5% in A and 4% in B".
_DIFFERENCE = lazy.regex(
    r"\bdifferences?\s(?:(?:between|among)\s(?:the\s)?(?:[\w-]+\s){0,3}(?:groups|arms|cohorts)\s)?in\s"
    r"(?:the\s)?(?P<what>[^;,():]{3,70}?)"
    r"(?=\s(?:between|among|for|at|with|was|were)\b|,|\s?\(|\s?:|;)"
)
# "a significantly higher uptake in A compared with B (30% v 26%)".
_HIGHER = lazy.regex(
    r"\b(?:higher|lower|greater|better|smaller|larger|longer|shorter|increased|reduced|improved)\s"
    r"(?:rates?\sof\s)?(?P<what>[^;,():%\d]{3,60}?)\s(?:in|with|for|among|on|after)\s[^;:()%]{2,90}$"
)
# "More patients on A than on B were free of X (40% v 14%)".
_MORE_WHO = lazy.regex(
    r"\b(?i:more|fewer|(?:greater|higher|larger|lower|smaller)\s(?:proportions?|percentages?|numbers?)\sof)"
    r"\s(?:[\w-]+\s){0,4}?(?:patients|women|men|participants|individuals|adults|children|subjects|people)\b"
    r"(?:[^;:()]{3,90}?)?\s(?P<verb>had|experienced|achieved|attained|reported|showed|developed|completed|reached"
    r"|were|remained|underwent|required|continued|made|attended|chose|started|stopped|returned|quit"
    r"|lost|gained|received)\s"
    r"(?P<what>[^;,():]{3,70}?)(?:\sat\s[^;,():]{3,30})?\s?$"
)
_NOUN_BEFORE = lazy.regex(
    r"(?:^|,\s(?:and\s)?|;\s(?:and\s)?|\)\s?(?:,\s)?and\s(?:in\s)?)"
    r"(?P<what>(?:[A-Za-z0-9≥≤/-]+\s){0,5}(?:rates?|incidence|frequency|proportion))\s?$"
)
_HAD_MORE = lazy.regex(
    r"\b(?:had|experienced|achieved|showed|reported)\s(?:(?:a|an|significantly|much|also)\s){0,3}"
    r"(?:more|fewer|less|higher|lower|greater|better|longer|shorter|improved)\s(?:rates?\sof\s)?"
    r"(?P<what>[^;,()]{3,70}?)\s(?:than|compared|versus|vs|v|as\scompared)\b"
)
_HAD_LESS = lazy.regex(
    r"\b(?:had|experienced|showed|reported|achieved|developed)\s(?:(?:a|an|significantly|much)\s){0,3}(?:more|fewer|less|higher"
    r"|lower|greater|better|improved)\s(?:rates?\sof\s)?(?P<what>[^;,()]{3,60}?)\s?$"
)
# "The liver was the main site of relapse (40% v 34%)": what the share is of comes last.
_IS_THE = lazy.regex(r"\s(?:was|were)\s(?:the|an?)\s")
# "X was alike, but Y was higher": what comes last is of Y; a bare rate is still that of X.
_TURN = lazy.regex(
    r"[),]\s(?:but|whereas|while)\s(?!(?:the\s)?(?:likelihood|probability|rates?|risks?|incidence"
    rf"|proportions?|frequency|differences?|it|this|these|they)\s)(?=[^()]{{3,80}}\s{_VERB}\b)"
)
# "at the end (5 v 9) and at 6 h (4 v 8)": times of day are read for no value.
_AT_HOURS = lazy.regex(r"\)[^()]{0,20}\s(?:at|after)\s\d+\s?(?:h|hours?|min(?:utes)?)\s?[(\[]$")
# "A node was positive in 30%": the share is of those in this state.
_STATE = lazy.regex(
    r"\s(?:still\s)?(?P<state>(?:positive|negative|stable|normal|normali[sz]ed|present|absent|complete"
    r"|successful|possible|involved|unchanged|better|worse)(?:\sor\s[a-z]+)?)\s(?:in|for|among|with)\b"
)
# What was done with patients, or found of them, is no state that they reached.
_NO_STATE = (
    r"(?:assign|allocat|random|enrol|includ|exclud|treat|evaluat|analy[sz]|screen|report|observ|record"
    r"|follow|age|recruit|consider|classif|schedul|expos|show|compar|receiv|need|requir|balanc|match"
    r"|us|complet|test|examin|measur|perform|withdraw|discontinu|continu|invit|consent|register)"
)
_AFTER = lazy.regex(
    r"(?P<verb>had(?:\shad)?|experienced|achieved|attained|developed|completed|reached|underwent|showed"
    r"|reported|gained|lost|maintained|recovered|attended|accepted|returned|resumed|stopped|received"
    r"(?=\s(?:all|subsequent|further|additional|second|salvage|post)\b)"
    r"|were\sin(?=\s(?:[a-z-]+\s){0,2}remission\b)"
    r"|were\s(?:still\s)?(?:continuing|receiving|free\s(?:of|from)|alive\sand)"
    rf"|were(?:\sstill)?(?=\s(?!{_NO_STATE})[a-z]+(?:ing|ed|able)\b)"
    r"|were\s(?:re)?(?:hospitali[sz]ed|admitted)(?=\sfor\b)"
    r"|remained|became|required|needed)\s"
    r"(?P<what>[^;,()]{0,60}?\b(?:local|locoregional|regional|distant|partial|complete|early|late)\s"
    r"(?:and|or)\s[a-z-]+\s[a-z-]+|[^;,()]{3,80}?)"
    r"(?=\s(?:at|by|after|within|through|during|as|compared|than|versus|vs\.?|v|because|and"
    r"|that|which|with\s(?:a\s)?(?:hazard|odds|risk))\b|[;,(.]|$)"
)
# What patients did, as the end point it is: "12% with A and 25% with B relapsed".
_DEEDS = {
    "relapsed": "relapse",
    "recovered": "recovery",
    "responded": "response",
    "healed": "healing",
    "conceived": "conception",
    "improved": "improvement",
    "worsened": "worsening",
    "were responders": "response",
    "died without relapse": "death without relapse",
    "died without progression": "death without progression",
    "died without recurrence": "death without recurrence",
}
_DONE = rf"\b(?P<done>{'|'.join(_DEEDS)})\b"
_DID = lazy.regex(
    r"[)\]%]*(?:(?!\b(?:had|has|have|were|was|and|who|which|that)\b)[^;:(),]){0,120}?"
    rf"(?:\([^()]{{1,40}}\)\s)?(?:had\s)?{_DONE}"
    r"(?=\s(?:at|by|within|after|during|through|over)\b|\s?(?:[;,(.]|$))"
)
_MORE_DID = lazy.regex(
    r"\b(?i:more|fewer)\s(?:[\w-]+\s){0,3}?(?:patients|women|men|participants|children|adults|people)\b"
    rf"[^;:()]{{3,90}}?\s{_DONE}(?:\s(?:at|by|within|after)\s[^;,():]{{3,30}})?\s?$"
)
# What a bracket of values follows is no longer of what is said next.
_NEXT = lazy.regex(r";|\)\s?,?\s?(?:and|but)\s$")
_COMPARED = (_HAD_MORE, _NOUN_BEFORE, _HAD_LESS, _MORE_WHO, _CHANGED, _HIGHER, _LESS, _LIKELY)
_KEPT_VERBS = lazy.regex(
    r"(?:made|chose|started|quit|gained|(?:re)?hospitali[sz]ed|(?:re)?admitted|lost|maintained|attended|accepted|returned|resumed|stopped|received|completed|continuing|receiving|free|alive|underwent|remained)\b"
)
# What patients had when they came, not what became of them.
_TRAIT = lazy.regex(
    r"(?i)\b(?:triple|hormone|receptor|negative|positive|visceral|metasta\w+|histolog\w+|stage|ECOG"
    r"|Karnofsky|comorbid\w*|smok\w+|male|female|white|Asian|performance status|measurable)\b"
)
_BRACKET = lazy.regex(r"[(\[][^()\[\]]{0,60}$")
_EVENT_IN_BRACKET = lazy.regex(
    r"(?:an?\s)?(?:primary\s)?(?:end-?\s?point\s)?events?\s\((?P<what>[a-z][^()\d,;]{4,60})\)"
)
_SHARED_OUT = {"percent", "mean", "median", "count", "other"}
_NEAR = 200
_REPORT = 2
_FAR = 240


def phrase_of(
    setting: Setting, sentence: Sentence, cells: list[Cell], arms: list[Arms], number: int
) -> Mention | None:
    """Return the words that say what a share is of, where two arms are compared in it."""
    cell = cells[number]
    if cell.form not in _SHARED_OUT or is_in_report_of_harm(setting, sentence, _REPORT):
        return None
    run = _run(setting, cells, arms, number)
    if len({arm for at in run for arm in arms[at]}) < 2:  # noqa: PLR2004 - two arms
        return None
    first, last = cells[run[0]], cells[run[-1]]
    beyond = cells[run[-1] + 1].start if run[-1] + 1 < len(cells) else sentence.end
    if cell.form == "count":
        return _predicate(setting, last.end, min(beyond, last.end + _FAR)) or _compared(
            setting, sentence, first
        )
    after_first = min(cells[run[1]].start if len(run) > 1 else sentence.end, first.end + _NEAR)
    after = _predicate(setting, last.end, min(beyond, last.end + _FAR)) or _predicate(
        setting, first.end, after_first
    )
    # What opens a clause is of what the clause says of it, not of the clause before.
    if after and not setting.words(_clause(setting, sentence, first.start), first.start).strip():
        return after
    return (
        _compared(setting, sentence, first)
        or _subject(setting, sentence, first)
        or _differing(setting, sentence, first)
        or after
    )


def _run(setting: Setting, cells: list[Cell], arms: list[Arms], number: int) -> list[int]:
    """Return the values of different arms around one, in the same clause: first what it opens."""
    run, form = [number], cells[number].form
    after = number + 1 < len(cells) and _is_compared(setting, cells, number)
    before = number > 0 and _is_compared(setting, cells, number - 1)
    for step in (1, -1) if after and not before else (-1, 1):
        at = number + step
        while 0 <= at < len(cells) and cells[at].form == form and arms[at]:
            left, right = sorted((at, at - step))
            known = {arm for one in run for arm in arms[one]}
            if ";" in setting.words(cells[left].end, cells[right].start) or known & set(arms[at]):
                break
            run.append(at)
            at += step
    return sorted(run)


def _is_compared(setting: Setting, cells: list[Cell], number: int) -> bool:
    """Tell whether a value is compared with the next one."""
    between = setting.words(cells[number].end, cells[number + 1].start)
    return COMPARING.search(between) is not None


def _clause(setting: Setting, sentence: Sentence, place: int) -> int:
    """Return where the clause of a place begins: after the last semicolon outside brackets."""
    depth = 0
    for at in range(place - 1, sentence.start, -1):
        char = setting.view.text[at]
        depth = max(0, depth + (char in ")]") - (char in "(["))  # the value's own bracket is open
        if char == ";" and depth == 0:
            return at + 1
    return sentence.start


def _before(setting: Setting, sentence: Sentence, cell: Cell) -> tuple[int, str]:
    """Return where the words before a value begin, and them, without heading and opening."""
    begin = _clause(setting, sentence, cell.start)
    words = setting.words(begin, cell.start)
    if not words.strip(" (["):  # "X was alike in both groups; 5% in A and 4% in B"
        begin = _clause(setting, sentence, begin - 1) if begin > sentence.start + 1 else begin
        words = setting.words(begin, cell.start).rstrip("; ")
    for pattern in (re.compile(r"^\s+"), _HEADING, _LEAD):
        match = pattern.match(words)
        if match:
            begin, words = begin + match.end(), words[match.end() :]
    return begin, words


def _compared(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return the thing compared before a bracket of values."""
    begin, words = _before(setting, sentence, cell)
    bracket = _BRACKET.search(words)
    if bracket is None:
        return None
    outside = words[: bracket.start()]
    for pattern in _COMPARED:
        found = pattern.search(outside.rstrip() if pattern is _NOUN_BEFORE else outside)
        kept = _KEPT_VERBS.match(found["verb"]) if found and "verb" in found.groupdict() else None
        start = begin + found.start("verb") if found and kept else None
        name = called(setting, begin, found, start) if found else None
        if name:
            return name
    return _deed(begin, _MORE_DID.search(outside))


def _deed(begin: int, match: re.Match[str] | None) -> Mention | None:
    """Return the end point that is what patients are said to have done."""
    if match is None:
        return None
    return Mention(_DEEDS[match["done"]], begin + match.start("done"), begin + match.end("done"))


def _subject(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    begin, words = _before(setting, sentence, cell)
    turn = list(_TURN.finditer(words))
    if turn:
        begin, words = begin + turn[-1].end(), words[turn[-1].end() :]
    match = _SUBJECT.match(words) or _BEFORE_COLON.match(words)
    if match is None or _IS_THE.match(words, match.end("what")) or _AT_HOURS.search(words):
        return None
    name = called(setting, begin, match)
    state = _STATE.match(match["rest"])
    if name is None or state is None:
        return name
    return Mention(
        f"{name.value} {state['state']}", name.start, begin + match.start("rest") + state.end()
    )


def _differing(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return what a clause says there was a difference in, or none, right before its values."""
    found = list(_DIFFERENCE.finditer(setting.view.text, sentence.start, cell.start))
    if not found or setting.end_points_in(found[-1].end(), cell.start):
        return None
    told = setting.words(found[-1].end(), cell.start)
    return called(setting, 0, found[-1]) if len(told) < _NEAR and "." not in told else None


def _predicate(setting: Setting, begin: int, end: int) -> Mention | None:
    """Return what is said after a value of its patients: "80% in A and 67% in B completed ..."."""
    deed = _deed(0, _DID.match(setting.view.text, begin, end))
    if deed:
        return deed
    match = _AFTER.search(setting.view.text, begin, end)
    if match is None or _NEXT.search(setting.words(begin, match.start())):
        return None
    if match["verb"].startswith("had") and _TRAIT.search(match["what"]):
        return None
    event = _EVENT_IN_BRACKET.match(setting.view.text, match.start("what"), end)
    if event:
        return Mention(event["what"], *event.span("what"))
    kept = _KEPT_VERBS.search(match["verb"])
    if re.fullmatch(r"were(?: still)?", match["verb"]):
        return called(setting, 0, match)
    start = match.start("verb") + (kept.start() if kept else 0)
    return called(setting, 0, match, start if kept else None)
