"""The passages that say a number which stands apart from the words of its fact.

A head of a table counts the patients of an arm that another sentence describes; a p-value may
have a sentence of its own. Who follows such a number back wants to read it there.
"""

from dataclasses import replace

from trialgraph.extract.view import ReadingView
from trialgraph.model.result import Estimate
from trialgraph.model.text import Span
from trialgraph.model.trial import Arm

_LONGEST_HEAD = 300


def with_said_sizes(view: ReadingView, arm: Arm) -> Arm:
    """Return an arm that rests also on what says its sizes in analysis populations."""
    spans = tuple(size.n.span for size in arm.n_by_population)
    return replace(arm, passages=_resting(view, arm.passages, spans))


def with_said_p(view: ReadingView, estimate: Estimate) -> Estimate:
    """Return an estimate that rests also on the sentence that prints its p-value."""
    spans = () if estimate.p is None else (estimate.p.number.span,)
    return replace(estimate, passages=_resting(view, estimate.passages, spans))


def _resting(
    view: ReadingView, passages: tuple[Span, ...], spans: tuple[Span, ...]
) -> tuple[Span, ...]:
    """Return the passages, and those of each number that none of them holds."""
    for span in spans:
        if not any(passage.holds(span) for passage in passages):
            passages = (*passages, *_saying(view, span))
    return passages


def _saying(view: ReadingView, span: Span) -> tuple[Span, ...]:
    """Return the sentence that holds a number, in a table what stands together with it."""
    if any(table.section.span.holds(span) for table in view.tables):
        return (_lines(view.document.text, span),)
    at = view.offset(span.start)
    return view.passages(at, at + 1)


def _lines(text: str, span: Span) -> Span:
    """Return the lines without a gap around a number; of many its own line alone."""
    block = _between(text, span, "\n\n")
    return block if block.end - block.start <= _LONGEST_HEAD else _between(text, span, "\n")


def _between(text: str, span: Span, border: str) -> Span:
    start, end = text.rfind(border, 0, span.start), text.find(border, span.end)
    words = text[start + 1 : end if end >= 0 else len(text)]
    first = start + 1 + len(words) - len(words.lstrip())
    return Span(first, start + 1 + len(words.rstrip()))
