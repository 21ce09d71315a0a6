"""Records, lists and archives that are broken or made to harm: one line each, the rest stored."""

import gzip
import io
import os
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.acceptance.running import Ended, run
from tests.documents.pdf_words import pictures
from tests.documents.several_records import line, study
from tests.sources.speaking import article, paper

from trialgraph.store import open_reader

ONE, TWO, THREE = study(1), study(2), study(3)
FIRST, SECOND = article("99900001"), article("99900002")
DEEP = b"[" * 100_000 + b"]" * 100_000
CEILING = 20_000_000

XML = {
    "a study": (
        "clinical_study",
        (
            "<clinical_study><id_info><nct_id>NCT09990001</nct_id></id_info>"
            "<brief_title>{}</brief_title></clinical_study>"
        ),
    ),
    "PubMed": (
        "PubmedArticleSet",
        f"<PubmedArticleSet>{FIRST.replace('Zelvotinib', '{}')}</PubmedArticleSet>",
    ),
    "JATS": (
        "article",
        (
            '<article><front><article-meta><article-id pub-id-type="pmc">PMC9990001</article-id>'
            "<title-group><article-title>{}</article-title></title-group></article-meta></front>"
            "</article>"
        ),
    ),
}
DECLARED = {
    "expands": '[<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]',
    "expands without measure": '[<!ENTITY a "aa"><!ENTITY b "{}"><!ENTITY c "{}">]'.format(
        "&a;" * 50_000, "&b;" * 50_000
    ),
    "names a file": '[<!ENTITY c SYSTEM "file:///etc/hosts">]',
    "names a web address": '[<!ENTITY c SYSTEM "http://127.0.0.1:9/x">]',
    "has parameters": '[<!ENTITY % p SYSTEM "file:///etc/hosts"> %p;]',
    "has a file of definitions": 'SYSTEM "file:///etc/hosts"',
}


def with_entity(form: str, declared: str) -> bytes:
    """Return XML whose title is an entity, declared in some way."""
    root, body = XML[form]
    return f"<!DOCTYPE {root} {DECLARED[declared]}>{body.format('&c;')}".encode()


