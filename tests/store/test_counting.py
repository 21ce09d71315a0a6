"""What a store holds in numbers is kept in step with its statements, whatever happens."""

import json
import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.store.conftest import GRAPH, numbered

from trialgraph.errors import BadQuery
from trialgraph.names import Iri, document, expand, term, trial, trial_graph
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.term import Literal, Term, integer, text
from trialgraph.store.folder import Folder
from trialgraph.store.profile import Profile, profiled
from trialgraph.store.reader import open_reader
from trialgraph.store.snapshots import Statistics, open_current
from trialgraph.store.tallies import Tally, kept_tally, tally, tally_file
from trialgraph.store.writer import Writer, create_or_open

OTHER = document("sha-2")
TYPE, LABEL = expand("rdf:type"), expand("rdfs:label")


def kept(store: Path) -> Tally | None:
    """Return the tally that is kept of the newest version."""
    folder = Folder(store)
    return kept_tally(folder, int(folder.current.read_text("ascii")))


def statistics(store: Path) -> Statistics:
    """Return what is told of the newest version."""
    with open_reader(store) as reader:
        return reader.statistics()


def anew(store: Path) -> tuple[Profile, Tally | None]:
    """Return what the newest version holds as queries find it."""
    snapshot = open_current(Folder(store))
    with snapshot.lease:
        found = profiled(snapshot.quads, None)
    return found.profile, found.tally


def told_of(graph: Iri, chance: random.Random) -> bytes:
    """Return a graph with things of several classes and values of several kinds."""
    of = GraphText(graph)
    values: tuple[Term, ...] = (
        text('a " < > b'),
        text("un mot", "fr"),
        integer(7),
        term("OS"),
        trial("NCT00000001"),
    )
    for number in range(chance.randrange(6)):
        thing = Iri(f"{graph}/thing/{number}")
        for one in chance.sample(("Trial", "Study", "Document"), chance.randrange(3)):
            of.add(thing, TYPE, term(one))
        for has in chance.sample(("reportedBy", "start", "label"), 2):
            for value in chance.sample(values, chance.randrange(1, 4)):
                of.add(thing, term(has), value)
    return of.bytes()


def test_changes_of_every_kind_leave_the_numbers_that_queries_find(store: Path) -> None:
    chance = random.Random(7)  # noqa: S311 -- not for secrets
    graphs = [*(document(f"sha-{number}") for number in range(6)), trial_graph("NCT00000001")]
    for _ in range(8):
        with create_or_open(store) as writer:
            for _ in range(chance.randrange(1, 4)):
                some = chance.sample(graphs, 2)
                writer.replace_graphs({one: told_of(one, chance) for one in some})
            fresh = [one for one in graphs if not writer.holds(one)]
            file = store.with_suffix(".nq")
            file.write_bytes(b"".join(told_of(one, chance) for one in fresh))
            writer.load_graphs(fresh, file)
            writer.publish()
            assert statistics(store) == writer.statistics()
        profile, found = anew(store)
        assert kept(store) == found
        with open_reader(store) as reader:
            assert reader.profile() == profile


def test_numbers_are_by_class_property_and_datatype() -> None:
    of = GraphText(GRAPH)
    of.add(GRAPH, TYPE, term("Document"))
    of.add(GRAPH, LABEL, text("one", "en"))
    of.add(OTHER, LABEL, Literal("two"))
    label, is_a = f"<{LABEL}>", f"<{TYPE}>"
    has = f"<{term('Document')}>"
    assert tally(of.bytes().splitlines(keepends=True)) == {
        "quads": 3,
        "subjects": 2,
        f"class {has}": 1,
        f"property {is_a}": 1,
        f"property {label}": 2,
        f"use {has} {is_a}": 1,
        f"use {has} {label}": 1,
        f"value {has} {label} <{expand('rdf:langString')}>": 1,
    }


def cut_off(store: Path, *more: Mapping[str, object], without: int = 2) -> None:
    """Leave what a process notes that is killed: without its last lines, with others."""
    file = Folder(store).counts
    lines = file.read_text("utf-8").split("\n")
    file.write_text("\n".join([*lines[: len(lines) - without], *map(json.dumps, more)]), "utf-8")


@pytest.fixture
def unpublished(store: Path) -> Path:
    """Return the store with a change that is not published."""
    with create_or_open(store) as writer:
        writer.replace_graphs({GRAPH: numbered(3)})
    return store


def published(store: Path) -> Tally | None:
    """Publish what is there, and return the tally that is kept, which may be none."""
    with create_or_open(store) as writer:
        writer.publish()
        assert statistics(store) == writer.statistics()
    return kept(store)


