"""Archives and lists are taken apart as they are read; what is odd in them stops nothing else."""

import bz2
import gzip
import io
import lzma
import os
import stat
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from tests.documents.several_records import STUDIES, study

from trialgraph.bulk.run import Options, bulk_load
from trialgraph.errors import ArchiveRefused, DocumentError
from trialgraph.ingest import containers, members, streams
from trialgraph.ingest.arriving import Arrival, arrivals, arrivals_of
from trialgraph.ingest.containers import taken_apart_bytes
from trialgraph.ingest.run import ingest
from trialgraph.ingest.streams import Headed
from trialgraph.store import open_reader

ONE, TWO, THREE = STUDIES
LINES = b"\n".join(STUDIES)
LIST = b"[" + b",".join(STUDIES) + b"]"
Files = dict[str, bytes]


def zipped(files: Files, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files: Files, mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload] # any mode
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def came(content: bytes, name: str = "x") -> list[tuple[str, bytes | str]]:
    """Return what arrives from bytes: names with contents, or with codes of errors."""
    found = arrivals_of(name, io.BytesIO(content))
    return [(one.source, told(one)) for one in found]


def told(arrival: Arrival) -> bytes | str:
    return arrival.content if isinstance(arrival.content, bytes) else arrival.content.code


FOLDER = {"b/two.json": TWO, "a.json": ONE}
IN_ARCHIVE = [("x!b/two.json", TWO), ("x!a.json", ONE)]
OF_LIST = [(f"x#{number}", one) for number, one in enumerate(STUDIES, start=1)]
CONTAINERS = {
    "zip": (zipped(FOLDER), IN_ARCHIVE),
    "stored zip": (zipped(FOLDER, zipfile.ZIP_STORED), IN_ARCHIVE),
    "tar": (tarred(FOLDER), IN_ARCHIVE),
    "tar.gz": (tarred(FOLDER, "w:gz"), IN_ARCHIVE),
    "tar.bz2": (tarred(FOLDER, "w:bz2"), IN_ARCHIVE),
    "tar.xz": (tarred(FOLDER, "w:xz"), IN_ARCHIVE),
    "gz": (gzip.compress(ONE), [("x", ONE)]),
    "bz2": (bz2.compress(ONE), [("x", ONE)]),
    "xz": (lzma.compress(ONE), [("x", ONE)]),
    "gz of two": (gzip.compress(ONE) + gzip.compress(b"\n" + TWO), [("x#1", ONE), ("x#2", TWO)]),
    "a list": (LIST, OF_LIST),
    "lines": (LINES, OF_LIST),
    "packed lines": (gzip.compress(LINES), OF_LIST),
    "a packed list in a zip": (
        zipped({"l.json.gz": gzip.compress(LIST), "a.json": ONE}),
        [*[(f"x!l.json.gz#{n}", one) for n, one in enumerate(STUDIES, start=1)], ("x!a.json", ONE)],
    ),
    "a tar in a zip": (zipped({"t.tar": tarred({"a": ONE})}), [("x!t.tar!a", ONE)]),
    "a zip in a zip": (
        zipped({"z.zip": zipped(FOLDER), "c": THREE}),
        [("x!z.zip!b/two.json", TWO), ("x!z.zip!a.json", ONE), ("x!c", THREE)],
    ),
    "a zip in a tar": (tarred({"z": zipped({"a": ONE}), "c": TWO}), [("x!z!a", ONE), ("x!c", TWO)]),
    "a packed zip": (gzip.compress(zipped({"a": ONE})), [("x!a", ONE)]),
    "packed files in a packed tar in a zip": (
        zipped({"t.tgz": tarred({"a.gz": gzip.compress(ONE), "b": TWO}, "w:gz")}),
        [("x!t.tgz!a.gz", ONE), ("x!t.tgz!b", TWO)],
    ),
    "a list in UTF-16": (LIST.decode().encode("utf-16"), OF_LIST),
    "a text in UTF-16": ("A thé.".encode("utf-16"), [("x", "A thé.".encode())]),
    "no container": (b"A trial.", [("x", b"A trial.")]),
    "nothing": (b"", [("x", b"")]),
    "an empty zip": (zipped({}), []),
    "hidden files": (zipped({".a": ONE, "b/.c/d": ONE, "__MACOSX/e": ONE, "f/": b""}), []),
    "hidden files of a tar": (tarred({"./.a": ONE, "./b": TWO}), [("x!./b", TWO)]),
}


@pytest.mark.parametrize("what", CONTAINERS)
def test_a_container_gives_what_it_holds(what: str) -> None:
    content, wanted = CONTAINERS[what]
    assert came(content) == wanted


