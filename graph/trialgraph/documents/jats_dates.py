"""When a JATS article appeared, and the steps before."""

from lxml.etree import _Element as Element

from trialgraph.documents.jats_front import words_at
from trialgraph.documents.publication_text import Values
from trialgraph.model import lazy

_ISO = lazy.regex(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?")
_WEEK = lazy.regex(r"(?P<days>\d{1,2}[-–]\d{1,2}) (?P<month>[A-Z][a-z]+)")
_PARTS = ("year", "month", "day")
_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_MONTHS = {str(number): name for number, name in enumerate(_NAMES.split(), 1)}
_PRINT = frozenset(("ppub", "print"))
_ONLINE = frozenset(("epub", "epub-ppub", "electronic", "online", "epreprint-none"))
_FIRST = frozenset(("pub", "publication", "published", ""))


def dates(meta: Element) -> Values:
    """Return the date of the issue and the date online.

    A journal that is never printed has its issue online: there the date online is
    both, unless the year of the collection is another. Older files call such a
    collection print; its articles have numbers instead of pages.
    """
    by_kind: dict[str, Values] = {}
    for element in meta.iterchildren("pub-date"):
        kind, day = _kind(element), _day(element)
        if kind and day and len(day) > len(by_kind.get(kind, {})):
            by_kind[kind] = day
    online = by_kind.get("online")
    volume = by_kind.get("print") or by_kind.get("collection")
    is_printed = "print" in by_kind and meta.find("elocation-id") is None
    issued = volume if is_printed else _collected(volume, online)
    found: Values = {}
    if issued or online:
        found["issued"] = issued or online
    if online:
        found["online"] = online
    return found


def _collected(collection: Values | None, online: Values | None) -> Values | None:
    """Return the date of a collection, by the day where the date online tells it."""
    if collection is None or "month" in collection or online is None:
        return collection
    return online if online["year"] == collection["year"] else collection


def _kind(element: Element) -> str:
    """Return print, online or collection; other dates are bookkeeping of an archive."""
    old = element.get("pub-type", "")
    kind = element.get("date-type", "")
    form = element.get("publication-format", "")
    if "collection" in (old, kind):
        return "collection"
    if old in _PRINT or (kind in _FIRST and form in _PRINT):
        return "print"
    if old in _ONLINE or (kind in _FIRST and (form in _ONLINE or (kind and not form))):
        return "online"
    return ""


def _day(element: Element) -> Values:
    """Return year, month and day, those that are given, and the three as they are read."""
    year, month, day = (words_at(element, name) for name in _PARTS)
    month = month or words_at(element, "season")
    iso = _ISO.fullmatch(element.get("iso-8601-date", "").strip())
    if not year and iso:
        year, month, day = (words or "" for words in iso.groups())
    if not year:
        return {}
    parts = [("year", year), ("month", month), ("day", day if month else "")]
    found: Values = {name: words for name, words in parts if words}
    return {**found, "text": " ".join(filter(None, (year, *_read(month, day))))}


def _read(month: str, day: str) -> tuple[str, ...]:
    """Return month and day as they are read; the week of an issue has its month first."""
    if week := _WEEK.fullmatch(month):
        return week["month"], week["days"]
    return (_MONTHS.get(month.lstrip("0"), month), day) if month else ()


def history(meta: Element) -> list[object]:
    """Return the steps to publication: received, accepted, and those of the archive."""
    steps = [(each.get("date-type", "date"), _day(each)) for each in meta.iterfind("history/date")]
    for event in meta.iterfind("pub-history/event"):
        day = next((_day(each) for each in event.iterchildren("date", "pub-date")), {})
        steps.append((event.get("event-type", "event"), day))
    return [{"step": step, **_without_text(day)} for step, day in steps if day]


def _without_text(day: Values) -> Values:
    return {name: words for name, words in day.items() if name != "text"}
