"""A downloaded vocabulary is loaded into a store and known to it by name."""

import gzip
import json
from pathlib import Path

from tests.cli.conftest import Run

from trialgraph.store.known_terms import known_terms

CSV = (
    "DrugBank ID,Accession Numbers,Common name,CAS,UNII,Synonyms,Standard InChI Key\n"
    "DB99991,,cuplizumab,,,CUP-7,\nDB99992,,Pertuzumab,,,PTZ-0001,\n"
)


def test_a_loaded_name_is_known_and_a_shipped_one_takes_the_code(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "store"
    file = tmp_path / "drugs.csv"
    file.write_text(CSV, encoding="utf-8")
    ended = run("terms", "load", str(file), "--store", str(store))
    assert (ended.status, ended.out) == (0, "drugbank of unstated version: 2 entries\n")
    terms = known_terms(store)
    cup = terms.find("drug", "CUP-7")
    assert cup is not None
    assert cup.notation == "drugbank-DB99991"
    shipped = terms.find("drug", "PTZ-0001")
    assert shipped is not None
    assert shipped.notation == "pertuzumab"
    skos = (store / "vocabularies" / "drugbank.nt").read_text(encoding="utf-8")
    assert "/id/drug/pertuzumab> <http://www.w3.org/2004/02/skos/core#exactMatch>" in skos
    assert '"cuplizumab"@en' in skos
    listed = run("terms", "list", "--json", "--store", str(store))
    assert json.loads(listed.out) == {"name": "drugbank", "version": "", "entries": 2}


def test_a_gzipped_file_is_read(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "drugs.csv.gz"
    file.write_bytes(gzip.compress(CSV.encode()))
    assert run("terms", "load", str(file), "--store", str(tmp_path / "store")).status == 0


def test_wrong_use_and_bad_files_say_why(run: Run, tmp_path: Path) -> None:
    for words in (("load",), ("list", "x"), ("drop",)):
        assert run("terms", *words).status == 2
    missing = run("terms", "load", str(tmp_path / "none"), "--store", str(tmp_path / "store"))
    assert (missing.status, "[unreadable-path]" in missing.err) == (1, True)
    file = tmp_path / "words.txt"
    file.write_text("words", encoding="utf-8")
    refused = run("terms", "load", str(file), "--store", str(tmp_path / "store"))
    assert (refused.status, "[unreadable-vocabulary]" in refused.err) == (1, True)
