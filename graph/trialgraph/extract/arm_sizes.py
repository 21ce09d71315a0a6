"""How many patients were randomised to each arm."""

import re
from collections.abc import Iterator
from itertools import islice, product

from trialgraph.extract.arm_counts import NO_PEOPLE, equal_sizes, summed_sizes, treated_sizes
from trialgraph.extract.draft_arm import DraftArm, telling
from trialgraph.extract.literal import MASK, masked, small_letters
from trialgraph.extract.quoted import COUNT, COUNT_WORDS, NO_NAME, count_at
from trialgraph.extract.randomised import enrolled, said_randomised
from trialgraph.extract.regimen import blanked
from trialgraph.extract.single_arm import single_size
from trialgraph.extract.trial_facts import PEOPLE, prose
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.text import Number

_N = rf"(?P<n>{COUNT})"
_FREE = NO_NAME + r"(?<![\d.,/:<>=≤≥])(?<![<>=≤≥] )"
_ANALYSED = lazy.regex(
    r"\bsafety (?:population|analysis|set)|\bfull analysis|\bFAS\b|\bper[- ]protocol|"
    r"\bmeasurable|\bevaluable|\bas[- ]treated",
    re.IGNORECASE,
)
# A number that is tested or compared counts events, and so does one told of side effects.
_COMPARED = lazy.regex(r"\)?\s*(?:[;,]\s*[Pp]\b|than\b)")
_HARMS = lazy.regex(r"(?i)\badverse\b|\bside[- ]effects?\b|\btoxicit|\bS?AEs?\b")
# What patients did or had before the number is told: it counts those, whoever was assigned.
_HAD = lazy.regex(
    r"(?i)\b(?:discontinu|withdr[ae]w|stopped|(?:experienced|had|reported|suffered|developed)\b"
    r"[^.;]{0,60}?\b(?:adverse (?:event|reaction)|S?AE|side[- ]effect)s?\b)"
)
_ALL_PATIENTS = lazy.regex(rf"\b{PEOPLE} \(n ?= ?(?:{COUNT})\)", re.IGNORECASE)
# What follows the first of two arms: the number before it is of both.
_OR = lazy.regex(r"(?:[ -](?:group|arm))?(?: \([^()]*\))?,? or\b")
_CLUSTERS = lazy.regex(
    r"(?<!at )(?<!in )(?<!from )(?<!of )(?<!across )(?<![\d,])\b(?:\d+|[A-Za-z]+) (?:[\w-]+ )?"
    r"(?:clusters|communities|villages|practices|schools|hospitals|clinics|households|wards|districts|"
    r"(?:nursing|care) homes|facilities|centers|centres|classes|towns)(?: \([^()]*\))?,? (?:were )?"
    r"(?:randomly )?(?:assigned|allocated|randomi[sz]ed)\b",
    re.IGNORECASE,
)
"""What is counted are no patients, though no number stands before it."""
_FEWEST = 3  # fewer are single patients that a text tells of
_ASSIGNED = lazy.regex(r"\brandom|\bassign|\ballocat|\benrol|\bintention-to-treat population")


def arm_sizes(view: ReadingView, drafts: list[DraftArm]) -> dict[str, Number]:
    """Return the number randomised to each arm by label; arms without one are left out."""
    if len(drafts) <= 1:
        size = single_size(view) if drafts else None
        return {drafts[0].label: size} if size else {}
    total = said_randomised(view)
    found = {draft.label: _told(view, draft, drafts, total) for draft in drafts}
    chosen = _adding_up(found, total)
    if len(chosen) == len(drafts):
        return chosen
    names = tuple(_name_pattern(draft, drafts, view) for draft in drafts)
    whole = total or enrolled(view)
    summed = (
        summed_sizes(view, names, whole)
        or equal_sizes(view, len(drafts), total)
        or (() if chosen else treated_sizes(view, names, whole))
    )
    sizes = dict(zip(found, summed, strict=True)) if summed else {}
    if all(sizes.get(label, n).value == n.value for label, n in chosen.items()):
        return {**sizes, **chosen}
    return chosen


