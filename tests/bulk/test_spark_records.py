"""Records of one document are settled as one machine settles them, in whatever order they came."""

import json
import random
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import generate
import pytest

from trialgraph.bulk.spark_records import (
    Given,
    Order,
    Record,
    Settled,
    Told,
    ended,
    identified,
    kept_quads,
    numbered,
    numbers_before,
    of_file,
    of_line,
    reported,
    rows,
    settled,
    settled_items,
    shown,
    tallied,
    versions,
)
from trialgraph.errors import ArchiveRefused
from trialgraph.ingest.lines import IngestLine, Outcome
from trialgraph.ingest.run import ingest
from trialgraph.store import open_reader
from trialgraph.terms.entries import vocabulary

GIVEN = Given((), "of the tests", versions())
MEDLINE = """PMID- 99000001
TI  - Teafolin for thirst: a randomised trial.
AB  - BACKGROUND: Is tea wet? METHODS: We gave 20 people tea. CONCLUSIONS: It is.
FAU - Dorn, Ada
SI  - ClinicalTrials.gov/NCT09990001
JT  - Journal of invented trials
SO  - J Invent Trials. 2031 Mar 4;12(3):101-9.
"""
CUT = MEDLINE[: MEDLINE.index("20 people")].replace("AB  -", "JT  - Journal of tea\nAB  -")
PUBMED = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>99000001</PMID><Article>
<Journal><Title>Journal of invented trials</Title></Journal>
<ArticleTitle>Teafolin for thirst: a randomised trial.</ArticleTitle>
<Abstract><AbstractText>We gave 20 people tea.</AbstractText></Abstract>
</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>
"""
FORMS = {
    "whole": MEDLINE,
    "again": MEDLINE,
    "changed": MEDLINE.replace("It is.", "It is wet."),
    "cut": CUT,
    "fuller": PUBMED,
    "no record": '{"a": 1',
}


def told(number: int, outcome: Outcome, kind: str = "k", sha256: str = "", cut: str = "") -> Told:
    line = IngestLine(source=f"file#{number}", identifier="one", outcome=outcome)
    return Told((("file",), number), line, kind, sha256 or str(number), cut)


@pytest.mark.parametrize(
    "names",
    [
        ("whole", "again", "changed"),
        ("changed", "whole", "cut", "cut"),
        ("cut", "cut", "whole", "again"),
        ("whole", "fuller", "whole", "changed"),
        ("no record", "fuller", "cut"),
    ],
    ids="-".join,
)
def test_the_last_word_is_that_of_one_machine(names: tuple[str, ...], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate(names):
        (folder / f"{number}.txt").write_text(FORMS[name], encoding="utf-8")
    lines = list(ingest([folder], tmp_path / "store"))
    files = sorted(folder.iterdir())
    made = list(
        rows(GIVEN, [one for file in files for one in of_file(str(file), file.read_bytes())])
    )
    changed = settled(row.told for row in made if row.told.line.identifier)
    ends = [ended(changed, row) for row in made]
    assert [(e.line.source, e.line.outcome, e.line.code) for e in ends] == [
        (line.source, line.outcome, line.code) for line in lines
    ]
    assert [e.line.message for e in ends if e.line.outcome != "stored"] == [
        line.message for line in lines if line.outcome != "stored"
    ]
    kept = [quads for row in made for quads in kept_quads(changed, row)]
    assert len(kept) == 1
    with open_reader(tmp_path / "store") as reader:
        (entry,) = reader.entries()
        held = b"".join(reader.graph(one) for one in reader.graphs() if "/document/" in one)
    assert sorted(kept[0].splitlines()) == sorted(held.splitlines())
    assert [row.told.sha256 for row in made if kept_quads(changed, row)] == [entry.sha256]


def test_which_came_first_does_not_matter() -> None:
    several = [
        told(1, "set aside"),
        told(2, "stored", cut="cut off"),
        told(3, "stored", "ctgov-json"),
        told(4, "stored", "ctgov-json", sha256="3"),
        told(5, "stored", "ctgov-page"),
        told(6, "set aside"),
    ]
    wanted = settled(several)
    assert [wanted[one.order].line.outcome for one in several] == [
        "set aside",
        "stored",
        "stored",
        "unchanged",
        "unchanged",
        "set aside",
    ]
    assert [one.order[1] for one in several if wanted[one.order].is_held] == [3]
    assert wanted[several[1].order].line.message == "a later one is held: file#3"
    assert wanted[several[4].order].line.message == "the fuller form ctgov-json is held; not stored"
    for seed in range(5):
        assert settled(random.Random(seed).sample(several, len(several))) == wanted  # noqa: S311


def test_where_nothing_can_be_stored_nothing_is_kept() -> None:
    found = settled([told(1, "set aside"), told(2, "set aside")])
    assert [one.is_held for one in found.values()] == [False, False]


def test_one_record_of_a_document_is_left_as_it_is() -> None:
    assert settled_items(("one", [told(1, "stored")])) == []
    assert len(settled_items(("one", iter([told(1, "stored"), told(2, "stored")])))) == 2


def test_lines_have_the_numbers_of_their_file_where_it_has_several() -> None:
    blocks = [("file:/b", 0, 1, 7), ("file:/a", 100, 2, 50), ("file:/a", 0, 3, 1000)]
    before = numbers_before(blocks)
    marks = [("file:/a", 0, 1000), ("file:/a", 0, 1002), ("file:/a", 100, 50), ("file:/b", 0, 7)]
    found = [
        record
        for path, start, mark in marks
        for record in numbered(before, path, start, b' {"a": 1}\r', mark)
    ]
    assert [one.source for one in found] == ["/a#1", "/a#3", "/a#4"]
    assert [one.order for one in found] == [
        (("", "a"), 1),
        (("", "a"), 3),
        (("", "a"), 4),
    ]
    assert {one.content for one in found} == {b'{"a": 1}'}


def test_a_line_that_is_no_record_is_no_text_either() -> None:
    (found,) = rows(GIVEN, [of_line("/a", 2, b"17")])
    assert (found.told.line.outcome, found.told.line.source) == ("unreadable", "/a#2")
    assert identified(found) == []
    assert kept_quads({}, found) == []


def test_an_archive_that_is_refused_is_one_record() -> None:
    (found,) = of_file("/a.zip", b"PK\x03\x04 broken")
    assert isinstance(found.content, ArchiveRefused)
    ((order, line),) = [reported({}, row) for row in rows(GIVEN, [found])]
    assert order == (("", "a.zip"), 1)
    assert json.loads(line)["code"] == "archive-refused"


def test_loaded_vocabularies_are_read_with() -> None:
    content = MEDLINE.replace("tea.", "teafolin.").encode()
    loaded = vocabulary("rxnorm", "1", [])
    found = [
        list(rows(Given(some, str(len(some)), versions()), [Record((("a",), 1), "a", content)]))
        for some in ((), (loaded,))
    ]
    assert found[0] == found[1]


def test_a_machine_with_another_version_makes_nothing() -> None:
    with pytest.raises(ValueError, match="wanted of another year"):
        next(rows(GIVEN._replace(made_by="of another year"), []))


def test_ends_are_counted() -> None:
    study = generate.registry(generate.read_options([]), 1).lines[0][1]
    made = list(rows(GIVEN, [of_line("/a", 1, study), of_line("/a", 2, b"17")]))
    assert identified(made[0]) == [("ctgov-NCT90000001", made[0].told)]
    held: dict[Order, Settled] = {}
    quads = made[0].quads.count(b"\n")
    assert tallied(held, made) == {"stored": 1, "unreadable": 1, "quads": quads}
    assert kept_quads(held, made[0]) == [made[0].quads.removesuffix(b"\n")]
    assert _loaded(reported(held, one) for one in made) == [asdict(one.told.line) for one in made]


def _loaded(lines: Iterable[tuple[Order, str]]) -> list[object]:
    return [json.loads(line) for _, line in lines]


@pytest.mark.parametrize(
    ("address", "wanted"),
    [("file:/a%20b", "/a b"), ("file:///a%231", "/a#1"), ("hdfs://n/a%20b", "hdfs://n/a b")],
)
def test_addresses_are_shown_as_they_are_written(address: str, wanted: str) -> None:
    assert shown(address) == wanted
