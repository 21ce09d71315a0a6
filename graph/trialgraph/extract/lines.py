"""Where a line break ends a paragraph, and where only a line.

Copied PDF text puts a blank line after every line; markdown puts one after every
paragraph, and page breaks cut sentences in two. The words on both sides decide.
"""

from dataclasses import dataclass

from trialgraph.extract.sentences import ends_sentence
from trialgraph.model import lazy

_BULLET = lazy.regex(r"(?:[•▪●*]|\d+[.)]|\([ivx\d]{1,4}\))\s")
_NUMBERED_HEADING = lazy.regex(r"\d+(?:\.\d+)*\s*\|")
_HEADING_LENGTH = 70
_MID_SENTENCE = lazy.regex(
    r"(?:,|;|-|\(|\b(?:and|or|of|the|a|an|in|with|to|for|by|at|from|than|vs\.?"
    r"|through|until|since|during|between|before|after|into|within|among|that|which|who"
    r"|is|are|has|have|had|been|its|their|this|these"
    r"|v|plus|was|were|HR|CI|Figs?\.|Tables?|Nos?\.))$"
)


@dataclass(frozen=True, slots=True)
class LineBreak:
    """The two lines on both sides of a break, without outer blanks.

    Attributes:
        fresh: the line before begins a paragraph (so it may be a heading).
    """

    before: str
    after: str
    fresh: bool

    @property
    def is_hard(self) -> bool:
        """Tell whether a paragraph ends here."""
        if not self.before or not self.after:
            return True
        if _NUMBERED_HEADING.match(self.after) or _BULLET.match(self.after):
            return True
        if ends_sentence(self.before):
            return True
        if _MID_SENTENCE.search(self.before):
            return False
        return self._follows_heading

    @property
    def is_initial(self) -> bool:
        """Tell whether the line before is a drop cap, whose word goes on without a blank."""
        return len(self.before) == 1 and self.before.isupper() and self.after[:1].islower()

    @property
    def _follows_heading(self) -> bool:
        if _NUMBERED_HEADING.match(self.before) or self.before.endswith(":"):
            return self.after[:1].isupper()
        begins_anew = self.after[:1].isupper() or self.after[:1].isdigit()
        return begins_anew and self.fresh and len(self.before) <= _HEADING_LENGTH