def test_a_change_that_was_made_before_a_kill_counts(unpublished: Path) -> None:
    cut_off(unpublished)
    assert published(unpublished) == anew(unpublished)[1]
    assert kept(unpublished) is not None


def test_a_change_that_a_kill_kept_from_being_made_does_not_count(unpublished: Path) -> None:
    lost = {"graphs": [GRAPH], "change": {"quads": 5}, "whole": "of others"}
    cut_off(unpublished, lost, without=1)
    assert published(unpublished) == anew(unpublished)[1]
    assert kept(unpublished) is not None


def test_a_load_that_was_cut_off_counts_as_it_stands(unpublished: Path) -> None:
    file = unpublished.with_suffix(".nq")
    file.write_bytes(numbered(2, OTHER))
    with create_or_open(unpublished) as writer:
        writer.load_graphs([OTHER], file)
    said = {"graphs": [OTHER], "change": {"quads": 500}, "whole": ""}
    cut_off(unpublished, said, without=3)
    assert published(unpublished) == anew(unpublished)[1]
    assert kept(unpublished) is not None


@pytest.mark.parametrize(
    "left",
    [
        ({"change": {"quads": 1}}, {"made": True}),  # written, and gone with the power
        ({"change": {"quads": "1"}}, {"made": True}),
        ({"change": {"quads": -500}}, {"made": True}),
        ({"change": {}}, {"change": {}}),
        ({"lost": True},),
    ],
)
def test_numbers_that_may_be_wrong_are_not_believed(
    unpublished: Path, left: tuple[Mapping[str, object], ...]
) -> None:
    cut_off(unpublished, *left, without=1)
    assert published(unpublished) is None


def test_half_a_line_makes_the_numbers_unknown(unpublished: Path) -> None:
    with Folder(unpublished).counts.open("a", encoding="utf-8") as out:
        out.write('\n{"graphs": [')
    assert published(unpublished) is None


def test_what_was_published_before_a_kill_does_not_count_again(unpublished: Path) -> None:
    noted = Folder(unpublished).counts.read_bytes()
    before = published(unpublished)
    Folder(unpublished).counts.write_bytes(noted)
    with create_or_open(unpublished) as writer:
        writer.compact()
    assert kept(unpublished) == before == anew(unpublished)[1]


def test_a_change_by_a_program_that_counts_nothing_makes_the_numbers_unknown(
    unpublished: Path,
) -> None:
    Folder(unpublished).counts.unlink()
    with create_or_open(unpublished) as writer:
        writer.replace_graphs({OTHER: numbered(2, OTHER)})
    assert published(unpublished) is None


def test_an_update_makes_the_numbers_unknown_until_they_are_counted(store: Path) -> None:
    with create_or_open(store) as writer:
        writer.update("INSERT DATA { GRAPH <http://example.org/g> { <urn:x:s> a <urn:x:C> } }")
    assert published(store) is None
    with open_reader(store) as reader:
        profile = reader.profile()
    assert profile.classes[Iri("urn:x:C")].entities == 1
    assert kept(store) is not None
    with create_or_open(store) as writer:
        writer.replace_graphs({OTHER: numbered(2, OTHER)})
    assert published(store) == anew(store)[1]


def test_an_update_that_fails_changes_no_number(writer: Writer, store: Path) -> None:
    with pytest.raises(BadQuery):
        writer.update("INSERT DATA {")
    writer.replace_graphs({OTHER: numbered(2, OTHER)})
    writer.publish()
    assert kept(store) == anew(store)[1] is not None


def test_a_thing_told_of_in_two_graphs_is_counted_by_queries(store: Path) -> None:
    with create_or_open(store) as writer:
        again = numbered(10).replace(f"<{GRAPH}> .\n".encode(), f"<{OTHER}> .\n".encode())
        writer.replace_graphs({OTHER: again})
        writer.publish()
    with open_reader(store) as reader:
        assert reader.profile().classes[term("Document")].entities == 1
    assert kept(store) is None


def test_things_of_no_graph_are_not_taken_for_things_of_one(store: Path) -> None:
    with create_or_open(store) as writer:
        writer.update("INSERT DATA { <urn:x:s> a <urn:x:C> }")
        writer.publish()
    with open_reader(store) as reader:
        assert reader.profile().classes[Iri("urn:x:C")].entities == 1
    assert kept(store) is None


def test_a_store_without_numbers_is_counted_once(store: Path) -> None:
    tally_file(Folder(store), 1).unlink()
    with open_reader(store) as reader:
        assert reader.profile() == anew(store)[0]
    assert kept(store) == anew(store)[1] is not None
