"""The page: ask a question, read the answer with its sentences; works without scripts."""

from collections.abc import Iterable, Iterator, Mapping

from trialgraph.catalogue.answer import Answer, AnswerRow
from trialgraph.catalogue.card import Card, Parameter, cards
from trialgraph.catalogue.tables import word
from trialgraph.catalogue.tiers import is_graded, tiers
from trialgraph.catalogue.words import REASONS, RESERVATIONS, STAGES, in_words
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

NOT_ADVICE = "This is not medical advice: it is what documents say, read by a program."
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
    foot = tag("footer", tag("p", NOT_ADVICE, class_="note"))
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
    where = answer.searched
    held = (
        f"In the documents held: {where.documents} documents, {where.trials} trials. "
        f"Data version {where.data_version} of {where.as_of}."
    )
    parts = list(_tiers(answer)) if is_graded(answer) else [_row(answer, r) for r in answer.rows]
    if not answer.rows and not is_graded(answer):
        parts.append(tag("p", "None in the documents held."))
    notes = [tag("p", note, class_="note") for note in answer.notes]
    return tag("section", tag("h2", "Answer"), *parts, *notes, tag("p", held))


def _tiers(answer: Answer) -> Iterator[Markup]:
    """Yield the tiers of a graded answer; an empty one says so."""
    for tier in tiers(answer):
        yield tag("h3", tier.heading)
        if not tier.rows:
            yield tag("p", "None in the documents held.")
        for row in tier.rows:
            yield _result(row) if row.text("measure") else _row(answer, row)


def _result(row: AnswerRow) -> Markup:
    """Return a result: which one, its figures, why, and the sentence."""
    which = ", ".join(
        words
        for words in (
            row.text("label"),
            row.text("endpoint"),
            in_words(STAGES, row.text("stage")),
            row.text("population").removeprefix("all"),
            row.text("date"),
        )
        if words
    )
    parts = [tag("h4", which), tag("p", _figures(row))]
    if row.text("reason"):
        parts.append(tag("p", f"Why: {in_words(REASONS, row.text('reason'))}."))
    reservations = "; ".join(in_words(RESERVATIONS, code) for code in row.words("reservations"))
    if reservations:
        parts.append(tag("p", f"Reservations: {reservations}."))
    return tag("article", *parts, *_passages(row))


def _figures(row: AnswerRow) -> str:
    """Return the figures of a result in one line."""
    value = row.text("value_printed") or row.text("value") or "no value printed"
    lower, upper = row.text("lower"), row.text("upper")
    level = f"{row.text('level')} % " if row.text("level") else ""
    side = "one-sided " if row.text("sides") == "1" else ""
    if lower and upper:
        interval = f"{level}interval {lower} to {upper}"
    elif lower or upper:
        interval = f"{side}{level}{'upper' if upper else 'lower'} limit {upper or lower}"
    else:
        interval = "no interval printed"
    p = f", p {row.text('p_comparator') or '='} {row.text('p')}" if row.text("p") else ""
    return f"{row.text('measure')} {value}, {interval}{p}"


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
        place = f"{passage.document}, characters {passage.start} to {passage.end}"
        sentence = " ".join(passage.exact.split())
        yield tag("blockquote", tag("p", sentence), tag("cite", place))
