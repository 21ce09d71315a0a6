"""The script with which Virtuoso's own bulk loader takes in a folder of N-Quads."""

from pathlib import Path

from trialgraph.errors import BadParameter, UnreadablePath

_MASKS = ("*.nq", "*.nq.gz")
_MISREAD = frozenset("'\"\\$`\n")

_SCRIPT = """\
#!/bin/sh
# Loads {files} files of N-Quads into Virtuoso; their folder stands in DirsAllowed of virtuoso.ini.
# Run it as: sh load.sh HOST:PORT, the port of SQL (1111 where nothing else is set), with who
# writes in TRIALGRAPH_STORE_USER and TRIALGRAPH_STORE_PASSWORD. Run again, it loads again:
# statements that are there already stay as they are.
set -eu
server=${{1:?wanted HOST:PORT of the SQL of Virtuoso, such as localhost:1111}}
sql() {{
  "${{ISQL:-isql-vt}}" "$server" "$TRIALGRAPH_STORE_USER" "$TRIALGRAPH_STORE_PASSWORD" \\
    BANNER=OFF PROMPT=OFF VERBOSE=OFF ERRORS=STDERR "exec=$1"
}}
# What an earlier load tells of this folder is forgotten; no other is touched.
sql "delete from DB.DBA.LOAD_LIST where {below}"
{registered}
running=
for loader in $(seq {loaders}); do
  sql "rdf_loader_run ()" &
  running="$running $!"
done
for loader in $running; do
  wait "$loader"
done
sql "checkpoint"
loaded=$(sql "select 'loaded:', count (*) from DB.DBA.LOAD_LIST
  where {below} and ll_state = 2 and ll_error is null")
case $(echo $loaded) in
*"loaded: {files}"*) echo "$0: {files} files are loaded" ;;
*)
  sql "select ll_file, ll_error from DB.DBA.LOAD_LIST
    where {below} and (ll_state <> 2 or ll_error is not null)" >&2
  echo "$0: wanted {files} files loaded, found $loaded; mend those above and run it again" >&2
  exit 1
  ;;
esac
"""


def loading_script(folder: Path, as_seen: str = "", loaders: int = 1) -> str:
    """Return a shell script that has Virtuoso load the N-Quads of a folder.

    It ends with a status other than 0 where a file is not loaded, and names it.

    Args:
        folder: with files in ``.nq`` or ``.nq.gz``.
        as_seen: the folder's path where the server runs; empty where it is the same.
        loaders: how many run side by side; one for every two or three cores of the server.

    Raises:
        UnreadablePath: there is no such folder.
        BadParameter: there is no such file in it, or its path holds what SQL would misread.
    """
    if not folder.is_dir():
        raise UnreadablePath(f"found no folder at {folder}, wanted one of N-Quads; check the path")
    files = {mask: len(list(folder.glob(mask))) for mask in _MASKS}
    if not any(files.values()):
        raise BadParameter(f"found no file in .nq or .nq.gz in {folder}, wanted some; name another")
    path = as_seen.rstrip("/") or str(folder.absolute())
    if _MISREAD & set(path):
        raise BadParameter(
            f"found the path {path!r}, wanted one without quotation marks, backslashes, $ and `, "
            "which SQL or the shell reads in its own way; move the folder"
        )
    registered = [
        f"sql \"ld_dir ('{path}', '{mask}', 'urn:none')\"" for mask, count in files.items() if count
    ]
    return _SCRIPT.format(
        files=sum(files.values()),
        below=f"substring (ll_file, 1, length ('{path}/')) = '{path}/'",
        registered="\n".join(registered),
        loaders=loaders,
    )