def with_title(form: str, title: str = "Tea") -> bytes:
    return XML[form][1].format(title).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip archive, packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files: dict[str, bytes], links: dict[str, str]) -> bytes:
    """Return a tar archive of files and links."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, target in links.items():
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            archive.addfile(entry)
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def zip_with_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/hosts")
        archive.writestr("a.json", ONE)
    return out.getvalue()


BAD: dict[str, tuple[bytes, str]] = {
    **{
        f"{form} cut off": (with_title(form)[:-40], "unreadable-record") for form in XML
    },
    **{
        f"{form} nested": (
            with_title(form, "<i>" * 100_000 + "</i>" * 100_000),
            "unreadable-record",
        )
        for form in XML
    },
    "XML of another kind": (b'<?xml version="1.0"?><feed>Tea</feed>', "unknown-format"),
    "XML of nothing": (b'\xef\xbb\xbf<?xml version="1.0"?>', "unknown-format"),
    "a set without an article": (b"<PubmedArticleSet></PubmedArticleSet>", "unknown-format"),
    "nested lists": (DEEP, "unreadable-record"),
    "nested values": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "unreadable-record"),
    "a study with a nested value": (b'{"protocolSection":' + DEEP + b"}", "unreadable-record"),
    "a study cut off": (ONE[: len(ONE) // 2], "unreadable-record"),
    "a study in UTF-16 without its mark": (ONE.decode().encode("utf-16-le"), "not-text"),
    "a study without a number": (b'{"protocolSection": {}}', "unknown-format"),
    "an object of nothing": (b"{}", "unknown-format"),
    "an empty list": (b"[]", "empty-document"),
    "an empty list with a mark": (b"\xef\xbb\xbf [ ]\r\n", "empty-document"),
    "a page of a reply without studies": (b'{"studies": []}', "empty-document"),
    "a list of a list": (b"[[]]", "unknown-format"),
    "an empty file": (b"", "empty-document"),
    "an error in JSON": (b'{"error": {"code": 500, "message": "down"}}', "unknown-format"),
    "random bytes": (bytes(range(128, 256)) * 300, "not-text"),
    "XML in UTF-16 that declares": (
        with_entity("a study", "expands").decode().encode("utf-16"), "forbidden-xml"
    ),
    "half of UTF-16": (ONE.decode().encode("utf-16")[: len(ONE)], "unreadable-record"),
    "a PDF of pictures": (pictures(), "pdf-without-text"),
    "a PDF cut off": (pictures()[:300], "unreadable-record"),
    "a line of 20 MB": (b"tea " * (CEILING // 4), "document-too-large"),
    "a line of more": (b"tea " * (CEILING // 4 + 1), "document-too-large"),
    "a study of more": (
        b'{"protocolSection": "' + b"a" * CEILING + b'"}',
        "document-too-large",
    ),
    "a zip that grows": (zipped({"a.json": ONE, "b": b"a" * 30_000_000}), "archive-refused"),
    "a gzip file that grows": (gzip.compress(b"a" * 30_000_000), "archive-refused"),
    "a zip cut off": (zipped({"a.json": ONE})[:-20], "archive-refused"),
    "half a zip": (zipped({"a": os.urandom(2_000)})[:1_000], "archive-refused"),
    "a gzip file cut off": (gzip.compress(ONE)[:-10], "archive-refused"),
    "half a gzip file": (gzip.compress(os.urandom(2_000))[:1_000], "archive-refused"),
}  # fmt: skip
BAD |= {
    f"{form} that {declared}": (with_entity(form, declared), "forbidden-xml")
    for form in ("a study", "PubMed")
    for declared in ("expands", "names a file", "names a web address", "has parameters")
}
BAD |= {
    f"{form} that {declared}": (with_entity(form, declared), "unreadable-record")
    for form, declared in [
        *[(form, "has a file of definitions") for form in XML],
        ("a study", "expands without measure"),
        ("PubMed", "expands without measure"),
        # The names that JATS may use are known, so that others are seen first.
        *[("JATS", declared) for declared in DECLARED if declared != "expands without measure"],
    ]
}
# No sign of JATS stands before the end of so long a declaration.
BAD["JATS that expands without measure"] = (
    with_entity("JATS", "expands without measure"),
    "unknown-format",
)


def brought_in(content: bytes, folder: Path) -> Ended:
    """Bring a file in, between two sound ones of the same batch."""
    for name, one in {"a.json": TWO, "b.bad": content, "c.json": THREE}.items():
        (folder / name).write_bytes(one)
    return run("ingest", *sorted(folder.glob("?.*")), store=folder / "store")


def held(store: Path) -> tuple[list[str], str]:
    """Return what the ledger lists, and the hash of all graphs."""
    with open_reader(store) as reader:
        return [entry.identifier for entry in reader.entries()], reader.digest()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], str]:
    """Return what a store of the two sound files holds."""
    folder = tmp_path_factory.mktemp("sound")
    (folder / "a.json").write_bytes(TWO)
    (folder / "c.json").write_bytes(THREE)
    assert run("ingest", *folder.glob("*.json"), store=folder / "store").status == 0
    return held(folder / "store")


@pytest.mark.parametrize("what", BAD)
def test_a_bad_record_is_one_line_with_its_code_and_nothing_else_changes(
    what: str, sound: tuple[list[str], str], tmp_path: Path
) -> None:
    content, code = BAD[what]
    ended = brought_in(content, tmp_path)
    assert (ended.status, ended.out.count("stored  "), ended.err.count("\n")) == (1, 2, 1)
    assert ended.err.startswith(f"trialgraph: {tmp_path / 'b.bad'}: unreadable: ")
    assert ended.err.endswith(f"[{code}]\n")
    assert len(ended.err) < 600
    assert held(tmp_path / "store") == sound
    assert list((tmp_path / "store" / "quarantine").glob("*")) == []


PLACES: dict[str, tuple[bytes, str, str]] = {
    "a zip with a member above": (zipped({"../odd": TWO, "a": ONE}), "!../odd", "archive-refused"),
    "a zip with a root": (zipped({"/odd": TWO, "a": ONE}), "!/odd", "archive-refused"),
    "a zip with a link": (zip_with_link(), "!link", "archive-refused"),
    "a tar with a member above": (
        tarred({"../odd": TWO, "a": ONE}, {}), "!../odd", "archive-refused",
    ),
    "a tar with a root": (
        tarred({"/odd": TWO, "a": ONE}, {}), "!/odd", "archive-refused",
    ),
    "a tar with a link": (
        tarred({"link/a": ONE}, {"link": "/etc"}), "!link", "archive-refused",
    ),
    "a zip in a zip in a zip": (
        zipped({"odd.zip": zipped({"b.zip": zipped({"c": b"a" * 5_000})}), "a": ONE}),
        "!odd.zip!b.zip", "archive-refused",
    ),
    "a bomb in a zip in a zip": (
        zipped({"odd.zip": zipped({"c": b"a" * 5_000_000}), "a": ONE}),
        "!odd.zip", "archive-refused",
    ),
    "a bomb in a tar": (
        tarred({"odd.gz": gzip.compress(b"a" * 30_000_000), "a": ONE}, {}),
        "!odd.gz", "archive-refused",
    ),
    "a bad study in a list": (
        b"[" + b'{"protocolSection": {}},' + ONE + b"]", "#1", "unknown-format",
    ),
    "a number in a list": (b"[" + ONE + b",17]", "#2", "unknown-format"),
    "a nested study in a list": (
        b"[" + ONE + b',{"protocolSection":' + DEEP + b"}]", "#2", "unreadable-record",
    ),
    "a list cut off": (b"[" + ONE + b"," + TWO[:-9], "#2", "unreadable-record"),
    "a page of a reply cut off": (
        b'{"studies":[' + ONE + b"," + TWO[:-9], "#2", "unreadable-record",
    ),
    "lines cut off": (ONE + b"\n" + TWO[:-9], "#2", "unreadable-record"),
    "a nested line": (ONE + b'\n{"protocolSection":' + DEEP + b"}\n", "#2", "unreadable-record"),
    "a line that is too long": (
        ONE + b'\n{"protocolSection":"' + b"a" * CEILING + b'"}\n', "#2", "document-too-large",
    ),
    "page lines cut off": (line(1) + b"\n" + line(2)[:-9], "#2", "unreadable-record"),
    "articles cut off": (
        f"<PubmedArticleSet>{FIRST}{SECOND}"[:-30].encode(), "#2", "unreadable-record",
    ),
    "an article with an unknown entity": (
        f"<PubmedArticleSet>{FIRST}{SECOND.replace('Zelvotinib', '&c;')}</PubmedArticleSet>"
        .encode(), "#2", "unreadable-record",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", PLACES)
def test_one_bad_record_of_many_is_named_by_its_place_and_the_others_are_stored(
    what: str, tmp_path: Path
) -> None:
    content, place, code = PLACES[what]
    ended = brought_in(content, tmp_path)
    assert (ended.status, ended.out.count("stored  "), ended.err.count("\n")) == (1, 3, 1)
    assert ended.err.startswith(f"trialgraph: {tmp_path / 'b.bad'}{place}: unreadable: ")
    assert ended.err.endswith(f"[{code}]\n")
    assert len(held(tmp_path / "store")[0]) == 3


def test_no_file_or_address_that_xml_names_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("elderflower", encoding="utf-8")
    monkeypatch.setitem(DECLARED, "names a file", f'[<!ENTITY c SYSTEM "{secret.as_uri()}">]')
    for form in XML:
        ended = brought_in(with_entity(form, "names a file"), tmp_path)
        assert "elderflower" not in ended.out + ended.err
        assert ended.status == 1


GOOD: dict[str, Callable[[], bytes]] = {
    "a mark before a study": lambda: b"\xef\xbb\xbf" + ONE,
    "a mark before a list": lambda: b"\xef\xbb\xbf[" + ONE + b"]",
    "a mark before XML": lambda: b"\xef\xbb\xbf" + with_title("PubMed"),
    "a paper with a definition that is not opened": lambda: paper("PMC9990001").encode(),
    "Windows-1252 words": lambda: b"We randomly assigned 20 patients to caf\xe9 or to placebo.",
}


@pytest.mark.parametrize("what", GOOD)
def test_what_is_only_unusual_is_stored(what: str, tmp_path: Path) -> None:
    ended = brought_in(GOOD[what](), tmp_path)
    assert (ended.status, ended.out.count("stored  "), ended.err) == (0, 3, "")


NO_TRIAL = {
    "a letter": b"Dear colleague, the meeting is on Monday at nine. Bring cake.\n",
    "an error page": b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head>"
    b"<body><h1>502 Bad Gateway</h1></body></html>",
    "a word": b"null",
}


@pytest.mark.parametrize("what", NO_TRIAL)
def test_what_tells_of_no_trial_is_held_and_its_line_says_so(what: str, tmp_path: Path) -> None:
    ended = brought_in(NO_TRIAL[what], tmp_path)
    assert (ended.status, ended.err) == (0, "")
    (said,) = (one for one in ended.out.splitlines() if "b.bad" in one)
    assert said.startswith("stored  sha-")
    assert said.endswith(": found no words of a trial of the document's own; none is held")
    assert ended.out.count("no words of a trial") == 1
