"""Whose value it is: all patients of an arm, or those that the words around the value name."""

from itertools import pairwise

from trialgraph.extract.assembly.circumstances import population_of
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.context import population_after
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_OF_SUBGROUP = lazy.regex(
    r"[\s)\]%]*(?:of|in|among|for)\s(?:the\s|those\s)?(?:[\w-]+\s){0,3}?"
    r"(?:patients|women|men|participants|those)\s(?P<who>(?:with|without|whose|aged"
    r"|previously (?:un)?treated|who had)\s[^,;()]{3,80}?)"
    r"(?=\sand\s(?:in\s)?\d|\s(?:in|with|receiving|given)\s(?:the\s)?|[,;(.]|$)"
)
_OF_SORT = lazy.regex(
    r"[\s)\]%]*(?:of|in|among|for)\s(?:the\s)?(?:\d[\d,]*\s)?(?P<who>(?:[\w/+-]{1,24}\s){0,2}[\w/+-]{1,24}"
    r"[- ](?:na[iï]ve|positive|negative|mutated|mutant|high|low|resistant|refractory|sensitive)\s"
    r"(?:patients|women|men|participants|tumou?rs|disease))\b"
)
# "better in both the high-risk group (5 v 4) and the low-risk group (9 v 8)".
_SORT_BEFORE = lazy.regex(
    r"\b(?:in|for|among)\s(?:both\s)?(?:the\s)?(?P<who>(?:[\w+/-]+\s){0,4}?(?:elevated|normal|abnormal|high"
    r"|low|intermediate|[\w+/-]+-(?:positive|negative|mutant|mutated|high|low|risk)|wild-type|older"
    r"|younger)\s(?:[\w+/-]+\s){0,4}?(?:group|subgroup|subset|stratum))\s[(\[][^()\[\]]*$"
)
# "(younger: A, 9 months; B, 6 months; older: A, 12 months)".
_LABELLED = lazy.regex(
    r"[(\[;]\s?(?P<who>(?:[\w-]+\s){0,2}(?:younger|older|women|men|males?|females?|boys|girls|adults"
    r"|children|[\w-]+[- ](?:positive|negative|risk|naive|mutant|wild-type|patients|disease)))"
    r":\s[^()\[\]:]{0,90}$"
)
_RESPONDED = lazy.regex(r"(?i)\b(?:were|proportions? of|percentages? of)\sresponders\b")
_EVERYONE = lazy.regex(r"subgroup: (?:this|our|the present) (?:cohort|trial|study|population)\b")
_ANALYSED = lazy.regex(r"(?i)\b(?:measurable|evaluable|assessable|available|data)\b")
# Values that share the words after the last of them: "5 v 4 months in the X subgroup".
_SHARED = lazy.regex(
    r"[)\]%]*,?\s(?:(?:v|vs\.?|versus|and|(?:as )?compared with)\s)(?:was\s|were\s|in\s)?"
)
_OTHERS = lazy.regex(
    r"[\s)\]%]*\s(?:in|for|among)\s(?:the\s)?(?:full|overall|whole|entire|total"
    r"|intention-to-treat|ITT)\s(?:[\w-]+\s){0,2}?(?:population|cohort|set)\b"
)
_ONLY = lazy.regex(
    r"(?i)\b(?:considering|analy[sz]ing|including|restricted to|limited to|confined to)"
    r"\s(?:only\s)?(?:the\s|those\s)?(?P<who>(?:patients|women|men|participants|those)\s(?:who|with|whose)\s"
    r"[^,;()]{3,80}?)\s?[,(]"
)


_RESPECTIVELY = lazy.regex(r"[)\]%]*,?\srespectively,?(?=\s(?:in|for|among|of)\s)")


def patients_of(setting: Setting, sentence: Sentence, cells: list[Cell], number: int) -> str:
    """Return the patients that a value is of: named right after it, or before it."""
    cell = cells[number]
    end = _end_of_comparison(setting, cells, number)
    after = setting.words(end, sentence.end)
    if _OTHERS.match(after):
        return "all"
    named = (
        population_after(after) if end != cell.end or _is_compared(setting, cells, number) else ""
    )
    if named and not setting.arms_in(end, end + len(named)):
        return named
    only = _ONLY.search(setting.view.text, sentence.start, cell.start)
    if only:
        return f"subgroup: {only['who']}"
    found = population_of(setting, sentence, cell.start, "")
    if found.startswith("responders") and _RESPONDED.search(setting.view.words(sentence)):
        return "all"
    if found != "all":
        return "all" if _ANALYSED.search(found) or _EVERYONE.match(found) else found
    return _group_before(setting, sentence, cell) or _subgroup_after(setting, sentence, cell)


def _is_compared(setting: Setting, cells: list[Cell], number: int) -> bool:
    """Tell whether a value is the second of a comparison."""
    return number > 0 and _is_link(setting, cells[number - 1], cells[number])


def _is_link(setting: Setting, one: Cell, other: Cell) -> bool:
    return one.form == other.form and bool(_SHARED.fullmatch(setting.words(one.end, other.start)))


def _end_of_comparison(setting: Setting, cells: list[Cell], number: int) -> int:
    """Return where the comparison that a value belongs to ends."""
    end = cells[number].end
    for one, other in pairwise(cells[number:]):
        if not _is_link(setting, one, other):
            break
        end = other.end
    told = _RESPECTIVELY.match(setting.view.text, end)
    return told.end() if told else end


def _group_before(setting: Setting, sentence: Sentence, cell: Cell) -> str:
    """Return the patients, of no arm, whose values the bracket of a value holds; or nothing."""
    told = _SORT_BEFORE.search(setting.view.text, sentence.start, cell.start)
    told = told or _LABELLED.search(setting.view.text, sentence.start, cell.start)
    return "" if told is None or setting.arms_in(*told.span("who")) else f"subgroup: {told['who']}"


def _subgroup_after(setting: Setting, sentence: Sentence, cell: Cell) -> str:
    """Return the patients named right after a share: "18% of the patients with a mutation"."""
    match = _OF_SUBGROUP.match(setting.view.text, cell.end, sentence.end)
    sort = _OF_SORT.match(setting.view.text, cell.end, sentence.end)
    told = match or sort
    if told is None or setting.arms_in(*told.span("who")) or _ANALYSED.search(told["who"]):
        return "all"
    return f"subgroup: patients {told['who'].strip()}" if match else f"subgroup: {told['who']}"
