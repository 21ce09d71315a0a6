"""The line of treatment that the trial's patients were given: ``first-line``, ``adjuvant``."""

import re
from collections.abc import Iterator

from trialgraph.extract.acronym import cites
from trialgraph.extract.quoted import stated
from trialgraph.extract.trial_facts import prose
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.text import Stated

_ORDER = r"first|second|third|fourth"
_LINE = lazy.regex(
    rf"\bas (?:the )?(?P<line>(?:{_ORDER})(?:-(?: (?:and/)?or|/)? ?(?:{_ORDER}))?-line)"
    r"(?: (?:treatment|therapy|setting))?"
    rf"|\b(?P<of>{_ORDER})-line (?:treatment|therapy) (?:of|for|in|with)\b",
    re.IGNORECASE,
)
_SETTING = lazy.regex(r"(?<!-)\b(?P<setting>neoadjuvant|adjuvant|maintenance)\b", re.IGNORECASE)
_OF_TREATMENT = lazy.regex(
    r"\b(?P<setting>neoadjuvant|adjuvant|maintenance) (?:[\w-]+ ){0,2}?(?:therapy|treatment|"
    r"chemotherapy|trial|study)\b",
    re.IGNORECASE,
)
_ASSIGNED = lazy.regex(
    r"\b(?:randomly assigned|randomi[sz]ed)\b[^.;]*? to receive "
    r"(?P<setting>neoadjuvant|adjuvant|maintenance) ",
    re.IGNORECASE,
)
_AIM = lazy.regex(
    r"\b(?:aim(?:s|ed)?|objectives?|purpose|to (?:evaluate|assess|compare|determine|investigate|"
    r"examine|test|study)|we (?:evaluated|assessed|compared|investigated|tested|studied)|"
    r"(?:trial|study) (?:evaluated|assessed|compared|investigated|tested))\b",
    re.IGNORECASE,
)
_ALREADY = lazy.regex(
    r"\b(?:after|following|followed by|then|prior|previous(?:ly)?|refractory|"
    r"complet\w+|had received|have received|all patients received|progress\w+ (?:after|on|during))"
    r"\b[^.;:]{0,120}$|(?<!\bor )\b(?:without|no|any|before|permit\w*)(?: [\w-]+)? $",
    re.IGNORECASE,
)
_ONE_OF_MORE = lazy.regex(rf"(?:{_ORDER})(?:-line|-)?,? (?:or|and|to) $|[-/,] ?$", re.IGNORECASE)
_ADDED = lazy.regex(r"\b(?:plus|subsequent(?:ly)?)\b", re.IGNORECASE)
_BEFORE = 130


def line(view: ReadingView) -> Stated | None:
    """Return the line of treatment: of title, abstract and methods, else of the last conclusion.

    What was given before the trial, or to all after it, is no line of its treatments.
    """
    ways = (_of_the_title, _lines, _aims, _assigned)
    return next((found for way in ways for found in way(view)), None)


def _of_the_title(view: ReadingView) -> Iterator[Stated]:
    """Yield the setting of a title that names one alone."""
    for start, end in prose(view, ("title",)):
        found = list(_LINE.finditer(view.text, start, end))
        yield from (_stated(view, match) for match in found if not _is_past(view, start, match))
        settings = list(_SETTING.finditer(view.text, start, end))
        alone = settings[0] if len({each["setting"].lower() for each in settings}) == 1 else None
        if alone and not (
            _is_past(view, start, alone) or _ADDED.search(view.text, start, alone.start())
        ):
            yield stated(view, alone, alone["setting"].lower(), "setting")


def _lines(view: ReadingView) -> Iterator[Stated]:
    """Yield the lines that the text names, in its order."""
    last = [
        (start, end)
        for start, end in prose(view, ("discussion", "conclusion"))
        if view.text[start:end].startswith("In conclusion")
    ]
    for start, end in [*prose(view, ("abstract", "methods")), *last]:
        for match in _LINE.finditer(view.text, start, end):
            if not _is_past(view, start, match) and not cites(view, view.sentence_at(start)):
                yield _stated(view, match)


def _aims(view: ReadingView) -> Iterator[Stated]:
    """Yield the settings that an abstract tells as what was studied."""
    for start, end in prose(view, ("abstract",)):
        match = _OF_TREATMENT.search(view.text, start, end)
        if match and _AIM.search(view.text, start, end) and not _is_past(view, start, match):
            yield stated(view, match, match["setting"].lower())


def _assigned(view: ReadingView) -> Iterator[Stated]:
    """Yield the setting of what patients were assigned to."""
    for start, end in prose(view, ("abstract", "methods")):
        for match in _ASSIGNED.finditer(view.text, start, end):
            yield stated(view, match, match["setting"].lower(), "setting")


def _stated(view: ReadingView, match: re.Match[str]) -> Stated:
    value = (match["line"] or f"{match['of']}-line").lower()
    return stated(view, match, value)


def _is_past(view: ReadingView, start: int, match: re.Match[str]) -> bool:
    """Tell whether the words speak of treatment before or after, or of one line of several."""
    before = view.text[max(start, match.start() - _BEFORE) : match.start()]
    return bool(_ALREADY.search(before) or _ONE_OF_MORE.search(before))
