"""Tables for a person: only the columns that say something."""

import sys
from collections.abc import Sequence

from trialgraph.cli.talk import tell
from trialgraph.names.shown import in_one_line

_UNWATCHED_WIDTH = 200
_UNFOLDED = 1_000_000


def print_table(
    header: Sequence[str], records: Sequence[Sequence[str]], *, is_folded: bool = True
) -> None:
    """Print a table on stdout, folded to the terminal; columns without a value are left out.

    Args:
        header: names of the columns.
        records: rows, as words.
        is_folded: else a row is one line, however long: sentences in narrow columns
            are unreadable.
    """
    if not records:
        tell("no rows")
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = [i for i in range(len(header)) if any(record[i] for record in records)]
    table = Table(box=box.SIMPLE_HEAD)
    for index in shown:
        table.add_column(Text(in_one_line(header[index])), overflow="fold")
    for record in records:
        # Text, so that brackets in a document's words are never read as markup.
        table.add_row(*(Text(in_one_line(" ".join(record[index].split()))) for index in shown))
    unwatched = None if sys.stdout.isatty() else _UNWATCHED_WIDTH
    width = unwatched if is_folded else _UNFOLDED
    Console(file=sys.stdout, width=width).print(table)
