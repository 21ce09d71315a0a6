"""The index follows the store: whatever way led to a version, its names are the same."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import pytest
from tests.acceptance.running import example, examples
from tests.corpus import corpus

from trialgraph import names
from trialgraph.catalogue.names_found import find_names
from trialgraph.catalogue.names_gathered import gathering, stamp_of
from trialgraph.catalogue.names_kept import SMALL, make_names, named
from trialgraph.catalogue.paging import MOST, Page, Part
from trialgraph.catalogue.things import find_thing, list_things, trials_of
from trialgraph.catalogue.trial_named import trials
from trialgraph.catalogue.trial_search import Trials, find_trials
from trialgraph.errors import CursorExpired, NamesNotReady, StoreFormat, UnknownName
from trialgraph.evidence.derive import derive
from trialgraph.ingest.run import ingest, remove
from trialgraph.rdf.term import plain
from trialgraph.rdf.write import document_quads
from trialgraph.store import Reader, Writer, create_or_open, open_reader
from trialgraph.store.backups import backup
from trialgraph.store.engine import Row
from trialgraph.store.folder import Folder
from trialgraph.store.name_files import names_in_memory
from trialgraph.store.name_index import NamedThing
from trialgraph.store.restoring import restore
from trialgraph.store.snapshots import Statistics, names_file
from trialgraph.terms.index import TermIndex

TRIALS = 25
Rows = dict[str, list[tuple[object, ...]]]
_TABLES = {
    "things": "SELECT type, iri, label, effects, trials, is_hidden FROM thing",
    "names": "SELECT iri, name.type, plain, exact, weight FROM name JOIN thing ON thing.id = thing",
    "parts": "SELECT thing.iri, role, verdict, owner.iri, part.effects FROM part "
    "JOIN thing ON thing.id = part.thing JOIN thing AS owner ON owner.id = part.owner",
}


def rows(content: bytes) -> Rows:
    """Return what an index says, without the numbers of its own; cited works are left out."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(content)
    found = {
        table: sorted(row for row in connection.execute(query) if not _is_cited(row))
        for table, query in _TABLES.items()
    }
    connection.close()
    return found


def _is_cited(row: tuple[object, ...]) -> bool:
    """Tell whether a row is of a work that is only cited: which citation names it may differ."""
    return "publication" in row[:2] or "cites" in row


def made(path: Path) -> Rows:
    """Return the index that is made of the one before."""
    make_names(path)
    with open_reader(path) as reader:
        return rows(names_file(Folder(path), reader.version).read_bytes())


def anew(path: Path, terms: TermIndex) -> Rows:
    """Return the index that is made of the whole store."""
    with open_reader(path) as reader:
        return rows(names_in_memory(reader, stamp_of(terms), gathering(reader, terms)))


def found(path: Path, terms: TermIndex, q: str) -> set[str]:
    """Return the types and labels of what has just this name."""
    with open_reader(path) as reader:
        return {f"{one.type} {one.label}" for one in find_names(reader, terms, q).exact}


def test_it_follows_ingest_and_remove(tmp_path: Path, terms: TermIndex) -> None:
    path = tmp_path / "store"
    for document in sorted(examples()):
        list(ingest([document], path))
        assert made(path) == anew(path, terms)
    assert found(path, terms, "PATINA") == {"trial PATINA"}
    with open_reader(path) as reader:
        identifiers = [entry.identifier for entry in reader.entries()]
    for identifier in identifiers:
        list(remove(path, [identifier]))
        assert made(path) == anew(path, terms)
    assert found(path, terms, "PATINA") == set()
    assert found(path, terms, "Perjeta") == {"drug pertuzumab"}


def test_a_restored_store_is_named_anew(tmp_path: Path, terms: TermIndex) -> None:
    path, copy = tmp_path / "store", tmp_path / "restored"
    list(ingest(examples(), path))
    before = made(path)
    backup(path, tmp_path / "backup")
    restore(tmp_path / "backup", copy)
    assert found(copy, terms, "CLEOPATRA") == {"trial CLEOPATRA"}
    assert made(copy) == before


def put(writer: Writer, some: Iterable[str], readings: dict[str, bytes]) -> None:
    """Store documents, or drop them where they are in no list, and publish."""
    wanted = list(some)
    writer.replace_graphs({names.document(one): readings[one] for one in wanted})


@pytest.fixture(scope="module")
def readings() -> dict[str, bytes]:
    """Return the graphs of the documents of some invented trials, by identifier."""
    planted = list(corpus(TRIALS))
    pairs = (pair for one in planted for pair in zip(one.documents, one.pages, strict=True))
    return {reading.identifier: document_quads(reading, page) for reading, page in pairs}


