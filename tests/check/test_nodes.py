"""Files of shapes are read as rdflib reads them."""

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from trialgraph import assets
from trialgraph.check.nodes import graph_of

FILES = sorted(one.name for one in assets.room("shapes").iterdir() if one.name.endswith(".ttl"))


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_shapes_says_the_same_as_rdflib_reads_in_it(name: str) -> None:
    text = (assets.room("shapes") / name).read_text(encoding="utf-8")
    found = graph_of(text)
    assert len(found) > 1
    assert isomorphic(found, Graph().parse(data=text, format="turtle"))
