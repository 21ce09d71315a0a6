"""What the authors say of a comparison that they print with a p value alone."""

from dataclasses import replace
from decimal import Decimal

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.wording import said_between
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy
from trialgraph.model.result import Estimate, PValue
from trialgraph.model.text import Stated

Place = tuple[int, int]

_LISTED = lazy.regex(
    r"[\s)\],;]*(?:(?:for|in|of) (?:the )?[\w\s/-]{1,40})?[\s,;]*(?:and )?[\s(\[]*"
)
_BREAK = lazy.regex(r"[,;] ")
_USUAL = Decimal("0.05")
_LARGE = Decimal("0.1")


def with_saying(
    setting: Setting, sentence: Sentence, places: list[Place], at: int, estimate: Estimate
) -> Estimate:
    """Return a comparison with what its sentence says of it, unless its p belies the words.

    Args:
        setting: whose words are read.
        sentence: that compares.
        places: of all its p values.
        at: number of the comparison's own.
        estimate: of that p alone.
    """
    said = _said(setting, sentence, places, at)
    if said is None or estimate.p is None or _is_belied(said.value, estimate.p):
        return estimate
    return replace(estimate, authors_say=said)


def _said(setting: Setting, sentence: Sentence, places: list[Place], at: int) -> Stated | None:
    """Return what is said before a p value, after the last one, or of all of a list of them."""
    begun = places[at - 1][1] if at else sentence.start
    said = said_between(setting, _clause(setting, begun, places[at][0]), places[at][0])
    if said is None and at == len(places) - 1:
        said = said_between(setting, places[at][1], sentence.end)
    if said is None and at and _LISTED.fullmatch(setting.words(begun, places[at][0])):
        return _said(setting, sentence, places, at - 1)
    return said


def _clause(setting: Setting, begun: int, end: int) -> int:
    """Return where the words on the last of several end points begin."""
    named = setting.end_points_in(begun, end)
    if len({one.value for one in named}) <= 1:
        return begun
    breaks = list(_BREAK.finditer(setting.view.text, begun, named[-1].start))
    return breaks[-1].end() if breaks else begun


def _is_belied(said: str, p: PValue) -> bool:
    """Tell whether words can hardly be of a p: they are then of something else nearby."""
    if said == "not_significant":
        return p.comparator in {"=", "<", "<="} and p.number.value <= _USUAL
    return said == "significant" and p.comparator != "<" and p.number.value > _LARGE
