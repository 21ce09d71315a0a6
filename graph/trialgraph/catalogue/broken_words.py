"""Words that the end of a line cut in two, as a document of pages prints them."""

import re

_BROKEN = re.compile(r"(?P<start>[A-Za-z]+)-[ \t]*\r?\n\s*(?P<rest>[a-z]+)")
_SECOND_PARTS = {"free", "arm", "label", "blind", "up", "line", "sided", "group", "based", "to"}
_SECOND_PARTS |= {"treat", "specific", "positive", "negative", "controlled", "assessed", "related"}


def words_joined(text: str) -> str:
    """Return a text with such words joined; compounds keep the hyphen that is their own."""
    return _BROKEN.sub(_joined, text)


def _joined(broken: re.Match[str]) -> str:
    """Return one word."""
    is_compound = broken["rest"] in _SECOND_PARTS
    return f"{broken['start']}{'-' if is_compound else ''}{broken['rest']}"
