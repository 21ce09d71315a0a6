"""Parts of one trial that each randomised patients of their own."""

from functools import lru_cache

from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy

_NAME = r"(?:\d|[a-d]|i{1,3}|one|two|three)\b"
_OPENS = lazy.regex(rf"(?i)(?:[a-z]{{5,12}}: )?(?:in|for|during) part (?P<part>{_NAME})")
# "In part 1, we randomly assigned", "part 2 included": it took in patients of its own.
_TAKEN_IN = lazy.regex(
    rf"(?i)\b(?:in|for|during) part (?P<in>{_NAME})[^.;]{{0,160}}?\brandom(?:ly|i[sz]ed)\b"
    rf"|\bpart (?P<by>{_NAME}) (?:included|enrolled|recruited|randomi[sz]ed)\b"
)
_TELLING = frozenset({"abstract", "methods", "results"})
_SEVERAL = 2


def of_part(view: ReadingView, words: str) -> str:
    """Return whom a sentence about all patients means: all, or all of the part it opens with."""
    opened = _OPENS.match(words)
    is_part = opened is not None and opened["part"].lower() in _parts(view)
    return f"all of part {opened['part']}" if opened and is_part else "all"


@lru_cache(maxsize=2)
def _parts(view: ReadingView) -> frozenset[str]:
    """Return the parts that took patients in, where there are several."""
    found = frozenset(
        (match["in"] or match["by"]).lower()
        for sentence in view.sentences
        if sentence.section in _TELLING
        for match in _TAKEN_IN.finditer(view.words(sentence))
    )
    return found if len(found) >= _SEVERAL else frozenset()
