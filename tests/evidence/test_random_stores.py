"""A store that grew by any way has the derived graphs of one that all came to at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from urllib.parse import unquote

import pytest
from tests.evidence.in_memory import derive as in_memory
from tests.evidence.test_known import Maker

from trialgraph import names
from trialgraph.curate.decision import Act, Decision, Motive, Undo
from trialgraph.evidence.decisions import Join, Split
from trialgraph.evidence.derive import derive
from trialgraph.model.document import Document
from trialgraph.names import Iri
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads
from trialgraph.store import Mark, Writer, create_or_open
from trialgraph.terms.index import TermIndex

STEPS = 7
HASH = "0" * 64
TEXT = "x" * 6_000


class Changing:
    """A store whose documents and decisions come, change and go by chance."""

    def __init__(self, seed: int, terms: TermIndex) -> None:
        self.maker = Maker(seed)
        self.terms = terms
        self.documents: dict[Iri, bytes] = {}
        self.decisions: dict[str, Decision] = {}

    @property
    def random(self) -> Random:
        """Return what chance decides by."""
        return self.maker.random

    def document(self) -> tuple[Iri, bytes]:
        """Return a new document, or another form of one that may be held."""
        self.maker.at = self.random.randrange(100)
        made = self.maker.document(self.random.randrange(16))
        reading = replace(made, sha256=HASH, text_sha256=HASH)
        page = Document(made.identifier, made.kind, HASH, "made up", TEXT, ())
        return names.document(made.identifier), document_quads(reading, page, self.terms)

    def changes(self) -> dict[Iri, bytes]:
        """Return graphs of documents that come, change and go."""
        count = min(len(self.documents), self.random.choice((0, 0, 1, 2)))
        gone = dict.fromkeys(self.random.sample(sorted(self.documents), count), b"")
        came = dict(self.document() for _ in range(self.random.choice((0, 1, 1, 3))))
        self.documents |= gone | came
        self.documents = {name: text for name, text in self.documents.items() if text}
        return gone | came

    def decision(self, trials: list[str]) -> dict[Iri, bytes]:
        """Return the graph of a decision about some trials, if one is made."""
        if len(trials) < 2 or self.random.random() < 0.5:
            return {}
        motive = Motive(f"reason {len(self.decisions)}", "Me", datetime(2020, 1, 1, tzinfo=UTC))
        made = Decision(self._act(trials), motive)
        self.decisions[made.identifier] = made
        return {made.graph: made.bytes()}

    def _act(self, trials: list[str]) -> Act:
        one, other = sorted(self.random.sample(trials, 2))
        documents = [unquote(name.rsplit("/", 1)[1]) for name in self.documents]
        acts: list[Act] = [
            Join((one, other)),
            Split(one, self.random.choice(documents or ["sha-1"])),
            Split(one, registration=f"NCT{self.random.randrange(1, 16):08d}"),
        ]
        acts += [Undo(self.random.choice(sorted(self.decisions)))] if self.decisions else []
        return self.random.choice(acts)

    def at_once(self, path: Path) -> dict[Iri, bytes]:
        """Return the derived graphs when all come at once to one that holds all in memory."""
        decided = {one.graph: one.bytes() for one in self.decisions.values()}
        with create_or_open(path) as writer:
            writer.replace_graphs({**self.documents, **decided})
            in_memory.derive(writer, self.terms, map(unquote, self.documents))
            return derived(writer)


def derived(writer: Writer) -> dict[Iri, bytes]:
    """Return the graphs of trials and publications."""
    ours = tuple(f"{names.ID}graph/{one}/" for one in ("trial", "publication"))
    return {graph: writer.graph(graph) for graph in writer.graphs() if graph.startswith(ours)}


def trials_in(graphs: Mapping[Iri, bytes]) -> list[str]:
    """Return the names of the trials that graphs are of."""
    start = names.trial_graph("")
    return sorted(unquote(one.removeprefix(start)) for one in graphs if one.startswith(start))


@pytest.mark.parametrize("has_decisions", [False, True], ids=["undecided", "decided"])
@pytest.mark.parametrize("seed", range(4))
def test_any_way_leads_where_all_at_once_lead(
    seed: int, *, has_decisions: bool, tmp_path: Path
) -> None:
    changing = Changing(seed, load_terms())
    with create_or_open(tmp_path / "store") as writer:
        for step in range(STEPS):
            came = changing.changes()
            made = changing.decision(trials_in(derived(writer))) if has_decisions else {}
            writer.replace_graphs({**came, **made})
            derive(writer, changing.terms, ())
            assert derived(writer) == changing.at_once(tmp_path / f"at once {step}")
            assert writer.identities.marked(Mark) == {}
            assert writer.identities.owing(-1, 1) == []
