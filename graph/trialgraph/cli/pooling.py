"""The command that pools: refusals, overrides by name, and a forest plot."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trialgraph.cli.asking import AsCsv, AsTable, Pairs, answered, pairs, print_answer
from trialgraph.cli.files import unwritable
from trialgraph.cli.options import DEFAULT_STORE, AsJson, StorePath
from trialgraph.cli.talk import tell
from trialgraph.errors import BadParameter, NothingToPool

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import Answer

_QUESTION = "pooled-effect"


def pool(  # noqa: PLR0913 - one option a form of the answer
    given: Pairs = None,
    *,
    allow: Annotated[
        list[str] | None, typer.Option(help="A refusal to pass over, by name; may be repeated.")
    ] = None,
    svg: Annotated[
        Path | None, typer.Option(help="Also write the forest plot of the one pool here.")
    ] = None,
    store: StorePath = DEFAULT_STORE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_table: AsTable = False,
) -> None:
    """Pool what trials report of adding a drug on an end point, or say why not."""
    asked = pairs(given or [])
    if allow:
        asked["allow"] = ",".join(filter(None, [asked.get("allow", ""), *allow]))
    answer = answered(store, _QUESTION, asked)
    if not answer.rows:
        raise NothingToPool(
            "found no estimate of that, wanted one in the documents held; "
            "'trialgraph effects' lists what is held of a drug or an end point"
        )
    if svg is not None:
        _draw(answer, svg)
    print_answer(
        answer, form="json" if as_json else "csv" if as_csv else "table" if as_table else ""
    )


def _draw(answer: "Answer", target: Path) -> None:
    """Write the plot of an answer that holds one pool.

    Raises:
        NothingToPool: no estimate of it can be drawn.
        BadParameter: it holds several pools.
        UnreadablePath: the file cannot be written.
    """
    from trialgraph.catalogue.forest import forest_svg

    forests = answer.forests or ()
    if not forests:
        raise NothingToPool(
            "found no estimate that may be pooled, wanted one to draw; "
            "without --svg the answer says why each is left out"
        )
    if len(forests) > 1:
        names = "; ".join(forest.title for forest in forests)
        raise BadParameter(
            f"found {len(forests)} pools ({names}), wanted one to draw; "
            "say which by assessor=... or measure=..."
        )
    try:
        target.write_text(forest_svg(forests[0]) + "\n", encoding="utf-8")
    except OSError as error:
        raise unwritable(target, error) from error
    tell(f"forest plot written to {target}")
