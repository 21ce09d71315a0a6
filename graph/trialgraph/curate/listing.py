"""Why documents are about one trial: every link with its rule and places, and who decided what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from trialgraph import names
from trialgraph.curate.unknown import unknown_trial
from trialgraph.evidence.decisions import Decisions
from trialgraph.evidence.trials import plain as folded
from trialgraph.extract.sentences import sentence_ends
from trialgraph.names import Iri
from trialgraph.names.registries import canonical
from trialgraph.names.registries import key as registration_key
from trialgraph.rdf.term import plain
from trialgraph.store import Reader

_PREFIX = f"PREFIX : <{names.ONTOLOGY}> PREFIX rdfs: <{names.PREFIXES['rdfs']}>"
_NAMES = """SELECT ?trial ?name { VALUES ?kind { :Trial :Study }
  ?trial a ?kind ; rdfs:label|:registration ?name }"""
_ACRONYMS = "SELECT ?trial ?name { ?trial :identityLink ?link ; :reportedAs/:statedAcronym ?name }"
_TRIAL = """SELECT ?property ?value {{ VALUES ?property {{ rdfs:label :registration }}
  <{trial}> ?property ?value }} ORDER BY ?property ?value"""
_DOCUMENTS = """SELECT ?role ?document {{
  VALUES ?role {{ :reportedBy :registeredBy :mentionedBy }} <{trial}> ?role ?document
}} ORDER BY DESC(?role) ?document"""
_LINKS = """SELECT ?link ?rule ?key ?how ?node ?place ?decision {{
  <{trial}> :identityLink ?link . ?link :rule ?rule ; :sharedKey ?key .
  VALUES ?how {{ :joins :keepsApart }} ?link ?how ?node .
  OPTIONAL {{ ?node :place ?place }} OPTIONAL {{ ?link :decision ?decision }}
}} ORDER BY ?rule ?key ?link ?node"""
_DECISIONS = """SELECT ?decision ?kind ?property ?value {{
  {{ ?decision :trialName ?name . VALUES ?name {{ {words} }} }} UNION
  {{ <{trial}> :identityLink/:decision ?decision }}
  ?decision a ?kind ; ?property ?value }}"""


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a document shows what a link rests on, with the sentence around it.

    Attributes:
        start: offset of the first character in the canonical text.
        end: offset after the last.
    """

    document: str
    start: int
    end: int
    exact: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ShownLink:
    """One reason why documents are about a trial, or are kept out of one."""

    rule: str
    shared: str
    keeps_apart: bool
    places: tuple[Printed, ...]
    decision: str = ""


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """A decision in force; ``apart`` is the document or number that a split keeps apart."""

    decision: str
    kind: str
    trials: tuple[str, ...]
    apart: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class ShownTrial:
    """A trial with its documents by what they do, the reasons for it, and the decisions."""

    trial: Iri
    label: str
    registrations: tuple[str, ...]
    documents: tuple[tuple[str, str], ...]
    links: tuple[ShownLink, ...]
    decisions: tuple[ShownDecision, ...]


def shown_trial(reader: Reader, words: str) -> ShownTrial:
    """Return what joins the documents of a trial, given as acronym, number, name or IRI.

    Raises:
        UnknownTrial: no trial of that name is held, or several are.
    """
    trial = _trial(reader, words)
    said: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows(reader, _TRIAL.format(trial=trial)):
        said[_local(row["property"])].append(row["value"])
    label = next(iter(said["label"]), "")
    documents = _rows(reader, _DOCUMENTS.format(trial=trial))
    return ShownTrial(
        trial=trial,
        label=label,
        registrations=tuple(said["registration"]),
        documents=tuple((_local(one["role"]), _document(one["document"])) for one in documents),
        links=tuple(_links(reader, trial)),
        decisions=tuple(_decisions(reader, trial, said["registration"])),
    )


def _rows(reader: Reader, query: str) -> list[dict[str, str]]:
    """Return the solutions of a query as plain characters."""
    found = reader.select(f"{_PREFIX} {query}")
    return [{name: plain(value) for name, value in row.items()} for row in found]


def _local(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _document(node: str) -> str:
    """Return the identifier of the document that a node is of."""
    return unquote(node.removeprefix(names.document("")).split("/", 1)[0])


def _trial(reader: Reader, words: str) -> Iri:
    """Return the IRI of the trial that words name."""
    given = unquote(words.removeprefix(names.trial("")))
    for name in (given, canonical(given)):
        if reader.graph(names.trial_graph(name)):
            return names.trial(name)
    for query in (_NAMES, _ACRONYMS):
        found = sorted({one["trial"] for one in _rows(reader, query) if _is_called(one, words)})
        if len(found) > 1:
            raise unknown_trial(words, map(_local, found))
        if found:
            return Iri(found[0])
    raise unknown_trial(words, ())


def _is_called(row: Mapping[str, str], words: str) -> bool:
    """Tell whether a name is meant by words."""
    name = row["name"]
    return folded(name) == folded(words) or registration_key(name) == registration_key(words)


def _links(reader: Reader, trial: Iri) -> Iterator[ShownLink]:
    """Yield the links of a trial with their places."""
    together: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(reader, _LINKS.format(trial=trial)):
        together[row["link"]].append(row)
    texts: dict[str, str] = {}
    for rows in together.values():
        first = rows[0]
        yield ShownLink(
            rule=first["rule"],
            shared=first["key"],
            keeps_apart=_local(first["how"]) == "keepsApart",
            places=tuple(_printed(reader, one, texts) for one in rows),
            decision=_local(first.get("decision", "")),
        )


def _printed(reader: Reader, row: Mapping[str, str], texts: dict[str, str]) -> Printed:
    """Return a place with the words that stand there."""
    document = _document(row["node"])
    if document not in texts:
        texts[document] = reader.kept_text(document)
    text = texts[document]
    start, end = map(int, row.get("place", "0-0").split("-"))
    sentence = _sentence(text, start, end) if end else ""
    return Printed(document, start, end, text[start:end], sentence)


def _sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around some characters, on one line."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    ends = sentence_ends(line)
    begun = max((one for one in ends if one <= start - first), default=0)
    stop = next(one for one in ends if one >= end - first)
    return " ".join(line[begun:stop].split())


def _decisions(reader: Reader, trial: Iri, registrations: Iterable[str]) -> Iterator[ShownDecision]:
    """Yield the decisions in force that name a trial, or that its links rest on."""
    called = {unquote(trial.removeprefix(names.trial(""))), *registrations}
    words = " ".join(f'"{one}"' for one in sorted(called))
    said: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows(reader, _DECISIONS.format(trial=trial, words=words)):
        said[row["decision"]][_local(row["property"])].add(row["value"])
        said[row["decision"]]["kind"].add(_local(row["kind"]))
    every = Decisions(reader)
    for decision, found in sorted(said.items()):
        if every.is_in_force(Iri(decision)):
            yield _shown_decision(decision, found)


def _shown_decision(decision: str, found: Mapping[str, set[str]]) -> ShownDecision:
    """Return a decision from what its graph says."""
    apart = [*map(_document, found["keepsApart"]), *found["keepsNumberApart"]]
    return ShownDecision(
        decision=_local(decision),
        kind="".join(found["kind"]).removesuffix("Decision").lower(),
        trials=tuple(sorted(found["trialName"])),
        apart="".join(apart),
        reason="".join(found["decisionReason"]),
        by="".join(found["decidedBy"]),
        at="".join(found["decidedAt"]),
    )