@pytest.mark.parametrize("what", CONTAINERS)
def test_a_pipe_gives_the_same(what: str) -> None:
    content, wanted = CONTAINERS[what]
    read_end, write_end = os.pipe()
    with os.fdopen(write_end, "wb") as out:
        out.write(content)
    with os.fdopen(read_end, "rb") as stream:
        assert [(one.source, told(one)) for one in arrivals_of("x", stream)] == wanted


def zip_with(name: str, kind: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = (kind | 0o644) << 16
        archive.writestr(entry, b"/etc/hosts")
        archive.writestr("a.json", ONE)
    return out.getvalue()


def tar_with(kind: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo("odd")
        entry.type, entry.linkname = kind, "/etc/hosts"
        archive.addfile(entry)
        entry = tarfile.TarInfo("a.json")
        entry.size = len(ONE)
        archive.addfile(entry, io.BytesIO(ONE))
    return out.getvalue()


def locked_zip() -> bytes:
    content = bytearray(zipped({"odd": TWO, "a.json": ONE}))
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    content[6] |= 1
    return bytes(content)


def zip_with_damage() -> bytes:
    content = bytearray(zipped({"odd": TWO, "a.json": ONE}, zipfile.ZIP_STORED))
    content[content.index(b"protocolSection")] ^= 1
    return bytes(content)


def zip_of_unknown_method() -> bytes:
    content = bytearray(zipped({"odd": TWO, "a.json": ONE}, zipfile.ZIP_STORED))
    content[content.index(b"PK\x01\x02") + 10] = 97
    return bytes(content)


ODD_MEMBERS = {
    "above": (zipped({"../odd": TWO, "a.json": ONE}), "../odd"),
    "above, further on": (tarred({"b/../../odd": TWO, "a.json": ONE}), "b/../../odd"),
    "at the root": (tarred({"/odd": TWO, "a.json": ONE}), "/odd"),
    "at a drive": (zipped({"C:\\odd": TWO, "a.json": ONE}), "C:\\odd"),
    "above, with other strokes": (zipped({"..\\odd": TWO, "a.json": ONE}), "..\\odd"),
    "a link": (zip_with("odd", stat.S_IFLNK), "odd"),
    "a device": (zip_with("odd", stat.S_IFCHR), "odd"),
    "a link of a tar": (tar_with(tarfile.SYMTYPE), "odd"),
    "a hard link": (tar_with(tarfile.LNKTYPE), "odd"),
    "a device of a tar": (tar_with(tarfile.CHRTYPE), "odd"),
    "a pipe of a tar": (tar_with(tarfile.FIFOTYPE), "odd"),
    "locked": (locked_zip(), "odd"),
    "damaged": (zip_with_damage(), "odd"),
    "packed in a way that is not known": (zip_of_unknown_method(), "odd"),
    "a damaged archive": (zipped({"odd": zipped({"a": ONE})[:-30], "a.json": ONE}), "odd"),
    "cut off": (zipped({"odd": gzip.compress(TWO)[:40], "a.json": ONE}), "odd"),
    "an archive too deep": (
        zipped({"odd": gzip.compress(gzip.compress(gzip.compress(ONE))), "a.json": ONE}),
        "odd",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ODD_MEMBERS)
def test_an_odd_member_is_refused_and_the_others_come(what: str) -> None:
    content, name = ODD_MEMBERS[what]
    assert came(content) == [(f"x!{name}", "archive-refused"), ("x!a.json", ONE)]


def zip_that_shares_bytes() -> bytes:
    content = bytearray(zipped({"a": os.urandom(400_000), "b": os.urandom(400_000)}))
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    content[second + 20 : second + 24] = (900_000).to_bytes(4, "little")
    return bytes(content)


def tar_of_a_long_name() -> bytes:
    out = io.BytesIO()
    entry = tarfile.TarInfo("a")
    entry.type, entry.size = tarfile.XHDTYPE, 5_000_000_000
    out.write(entry.tobuf(tarfile.GNU_FORMAT))
    out.write(b" " * 10_240)
    return out.getvalue()


TOO_DEEP = {
    "zips": zipped({"b": zipped({"odd": zipped({"a": ONE})}), "c": TWO}),
    "tars": tarred({"b": tarred({"odd": tarred({"a": ONE})}), "c": TWO}),
    "a tar packed twice": tarred(
        {"b": tarred({"odd": bz2.compress(gzip.compress(ONE))}), "c": TWO}
    ),
}


@pytest.mark.parametrize("what", TOO_DEEP)
def test_a_third_archive_is_not_opened(what: str) -> None:
    assert came(TOO_DEEP[what]) == [("x!b!odd", "archive-refused"), ("x!c", TWO)]


def test_a_zip_in_an_archive_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_SPOOLED", 100)
    content = tarred({"odd": zipped({"a": ONE}), "c": TWO})
    assert came(content) == [("x!odd", "archive-refused"), ("x!c", TWO)]


BAD = {
    "a zip that grows": zipped({"a.json": ONE, "b": b"a" * 30_000_000}),
    "a zip whose members grow": zipped({f"{n}": b"a" * 1_900_000 for n in range(20)}),
    "a zip whose members share their bytes": zip_that_shares_bytes(),
    "a gzip file that grows": gzip.compress(b"a" * 30_000_000),
    "a bzip2 file that grows": bz2.compress(b"a" * 30_000_000),
    "an xz file that grows": lzma.compress(b"a" * 30_000_000),
    "a packed tar that grows": tarred({"a.json": ONE, "b": b"a" * 30_000_000}, "w:gz"),
    "a zip that is cut off": zipped(FOLDER)[:-30],
    "a gzip file that is cut off": gzip.compress(LINES)[:-12],
    "an xz file that is cut off": lzma.compress(LINES)[:-12],
    "a damaged gzip file": b"\x1f\x8b\x08\x00" + b"\xff" * 60,
    "a damaged bzip2 file": b"BZh9" + b"\xff" * 60,
    "a tar of a long name": tar_of_a_long_name(),
    "an office document": zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
    "an e-book": zipped({"mimetype": b"application/epub+zip", "a.html": b"<p>"}),
}


@pytest.mark.parametrize("what", BAD)
def test_an_archive_that_harms_or_is_damaged_gives_one_error_and_nothing_else(what: str) -> None:
    assert came(BAD[what]) == [("x", "archive-refused")]


def test_a_tar_that_is_cut_off_gives_what_is_whole_and_one_error() -> None:
    content = tarred({"a.json": ONE, "b": os.urandom(5_000)})
    assert came(content[:2_500]) == [("x!a.json", ONE), ("x!b", "archive-refused")]


def test_a_tar_that_is_cut_off_between_two_members_is_told_behind_them() -> None:
    content = tarred({"a.json": ONE, "b.json": ONE})
    end = 512 + 512 * -(-len(ONE) // 512)
    assert came(content[:end]) == [("x!a.json", ONE), ("x", "archive-refused")]


def test_a_tar_with_a_file_of_holes_is_told() -> None:
    content = bytearray(tarred({"odd": b"", "a.json": ONE}))
    entry = tarfile.TarInfo("odd")
    entry.type = tarfile.GNUTYPE_SPARSE
    content[:512] = entry.tobuf(tarfile.GNU_FORMAT)
    assert came(bytes(content))[0] == ("x!odd", "archive-refused")


def test_members_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MAX_MEMBERS", 1)
    assert came(zipped(FOLDER)) == [("x", "archive-refused")]
    assert came(tarred(FOLDER)) == [IN_ARCHIVE[0], ("x", "archive-refused")]


def test_what_comes_out_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_TOTAL", 100)
    monkeypatch.setattr(streams, "_FREE", 1_000_000)
    assert came(gzip.compress(LINES)) == [("x", "archive-refused")]


def test_a_document_over_the_limit_is_refused_and_the_others_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(containers, "MOST", 1_000)
    monkeypatch.setattr(members, "MOST", 1_000)
    large = study(9, derivedSection=os.urandom(3_000).hex())
    assert came(zipped({"l": b"words " * 400, "a": ONE})) == [
        ("x!l", "document-too-large"),
        ("x!a", ONE),
    ]
    assert came(b"\n".join([ONE, large, TWO])) == [
        ("x#1", ONE),
        ("x#2", "document-too-large"),
        ("x#3", TWO),
    ]
    assert came(b"words " * 400) == [("x", "document-too-large")]
    assert came(zipped({"l": b"\n".join([ONE, large, TWO])}))[1] == ("x!l#2", "document-too-large")


def test_a_large_file_of_words_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(50_000_000)
    (one,) = arrivals([tmp_path / "large"])
    assert "50,000,000 bytes, wanted at most 20,000,000" in str(one.content)


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    came(zipped({"../evil": ONE, "a": ONE}))
    came(tarred({"../evil": ONE, "a": ONE}, "w:gz"))
    assert list(tmp_path.iterdir()) == []
    assert not (tmp_path.parent / "evil").exists()


def test_a_stream_of_many_records_is_read_step_by_step() -> None:
    taken: list[int] = []

    class Source(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            taken.append(size)
            assert 0 < size <= 1 << 20
            return (ONE + b"\n") * 2_000 if len(taken) < 400 else b""

    found = arrivals_of("x", Source())  # type: ignore[arg-type] # a raw stream is one of bytes
    assert next(iter(found)).source == "x#1"
    assert len(taken) < 100


def test_the_head_of_a_stream_stays_to_be_read() -> None:
    headed = Headed(io.BytesIO(b"abcdef"))
    assert (headed.head(2), headed.head(4)) == (b"ab", b"abcd")
    assert (headed.read(3), headed.read(0), headed.read()) == (b"abc", b"", b"def")
    assert (Headed(io.BytesIO(b"ab")).head(9), Headed(io.BytesIO(b"ab")).read()) == (b"ab", b"ab")
    both = Headed(io.BytesIO(b"abcdef"))
    both.head(2)
    assert both.read() == b"abcdef"


def test_bytes_are_taken_apart_like_files() -> None:
    assert [one.name for one in taken_apart_bytes(zipped(FOLDER))] == ["!b/two.json", "!a.json"]
    with pytest.raises(ArchiveRefused):
        list(taken_apart_bytes(BAD["a gzip file that grows"]))


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def link_to_a_folder(folder: Path) -> Path:
    (folder / "other").mkdir()
    (folder / "link").symlink_to("other")
    return folder / "link"


def link_to_nothing(folder: Path) -> Path:
    (folder / "link").symlink_to("nowhere")
    return folder / "link"


def device(folder: Path) -> Path:
    (folder / "link").symlink_to("/dev/null")
    return folder / "link"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (pipe, "a pipe that nobody writes to"),
        (link_to_a_folder, "a folder behind a link"),
        (link_to_nothing, "No such file"),
        (device, "a device"),
    ],
)
def test_what_is_no_file_in_a_folder_is_named(
    make: Callable[[Path], Path], words: str, tmp_path: Path
) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    path = make(folder)
    (folder / "zzz.json").write_bytes(ONE)
    odd, sound = arrivals([folder])
    assert odd.source == str(path)
    assert isinstance(odd.content, DocumentError)
    assert odd.content.code == "unreadable-path"
    assert words in str(odd.content)
    assert sound == Arrival(str(folder / "zzz.json"), ONE)


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(ONE)
    (tmp_path / "b.json").symlink_to("a.json")
    assert [told(one) for one in arrivals([tmp_path])] == [ONE, ONE]


def test_a_store_within_a_folder_is_no_part_of_what_is_brought_in(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(ONE)
    assert [line.outcome for line in ingest([tmp_path], tmp_path / "store")] == ["stored"]
    assert [line.outcome for line in ingest([tmp_path], tmp_path / "store")] == ["unchanged"]
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "FORMAT").write_bytes(TWO)
    assert [told(one) for one in arrivals([tmp_path])] == [ONE, TWO]


@pytest.mark.parametrize("jobs", [0, 1])
def test_a_name_that_is_not_utf_8_is_written_out(tmp_path: Path, jobs: int) -> None:
    """Neither the ledger nor a report could hold it as it stands."""
    given, store = tmp_path / "given", tmp_path / "store"
    given.mkdir()
    names = [os.fsdecode(one) for one in (b"gr\xfcn.json", b"gr\xfcn.tar", b"\xfc.txt")]
    for name, content in zip(names, (ONE, tarred({names[0]: TWO}), b"\x00"), strict=True):
        (given / name).write_bytes(content)
    for outcome in ("stored", "unchanged"):
        if jobs:
            lines = bulk_load([given], store, Options(jobs)).refused
        else:
            lines = list(ingest([given], store))
            assert [one.outcome for one in lines] == [outcome, outcome, "unreadable"]
        assert lines[-1].source.endswith("/\\udcfc.txt")
        assert str(asdict(lines[-1])).isascii()
    with open_reader(store) as reader:
        sources = sorted(one.source.removeprefix(f"{given}/") for one in reader.entries())
        assert len(reader.entries_known_as(str(given / names[0]))) == 1
    assert sources == [r"gr\udcfcn.json", r"gr\udcfcn.tar!gr\udcfcn.json"]


def test_what_cannot_be_opened_is_named_in_words_that_can_be_written(tmp_path: Path) -> None:
    (line,) = ingest([tmp_path / os.fsdecode(b"\xfc")], tmp_path / "store")
    assert (line.outcome, line.message.isascii()) == ("unreadable", True)
    assert r"\udcfc" in line.message
