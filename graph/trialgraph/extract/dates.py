"""When patients were enrolled and when the data were cut off."""

import re
from dataclasses import replace

from trialgraph.extract.printed_dates import printed_date
from trialgraph.extract.trial_facts import prose
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.text import PartialDate
from trialgraph.model.trial import TrialDates

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH} (?:\d{{1,2}}, ?)?\d{{4}}|\d{{1,2}} {_MONTH} \d{{4}}|\d{{4}})"
_WINDOW = lazy.regex(
    rf"\b(?:[Bb]etween|[Ff]rom|[Dd]uring) (?:the period )?(?:from )?(?P<start>{_DATE}),?\s"
    rf"(?:and|to|through|until|-)\s(?P<end>{_DATE})"
)
_ENROLLED = lazy.regex(
    r"\b(?:enroll?|randomi[sz]|randomly|recruit|assign|accru|included)", re.IGNORECASE
)
_CUTOFF = lazy.regex(
    rf"\b[Cc]ut-? ?off\b[^.;]{{0,70}}?(?P<date>{_DATE})|"
    rf"(?P<before>{_DATE}) \((?:the )?(?:data )?cut-? ?off(?: date)?\)"
)


def trial_dates(view: ReadingView) -> TrialDates:
    """Return the enrolment window and the data cut-off, as precise as printed."""
    return TrialDates(
        enrolment_start=_window(view, "start"),
        enrolment_end=_window(view, "end"),
        data_cutoff=_cutoff(view),
    )


def _window(view: ReadingView, side: str) -> PartialDate | None:
    for match in _WINDOW.finditer(view.text):
        around = view.text[max(0, match.start() - 200) : match.end() + 200]
        if view.section_at(match.start()) in _WHERE and _ENROLLED.search(around):
            return _date(view, *match.span(side))
    return None


_WHERE = frozenset({"abstract", "results", "methods"})


def _cutoff(view: ReadingView) -> PartialDate | None:
    for start, end in prose(view, ("abstract", "methods", "results")):
        match = _CUTOFF.search(view.text, start, end)
        if match:
            return _date(view, *match.span("date" if match["date"] else "before"))
    return None


def _date(view: ReadingView, start: int, end: int) -> PartialDate | None:
    found = printed_date(view.text, start, end)
    return replace(found, span=view.span(found.span.start, found.span.end)) if found else None
