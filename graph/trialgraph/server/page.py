"""The page: ask a question, read the answer with its sentences; works without scripts."""

from collections.abc import Iterable, Iterator, Mapping

from trialgraph.catalogue.answer import Answer, AnswerRow
from trialgraph.catalogue.card import Card, Parameter, cards
from trialgraph.catalogue.sentences import FOOT, foot, headline, lead, notes, place, quotation
from trialgraph.catalogue.tables import word
from trialgraph.catalogue.tiers import is_graded, tiers
from trialgraph.server.markup import Markup, tag

STYLE = """\
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 0 auto; padding: 1rem; }
label { display: block; margin: .5rem 0; }
input { font: inherit; padding: .3rem; width: 100%; max-width: 25rem; box-sizing: border-box; }
button { font: inherit; padding: .4rem 1rem; }
blockquote { border-left: .25rem solid #767676; margin: .5rem 0; padding-left: .75rem; }
cite, .note { color: #595959; font-size: .9rem; }
dt { font-weight: 600; } dd { margin-left: 1rem; }
article { border-top: 1px solid #767676; padding: .5rem 0; }
[role=alert] { border: 2px solid #b00020; padding: .5rem 1rem; }
"""

_UNSHOWN = {"kind", "label", "iri"}


def question_page(card: Card, given: Mapping[str, str], result: Answer | str | None) -> str:
    """Return the page of a question.

    Args:
        card: the question.
        given: what was typed so far.
        result: the answer, what is wrong with the question, or nothing yet.
    """
    parts = [tag("h1", card.question), _form(card, given)]
    if isinstance(result, Answer):
        parts.append(_answer(result))
    elif result is not None:
        parts.append(tag("p", result, role="alert"))
    parts.append(_others(card))
    return _whole(card.question, parts)


def _whole(title: str, parts: Iterable[str]) -> str:
    """Return a whole page."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title} - trialgraph"),
        tag("link", rel="stylesheet", href="/style.css"),
    )
    foot = tag("footer", tag("p", FOOT, class_="note"))
    body = tag("body", tag("main", *parts), foot)
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _form(card: Card, given: Mapping[str, str]) -> Markup:
    """Return the form of a question: one field a parameter."""
    fields = [_field(parameter, given.get(parameter.name, "")) for parameter in card.parameters]
    hidden = tag("input", type="hidden", name="question", value=card.name)
    asked = tag("input", type="hidden", name="asked", value="yes")
    return tag("form", hidden, asked, *fields, tag("button", "Ask", type="submit"), action="/")


def _field(parameter: Parameter, value: str) -> Markup:
    """Return the field of a parameter, labelled with what it means."""
    needed = {} if parameter.is_optional else {"required": ""}
    what = f"{parameter.name.replace('_', ' ')} ({parameter.meaning})"
    may = ", may be left out" if parameter.is_optional else ""
    return tag(
        "label",
        f"{what}{may} ",
        tag("input", type="text", name=parameter.name, value=value, **needed),
    )


def _others(card: Card) -> Markup:
    """Return links to the other questions."""
    links = [
        tag("li", tag("a", other.question, href=f"/?question={other.name}"))
        for other in cards()
        if other.name != card.name
    ]
    return tag("nav", tag("h2", "Other questions"), tag("ul", *links), aria_label="Other questions")


def _answer(answer: Answer) -> Markup:
    """Return an answer: its rows in tiers where they are graded, and where was searched."""
    if is_graded(answer):
        parts = list(_tiers(answer))
    elif _prints_figures(answer):
        parts = [_graded(row) for row in answer.rows]
    else:
        parts = [_row(answer, row) for row in answer.rows]
    if not parts:
        parts = [tag("p", "None in the documents held.")]
    remarks = [tag("p", note, class_="note") for note in answer.notes]
    return tag("section", tag("h2", lead(answer)), *parts, *remarks, tag("p", foot(answer)))


def _prints_figures(answer: Answer) -> bool:
    """Tell whether the rows are estimates."""
    return {"strength", "value_printed"} <= {column.name for column in answer.columns}


def _tiers(answer: Answer) -> Iterator[Markup]:
    """Yield the tiers of a graded answer; an empty one says so."""
    for tier in tiers(answer):
        yield tag("h3", tier.heading)
        if not tier.rows:
            yield tag("p", "None in the documents held.")
        yield from (_graded(row) for row in tier.rows)


def _graded(row: AnswerRow) -> Markup:
    """Return a result, claim or gap: which one, what is said of it, the sentences."""
    said = [tag("p", note) for note in notes(row)]
    return tag("article", tag("h4", headline(row)), *said, *_passages(row))


def _row(answer: Answer, row: AnswerRow) -> Markup:
    """Return any other row: each column that says something, then the sentences."""
    cells = [
        part
        for column in answer.columns
        if column.name not in _UNSHOWN and word(row.cells[column.name])
        for part in (
            tag("dt", column.name.replace("_", " ")),
            tag("dd", word(row.cells[column.name])),
        )
    ]
    kind = "" if row.kind == "answer" else f" ({row.kind})"
    title = (row.text("label") or answer.question) + kind
    return tag("article", tag("h4", title), tag("dl", *cells), *_passages(row))


def _passages(row: AnswerRow) -> Iterator[Markup]:
    """Yield the sentences of a row, each with where it stands."""
    for passage in row.passages:
        yield tag("blockquote", tag("p", quotation(passage)), tag("cite", place(passage)))