@pytest.fixture(scope="module")
def invented(
    readings: dict[str, bytes], terms: TermIndex, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reader]:
    """Return a store of the invented trials that was filled and changed step by step."""
    path = tmp_path_factory.mktemp("invented") / "store"
    random = Random(1)  # noqa: S311 - any order will do
    order = list(readings)
    random.shuffle(order)
    with create_or_open(path) as writer:
        while order:
            part, order = order[:15], order[15:]
            put(writer, part, readings)
            derive(writer, terms, part)
            writer.publish()
            make_names(path)
        gone = random.sample(sorted(readings), 5)
        writer.replace_graphs({names.document(one): b"" for one in gone})
        derive(writer, terms, gone)
        writer.publish()
    with open_reader(path) as reader:
        yield reader


def test_step_by_step_gives_what_all_at_once_gives(invented: Reader, terms: TermIndex) -> None:
    assert made(invented.path) == anew(invented.path, terms)


_STANDING = f"""PREFIX : <{names.ONTOLOGY}> SELECT DISTINCT ?trial ?result ?role ?concept {{
  ?trial :hasResult ?result .
  {{ ?result :endPoint ?concept BIND("all" AS ?role) }} UNION
  {{ ?trial :treats ?concept BIND("all" AS ?role) }} UNION
  {{ ?result :comparison/:adds ?concept BIND("adds" AS ?role) }} UNION
  {{ ?result :comparison/:removes ?concept BIND("removes" AS ?role) }} UNION
  {{ ?result :comparison/(:experimentalArm|:comparatorArm)/:includes ?concept
     BIND("compared" AS ?role) }} }}"""


def test_what_stands_behind_a_concept_is_what_the_graph_says(
    invented: Reader, terms: TermIndex
) -> None:
    wanted: dict[tuple[str, str], set[str]] = {}
    for row in invented.select(_STANDING):
        scheme, _, notation = plain(row["concept"]).removeprefix(names.ID).partition("/")
        for one in (notation, *terms.classes(scheme, notation)):
            for role in ("all", plain(row["role"])):
                key = (names.concept(scheme, one), role)
                wanted.setdefault(key, set()).add(plain(row["result"]))
    assert {role for _, role in wanted} == {"all", "adds", "removes", "compared"}
    with named(invented, terms) as index:
        told = {
            (iri, role): sum(index.standings(iri).get(role, {}).values()) for iri, role in wanted
        }
        effects = {iri: thing.effects for iri, _ in wanted if (thing := index.get(iri))}
    assert told == {key: len(results) for key, results in wanted.items()}
    assert effects == {
        iri: len(results) for (iri, role), results in wanted.items() if role == "all"
    }


def test_every_invented_trial_is_found(invented: Reader, terms: TermIndex) -> None:
    query = (
        f"PREFIX : <{names.ONTOLOGY}> PREFIX rdfs: <{names.PREFIXES['rdfs']}> "
        "SELECT ?trial ?name { ?trial a :Trial ; rdfs:label|:registration ?name }"
    )
    called = [(plain(row["trial"]), plain(row["name"])) for row in invented.select(query)]
    assert len(called) >= TRIALS
    lost = [
        name
        for trial, name in called
        if trial not in {one.iri for one in find_names(invented, terms, name, ["trial"]).exact}
    ]
    assert lost == []


