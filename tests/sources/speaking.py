"""A server on this machine that speaks the sources' languages, and can be made to misbehave.

All it serves is made up: trials, people, drugs and numbers.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

Parameters = dict[str, str]
Fault = Callable[["Speaker"], None]

PATIENCE_SECONDS = 60


@dataclass
class Asked:
    """A request as it came."""

    path: str
    parameters: Parameters
    headers: dict[str, str]


@dataclass
class World:
    """What the sources hold, what they were asked, and how they misbehave.

    Attributes:
        faults: for the next requests to a path that begins so, in order; ``None`` is no fault.
        etags: whether validators are given and honoured.
    """

    studies: dict[str, dict[str, object]] = field(default_factory=dict)
    articles: dict[str, str] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)
    hits: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    listed: list[str] = field(default_factory=list)
    faults: dict[str, list[Fault | None]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    etags: bool = False
    page_size: int = 1000
    release: Event = field(default_factory=Event)
    arrived: Event = field(default_factory=Event)
    base: str = ""

    def paths(self, part: str = "") -> list[str]:
        """Return the paths that were asked, those with a part of them."""
        return [one.path for one in self.asked if part in one.path]

    def fault(self, path: str) -> Fault | None:
        """Return the next fault of a path."""
        for beginning, waiting in self.faults.items():
            if path.startswith(beginning) and waiting:
                return waiting.pop(0)
        return None

    def urls(self) -> dict[str, str]:
        """Return the settings that lead here."""
        return {
            "ctgov_url": f"{self.base}/ctgov",
            "eutils_url": f"{self.base}/eutils",
            "europepmc_url": f"{self.base}/epmc",
        }

    def environment(self) -> dict[str, str]:
        """Return the same as variables, with pauses of nought."""
        return {
            **{f"TRIALGRAPH_{name.upper()}": url for name, url in self.urls().items()},
            "TRIALGRAPH_RETRY_SECONDS": "0",
        }


class Server(ThreadingHTTPServer):
    """The server, with its world."""

    daemon_threads = True
    world: World


class Speaker(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server

    def do_GET(self) -> None:
        """Answer, or misbehave."""
        parts = urlsplit(self.path)
        asked = Asked(
            parts.path,
            {name: values[0] for name, values in parse_qs(parts.query).items()},
            {name.lower(): value for name, value in self.headers.items()},
        )
        self.server.world.asked.append(asked)
        fault = self.server.world.fault(parts.path)
        if fault:
            fault(self)
        else:
            self.answer(asked)

    def answer(self, asked: Asked) -> None:
        """Answer as the source would."""
        source, _, path = asked.path.strip("/").partition("/")
        answers = {"ctgov": ctgov, "eutils": eutils, "epmc": europepmc}
        found = answers[source](self.server.world, path, asked.parameters)
        if found is None:
            self.send(404, b"not found", "text/plain")
        else:
            self.send_found(asked, *found)

    def send_found(self, asked: Asked, body: bytes, media: str) -> None:
        """Send a record, or that it has not changed."""
        if not self.server.world.etags:
            self.send(200, body, media)
            return
        etag = f'"{len(body)}"'
        if asked.headers.get("if-none-match") == etag:
            self.send(304, b"", media)
        else:
            self.send(200, body, media, ETag=etag)

    def send(self, status: int, body: bytes, media: str, **headers: str) -> None:
        """Send a whole reply."""
        self.send_response(status)
        if status != 304:
            self.send_header("Content-Type", media)
            self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


def study(nct: str, title: str = "A Trial of Zelvotinib", before: str = "") -> dict[str, object]:
    """Return a made-up study, with the number that it had before it was merged."""
    aliases = {"nctIdAliases": [before]} if before else {}
    return {
        "protocolSection": {
            "identificationModule": {"nctId": nct, "briefTitle": f"{title} – {nct}", **aliases},
            "statusModule": {"overallStatus": "COMPLETED"},
            "designModule": {"studyType": "INTERVENTIONAL"},
        },
        "hasResults": False,
    }


def article(pmid: str) -> str:
    """Return a made-up record of PubMed."""
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{pmid}</PMID>'
        "<Article><Journal><Title>Journal of Invented Medicine</Title></Journal>"
        f"<ArticleTitle>Zelvotinib in made-up disease, report {pmid}</ArticleTitle>"
        "<Abstract><AbstractText>Nobody was treated – nothing happened.</AbstractText></Abstract>"
        "</Article><CommentsCorrectionsList><CommentsCorrections>"
        '<PMID Version="1">99999999</PMID></CommentsCorrections></CommentsCorrectionsList>'
        "</MedlineCitation></PubmedArticle>"
    )


def paper(pmcid: str) -> str:
    """Return a made-up full text."""
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE article PUBLIC "-//NLM//DTD" "a.dtd">\n'
        '<article><front><article-meta><article-id pub-id-type="pmc">'
        f"{pmcid}</article-id><title-group><article-title>Zelvotinib, the whole story"
        "</article-title></title-group></article-meta></front>"
        "<body><sec><title>Results</title><p>Nothing was found.</p></sec></body></article>\n"
    )


def ctgov(world: World, path: str, asked: Parameters) -> tuple[bytes, str] | None:
    """Return what ClinicalTrials.gov would answer."""
    if path != "studies":
        found = world.studies.get(path.removeprefix("studies/"))
        return None if found is None else (json_bytes(found), "application/json")
    if "filter.ids" in asked:
        named = [
            world.studies[one] for one in asked["filter.ids"].split(",") if one in world.studies
        ]
        return json_bytes({"studies": named}), "application/json"
    start = int(asked.get("pageToken", "p0")[1:])
    end = start + min(int(asked["pageSize"]), world.page_size)
    shown = list(world.studies.values())
    page: dict[str, object] = {"totalCount": len(shown), "studies": shown[start:end]}
    if end < len(shown):
        page["nextPageToken"] = f"p{end}"
    return json_bytes(page), "application/json"


def eutils(world: World, path: str, asked: Parameters) -> tuple[bytes, str] | None:
    """Return what the E-utilities would answer."""
    if path == "esearch.fcgi":
        listed = world.listed[: int(asked["retmax"])]
        result = {"count": str(len(world.listed)), "idlist": listed}
        return json_bytes({"esearchresult": result}), "application/json; charset=UTF-8"
    found = [world.articles[one] for one in asked["id"].split(",") if one in world.articles]
    whole = f'<?xml version="1.0" ?>\n<PubmedArticleSet>{"".join(found)}</PubmedArticleSet>'
    return whole.encode(), "text/xml; charset=UTF-8"


def europepmc(world: World, path: str, asked: Parameters) -> tuple[bytes, str] | None:
    """Return what Europe PMC would answer."""
    if path == "search":
        doi = asked["query"].removeprefix('DOI:"').removesuffix('"')
        hits = world.hits.get(doi, [])
        reply = {"hitCount": len(hits), "resultList": {"result": hits}}
        return json_bytes(reply), "application/json;charset=UTF-8"
    found = world.papers.get(path.removesuffix("/fullTextXML"))
    return None if found is None else (found.encode(), "application/xml")


def json_bytes(value: object) -> bytes:
    """Return a value as the sources write it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def busy(retry_after: str | None = None, status: int = 429) -> Fault:
    """Return a refusal for now."""
    headers = {} if retry_after is None else {"Retry_After": retry_after}
    return lambda speaker: speaker.send(
        status, b'{"error":"too many"}', "application/json", **headers
    )


def sent(status: int, body: bytes, media: str = "text/html", **headers: str) -> Fault:
    """Return a reply of one's own."""
    return lambda speaker: speaker.send(status, body, media, **headers)


def cut_off(media: str = "application/json") -> Fault:
    """Return a reply that ends before its stated length."""

    def fault(speaker: Speaker) -> None:
        speaker.send_response(200)
        speaker.send_header("Content-Type", media)
        speaker.send_header("Content-Length", "1000")
        speaker.end_headers()
        speaker.wfile.write(b'{"protocolSection":')

    return fault


def stuck(speaker: Speaker) -> None:
    """Answer only when the test is over."""
    speaker.server.world.arrived.set()
    speaker.server.world.release.wait(PATIENCE_SECONDS)
    speaker.close_connection = True


@contextmanager
def speaking(world: World) -> Iterator[World]:
    """Serve a world until the block ends."""
    with Server(("127.0.0.1", 0), Speaker) as server:
        server.world = world
        world.base = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield world
        finally:
            world.release.set()
            server.shutdown()
            thread.join()
