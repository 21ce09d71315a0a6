"""Runs a query of someone's own in the worker and prints what it gives."""

import csv
import io
import json

from trialgraph.cli.table import print_table
from trialgraph.cli.talk import say, say_bytes, tell_remark
from trialgraph.errors import BadParameter
from trialgraph.store.address import Place
from trialgraph.store.lexer import query_kind
from trialgraph.store.limits import GRAPH_FORMS, ROW_FORMS, Form, Limits
from trialgraph.store.worker import QueryWorker

FORMS = ROW_FORMS + GRAPH_FORMS


def run(store: Place, query: str, form: str, seconds: float) -> None:
    """Print the solutions or the graph; without a form as a table, or as Turtle.

    Raises:
        BadParameter: no such form.
        BadQuery: the query does not parse.
        QueryRefused: it asks for what is never allowed.
        QueryStopped: it reached a limit.
    """
    wanted = _form(form)
    kind = query_kind(query) if wanted is None else ""
    with QueryWorker(store, Limits(seconds=seconds)) as worker:
        answer = worker.answer(query, "csv" if kind == "SELECT" else wanted)
    content = answer.content
    for remark in answer.remarks:
        tell_remark(remark)
    match kind:
        case "SELECT":
            header, *records = csv.reader(io.StringIO(content.decode()))
            print_table(header, records)
        case "ASK":
            say("true\n" if json.loads(content)["boolean"] else "false\n")
        case "CONSTRUCT" | "DESCRIBE":
            # What is written out, Turtle reads as the character itself.
            say(content.decode().rstrip("\n") + "\n")
        case _:
            say_bytes(content if content.endswith(b"\n") else content + b"\n")


def _form(form: str) -> Form | None:
    """Return the form to ask the worker for; ``None`` for what a person reads."""
    if form in {"", "table"}:
        return None
    for one in FORMS:
        if one == form:
            return one
    raise BadParameter(f"found the form {form!r}, wanted one of table, {', '.join(FORMS)}")
