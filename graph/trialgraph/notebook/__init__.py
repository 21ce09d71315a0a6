"""A store for notebooks and programs: ``trialgraph.open(place)``.

Answers are values: decimals, days, IRIs, words in a language; tables of them become
data frames. Everything is read-only and within the limits of queries.
"""

from trialgraph.catalogue.answer import Passage, Searched
from trialgraph.catalogue.named import Named
from trialgraph.notebook.answers import Answered, Effects, Rows, Trial
from trialgraph.notebook.effect import Effect
from trialgraph.notebook.store import Store, open_store
from trialgraph.notebook.table import Table
from trialgraph.notebook.values import IRI, BlankNode, LangString, Value

__all__ = [
    "IRI",
    "Answered",
    "BlankNode",
    "Effect",
    "Effects",
    "LangString",
    "Named",
    "Passage",
    "Rows",
    "Searched",
    "Store",
    "Table",
    "Trial",
    "Value",
    "open_store",
]
