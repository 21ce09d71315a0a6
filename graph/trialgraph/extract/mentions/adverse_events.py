"""Names of adverse events in running text: all of them, deaths, stops of treatment, and kinds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from trialgraph.extract.mentions.grades import GradeMention
from trialgraph.model import lazy

_HEAD = (
    r"(?:(?i:adverse (?:drug )?(?:events?|effects?|reactions?|experiences?)"
    r"|toxic (?:effects?|events?|side[- ]effects?|reactions?)|toxicit(?:y|ies)"
    r"|side[- ]effects?|\bcomplications?\b|\bmorbidity\b)|\b(?:TR|TE|S|ir|im)?AEs?\b)"
)
_OF_TREATMENT = r"(?:treatment|drug|therapy|toxicity|chemotherapy|study[- ]drug|study treatment)"
_DEATH = (
    rf"(?i:\b{_OF_TREATMENT}[- ]?(?:related|induced) (?:deaths?|mortality)|\btoxic deaths?"
    r"|\bfatal adverse events?|\bgrade 5 (?:adverse )?events?"
    r"|\b(?:deaths?|died)(?: on (?:study|treatment))? (?:that were |were )?(?:considered )?"
    r"(?:related to|due to|because of|as a result of|owing to|of|attributed to|attributable to"
    r"|resulting from|from) (?:[\w-]+ ){0,2}?"
    rf"(?:adverse events?|AEs?\b|toxicit(?:y|ies)|toxic effects|regimens?\b|{_OF_TREATMENT}\b))"
)
_STOP = (
    r"(?i:\b(?:(?:treatment|drug|therapy)[- ])?(?:discontinu\w+|withdrawals?|withdrew"
    r"|dose reductions?|stopp(?:ed|ing))"
    r"(?: of)?(?: (?:the |their |all |any )?(?:study |trial |assigned )?(?:treatment|drugs?|therapy"
    r"|medication|study|trial|protocol|\w+mab|\w+nib))?,?"
    r" (?:because of|due to|owing to|for|as a result of|from)"
    rf" (?:[\w-]+ ){{0,3}}?)(?:{_HEAD})"
)
_SHAPES = (
    r"(?i:\b[a-z-]{2,}(?:penia|rrho?ea|rrhoea|algias?|itis|aesthesia|esthesia|uria|pnoea|pnea)\b"
    r"|\b(?:hyper|hypo|an|bacter|septic)[a-z]{0,14}a?emia\b|\b[a-z-]*neuropath(?:y|ies)\b"
    r"|\b(?:second|new primary|secondary) (?:primary )?(?:cancers?|malignanc(?:y|ies))"
    r"|\b[a-z-]*toxicity\b|\b(?:major |minor |clinically relevant )?(?:bleeding|haemorrhages?"
    r"|hemorrhages?)(?: events?)?\b|\binfections?\b|\bthrombo[a-z]+\b|\bpneumothorax\b)"
)
_ALWAYS = lazy.regex(
    r"(?i)penia|rrho?ea|vomiting|nausea|mucositis|stomatitis|hand[- ]foot|alopecia|neuropath"
    r"|hypoglyc|bleeding|h(?:a)?emorrhage|rash|fatigue|asthenia|toxic|adverse|side[- ]effect"
    r"|\bAEs?\b"
)
_TAIL = lazy.regex(
    r"(?: \(?(?:of|from|for) any[- ]cause\)?)?"
    r"(?:(?: \([^()\d]{1,120}\))?,? (?:(?:that were )?"
    r"(?:considered|judged|deemed|thought|assessed|suspected)"
    r"(?: by (?:the |an |study ){0,2}investigators?)?(?: to be| as)? )?"
    r"(?:probably |possibly |definitely )?(?:(?:un)?related|attributed|attributable) to"
    r" (?:the )?(?:study |trial )?[\w-]+(?: (?:treatment|therapy|administration|drugs?))?)?"
    r"(?:,? (?:that |which )?(?:leading|led|resulted|resulting|requiring|required)(?: to| in)?"
    r" (?:[\w-]+ ){0,4}?(?:discontinuations?|withdrawals?|deaths?|hospitali[sz]ations?"
    r"|interruptions?|reductions?)"
    r"(?: of (?:the )?(?:study |trial )?(?:treatment|drugs?|therapy))?)?"
    r"(?: during (?:the )?(?:treatment|chemotherapy|radiotherapy|study)\b)?"
    r"(?: of special interest)?"
)
_HEADS = lazy.regex(_HEAD)
_DEATHS = lazy.regex(_DEATH)
_JUDGED = lazy.regex(
    r"(?i)\b(?:deaths?|died)\b(?=[^.;\d]{0,100}?\b(?:was|were|is|are|being) "
    r"(?:considered|deemed|judged"
    rf"|assessed as|thought)(?: to be)? (?:possibly |probably )?(?:{_OF_TREATMENT}[- ]related"
    rf"|related to (?:the )?{_OF_TREATMENT}))"
)
_STOPS = lazy.regex(_STOP)
_EVENTS = lazy.regex(
    r"\x00 (?:[\w-]+ ){0,2}?events?\b|\b[Ee]vents?\b(?=(?:,? (?:of|that were(?: of)?))? \x00)"
)
_KINDS = lazy.regex(_SHAPES)
_LEADS_TO_DEATH = lazy.regex(r"(?i)\b(?:leading|led|resulted|resulting) (?:to|in) (?:\w+ )?deaths?")
_GRADED = lazy.regex(
    r"\x00 (?P<name>[a-z][\w/-]*(?: [a-z][\w/-]*){0,4}?)"
    r"(?= (?:was|were|is|are|occurred|developed|in|with|among|versus|vs|v|compared|than)\b"
    r"| [(\[]|,|$)"
)
_NOT_GRADED = lazy.regex(
    r"(?i)\b(?:tumou?rs?|cancers?|carcinomas?|gliomas?|lymphomas?|astrocytomas?|events?"
    r"|(?<!lung )(?<!liver )(?<!heart )(?<!-host )(?<!-occlusive )diseases?"
    r"|occurred|developed|was|were|reported|observed|patients|or|and|dysplasia|neoplasia|sarcomas?|higher|greater|worse|median)\b"
)
_LED_TO = lazy.regex(r"(?i)\b(?:that|which) (?:led|leads) to\b")
_NOT_HARM = lazy.regex(
    r"(?i)^dose |\bana?esthesia$|free\b"
    r"|^(?:leuka?emia|arthritis|spondylitis|psoriasis|dermatitis|hepatitis [bc]\b)"
    r"|\b(?:survival|response|progression|recurrence|relapse|remission|metasta\w+|cure)\b"
    r"|-(?:free|positive|negative|naive|associated|specific|related|refractory)$"
)
_WORD_BEFORE = lazy.regex(r"([\w/'’+-]*\w|\x00+)[\s]$")
_NOT_MODIFYING = (
    "the a an of in on at by with for to from and or but than as most more less fewer common"
    " commonly frequent frequently frequency rate rates incidence incidences number numbers"
    " percentage proportion patients participants women men had have has having were was is are"
    " be been without overall any all no not least one two three four five six seven eight nine"
    " ten included including include only similarly especially mainly predominantly such these"
    " those other both higher lower greater highest that which who while whereas although"
    " experiencing developing causing causes during after before within between their its there"
    " excess we being"
    " rates' event cases case first main major-most prominent frequently-reported risk group arm"
    " maximum worst grade grades v vs versus additional further only out per some few many"
)
_STOPWORDS = frozenset(_NOT_MODIFYING.split())
_PARTICIPLES = (
    "increased decreased elevated impaired prolonged reduced blurred delayed related induced"
    " emergent mediated mixed localised localized disseminated"
)
_ADJECTIVES = frozenset(_PARTICIPLES.split())
_NOT_MODIFIER = lazy.regex(r"\b(?:" + "|".join(sorted(_STOPWORDS)) + r")\b")
_MOST_WORDS = 6
_BLANK = "\x00"


class EventTerms(Protocol):
    """What this reading needs of the term tables."""

    def mentions(self, text: str, *schemes: str) -> tuple["_Named", ...]:
        """Return the names in a running text."""


class _Named(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Harm:
    """An adverse event that a sentence names.

    Attributes:
        term: the words printed, without grade and frequency.
        start: of the words, a grade before them included.
        end: after the words.
        grade: printed with the words; ``None`` where there is none, empty where it is open.
        pair: both grades where "grade 3 and 4" may be two grades.
        general: all adverse events of a sort rather than one kind.
        is_death: patients who died of it.
        is_known: the tables or the shape of the word say that it is an adverse event.
    """

    term: str
    start: int
    end: int
    grade: str | None = None
    pair: tuple[str, ...] = ()
    general: bool = False
    is_death: bool = False
    is_known: bool = True

    @property
    def speaks_for_itself(self) -> bool:
        """Tell whether the words mean an adverse event wherever they stand."""
        return self.general or self.is_death or _ALWAYS.search(self.term) is not None


def masked(text: str, start: int, end: int, grades: list[GradeMention]) -> str:
    """Return a range with its grades blanked out, so that names around them are whole."""
    out = text[start:end]
    for grade in grades:
        at, stop = grade.start - start, grade.end - start
        out = out[:at] + _BLANK * (stop - at) + out[stop:]
    return out


def find_harms(
    text: str, start: int, end: int, grades: list[GradeMention], terms: EventTerms
) -> list[Harm]:
    """Return the adverse events named in a sentence, in order; the longest where two overlap."""
    words = masked(text, start, end, grades)
    places = sorted(_places(words, terms), key=lambda one: (one[0], one[0] - one[1]))
    kept: list[Harm] = []
    for first, last, sort in places:
        if kept and start + first < kept[-1].end:
            continue
        harm = _harm(words, start, (first, last), sort, grades)
        kept.append(_as_named(harm, kept))
    return [harm for harm in kept if not _NOT_HARM.search(harm.term)]


def _as_named(harm: Harm, before: list[Harm]) -> Harm:
    """Return a harm that is called "events" alone by the name that the events had before."""
    if harm.term.lower() not in {"event", "events"}:
        return harm
    named = [one.term for one in before if one.general and one.term.endswith("events")]
    return replace(harm, term=named[-1] if named else "adverse events")


def _places(words: str, terms: EventTerms) -> Iterator[tuple[int, int, str]]:
    """Return the ranges of names, with their modifiers, and their sort."""
    for pattern, sort in (
        (_DEATHS, "death"),
        (_JUDGED, "judged-death"),
        (_STOPS, "general"),
        (_EVENTS, "general"),
        (_HEADS, "general"),
    ):
        for match in pattern.finditer(words):
            tail = _TAIL.match(words, match.end())
            last = tail.end() if tail else match.end()
            yield _begun(words, match.start()), last, sort
    for match in _KINDS.finditer(words):
        yield _begun(words, match.start()), match.end(), "kind"
    for match in _GRADED.finditer(words):
        if not _NOT_GRADED.search(match["name"]) and not _NOT_MODIFIER.search(match["name"]):
            yield match.start("name"), match.end("name"), "kind"
    for name in terms.mentions(words, "event"):
        yield _begun(words, name.start), name.end, "kind"


def _begun(words: str, start: int) -> int:
    """Return where the modifiers before a name begin: "treatment-related", "renal"."""
    for _ in range(_MOST_WORDS):
        match = _WORD_BEFORE.search(words, max(0, start - 40), start)
        if match is None or not _modifies(match[1]):
            break
        start = match.start()
    while start < len(words) and words[start] in _BLANK + " ":
        start += 1
    return start


def _modifies(word: str) -> bool:
    plain = word.lower()
    if word.startswith(_BLANK):
        return True
    if plain in _STOPWORDS or plain[0].isdigit():
        return False
    last = plain.rpartition("-")[2]
    return not plain.endswith(("ed", "ly")) or last in _ADJECTIVES or "-" in plain


def _harm(
    words: str, offset: int, place: tuple[int, int], sort: str, grades: list[GradeMention]
) -> Harm:
    first, last = place
    term = " ".join(re.sub(rf"{_BLANK}+(?: of)?", " ", words[first:last]).split())
    term = re.sub(r" \([^()\d]{1,120}\),?(?= )", "", term) if sort == "general" else term
    term = re.sub(r"(?i)^died\b", "deaths", term)
    if sort == "judged-death":
        term = f"treatment-related {term}"
    term = re.sub(r"(?i)^(deaths?) (?:that )?were (?:considered )?", r"\1 ", term)
    term = _LED_TO.sub("leading to", term)
    own = _own_grade(words, offset, place, grades)
    death = sort.endswith("death") or _LEADS_TO_DEATH.search(term) is not None
    return Harm(
        term=re.sub(r"(?i)^(?:and|or|of) ", "", term).strip(" ,"),
        start=offset + first,
        end=offset + last,
        grade=own.value if own else None,
        pair=own.pair if own else (),
        general=sort != "kind",
        is_death=death,
    )


_GRADE_AFTER = lazy.regex(r"(?:,? (?:of|with|that were)|,)? ?\x00| \(\x00+(?=[);,])")


def _own_grade(
    words: str, offset: int, place: tuple[int, int], grades: list[GradeMention]
) -> GradeMention | None:
    """Return the grade before, inside or right after a name."""
    first, last = offset + place[0], offset + place[1]
    for grade in grades:
        before = words[grade.end - offset : place[0]] if grade.end <= first else "-"
        if first <= grade.start < last or before in {" ", " of ", " in ", ") "}:
            return grade
        if grade.start >= last and _GRADE_AFTER.match(words, place[1]):
            return grade
        # "grade 3 treatment-related X": the modifiers stand between
        if grade.end <= first and re.fullmatch(r" (?:[\w-]+ ){0,3}", before):
            return grade if all(_modifies(word) for word in before.split()) else None
    return None