def test_a_store_that_may_only_be_read_is_named_in_memory(
    tmp_path: Path, terms: TermIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store"
    list(ingest(examples(), path))

    def refused(*_: object) -> bool:
        raise PermissionError

    monkeypatch.setattr("trialgraph.catalogue.names_kept.build_names", refused)
    assert found(path, terms, "CLEOPATRA") == {"trial CLEOPATRA"}
    assert not list((path / "snapshots").glob("*.names*"))


class Large:
    """A version of a store that says it is large."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __getattr__(self, name: str) -> object:
        return getattr(self._reader, name)

    def statistics(self) -> Statistics:
        """Return many statements."""
        return Statistics(1, 1, SMALL + 1)


def test_a_large_store_is_named_by_the_version_before(tmp_path: Path, terms: TermIndex) -> None:
    path = tmp_path / "store"
    first, *rest = examples()
    list(ingest([first], path))
    with open_reader(path) as reader, pytest.raises(NamesNotReady, match="trialgraph index"):
        find_names(Large(reader), terms, "OS")  # type: ignore[arg-type]
    make_names(path)
    list(ingest(rest, path))
    with open_reader(path) as reader:
        told = find_names(Large(reader), terms, "OS")  # type: ignore[arg-type]
        assert (told.is_current, len(told.exact)) == (False, 1)
        make_names(path)
        assert find_names(Large(reader), terms, "OS").is_current  # type: ignore[arg-type]


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[Reader]:
    """Return a version of a large store whose names are those of the version before."""
    path = tmp_path / "store"
    last = example("patina")
    list(ingest((one for one in examples() if one != last), path))
    make_names(path)
    list(ingest([last], path))
    with open_reader(path) as reader:
        yield Large(reader)  # type: ignore[misc]


def lists(reader: Reader, terms: TermIndex, page: Page) -> list[Part[NamedThing] | Trials]:
    """Return pages of what the names order, or find."""
    return [
        list_things(reader, terms, "drug", page),
        trials_of(reader, terms, names.concept("condition", "breast-cancer"), page),
        find_trials(reader, terms, {"q": ["CLEOPATRA", "PRECIOUS", "PATINA"]}, page),
    ]


def test_what_rests_on_names_of_the_version_before_says_so(
    behind: Reader, terms: TermIndex
) -> None:
    every = Page(MOST)
    assert not any(one.is_current for one in lists(behind, terms, every))
    assert not find_thing(behind, terms, "drug", "pertuzumab").is_current
    assert find_trials(behind, terms, {}).is_current
    make_names(behind.path)
    assert all(one.is_current for one in lists(behind, terms, every))
    assert find_thing(behind, terms, "drug", "pertuzumab").is_current


def test_pages_are_turned_by_the_same_names_alone(behind: Reader, terms: TermIndex) -> None:
    first = lists(behind, terms, Page(1))
    for number, one in enumerate(first):
        again = lists(behind, terms, Page.of(behind.version, 1, one.next_cursor))[number]
        assert again.rows
        assert not any(row in one.rows for row in again.rows)
    make_names(behind.path)
    for one in first:
        with pytest.raises(CursorExpired, match="names was made anew"):
            lists(behind, terms, Page.of(behind.version, 1, one.next_cursor))


def test_a_trial_in_any_capitals_is_found_whatever_the_names_are_of(
    behind: Reader, terms: TermIndex
) -> None:
    for _ in "before", "behind":
        assert trials(behind, terms, "pAtInA") == trials(behind, terms, "PATINA")
        with pytest.raises(UnknownName, match="nearest: CLEOPATRA"):
            trials(behind, terms, "CLEOPATRAA")
        make_names(behind.path)


def test_without_names_nothing_is_near(tmp_path: Path, terms: TermIndex) -> None:
    list(ingest(examples(), tmp_path / "store"))
    with open_reader(tmp_path / "store") as reader:
        large = Large(reader)
        assert trials(large, terms, "pAtInA")  # type: ignore[arg-type]
        with pytest.raises(UnknownName, match="ask again in a while"):
            trials(large, terms, "CLEOPATRAA")  # type: ignore[arg-type]
        with pytest.raises(UnknownName, match="nearest: CLEOPATRA"):
            trials(reader, terms, "CLEOPATRAA")  # a small one is read
        assert not list((tmp_path / "store" / "snapshots").glob("*.names*"))


class Counting(Large):
    """A version of a store that notes how many rows each query gives."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self.rows: list[int] = []

    def select(self, query: str) -> list[Row]:
        """Return the rows of a query."""
        found = self._reader.select(query)
        self.rows.append(len(found))
        return found


@pytest.mark.parametrize("words", ["zzz", "NCT98765432", "trial 1", "TrIaL zZz"])
def test_an_unknown_name_reads_few_names(invented: Reader, terms: TermIndex, words: str) -> None:
    make_names(invented.path)
    counting = Counting(invented)
    with pytest.raises(UnknownName):
        trials(counting, terms, words)  # type: ignore[arg-type]
    assert sum(counting.rows) < TRIALS


def test_a_damaged_index_is_told(tmp_path: Path, terms: TermIndex) -> None:
    path = tmp_path / "store"
    list(ingest(examples(), path))
    make_names(path)
    with open_reader(path) as reader:
        file = names_file(Folder(path), reader.version)
        content = bytearray(file.read_bytes())
        content[len(content) // 4 :] = bytes(len(content) - len(content) // 4)
        file.write_bytes(content)
        with pytest.raises(StoreFormat, match="made again"):
            find_names(reader, terms, "pertuzumab")


def test_other_terms_make_another_index(terms: TermIndex) -> None:
    more = TermIndex([*terms, next(iter(terms))])
    assert stamp_of(more) == stamp_of(terms)
    fewer = TermIndex(list(terms)[1:])
    assert stamp_of(fewer) != stamp_of(terms)
