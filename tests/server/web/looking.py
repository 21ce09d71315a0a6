"""What every page must be: whole, named for those who cannot see it, and from here alone."""

from html.parser import HTMLParser
from itertools import pairwise

from lxml import html

_VOID = {"meta", "link", "input", "br", "hr", "img", "path"}
_MAY_STAY_OPEN = {"option", "dt", "dd"}
_FIELDS = "//input[not(@type='hidden')]|//select|//textarea"


class _Nesting(HTMLParser):
    """Notes elements that are not closed where they must be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) != len(names):
            self.wrong.append(f"<{tag}> has an attribute twice, line {self.getpos()[0]}")
        if tag not in _VOID | _MAY_STAY_OPEN:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element of a drawing that has no content."""

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID | _MAY_STAY_OPEN:
            return
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> closes {self.open[-1:]}, line {self.getpos()[0]}")
        else:
            self.open.pop()


def looked_at(text: str) -> html.HtmlElement:
    """Return a page that is as every page must be."""
    nesting = _Nesting()
    nesting.feed(text)
    assert (nesting.wrong, nesting.open) == ([], [])
    page = html.document_fromstring(text)
    _check_landmarks(page)
    _check_names(page)
    _check_origin(page)
    return page


def _check_landmarks(page: html.HtmlElement) -> None:
    assert page.get("lang") == "en"
    assert page.findtext("head/title").strip(" -")
    for one in ("h1", "main", "header", "footer", "a[@class='skip']"):
        assert len(page.xpath(f"//{one}")) == 1, one
    levels = [int(one.tag[1]) for one in page.xpath("//h1|//h2|//h3|//h4|//h5")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def _check_names(page: html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(set(ids)) == len(ids), sorted(one for one in ids if ids.count(one) > 1)
    labelled = set(page.xpath("//label/@for"))
    for field in page.xpath(_FIELDS):
        assert field.get("id") in labelled or field.get("aria-label"), html.tostring(field)
    named = page.xpath("//@aria-labelledby|//@list")
    assert {one for words in named for one in words.split()} <= set(ids)
    for link in page.xpath("//a|//button"):
        assert link.text_content().strip() or link.get("aria-label"), html.tostring(link)
    for table in page.xpath("//table"):
        assert table.find("caption") is not None
        assert all(cell.get("scope") for cell in table.iter("th"))


def _check_origin(page: html.HtmlElement) -> None:
    assert page.xpath("//@style|//style|//script[not(@src)]|//iframe|//object|//base") == []
    events = [name for one in page.iter() for name in one.attrib if name.startswith("on")]
    assert events == []
    told = {"alternate", "describedby"}
    links = [(one.get("rel") in told, one.get("href")) for one in page.iter("link")]
    assert all(one.startswith("/") for is_told, one in links if is_told), links
    loaded = [one for is_told, one in links if not is_told] + page.xpath("//@src")
    assert all(one.startswith("/static/") for one in loaded), loaded
    sent = page.xpath("//form/@action")
    assert all(one.startswith("/") and not one.startswith("//") for one in sent), sent
    leading = page.xpath("//a/@href")
    assert all(one.startswith(("/", "#", "https://", "http://")) for one in leading), leading
