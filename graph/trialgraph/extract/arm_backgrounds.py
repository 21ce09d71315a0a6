"""What a drug and its placebo are both given with, where only the title or the aim says it."""

import re
from collections.abc import Iterator

from trialgraph.extract.draft_arm import DraftArm
from trialgraph.extract.literal import occurrences, small_letters
from trialgraph.extract.regimen import Component, components
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex

_PAIR = 2
_COMBINED = lazy.regex(
    r"(?: \([^()]{1,40}\))? (?:or placebo )?(?:in combination with|combined with|plus|added to|"
    r"in addition to|(?:and|with) (?:concurrent|concomitant|standard))\s(?P<what>[^.;:(,]{3,120})"
)
_STOP = lazy.regex(
    r"\b(?:in|for|as|versus|vs|compared|or|on|among|would|improve[sd]?|is|was|were|has|could|can|"
    r"may|to|that|who)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_AIM = lazy.regex(
    r"\b(?:aim(?:ed)?|assess(?:ed)?|evaluat(?:e|ed|ing)|investigat(?:e|ed|ing)|objective|purpose|"
    r"whether|this (?:study|trial)|we (?:did|conducted|compared|tested|report))\b",
    re.IGNORECASE,
)
_SECTIONS = {"title", "abstract", "introduction"}
_MOST_PLACES = 40


def add_background(view: ReadingView, drafts: list[DraftArm], terms: TermIndex) -> None:
    """Add to ``X`` and to ``placebo`` what the title or the aim says that X is combined with."""
    active = _against_placebo(drafts)
    if active is None:
        return
    names = {active.components[0].printed, active.components[0].name}
    for start, end in _combined(view, names):
        more = components(view.text, start, end, terms)
        own = {each.key for each in active.components}
        if more and all(_is_given(each) for each in more) and not own & {e.key for e in more}:
            for draft in drafts:
                draft.components = (*draft.components, *more)
            return


def _against_placebo(drafts: list[DraftArm]) -> DraftArm | None:
    """Return the arm of one drug that is compared with nothing but placebo."""
    bare = [each for each in drafts if len(each.components) == 1]
    placebo = [each for each in bare if each.components[0].is_absence]
    if len(drafts) != _PAIR or len(bare) != _PAIR or len(placebo) != 1:
        return None
    return next(each for each in drafts if each is not placebo[0])


def _is_given(component: Component) -> bool:
    told = component.concept is not None and not component.choice
    return told and component.role in {"drug", "radiation"}


def _combined(view: ReadingView, names: set[str]) -> Iterator[tuple[int, int]]:
    """Yield where the title or a sentence on the aim says what one of some names is given with."""
    told = [each for each in view.sentences if each.section in _SECTIONS][:_MOST_PLACES]
    for sentence in told:
        words = view.words(sentence)
        if sentence.section != "title" and not _AIM.search(words):
            continue
        for name in sorted(names):
            for _, end in occurrences(small_letters(words), small_letters(name)):
                match = _COMBINED.match(words, end)
                if match and (what := _STOP.sub("", match["what"]).strip()):
                    at = sentence.start + match.start("what")
                    yield at, at + len(what)
