"""Real documents: stored whole, with every quotation at its offsets."""

from pathlib import Path

import pytest

from trialgraph.check.quotes import quotes, wrong_quotes
from trialgraph.check.shapes import check_document
from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads


@pytest.mark.parametrize("seed", ["S0", "S1", "S2", "S3", "S4"])
def test_a_seed_gives_no_violation_and_quotes_its_text(seed: str, seeds: dict[str, Path]) -> None:
    document = read_document(seeds[seed].read_bytes())
    graph = document_quads(read_trial_document(document, load_terms()), document)
    assert check_document(graph).violations == ()
    quoted = quotes(graph)
    assert len(quoted) > 20
    assert wrong_quotes(quoted, {document.identifier: document.text}) == ()
