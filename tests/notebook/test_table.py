"""A notebook shows a table whole or says that it does not, and runs no words of documents."""

from html.parser import HTMLParser

from trialgraph.notebook import IRI, Table, Value
from trialgraph.notebook.table import SHOWN


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    """Return the tags of some HTML with their attributes."""
    parser = _Tags()
    parser.feed(html)
    return parser.seen


def test_words_of_documents_are_no_html() -> None:
    hostile = "<script>alert(1)</script>\" onload='x' &"
    table = Table([hostile], [{hostile: hostile}, {hostile: (hostile,)}], hostile)
    html = table._repr_html_()
    assert {tag for tag, _ in tags(html)} == {
        "table", "caption", "thead", "tr", "th", "tbody", "td",
    }  # fmt: skip


def test_only_addresses_of_the_web_are_links() -> None:
    rows = [{"x": IRI("javascript:alert(1)")}, {"x": IRI('https://x.org/"><b>')}]
    found = tags(Table(["x"], rows)._repr_html_())
    links = [attributes for tag, attributes in found if tag == "a"]
    assert links == [{"href": 'https://x.org/"><b>'}]


def test_a_long_table_is_cut_and_says_so() -> None:
    long = Table(["x"], [{"x": number} for number in range(SHOWN + 1)])
    html = long._repr_html_()
    assert f"{SHOWN + 1} rows, the first {SHOWN} shown" in html
    assert len([tag for tag, _ in tags(html) if tag == "td"]) == SHOWN
    assert len(long) == SHOWN + 1


def test_truth_values_lists_and_gaps_are_words() -> None:
    rows: list[dict[str, Value]] = [{"x": True}, {"x": False}, {"x": ("a", "b")}, {"x": None}]
    html = Table(["x"], rows)._repr_html_()
    assert "<td>yes</td>" in html
    assert "<td>no</td>" in html
    assert "<td>a; b</td>" in html
    assert "<td></td>" in html


def test_a_table_tells_what_it_is() -> None:
    assert repr(Table(["x"], [{"x": 1}])) == "<Table: 1 row, 1 columns>"
    assert list(Table(["x"], [{"x": 1}])) == [{"x": 1}]
