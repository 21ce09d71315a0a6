"""Commands that ask: ask, effects, query."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trialgraph.cli.files import STANDARD_INPUT
from trialgraph.cli.options import DEFAULT_STORE, AsJson, StorePath
from trialgraph.cli.talk import say, say_exactly, say_json
from trialgraph.errors import BadParameter, UnreadablePath

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trialgraph.catalogue.answer import Answer
    from trialgraph.catalogue.card import Card
    from trialgraph.store.address import Place

Pairs = Annotated[
    list[str] | None, typer.Argument(metavar="[KEY=VALUE]...", help="What it is asked about.")
]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV, one row a result.")]
AsTable = Annotated[bool, typer.Option("--table", help="Print a table of the columns with values.")]
WithPassages = Annotated[
    bool,
    typer.Option("--with-passages", help="Print every sentence of a row, one line each."),
]


def pairs(given: "Iterable[str]") -> dict[str, str]:
    """Return ``key=value`` arguments as a mapping.

    Raises:
        BadParameter: an argument without ``=``, or a key given twice.
    """
    found: dict[str, str] = {}
    for one in given:
        key, equals, value = one.partition("=")
        if not equals or key in found:
            wrong = "twice the key" if equals else "no = in"
            raise BadParameter(f"found {wrong} {one!r}, wanted key=value; such as drug=pertuzumab")
        found[key] = value
    return found


def _list_questions(*, as_json: bool) -> None:
    from trialgraph.catalogue.card import cards

    if as_json:
        say_json({"questions": [_card_record(card) for card in cards()]})
        return
    for card in cards():
        takes = " ".join(
            f"[{p.name}=...]" if p.is_optional else f"{p.name}=..." for p in card.parameters
        )
        say(f"{card.name} {takes}".rstrip() + f"\n    {card.question}\n")


def _print_executables(name: str | None) -> None:
    """Print one question, or all, as Turtle."""
    from trialgraph.catalogue.card import find_card
    from trialgraph.catalogue.executables import questions_turtle

    say_exactly(questions_turtle(None if name is None else [find_card(name)]))


def _card_record(card: "Card") -> dict[str, object]:
    return {
        "name": card.name,
        "question": card.question,
        "keywords": list(card.keywords),
        "source": card.source,
        "parameters": [
            {"name": p.name, "type": p.type, "optional": p.is_optional, "meaning": p.meaning}
            for p in card.parameters
        ],
        "columns": [{"name": c.name, "type": c.type, "meaning": c.meaning} for c in card.columns],
    }


def ask(  # noqa: PLR0913 - one option a form of the answer
    name: Annotated[
        str | None, typer.Argument(help="Question; without it, all are listed.")
    ] = None,
    given: Pairs = None,
    *,
    store: StorePath = DEFAULT_STORE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_table: AsTable = False,
    with_passages: WithPassages = False,
    show_query: Annotated[
        bool, typer.Option("--show-query", help="Print the SPARQL instead of the answer.")
    ] = False,
    as_rdf: Annotated[
        bool, typer.Option("--rdf", help="Print the question, or all, as SHACL executables.")
    ] = False,
) -> None:
    """Ask a named question and print the answer with its sentences."""
    if as_rdf:
        _print_executables(name)
        return
    if name is None:
        _list_questions(as_json=as_json)
        return
    if show_query:
        say_exactly(_query_text(store, name, pairs(given or [])))
        return
    answer = answered(store, name, pairs(given or []))
    form = "json" if as_json else "csv" if as_csv else "table" if as_table else ""
    print_answer(answer, form, with_passages=with_passages)


def effects(  # noqa: PLR0913 - one option a form of the answer
    given: Pairs = None,
    *,
    store: StorePath = DEFAULT_STORE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_table: AsTable = False,
    with_passages: WithPassages = False,
) -> None:
    """List all effect estimates held, each with its sentence; trial=, drug=, endpoint= restrict."""
    answer = answered(store, "effects", pairs(given or []))
    form = "json" if as_json else "csv" if as_csv else "table" if as_table else ""
    print_answer(answer, form, with_passages=with_passages)


def answered(store: "Place", name: str, given: dict[str, str]) -> "Answer":
    """Return the answer of a store to a question, its parameters as typed."""
    from trialgraph.catalogue.ask import ask as ask_catalogue
    from trialgraph.catalogue.bind import check_names
    from trialgraph.catalogue.card import find_card
    from trialgraph.store import open_reader
    from trialgraph.store.known_terms import known_terms

    check_names(find_card(name), given)  # wrong names are told before the store is opened
    with open_reader(store) as reader:
        return ask_catalogue(reader, name, given, known_terms(store))


def _query_text(store: "Place", name: str, given: dict[str, str]) -> str:
    from trialgraph.catalogue.ask import query_text
    from trialgraph.catalogue.card import find_card
    from trialgraph.store import open_reader
    from trialgraph.store.known_terms import known_terms

    if not given:
        return find_card(name).text
    with open_reader(store) as reader:
        return query_text(reader, name, given, known_terms(store))


def print_answer(answer: "Answer", form: str = "", *, with_passages: bool = False) -> None:
    """Print an answer as json, csv, table or, by default, for a person.

    JSON and the answer for a person hold every sentence anyway; CSV and the table
    give one line a sentence when they are asked to.
    """
    if form == "json":
        say_json(answer.to_json())
    elif form == "csv":
        from trialgraph.catalogue.tables import csv_text

        say_exactly(csv_text(answer, with_passages=with_passages))
    elif form == "table":
        from trialgraph.catalogue.tables import table
        from trialgraph.cli.table import print_table

        header, *records = table(answer, with_passages=with_passages)
        print_table(header, records, is_folded=not with_passages)
    else:
        from trialgraph.cli.answer import answer_text

        say(answer_text(answer))


def _sparql(words: str) -> str:
    """Return the query itself: standard input, a file of that name, or the words."""
    if words == STANDARD_INPUT:
        return sys.stdin.read()
    # A query holds braces, a file name hardly ever does.
    if "{" in words or "\n" in words or (len(words.split()) != 1 and not _exists(words)):
        return words
    try:
        return Path(words).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadablePath(
            f"found {words!r}, wanted a SPARQL query, a file that holds one, or -; "
            "check the quotes or the name"
        ) from error


def _exists(path: str) -> bool:
    """Tell whether there is something of that name; what can be no path names nothing."""
    try:
        return bool(path) and Path(path).exists()
    except (OSError, ValueError):
        return False


def query(
    words: Annotated[str, typer.Argument(metavar="SPARQL", help="Query, file, or - for stdin.")],
    *,
    store: StorePath = DEFAULT_STORE,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="table, json, xml, csv, tsv; turtle, ntriples, rdfxml, jsonld for graphs.",
        ),
    ] = "",
    seconds: Annotated[float, typer.Option(help="Stop the query after this time.", min=0.1)] = 10.0,
    as_json: AsJson = False,
) -> None:
    """Run a SPARQL query on the published data, read-only and within limits."""
    from trialgraph.cli.sparql import run

    run(store, _sparql(words), "json" if as_json else form, seconds)
