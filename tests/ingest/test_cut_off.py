"""A document that is cut off is told, and never takes the place of a whole one."""

from pathlib import Path

import pytest

from trialgraph.documents import reader
from trialgraph.errors import UnreadableRecord
from trialgraph.ingest import pieces
from trialgraph.ingest.lines import IngestLine
from trialgraph.ingest.run import ingest
from trialgraph.model.document import Document
from trialgraph.store import open_reader

RECORD = """PMID- 99000001
TI  - Teafolin for thirst: a randomised trial.
AB  - BACKGROUND: Is tea wet? METHODS: We gave 20 people tea. CONCLUSIONS: It is.
FAU - Dorn, Ada
SI  - ClinicalTrials.gov/NCT09990001
JT  - Journal of invented trials
RIN - J Invent. 2032;1:1. PMID: 99000002
SO  - J Invent Trials. 2031 Mar 4;12(3):101-9.
"""
CUT = RECORD[: RECORD.index("20 people")].replace("AB  -", "JT  - Journal of tea\nAB  -")
PAGE = """Teafolin for thirst

NCT ID: NCT09990001

Brief Summary

Tea is given to people who thirst.

Eligibility Criteria

Inclusion Criteria:

* Thirst

Sponsors

Tea Board
"""
SHORT_PAGE = PAGE[: PAGE.index("who thirst")]
PAIRS = {"MEDLINE": (RECORD, CUT), "a registry page": (PAGE, SHORT_PAGE)}


def brought_in(words: str, folder: Path) -> IngestLine:
    (folder / "given").write_text(words, encoding="utf-8")
    (line,) = ingest([folder / "given"], folder / "store")
    return line


def held(folder: Path) -> str:
    with open_reader(folder / "store") as store:
        (entry,) = store.entries()
        return store.kept_text(entry.identifier)


@pytest.mark.parametrize("what", PAIRS)
def test_what_is_cut_off_does_not_replace_the_whole(what: str, tmp_path: Path) -> None:
    whole, cut = PAIRS[what]
    assert brought_in(whole, tmp_path).outcome == "stored"
    before = held(tmp_path)
    line = brought_in(cut, tmp_path)
    assert line.outcome == "unchanged"
    assert line.message.startswith("a whole one is held, and of this one the ")
    assert line.message.endswith("; not stored")
    assert held(tmp_path) == before


@pytest.mark.parametrize("what", PAIRS)
def test_what_is_cut_off_is_stored_where_nothing_is_held_and_told(
    what: str, tmp_path: Path
) -> None:
    whole, cut = PAIRS[what]
    line = brought_in(cut, tmp_path)
    assert (line.outcome, line.problems > 0) == ("stored", True)
    assert "ends before its " in line.message
    assert brought_in(cut[:-4], tmp_path).outcome == "stored"
    line = brought_in(whole, tmp_path)
    assert (line.outcome, "ends before its " in line.message) == ("stored", False)


def test_what_is_held_and_read_no_more_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought_in(RECORD, tmp_path)

    def refusing(content: bytes) -> Document:
        if content == RECORD.encode():
            raise UnreadableRecord("a newer reader refuses it")
        return reader.read_document(content)

    monkeypatch.setattr(pieces, "read_document", refusing)
    assert brought_in(CUT, tmp_path).outcome == "stored"
