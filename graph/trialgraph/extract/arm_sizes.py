"""How many patients were randomised to each arm."""

import re
from collections.abc import Iterator

from trialgraph.extract.draft_arm import DraftArm
from trialgraph.extract.quoted import COUNT, count_at
from trialgraph.extract.regimen import blanked
from trialgraph.extract.trial_facts import PEOPLE, prose
from trialgraph.extract.view import ReadingView
from trialgraph.model.text import Number

_N = rf"(?P<n>{COUNT})"
_ANALYSED = re.compile(
    r"\bsafety (?:population|analysis|set)|\bfull analysis|\bFAS\b|\bper[- ]protocol|"
    r"\bmeasurable|\bevaluable|\bas[- ]treated",
    re.IGNORECASE,
)
# A number that is tested or compared counts events, and so does one told of side effects.
_COMPARED = re.compile(r"\)?\s*(?:[;,]\s*[Pp]\b|than\b)")
_HARMS = re.compile(r"(?i)\badverse\b|\bside[- ]effects?\b|\btoxicit")
_ASSIGNED = re.compile(r"\brandom|\bassign|\ballocat|\benrol|\bintention-to-treat population")


def arm_sizes(view: ReadingView, drafts: list[DraftArm]) -> dict[str, Number]:
    """Return the number randomised to each arm by label; arms without one are left out."""
    found: dict[str, list[Number]] = {draft.label: [] for draft in drafts}
    for draft in drafts:
        for start, end in prose(view, ("abstract", "methods", "results")):
            found[draft.label].extend(_sizes(view, draft, start, end))
        found[draft.label].extend(count_at(view, *place) for place in draft.sizes)
    return {label: numbers[0] for label, numbers in found.items() if numbers} | _equal(
        view, drafts, found
    )


def _sizes(view: ReadingView, draft: DraftArm, start: int, end: int) -> Iterator[Number]:
    words = view.text[start:end]
    for pattern in _patterns(draft, view):
        for match in re.finditer(pattern, words, re.IGNORECASE):
            around = words[max(0, match.start() - 120) : match.end() + 10]
            told = re.search(r"=", match[0]) or _ASSIGNED.search(words)
            counted = re.search(r"\b(?:in|among|of|for|with|than)\s$", words[: match.start()])
            of_events = _COMPARED.match(words, match.end()) or (
                _HARMS.search(words) and not _ASSIGNED.search(words)
            )
            if told and not counted and not of_events and not _ANALYSED.search(around):
                yield count_at(view, start + match.start("n"), start + match.end("n"))


def _patterns(draft: DraftArm, view: ReadingView) -> list[str]:
    out = []
    for name in _names(draft, view):
        words = (
            r"(?<![\w+/-])(?<!\+ )(?<!plus )(?<!or )(?<!and )(?:the |"
            rf"either )?{name}(?![\w-])(?! (?:plus|and [a-z]+ \(n|\+|with)\b)"
        )
        group = r"(?:[ -](?:group|arm|alone|only|monotherapy))?"
        out += [
            rf"{words}{group}(?: \([^()=]*\))?\s*[(\[,]\s*n ?= ?{_N}\b",
            rf"{words}{group} \([^()]*?[;,] ?(?:n ?= ?)?{_N}(?: {PEOPLE})?\)",
            rf"{words}{group}(?:, | \(){_N} {PEOPLE}\b",
            rf"{words}{group} \({_N} \[\d+%\]\)",
            (
                rf"(?<![\d.,/:])\b{_N} (?:(?:{PEOPLE}|of them) )?(?:\([^()]*\) )?(?:were |"
                r"was )?(?:randomly |equally )?(?:(?:re)?assigned |allocated |"
                rf"randomi[sz]ed )?to (?:receive |undergo |the )?{words}(?! \+)"
            ),
            (
                r"\bintention-to-treat population (?:included|comprised|"
                rf"consisted of)[^.;]*?\b{_N} (?:(?:{PEOPLE} )?in (?:the )?)?{words}"
            ),
            rf"\brandomly allocated {_N} {PEOPLE} to (?:the )?{words}",
        ]
    return out


def _names(draft: DraftArm, view: ReadingView) -> list[str]:
    described = " ".join(blanked(view.text[draft.phrase.start : draft.phrase.end]).split())
    names = {*draft.names, draft.label, described, described.rsplit(" with ", 1)[-1]}
    bare = {re.sub(r"[\s-]*\b(?:group|arm)s?$", "", name) for name in names}
    return [
        re.sub(r"\\[ -]", "[ -]", re.escape(name))
        for name in sorted(bare, key=len, reverse=True)
        if len(name) > 1
    ]


def _equal(
    view: ReadingView, drafts: list[DraftArm], found: dict[str, list[Number]]
) -> dict[str, Number]:
    """Return the one number that ``304 in each group`` gives to every arm."""
    if any(found.values()):
        return {}
    for start, end in prose(view, ("abstract", "methods", "results")):
        match = re.search(rf"\({_N} in each (?:group|arm)\)", view.text[start:end])
        if match:
            number = count_at(view, start + match.start("n"), start + match.end("n"))
            return {draft.label: number for draft in drafts}
    return {}
