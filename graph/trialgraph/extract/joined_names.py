"""Names of arms that join the names of their drugs: ``A/B``, ``A + B``, ``A plus B``."""

import re
from collections.abc import Iterable

from trialgraph.extract.arm_names import ArmName
from trialgraph.extract.draft_arm import DraftArm
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex

_WORD = r"[A-Za-z0-9][A-Za-z0-9-]{1,40}"
_LINK = r"(?: ?[/+] ?| plus )"
_JOINED = lazy.regex(rf"(?<![\w/+-]){_WORD}(?:{_LINK}{_WORD}){{1,4}}(?![\w/+])")


def take_joined(
    view: ReadingView, names: Iterable[ArmName], drafts: list[DraftArm], terms: TermIndex
) -> None:
    """Give each name made of drugs and their abbreviations to the one arm that gives just these.

    Args:
        view: the document.
        names: what its abbreviations stand for.
        drafts: the arms.
        terms: the term tables.
    """
    short = {name.bare: key for name in names for key in name.keys if len(name.keys) == 1}
    regimens = [frozenset(each.key for each in draft.components) for draft in drafts]
    for match in _JOINED.finditer(view.text):
        found = [_key(part, short, terms) for part in re.split(_LINK, match[0])]
        regimen = frozenset(key for key in found if key)
        if all(found) and regimens.count(regimen) == 1:
            owner = drafts[regimens.index(regimen)]
            if not any(match[0].lower() in name.lower() for name in owner.names):
                owner.names[match[0]] = match.span()


def _key(part: str, short: dict[str, str], terms: TermIndex) -> str:
    concept = terms.find("drug", part)
    return concept.notation if concept else short.get(part, "")
