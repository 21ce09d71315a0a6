"""Reads the card at the head of a query file: its question, parameters and columns."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from trialgraph.assets import room
from trialgraph.errors import BadQuery, UnknownQuestion
from trialgraph.names import concept

_FIELD = re.compile(
    r"^#\s*(?P<field>question|keywords|source|note|table|parameter|choice|column|same-as|bound"
    r"|completed-by|key)"
    r"(?:[ ]+(?P<name>\w+))?:\s*(?P<text>.+?)\s*$",
    re.MULTILINE,
)
_OWN_FIELDS = {"question", "keywords", "parameter", "choice"}
_LENT_FIELDS = {"same-as", "bound"}
_ENDINGS = (".rq", ".card")
_TYPED = re.compile(r"(?P<type>[a-z-]+)(?P<optional>,\s*optional)?\s*(?:;\s*(?P<words>.*))?")
_MOST_NEAR = 8
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

PARAMETER_TYPES = frozenset(
    {"drug", "end-point", "condition", "biomarker", "event", "trial", "result", "document", "date"}
    | {"number", "integer", "text", "finding"}
)
COLUMN_TYPES = frozenset(
    {"text", "number", "integer", "boolean", "date", "code", "concept", "id", "iri"}
)
LIST_TYPES = frozenset({"texts", "codes", "concepts", "ids"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be asked about.

    Attributes:
        name: variable of the query, and the key on the command line.
        type: drug, end-point, trial, date, ...; says how words become a term.
        is_optional: left out, the question is asked about all.
        meaning: what it stands for, in a trialist's words.
        choices: the only words it takes; empty where any name or words may be given.
    """

    name: str
    type: str
    is_optional: bool
    meaning: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the answer: a variable, how its terms are shown, what it means."""

    name: str
    type: str
    meaning: str

    @property
    def is_list(self) -> bool:
        """Tell whether a row may hold several values here."""
        return self.type in LIST_TYPES


@dataclass(frozen=True, slots=True)
class Card:
    """One question: its words, its parameters, its columns and its SPARQL.

    A question that differs from another only in a fixed concept has a ``.card``
    file: a head that names the other (``same-as``) and the concept (``bound``).

    Attributes:
        name: file name without the ending.
        question: in the words of a trialist.
        keywords: for the list of questions.
        source: guideline that the question follows.
        notes: how words of the question are meant.
        table: columns that a table for a person shows; all when the head does not say.
        text: the whole file, comments included; comments are legal SPARQL.
        completed_by: what computes further rows and columns from those of the query.
        key: variable for a trial whose VALUES block restricts the answer to some trials.
    """

    name: str
    question: str
    keywords: tuple[str, ...]
    source: str
    notes: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    table: tuple[str, ...]
    text: str
    completed_by: str = ""
    key: str = ""


def _typed(name: str, owner: str, words: str, allowed: frozenset[str]) -> tuple[str, bool, str]:
    match = _TYPED.fullmatch(words)
    if match is None or match["type"] not in allowed:
        raise BadQuery(
            f"{owner}.rq says {name}: {words!r}; a type ({', '.join(sorted(allowed))}) is wanted, "
            "then a semicolon and its meaning"
        )
    return match["type"], match["optional"] is not None, match["words"] or ""


def _parameter(owner: str, name: str, words: str, choices: tuple[str, ...]) -> Parameter:
    return Parameter(name, *_typed(name, owner, words, PARAMETER_TYPES), choices)


def _column(owner: str, name: str, words: str) -> Column:
    kind, _, meaning = _typed(name, owner, words, COLUMN_TYPES | LIST_TYPES)
    return Column(name, kind, meaning)


def read_card(name: str, text: str) -> Card:
    """Return the card of a query file from its text.

    Raises:
        BadQuery: the head asks no question, or a type in it is unknown.
        UnknownQuestion: it is the same as a question that there is not.
    """
    other = _said(text, "same-as")
    return _card(name, _composed(text, find_card(other[0])) if other else text)


def _said(text: str, field: str) -> tuple[str, ...]:
    return tuple(match["text"] for match in _FIELD.finditer(text) if match["field"] == field)


def _card(name: str, text: str) -> Card:
    questions = _said(text, "question")
    if len(questions) != 1:
        raise BadQuery(f"{name}.rq has {len(questions)} '# question:' lines; one is wanted")
    named = [(m["field"], m["name"] or "", m["text"]) for m in _FIELD.finditer(text)]
    columns = tuple(_column(name, n, words) for f, n, words in named if f == "column")
    choices = {n: tuple(words.split(", ")) for f, n, words in named if f == "choice"}
    return Card(
        name=name,
        question=questions[0],
        keywords=tuple(w.strip() for line in _said(text, "keywords") for w in line.split(",")),
        source=" ".join(_said(text, "source")),
        notes=_said(text, "note"),
        parameters=tuple(
            _parameter(name, n, words, choices.get(n, ()))
            for f, n, words in named
            if f == "parameter"
        ),
        columns=columns,
        table=tuple(" ".join(_said(text, "table")).split()) or tuple(c.name for c in columns),
        text=text,
        completed_by=" ".join(_said(text, "completed-by")),
        key=" ".join(_said(text, "key")),
    )


def _without(text: str, fields: set[str]) -> str:
    """Return a query file without some fields of its head."""

    def is_kept(line: str) -> bool:
        match = _FIELD.match(line)
        return match is None or match["field"] not in fields

    return "".join(line for line in text.splitlines(keepends=True) if is_kept(line))


def _composed(head: str, other: Card) -> str:
    """Return a head over the SPARQL of another question, with its concepts bound."""
    text = _without(head, _LENT_FIELDS) + _without(other.text, _OWN_FIELDS)
    for match in _FIELD.finditer(head):
        if match["field"] == "bound":
            scheme, *notations = match["text"].split()
            terms = " ".join(f"<{concept(scheme, notation)}>" for notation in notations)
            block = re.compile(rf"VALUES\s+\?{match['name']}\s*{{[^}}]*}}")
            text = block.sub(f"VALUES ?{match['name']} {{ {terms} }}", text)
    return text


@cache
def names() -> tuple[str, ...]:
    """Return the names of all questions, sorted."""
    files = (room("queries") / "answers").iterdir()
    stems = (f.name.rpartition(".") for f in files)
    return tuple(sorted(stem for stem, dot, ending in stems if dot + ending in _ENDINGS))


def find_card(name: str) -> Card:
    """Return the card of a question.

    Raises:
        UnknownQuestion: there is none of that name.
    """
    folder = room("queries") / "answers"
    places = [folder / f"{name}{ending}" for ending in _ENDINGS] if _NAME.fullmatch(name) else []
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        spelt = get_close_matches(name, names(), n=3, cutoff=0.4)
        near = list(dict.fromkeys([*_about(name), *spelt]))[:_MOST_NEAR]
        hint = f"; nearest: {', '.join(near)}" if near else ""
        raise UnknownQuestion(
            f"found {name!r}, wanted the name of a question{hint}; "
            "the list of questions has them all"
        )
    return read_card(name, file.read_text(encoding="utf-8"))


def _about(words: str) -> list[str]:
    """Return the questions in whose name, words or keywords all the given words stand."""
    wanted = [one for one in re.split(r"[\W_]+", words.casefold()) if one]
    told = {card.name: " ".join((card.name, card.question, *card.keywords)) for card in cards()}
    return [
        name
        for name, text in told.items()
        if wanted and all(re.search(rf"\b{re.escape(one)}", text.casefold()) for one in wanted)
    ]


def cards() -> tuple[Card, ...]:
    """Return the cards of all questions, sorted by name."""
    return tuple(find_card(name) for name in names())
