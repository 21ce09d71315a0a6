"""Registration numbers that a JATS article marks up as such."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from trialgraph.documents.jats_inline import HREF, words_of
from trialgraph.model import lazy
from trialgraph.names.registries import printed_numbers

_LINKED = lazy.regex(
    r"clin(?:ical)?[-_ ]?tria?l|clintrialgov|isrctn|eudract|trial[-_ ]?regist", re.IGNORECASE
)
_NAMED = lazy.regex(
    r"\b(?:clinical[ -]?)?trials?[ -](?:regist\w+|identifier|number|id)\b|clinicaltrials\.gov"
    r"|^registration number$",
    re.IGNORECASE,
)
_ELSEWHERE = ("ref-list", "sub-article", "response")


def registrations(article: Element, meta: Element) -> list[object]:
    """Return the numbers that are marked up, once each, those of the front matter first.

    A number may be another trial's: archives link every number that they find.
    """
    found: dict[str, dict[str, object]] = {}
    for element in (*_candidates(meta), *_candidates(article)):
        for number, prefix in _numbers(element):
            found.setdefault(number, {"registry": prefix, "number": number})
    return [*found.values()]


def _candidates(element: Element) -> Iterator[Element]:
    for each in element.iter("ext-link", "related-object", "custom-meta", "contract-num"):
        if _is_marked(each) and next(each.iterancestors(*_ELSEWHERE), None) is None:
            yield each


def _is_marked(element: Element) -> bool:
    """Tell whether mark-up says that a number is a trial's."""
    if element.tag == "custom-meta":
        return bool(_NAMED.search(" ".join(map(words_of, element.iterchildren("meta-name")))))
    names = ("ext-link-type", "document-type", "source-type", "source-id-type", "content-type")
    return any(_LINKED.search(element.get(name, "")) for name in names)


def _numbers(element: Element) -> list[tuple[str, str]]:
    """Return the numbers of the words of an element, else those of its attributes."""
    value = element.find("meta-value")
    texts = [
        words_of(element if value is None else value),
        *(element.get(name, "") for name in ("document-id", "object-id", "source-id", HREF)),
    ]
    for text in texts:
        if found := [(one.number, one.prefix) for one in printed_numbers(text)]:
            return found
    return []