def _told(
    view: ReadingView, draft: DraftArm, drafts: list[DraftArm], total: Number | None
) -> list[Number]:
    """Return the numbers assigned to an arm, as they stand; that of all patients is none."""
    found: list[Number] = []
    names = _names(draft, drafts, view)
    for place in prose(view, ("abstract", "methods", "results")):
        found.extend(_sizes(view, draft, names, place))
    found.extend(
        count_at(view, *place)
        for place in draft.sizes
        if not NO_PEOPLE.search(view.words(view.sentence_at(place[0])))
    )
    whole = total.value if total is not None and len(drafts) > 1 else None
    return [each for each in found if each.value != whole and each.value >= _FEWEST]


def _adding_up(found: dict[str, list[Number]], total: Number | None) -> dict[str, Number]:
    """Return one number for each arm that has any: those that add up to all, else the first."""
    first = {label: numbers[0] for label, numbers in found.items() if numbers}
    if total is None or len(first) < len(found):
        return first
    kinds = [{int(n.value): n for n in numbers[::-1][-_MOST_TRIED:]} for numbers in found.values()]
    for values in islice(product(*kinds), _MOST_COMBINED):
        if sum(values) == int(total.value):
            return {
                label: kind[value] for label, kind, value in zip(found, kinds, values, strict=True)
            }
    return first


_MOST_TRIED = 6
_MOST_COMBINED = 2048


def _sizes(
    view: ReadingView, draft: DraftArm, names: list[str], place: tuple[int, int]
) -> Iterator[Number]:
    start, end = place
    words = view.text[start:end]
    assigns = _ASSIGNED.search(words) is not None
    if not (assigns or "=" in words) or any(one.search(words) for one in (_CLUSTERS, NO_PEOPLE)):
        return
    had = _HAD.search(words)
    for match in _beside(words, names, choice=any(each.choice for each in draft.components)):
        around = words[max(0, match.start() - 120) : match.end() + 10]
        told = "=" in match[0] or assigns
        counted = re.search(
            r"\b(?:[Ii]n|[Aa]mong|(?<!total )[Oo]f|for|(?<!treated )with|than)\s$",
            words[: match.start()],
        )
        harms = _HARMS.search(words) and not (assigns or _ALL_PATIENTS.search(words))
        harms = harms or (had is not None and had.end() <= match.start())
        of_events = _COMPARED.match(words, match.end()) or harms
        of_all = words.startswith(match["n"], match.start()) and _OR.match(words, match.end())
        if told and not (counted or of_events or of_all or _ANALYSED.search(around)):
            yield count_at(view, start + match.start("n"), start + match.end("n"))


def _beside(words: str, names: list[str], *, choice: bool) -> Iterator[re.Match[str]]:
    """Yield where a number may stand beside a name of an arm.

    Every name is masked at its own length, so that one set of patterns serves all
    names: to make a pattern takes longer than to match it.
    """
    folded = small_letters(words).replace("-", " ")
    for name in names:
        name_folded = small_letters(name).replace("-", " ")
        if name_folded in folded:
            hidden = masked(words, folded, name_folded)
            for pattern in _BESIDE[choice]:
                yield from pattern.finditer(hidden)


