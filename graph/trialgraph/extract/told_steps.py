"""A testing order told of end points named before it: ``A and B were tested in sequence``."""

from collections.abc import Sequence

from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.trial import EndPoint, TestStep

_TOLD = lazy.regex(
    r"(?i)\b(?:was|were|is|are|be) (?:to be )?(?:[a-z]+ly |then |all )?"
    r"(?:tested|assessed|evaluated|analy[sz]ed) "
    r"(?:(?:in|using|by|with|according to) (?:an? |the )?)?(?:prespecified |predefined )?"
    r"(?:fixed[- ]sequence|hierarch\w+|sequential(?:ly)?|(?:this|that) order)\b"
)
_AFTER = lazy.regex(
    r"(?i)[^.;,]{0,30}?\b(?:after|following|once|(?:only )?if|provided(?: that)?) (?:the )?"
)
_OF_ONE_ANOTHER = lazy.regex(r"(?i)\bsubgroups?\b|\bpatients with\b|\bpopulations?\b|\bdoses?\b")
_FEWEST = 2


def steps_told(
    view: ReadingView, sentence: Sentence, named: Sequence[Mention], end_points: Sequence[EndPoint]
) -> tuple[TestStep, ...]:
    """Return the steps of a sentence that names end points before it says they are in order.

    One that is tested after another comes behind it; the primary one opens a list of others.
    """
    told = _TOLD.search(view.text, sentence.start, sentence.end)
    if told is None or _OF_ONE_ANOTHER.search(view.words(sentence)):
        return ()
    begin = max(sentence.start, *(view.text.rfind(mark, 0, told.start()) + 1 for mark in ";:"))
    later = _each(named, begin, told.start())
    after = _AFTER.match(view.text, told.end(), sentence.end)
    earlier = _each(named, after.end(), sentence.end) if after else []
    if len(earlier) > 1 or not later or {m.value for m in earlier} & {m.value for m in later}:
        return ()
    steps = [(m.value, view.span(m.start, m.end)) for m in (*earlier, *later)]
    if len(steps) < _FEWEST:
        return ()
    primary = {one.name: one for one in end_points if one.role == "primary"}
    if not earlier and len(primary) == 1 and not primary.keys() & {name for name, _ in steps}:
        steps[:0] = [(name, one.span) for name, one in primary.items()]
    return tuple(
        TestStep(order=order, end_point=name, span=span)
        for order, (name, span) in enumerate(steps, 1)
    )


def _each(named: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Return the end points named in a range, each where it is named first."""
    first: dict[str, Mention] = {}
    for mention in named:
        if start <= mention.start < end:
            first.setdefault(mention.value, mention)
    return list(first.values())
