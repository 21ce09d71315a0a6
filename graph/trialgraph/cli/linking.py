"""The command that shows why documents are about one trial, and takes decisions about it."""

import getpass
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from trialgraph.cli.options import DEFAULT_STORE, AsJson, StorePath
from trialgraph.cli.talk import say, say_json, say_line
from trialgraph.errors import BadParameter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trialgraph.curate.decision import Decision, Motive
    from trialgraph.curate.listing import Printed, ShownTrial
    from trialgraph.store.address import Place

_ROLES = {"reportedBy": "reports", "registeredBy": "registers", "mentionedBy": "mentions"}


def link(  # noqa: PLR0913 - one option a question that a person may have
    trial: Annotated[
        str, typer.Argument(metavar="[TRIAL]", help="Acronym, registration number or IRI.")
    ] = "",
    *,
    join: Annotated[
        tuple[str, str], typer.Option("--join", metavar="TRIAL TRIAL", help="These two are one.")
    ] = ("", ""),
    split: Annotated[
        str, typer.Option("--split", metavar="DOCUMENT|NUMBER", help="This is not of the trial:")
    ] = "",
    split_from: Annotated[
        str, typer.Option("--from", metavar="TRIAL", help="the trial to split it off.")
    ] = "",
    undo: Annotated[
        str, typer.Option("--undo", metavar="DECISION", help="This decision no longer holds.")
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why; no decision without it.")] = "",
    by: Annotated[
        str,
        typer.Option(
            "--by", envvar="TRIALGRAPH_BY", help="Who decides: a name or an ORCID. Else the login."
        ),
    ] = "",
    store: StorePath = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Show why documents are about one trial; join trials, split one off, undo that."""
    _refuse_several([bool(trial), any(join), bool(split or split_from), bool(undo)])
    if bool(split) != bool(split_from):
        raise BadParameter("found one of --split and --from, wanted both")
    if trial:
        _show(store, trial, as_json=as_json)
        return
    made = _decided(
        store, motive(store, reason, by), join=join, split=(split, split_from), undo=undo
    )
    _say_decision(made, as_json=as_json)


def _decided(
    store: "Place", why: "Motive", *, join: tuple[str, str], split: tuple[str, str], undo: str
) -> "Decision":
    """Take the one decision that is asked for, and return it."""
    from trialgraph.curate import decide

    if undo:
        return decide.undo(store, undo, why)
    return decide.split(store, *split, why) if any(split) else decide.join(store, join, why)


def _refuse_several(ways: "Sequence[bool]") -> None:
    """Refuse a command that asks for nothing, or for several things.

    Raises:
        BadParameter: it does.
    """
    if sum(ways) != 1:
        raise BadParameter(
            "found none or several of TRIAL, --join, --split and --undo, wanted one of them"
        )


def motive(store: "Place", reason: str, by: str) -> "Motive":
    """Return why and by whom something is decided now, what was left unfinished once done."""
    from datetime import UTC, datetime

    from trialgraph.curate.decision import Motive
    from trialgraph.ingest.run import finish
    from trialgraph.store import open_reader

    with open_reader(store) as reader:
        is_unfinished = reader.unfinished() > 0
    if is_unfinished:
        finish(store)
    return Motive(reason, by or _login(), datetime.now(UTC))


def _login() -> str:
    """Return the name of whoever runs the command, empty where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _say_decision(made: "Decision", *, as_json: bool) -> None:
    """Print a decision that was taken."""
    if as_json:
        say_json(made.to_json())
        return
    say_line(f"{made.kind}  {made.identifier}  by {made.motive.by}: {made.motive.reason}")


def _show(store: "Place", words: str, *, as_json: bool) -> None:
    """Print what joins the documents of a trial."""
    from trialgraph.curate.listing import shown_trial
    from trialgraph.store import open_reader

    with open_reader(store) as reader:
        found = shown_trial(reader, words)
    if as_json:
        documents = [{"document": name, "role": _ROLES[role]} for role, name in found.documents]
        say_json({**asdict(found), "documents": documents})
    else:
        say("\n".join(_lines(found)) + "\n")


def _lines(found: "ShownTrial") -> "Iterator[str]":
    """Yield a trial for a person: documents, evidence, decisions."""
    from trialgraph.cli.answer import wrap

    yield wrap(f"{found.label}  {', '.join(found.registrations)}  {found.trial}", 0, 2)
    for role, document in found.documents:
        yield f"  {_ROLES[role]}  {document}"
    for one in found.links:
        yield ""
        decision = f" (decision {one.decision})" if one.decision else ""
        yield wrap(f"{one.rule}: {one.shared}{decision}", 2, 2)
        for place in one.places:
            yield from _place_lines(place)
    if found.decisions:
        yield ""
        yield "Decisions in force"
    for each in found.decisions:
        about = " and ".join(each.trials)
        what = f"{each.apart} apart from {about}" if each.apart else about
        yield wrap(
            f"{each.decision}  {each.kind}  {what}  by {each.by}, {each.at}: {each.reason}", 2, 2
        )


def _place_lines(place: "Printed") -> "Iterator[str]":
    """Yield a place with the sentence that stands there."""
    from trialgraph.cli.answer import wrap

    if place.sentence:
        yield wrap(f"“{place.sentence}”", 4, 1)
        yield wrap(f"{place.document}, characters {place.start}-{place.end}", 5, 2)
    else:
        yield f"    {place.document}"