def _patterns(*, choice: bool) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a number beside a masked name."""
    alone = r"(?<![\w+/-])(?<!\+ )(?<!plus )(?<!\w and )" + (r"(?<!or )" if choice else "")
    group = r"(?:[ -](?:group|arm|alone|only|monotherapy))?"
    words = rf"{alone}(?:the |either )?{MASK}+(?![\w-])(?! (?:plus|and [a-z]+ \(n|\+|with)\b)"
    dose = (
        r"(?:,? \d[\d.,]* ?(?:m?g|µg|μg|mcg|IU|U|units|mL|Gy|%)(?:/[a-z]\w{0,3}){0,2}"
        r"(?: (?:(?:once|twice|three times) (?:daily|weekly|a day|per day)|daily|weekly))?)?"
    )
    beside = (
        rf"{words}{dose}{group}(?: \([^()=]*\))?\s*[(\[,]\s*n ?= ?{_N}\b",
        rf"\((?:{COUNT}) {PEOPLE}\)[^.;()]{{1,80}} {words}{group} \({_N}\)",
        rf"{words}{group} \([^()]*?[;,] ?(?:n ?= ?)?{_N}(?: {PEOPLE})?\)",
        rf"{words}{group}(?:, | \(){_N} {PEOPLE}\b",
        rf"{words}{group} \({_N} \[\d+%\]\)",
        rf"[(;] ?{words}{group},? {_N}(?=[;)])",
        rf"\bn ?= ?{_N} (?:in|for|to) (?:the )?{words}{group}(?! (?:plus|and [a-z]+ group))",
        (
            rf"{_FREE}\b(?P<n>{COUNT}|{COUNT_WORDS}) (?:(?:{PEOPLE}|of them) )?(?:\([^()]*\) )?"
            r"(?:\d+ to \d+ years (?:of age|old) )?(?:were |was )?(?:randomly |equally "
            r")?(?:(?:re)?assigned |allocated |"
            rf"randomi[sz]ed )?to (?:receive |undergo |the )?{words}(?! \+)"
        ),
        (
            r"\bintention-to-treat population (?:included|comprised|"
            rf"consisted of)[^.;]*?\b{_N} (?:(?:{PEOPLE} )?in (?:the )?)?{words}"
        ),
        rf"\brandomly allocated {_N} {PEOPLE} to (?:the )?{words}",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in beside)


_BESIDE = {choice: _patterns(choice=choice) for choice in (False, True)}


def _names(draft: DraftArm, drafts: list[DraftArm], view: ReadingView) -> list[str]:
    """Return the words for an arm, the longest first."""
    described = " ".join(blanked(view.text[draft.phrase.start : draft.phrase.end]).split())
    names = {*draft.names, draft.label, described, described.rsplit(" with ", 1)[-1]}
    names |= {_HOW_GIVEN.sub("", described)} | _turned(draft)
    own = telling(draft, drafts)
    others = {each.key for other in drafts if other is not draft for each in other.components}
    if len(own) == 1 and not own & others:  # what no other arm is given may stand for the arm
        names |= {each.printed for each in draft.components if each.key in own}
    bare = {re.sub(r"[\s-]*\b(?:group|arm)s?$", "", name) for name in names}
    bare |= {_LASTING.sub(r"\1 \2", name) for name in bare if _LASTING.fullmatch(name)}
    return [name for name in sorted(bare, key=len, reverse=True) if len(name) > 1]


_HOW_GIVEN = lazy.regex(
    r"^(?:(?:once|twice)[- ](?:daily|weekly|monthly)|oral|intravenous|subcutaneous|weekly|daily) ",
    re.IGNORECASE,
)


def _turned(draft: DraftArm) -> set[str]:
    """Return ``A plus B`` and ``B plus A`` for an arm of two drugs."""
    printed = [each.printed for each in draft.components if each.printed]
    if len(printed) != _PAIR or len(draft.components) != _PAIR:
        return set()
    return {" plus ".join(order) for order in (printed, printed[::-1])}


_PAIR = 2
_LASTING = lazy.regex(r".*?(\d[\d.]*) (day|week|month|year|cycle|hour)s?")
"""``7 days``: its arm is the 7-day group."""
_ROLE_WORDS = {
    "control": ("controls?", "comparison"),
    "experimental": ("intervention", "experimental"),
}


def _role_words(draft: DraftArm, drafts: list[DraftArm]) -> tuple[str, ...]:
    """Return the words that name the role of an arm, where no other arm has that role."""
    alike = [each for each in drafts if each.role == draft.role]
    return _ROLE_WORDS.get(draft.role, ()) if len(alike) == 1 else ()


def _name_pattern(draft: DraftArm, drafts: list[DraftArm], view: ReadingView) -> str:
    """Return one pattern of all names; the arm with most components is ``the combination``."""
    most = all(other.keys < draft.keys for other in drafts if other is not draft)
    joined = ["combination(?! of)"] if most else []
    escaped = (re.sub(r"\\[ -]", "[ -]", re.escape(name)) for name in _names(draft, drafts, view))
    names = "|".join([*escaped, *joined, *_role_words(draft, drafts)])
    return f"(?:{names})"
