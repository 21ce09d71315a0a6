"""What goes wrong with a store's server is told: found, wanted, to do, and no password."""

import ssl
import threading
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.serving import free_ports
from tests.store.remote.scripted import Scripted, always, answer, scripted

from trialgraph.cli import main
from trialgraph.errors import BadQuery, EvidenceError, QueryStopped, StoreUnreachable
from trialgraph.names import ID, Iri
from trialgraph.store import Address
from trialgraph.store.remote.connection import JSON, N_TRIPLES, Connection, connect

SECRET = "a-secret-word"  # noqa: S105 - of no service
BASIC = b64encode(f"nobody:{SECRET}".encode()).decode()
GRAPH = Iri(f"{ID}document/sha-1")
RESULTS = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'
TRIPLES = b"<a:s> <a:p> <a:o> .\n" * 3
_PLAIN = "Content-Type: application/n-triples"
_ROWS = f"Content-Type: {JSON}"
_VIRTUOSO = b"Virtuoso 37000 Error SP030: SPARQL compiler, line 3: syntax error at 'x'\n\nquery:"


@pytest.fixture(autouse=True)
def _user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRIALGRAPH_STORE_USER", "nobody")
    monkeypatch.setenv("TRIALGRAPH_STORE_PASSWORD", SECRET)
    monkeypatch.setenv("TRIALGRAPH_STORE_SECONDS", "5")
    monkeypatch.setenv("TRIALGRAPH_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("TRIALGRAPH_UPDATE_URL", raising=False)
    monkeypatch.delenv("TRIALGRAPH_GRAPH_STORE_URL", raising=False)


def connected(server: Scripted) -> Connection:
    """Return a connection to a scripted server."""
    return connect(Address(server.url))


def wanting_basic(request: bytes) -> list[bytes]:
    """Ask for a password, and take none."""
    said = b"no: " + request.partition(b"Authorization: ")[2]
    return answer("401 Unauthorized", said, 'WWW-Authenticate: Basic realm="here"')


REFUSED: list[tuple[str, list[bytes], type[EvidenceError], list[str]]] = [
    ("500", answer("500 Error", _VIRTUOSO), BadQuery, ["SP030", "line 3"]),
    ("400", answer("400 Bad Request", b"what\nis that"), BadQuery, ["what is that"]),
    ("403", answer("403 Forbidden", b"not you"), StoreUnreachable, ["forbids", "_USER"]),
    ("404", answer("404 Not Found", b""), StoreUnreachable, ["no such place", "address"]),
    ("503", answer("503 Busy", b"starting"), StoreUnreachable, ["busy", "wait"]),
    ("502", answer("502 Bad Gateway", b"<html>"), StoreUnreachable, ["answers 502", "runs"]),
    (
        "page",
        answer("200 OK", b"<html>log in</html>", "Content-Type: text/html; charset=utf-8"),
        StoreUnreachable,
        ["page for people", "login"],
    ),
    (
        "redirect",
        answer("302 Found", b"", "Location: http://me:pw@elsewhere.example/sparql?key=1"),
        StoreUnreachable,
        ["redirects to http://elsewhere.example/sparql (302)", "name that URL"],
    ),
    ("kept redirect", answer("307 x", b"", "Location: /other"), StoreUnreachable, ["to /other"]),
    ("cut", answer("200 OK", RESULTS, _ROWS, length=900), StoreUnreachable, ["cut off", "again"]),
    ("nothing", [b""], StoreUnreachable, ["no answer"]),
    ("no HTTP", [b"SSH-2.0-OpenSSH_9.2\r\n\r\n"], StoreUnreachable, ["no answer", "address"]),
]


@pytest.mark.parametrize(
    ("said", "error", "words"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED]
)
def test_a_query_and_an_update_are_refused_in_our_words(
    said: list[bytes], error: type[EvidenceError], words: list[str]
) -> None:
    with scripted(always(said)) as server:
        for asked in (
            lambda: connected(server).query("ASK {}"),
            lambda: connected(server).update("CLEAR GRAPH <a:g>", server.url),
        ):
            with pytest.raises(error) as told:
                asked()
            assert all(one in str(told.value) for one in words), str(told.value)
            assert SECRET not in str(told.value)
            assert "pw@" not in str(told.value)


@pytest.mark.parametrize("code", ["301 x", "302 x", "401 x", "403 x", "500 x"])
def test_a_graph_store_that_does_not_do_it_is_told(code: str) -> None:
    said = answer(code, SECRET.encode(), "Location: http://elsewhere.example/")
    with scripted(always(said)) as server:
        for method in (
            lambda: connected(server).put_graph(server.url, GRAPH, TRIPLES),
            lambda: connected(server).graph_at(server.url, GRAPH),
        ):
            with pytest.raises((StoreUnreachable, BadQuery)) as told:
                method()
            assert SECRET not in str(told.value)


def test_nothing_is_sent_to_where_a_redirect_leads() -> None:
    with scripted(always(answer("200 OK", RESULTS, _ROWS))) as elsewhere:
        leads = answer("302 Found", b"", f"Location: {elsewhere.url}")
        with scripted(always(leads)) as server:
            for asked in (
                lambda: connected(server).query("ASK {}"),
                lambda: connected(server).put_graph(server.url, GRAPH, TRIPLES),
            ):
                with pytest.raises(StoreUnreachable, match="redirects"):
                    asked()
        assert elsewhere.requests == []


def test_a_refused_user_is_told_and_what_the_server_repeats_is_not() -> None:
    with scripted(wanting_basic) as server:
        with pytest.raises(StoreUnreachable, match="wants another user") as told:
            connected(server).query("ASK {}")
        assert any(BASIC.encode() in one for one in server.requests)
    assert BASIC not in str(told.value)
    assert "***" in str(told.value)
    assert "TRIALGRAPH_STORE_PASSWORD" in str(told.value)


def test_no_password_is_in_what_a_command_says(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    with scripted(wanting_basic) as server:
        assert main(["stats", "--store", server.url]) == 5
    told = capfd.readouterr()
    assert "[store-unreachable]" in told.err
    for words in (told.out, told.err, caplog.text):
        assert SECRET not in words
        assert BASIC not in words


@pytest.mark.parametrize("count", [0, 1, 2])
def test_triples_that_are_cut_between_two_lines_are_no_whole_answer(count: int) -> None:
    part = b"<a:s> <a:p> <a:o> .\n" * count
    chunk = b"%x\r\n%s\r\n" % (len(part), part) if part else b""
    head = f"HTTP/1.1 200 OK\r\n{_PLAIN}\r\n".encode()
    for said, words in (
        (answer("200 OK", part, _PLAIN, length=len(TRIPLES)), "cut off"),
        ([head + b"Transfer-Encoding: chunked\r\n\r\n" + chunk], "cut off"),
        ([head + b"\r\n" + part], "neither its length nor its end"),
    ):
        with (
            scripted(always(said)) as server,
            pytest.raises(StoreUnreachable, match=words),
        ):
            connected(server).query("CONSTRUCT WHERE { ?s ?p ?o }", N_TRIPLES)


def test_a_whole_answer_is_taken_whichever_way_it_is_sent() -> None:
    head = f"HTTP/1.1 200 OK\r\n{_PLAIN}\r\n".encode()
    chunked = b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(TRIPLES), TRIPLES)
    for said in (answer("200 OK", TRIPLES, _PLAIN), [head + chunked]):
        with scripted(always(said)) as server:
            query = "CONSTRUCT WHERE { ?s ?p ?o }"
            assert connected(server).query(query, N_TRIPLES).content == TRIPLES


class Dripping(threading.Event):
    """Lets the next piece go soon, but not at once."""

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for a hundredth of a second."""
        del timeout
        return super().wait(0.01)


@pytest.mark.parametrize("more", [threading.Event, Dripping])
def test_a_slow_answer_is_given_up(
    more: type[threading.Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIALGRAPH_STORE_USER", "")
    monkeypatch.setenv("TRIALGRAPH_STORE_SECONDS", "0.2")
    (whole,) = answer("200 OK", b" " * 1_000 + RESULTS, _ROWS)
    pieces = [whole[:200], *(whole[200 + n : 201 + n] for n in range(1_000))]
    with scripted(always(pieces)) as server:
        server.more = more()
        with pytest.raises(QueryStopped, match=r"over 0\.2 seconds.*TRIALGRAPH_STORE_SECONDS"):
            connected(server).query("ASK {}")


def test_a_server_that_is_down_is_told() -> None:
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}/sparql"
    with pytest.raises(StoreUnreachable, match=r"refused.*wanted a SPARQL.*server runs"):
        connect(Address(url)).query("ASK {}")


@pytest.fixture(scope="module")
def distrusted(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    """Return what a server of https needs, with a certificate that only its maker trusts."""
    folder = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    files[1].write_bytes(secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    return context, files[0]


@pytest.mark.parametrize("user", ["nobody", ""])
def test_a_wrong_certificate_is_told_and_nothing_is_sent(
    distrusted: tuple[ssl.SSLContext, Path], user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIALGRAPH_STORE_USER", user)
    with scripted(always(answer("200 OK", RESULTS, _ROWS)), distrusted[0]) as server:
        for asked in (
            lambda: connected(server).query("ASK {}"),
            lambda: connected(server).put_graph(server.url, GRAPH, TRIPLES),
        ):
            with pytest.raises(StoreUnreachable, match=r"certificate.*SSL_CERT_FILE"):
                asked()
        assert server.requests == []


def test_an_authority_of_ones_own_is_taken(
    distrusted: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(distrusted[1]))
    with scripted(always(answer("200 OK", RESULTS, _ROWS)), distrusted[0]) as server:
        assert connected(server).query("ASK {}").content == RESULTS
        assert connected(server).graph_at(server.url, GRAPH) == RESULTS.decode()
