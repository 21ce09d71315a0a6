"""The description of the service: kept beside the newest version, told with its address."""

import asyncio
import logging
import os
import re
import sys
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.types import Scope

from trialgraph.catalogue.described import DATASET, DESCRIBING, general
from trialgraph.errors import NotDescribed, StoreError
from trialgraph.names import PREFIXES
from trialgraph.server.requests import header
from trialgraph.store import Place, current_version, newest_description
from trialgraph.store.described_forms import as_ntriples, in_form
from trialgraph.store.limits import GraphForm

BY_ADDRESS = "Host, X-Forwarded-Host, X-Forwarded-Proto"
"""Headers that decide on an answer which tells the address of the service (``base_of``)."""
VARY = f"Accept, {BY_ADDRESS}".encode()

_ANY = "http://the-address-that-was-asked.invalid"
_LOOK_SECONDS = 1.0
_LATEST_SECONDS = 600.0  # after failures
_LOG = logging.getLogger(__name__)
_FAILED = "what the store holds is not described: %s; tried again in %g seconds"
_SHARE = 9  # times as long as describing took, nothing is described: a tenth of one processor
HOST = re.compile(r"[A-Za-z0-9.:_\[\]-]{1,255}")
_PREFIXES = {name: base for name, base in {**PREFIXES, **DESCRIBING}.items() if name}
_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML", "JSON-LD"),
)


@dataclass(frozen=True, slots=True)
class Address:
    """The address that a service is asked under, and what is offered there.

    Attributes:
        base: without a slash at its end.
    """

    base: str
    is_writable: bool = False
    is_union: bool = True


class Description:
    """Has each version described by a process of its own, and tells of the newest described.

    A version that is followed by another one soon is passed over.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._watching: asyncio.Task[None] | None = None
        self._failure = ""

    def start(self) -> None:
        """Begin to look for versions that nobody has described, of a store on this machine."""
        if isinstance(self._place, Path):
            self._watching = asyncio.get_running_loop().create_task(self._watch(self._place))

    async def close(self) -> None:
        """Stop looking, and describing."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)

    async def counted(self, address: Address, form: GraphForm) -> bytes:
        """Return the description with its numbers.

        Raises:
            NotDescribed: no version is described yet.
        """
        found = self._newest()
        if found is None:
            raise NotDescribed(self._why_not())
        return await run_in_threadpool(_told, found, address, form)

    def _why_not(self) -> str:
        """Return why nothing is described."""
        if not isinstance(self._place, Path):
            return "what a store on another server holds is not counted here; ask that server"
        if self._failure:
            return "what the store holds could not be counted; the service's own log says why"
        return "what the store holds is still being counted; ask again"

    async def whole(self, address: Address, form: GraphForm) -> bytes:
        """Return the description, without numbers while nothing is described."""
        return await run_in_threadpool(_told, self._newest(), address, form)

    def _newest(self) -> tuple[int, Path] | None:
        """Return the newest description that is kept."""
        return newest_description(self._place) if isinstance(self._place, Path) else None

    async def _watch(self, store: Path) -> None:
        """Describe versions, one after the other; what fails is told, and tried again later."""
        loop = asyncio.get_running_loop()
        failures = 0
        while True:
            begin = loop.time()
            try:
                self._failure = await _described_anew(store)
            except (StoreError, OSError) as error:
                self._failure = str(error)
            pause = max(_LOOK_SECONDS, _SHARE * (loop.time() - begin))
            failures = failures + 1 if self._failure else 0
            if failures:
                pause = max(pause, min(_LOOK_SECONDS * 2**failures, _LATEST_SECONDS))
                _LOG.warning(_FAILED, self._failure, pause)
            await asyncio.sleep(pause)


async def _described_anew(store: Path) -> str:
    """Describe the newest version unless that is done; return what went wrong, if so.

    Raises:
        StoreFormat: the store does not say its version.
        OSError: it is gone.
    """
    version = current_version(store)
    found = newest_description(store)
    if not version or (found is not None and found[0] >= version):
        return ""
    return await _described(store)


async def _described(store: Path) -> str:
    """Run the process that describes the newest version; return its last words if it failed.

    It is killed when this is cancelled.
    """
    command = (sys.executable, "-P", "-m", "trialgraph.catalogue.describing", os.fspath(store))
    nothing = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *command, stdin=nothing, stdout=nothing, stderr=asyncio.subprocess.PIPE
    )
    try:
        _, said = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if not process.returncode:
        return ""
    words = said.decode("utf-8", "replace").split("\n")
    last = next((line for line in reversed(words) if line.strip()), "no words")
    return f"the process that counts ended with {process.returncode}: {last}"


def _told(found: tuple[int, Path] | None, address: Address, form: GraphForm) -> bytes:
    """Return a description under an address.

    It is written once for all addresses: a client may make up any number of them.
    """
    written = _written(found, replace(address, base=_ANY), form)
    return written.replace(_ANY.encode(), address.base.encode())


@lru_cache(maxsize=32)
def _written(found: tuple[int, Path] | None, address: Address, form: GraphForm) -> bytes:
    """Return a description; a version's never changes."""
    kept = as_ntriples(general()) if found is None else found[1].read_bytes()
    return in_form(kept + as_ntriples(_addressed(address)), form, _PREFIXES)


def _addressed(address: Address) -> str:
    """Return what depends on the address, Turtle."""
    base = address.base
    languages = "sd:SPARQL11Query" + " , sd:SPARQL11Update" * address.is_writable
    features = "sd:EmptyGraphs" + " , sd:UnionDefaultGraph" * address.is_union
    formats = " , ".join(f"<{DESCRIBING['formats']}{one}>" for one in _FORMATS)
    heads = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES.items())
    return f"""{heads}
<{base}/sparql> a sd:Service ; sd:endpoint <{base}/sparql> ;
  sd:supportedLanguage {languages} ;
  sd:feature {features} ;
  sd:resultFormat {formats} ;
  sd:defaultDataset <{DATASET}> ; rdfs:seeAlso <{base}/api/v1/questions.ttl> .
<{DATASET}> a sd:Dataset , void:Dataset ; sd:defaultGraph <{DATASET}#default-graph> ;
  void:sparqlEndpoint <{base}/sparql> ; rdfs:seeAlso <{base}/api/v1/questions.ttl> ;
  void:uriLookupEndpoint <{base}/data/> ; foaf:homepage <{base}/> ; foaf:page <{base}/schema> ;
  rdfs:seeAlso <{base}/ontology> , <{base}/shapes> .
<{DATASET}#default-graph> a sd:Graph .
<{base}/.well-known/void> a void:DatasetDescription ; foaf:primaryTopic <{DATASET}> .
"""


def base_of(scope: Scope) -> str:
    """Return the address that the service is asked under, without a slash at its end.

    A proxy in front tells by ``X-Forwarded-Proto`` and ``X-Forwarded-Host``.
    """
    scheme = _first(header(scope, b"x-forwarded-proto")) or str(scope["scheme"])
    host = _first(header(scope, b"x-forwarded-host")) or header(scope, b"host")
    if scheme not in {"http", "https"} or not HOST.fullmatch(host):
        scheme, host = str(scope["scheme"]), "localhost"
    return f"{scheme}://{host}{quote(str(scope.get('root_path', '')))}"


def _first(values: str) -> str:
    return values.partition(",")[0].strip().lower()
