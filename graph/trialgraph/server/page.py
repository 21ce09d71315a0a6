"""The page: ask a question, read the answer with its sentences; works without scripts."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlencode

from trialgraph.catalogue.answer import Answer, AnswerRow
from trialgraph.catalogue.card import Card, Parameter, cards
from trialgraph.catalogue.cells import kind_mark, row_heading, said_cells
from trialgraph.catalogue.choices import Choices
from trialgraph.catalogue.pool_sentences import (
    pool_foot,
    pool_heading,
    pool_headline,
    pool_notes,
    pools,
)
from trialgraph.catalogue.quoted import QuotedDocument
from trialgraph.catalogue.sentences import (
    FOOT,
    Documents,
    counted,
    described,
    foot,
    headline,
    lead,
    notes,
    place,
    prints_figures,
    quotation,
)
from trialgraph.catalogue.tiers import is_graded, tiers
from trialgraph.server.markup import Markup, tag

STYLE = """\
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 0 auto; padding: 1rem; }
label { display: block; margin-top: .5rem; }
body, dd, li { overflow-wrap: anywhere; }
input { font: inherit; padding: .3rem; width: 100%; max-width: 25rem; box-sizing: border-box; }
button { font: inherit; padding: .4rem 1rem; }
blockquote { border-left: .25rem solid #767676; margin: .5rem 0; padding-left: .75rem; }
cite, .note { color: #595959; font-size: .9rem; }
dt { font-weight: 600; } dd { margin-left: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; } h3 { font-size: 1.1rem; }
h4 { margin: .5rem 0; }
:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
article { border-top: 1px solid #767676; padding: .5rem 0; }
[role=alert] { border: 2px solid #b00020; padding: .5rem 1rem; }
"""

WHAT = (
    "trialgraph answers questions about clinical trials from the documents it holds, "
    "and quotes the sentence behind every number."
)
_ONE_CLICK = {
    "drug": (
        ("os-benefit-from-adding", "overall survival"),
        ("pfs-benefit-from-adding", "progression-free survival"),
        ("response-benefit-from-adding", "response"),
        ("trials-adding", "trials adding it"),
    ),
    "trial": (
        ("results-over-time", "results"),
        ("randomised-per-arm", "arms"),
        ("registration-ids", "registration numbers"),
    ),
}
_NOTHING = Choices()


def front_page(held: Choices, wrong: str = "") -> str:
    """Return the first page: what this is, what is held, and answers one click away.

    Args:
        held: what can be chosen.
        wrong: why no question could be asked, if so.
    """
    count = f"Held: {counted(held.documents, held.trials)}."
    parts = [tag("h1", "trialgraph"), tag("p", WHAT), tag("p", count)]
    parts += [tag("p", wrong, role="alert")] * bool(wrong)
    for kind, heading in (("drug", "Benefit from adding a drug"), ("trial", "Trials held")):
        known = held.names.get(kind, ())
        if known:
            items = [tag("li", f"{name}: ", *_one_click(kind, name)) for name in known]
            parts += [tag("h2", heading), tag("ul", *items)]
    questions = tag("a", "questions as JSON", href="/api/v1/questions")
    programs = tag("p", "For programs: SPARQL service at ", tag("code", "/sparql"), "; ", questions)
    parts += [_others("All questions", cards()), programs]
    return _whole("Questions about clinical trials", parts)


def _one_click(kind: str, name: str) -> Iterator[str]:
    """Yield links to the answers about one name."""
    for number, (question, words) in enumerate(_ONE_CLICK[kind]):
        if number:
            yield ", "
        yield tag("a", words, href=f"/?{urlencode({'question': question, kind: name})}")


def question_page(
    card: Card, given: Mapping[str, str], result: Answer | str | None, held: Choices = _NOTHING
) -> str:
    """Return the page of a question.

    Args:
        card: the question.
        given: what was typed so far.
        result: the answer, what is wrong with the question, or nothing yet.
        held: what the fields suggest.
    """
    parts = [tag("h1", card.question), _form(card, given, held)]
    if isinstance(result, Answer):
        parts.append(_answer(result))
    elif result is not None:
        parts.append(tag("p", result, role="alert"))
    others = [other for other in cards() if other.name != card.name]
    home = tag("p", tag("a", "trialgraph: first page", href="/"))
    return _whole(card.question, [*parts, _others("Other questions", others), home])


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


def _form(card: Card, given: Mapping[str, str], held: Choices) -> Markup:
    """Return the form of a question: one field a parameter."""
    fields = [
        part
        for parameter in card.parameters
        for part in _field(parameter, given.get(parameter.name, ""), held)
    ]
    hidden = tag("input", type="hidden", name="question", value=card.name)
    asked = tag("input", type="hidden", name="asked", value="yes")
    return tag("form", hidden, asked, *fields, tag("button", "Ask", type="submit"), action="/")


def _field(parameter: Parameter, value: str, held: Choices) -> Iterator[Markup]:
    """Yield the label of a parameter, its field and the names it suggests."""
    needed = {} if parameter.is_optional else {"required": ""}
    what = f"{parameter.name.replace('_', ' ')} ({parameter.meaning})"
    may = ", may be left out" if parameter.is_optional else ""
    name, known = parameter.name, held.names.get(parameter.type, ())
    suggested = {"list": f"held-{name}"} if known else {}
    yield tag("label", f"{what}{may}", for_=name)
    yield tag("input", type="text", id=name, name=name, value=value, **suggested, **needed)
    if known:
        options = [tag("option", value=one) for one in known]
        yield tag("datalist", *options, id=f"held-{name}")


def _others(heading: str, questions: Iterable[Card]) -> Markup:
    """Return links to questions."""
    links = [
        tag("li", tag("a", other.question, href=f"/?question={other.name}")) for other in questions
    ]
    return tag("nav", tag("h2", heading), tag("ul", *links), aria_label=heading)


def _answer(answer: Answer) -> Markup:
    """Return an answer: its rows in tiers where they are graded, and where was searched."""
    if is_graded(answer):
        parts = list(_tiers(answer))
    elif answer.forests is not None:
        parts = list(_pools(answer))
    elif prints_figures(answer):
        parts = [
            _graded(row, answer.documents, "h3", kind_mark(answer, row)) for row in answer.rows
        ]
    else:
        parts = [_row(answer, row) for row in answer.rows]
    if not parts:
        parts = [tag("p", "None in the documents held.")]
    remarks = [tag("p", f"Note: {note}", class_="note") for note in answer.notes]
    sources = _sources(answer.documents)
    return tag(
        "section", tag("h2", lead(answer)), *parts, *sources, *remarks, tag("p", foot(answer))
    )


def _tiers(answer: Answer) -> Iterator[Markup]:
    """Yield the tiers of a graded answer; an empty one says so."""
    for tier in tiers(answer):
        yield tag("h3", tier.heading)
        if not tier.rows:
            yield tag("p", "None in the documents held.")
        yield from (_graded(row, answer.documents, "h4") for row in tier.rows)


def _pools(answer: Answer) -> Iterator[Markup]:
    """Yield the pools: what they come to or what refuses them, then each estimate."""
    for name, rows in pools(answer):
        yield tag("h3", pool_heading(name, rows))
        for row in rows:
            said = [tag("p", note) for note in pool_notes(row)]
            head = tag("h4", pool_headline(row))
            yield tag("article", head, *said, *_passages(row, answer.documents))
        yield tag("p", pool_foot(rows), class_="note")


def _graded(row: AnswerRow, documents: Documents, level: str, mark: str = "") -> Markup:
    """Return a result, claim or gap: which one, what is said of it, the sentences."""
    heading = headline(row, documents) + mark
    said = [tag("p", note) for note in notes(row, documents)]
    return tag("article", tag(level, heading), *said, *_passages(row, documents))


def _row(answer: Answer, row: AnswerRow) -> Markup:
    """Return any other row: each column that says something, then the sentences."""
    cells = [
        part
        for name, words in said_cells(answer, row)
        for part in (tag("dt", name), tag("dd", words))
    ]
    heading = tag("h3", row_heading(answer, row))
    return tag("article", heading, tag("dl", *cells), *_passages(row, answer.documents))


def _passages(row: AnswerRow, documents: Documents) -> Iterator[Markup]:
    """Yield the sentences of a row, each with where it stands and links to the document."""
    for passage in row.passages:
        links = _links(documents.get(passage.document))
        cite = tag("cite", place(passage, documents), *links)
        yield tag("blockquote", tag("p", quotation(passage)), cite)


def _links(document: QuotedDocument | None) -> Iterator[str]:
    """Yield links to where a document is found."""
    for address, words in document.links() if document else ():
        yield " "
        yield tag("a", words, href=address, rel="noreferrer")


def _sources(documents: Documents) -> Iterator[Markup]:
    """Yield the documents that an answer quotes, with all that identifies each."""
    known = [one for one in documents.values() if one.citation]
    if known:
        yield tag("h3", "Documents quoted or named")
        yield tag("ul", *(tag("li", described(one), *_links(one)) for one in known))
