"""What the words around an arm say of a count: whose it is, and what is only compared."""

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.model import lazy

_COMPARED = lazy.regex(
    r"(?i)\b(?:vs?\.?|versus|than|compared (?:with|to)|relative to|unlike|over)\s"
    r"(?:with |in |for )?(?:the |those (?:in|receiving|given) )?$"
)
GRADE = lazy.regex(r"\s\([^()\d]{0,12}grade[^()]{0,20}\)")
_APART = lazy.regex(r"[;:%(\[]|\bthan\b")

Labels = list[str | None]


def near_arm(setting: Setting, end: int, after: list[Mention]) -> str | None:
    """Return the arm after a count when no new clause begins between them."""
    if not after:
        return None
    between = GRADE.sub("", setting.words(end, after[0].start), count=1)
    return None if _APART.search(between) else after[0].value


def labels_of(named: list[Mention]) -> list[str]:
    """Return the arms named, each once, in order."""
    return list(dict.fromkeys(one.value for one in named))


def is_reference(setting: Setting, arm: Mention) -> bool:
    """Tell whether an arm is only what another is compared with."""
    before = setting.words(max(0, arm.start - 40), arm.start)
    return _COMPARED.search(before) is not None
