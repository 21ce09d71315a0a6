"""Interventions, conditions and end points; and what somebody may mean by a name."""

from collections.abc import Iterable, Sequence

from trialgraph.catalogue.answer import AnswerRow, Cell
from trialgraph.catalogue.card import Column
from trialgraph.catalogue.codes import local_name
from trialgraph.catalogue.names_found import TYPES, NameMatch, find_names, suggest
from trialgraph.catalogue.schemes import LONGEST
from trialgraph.catalogue.things import Thing, find_thing, list_things, trials_of
from trialgraph.catalogue.trial_standings import FOR_COMPARATOR, RESERVED, SUPERSEDED, WITHIN
from trialgraph.names import Iri, expand
from trialgraph.server.addresses import api_of
from trialgraph.server.api.asking import ending_of, whole
from trialgraph.server.api.contract import (
    Answers,
    Asked,
    Found,
    Moved,
    Parameter,
    Resource,
    RowKind,
)
from trialgraph.server.api.meaning import Meaning
from trialgraph.server.bounded import BoundedReader
from trialgraph.store.name_index import NamedThing
from trialgraph.terms.index import TermIndex

_HEAD = (
    Column("id", "text", "the end of its IRI, and of its address here"),
    Column("iri", "iri", "names it in the graph"),
    Column("label", "text", "what to print"),
    Column("trials", "integer", "in which it occurs"),
    Column("effects", "integer", "estimates that stand behind it"),
    Column("preferred_name", "text", "in the tables of names; null for what they do not know"),
)
_NAMED = {"preferred_name": Meaning(expand("skos:prefLabel"), language="en")}
LISTED = RowKind("ListedThing", _HEAD, has_passages=False, means=_NAMED)
_TRIAL = RowKind("ListedThing", _HEAD, has_passages=False)
THING = RowKind(
    "Thing",
    (
        *_HEAD,
        Column("synonyms", "texts", "its other names, brands and codes among them"),
        Column("broader", "texts", "IRIs of the classes it falls in directly"),
        Column("narrower", "texts", "IRIs of what falls in it directly"),
        Column("same_as", "texts", "addresses of the same concept in other vocabularies"),
    ),
    has_passages=False,
    means={
        **_NAMED,
        "synonyms": Meaning(expand("skos:altLabel"), language="en"),
        "broader": Meaning(expand("skos:broader")),
        "narrower": Meaning(expand("skos:broader"), is_reverse=True),
        "same_as": Meaning(expand("skos:exactMatch")),
    },
)
STANDING = RowKind(
    "Standing",
    (
        Column("role", "text", "of a drug: adds, removes, compared (in either arm); or all"),
        Column(
            "verdict",
            "text",
            f"its strength; {RESERVED} where a reservation forbids the plain word; with "
            f"{' or '.join(WITHIN.values())} before it where a margin is excluded, with "
            f"{FOR_COMPARATOR} behind it where that arm is favoured; {SUPERSEDED} where a later "
            "estimate took its place and the formal verdict is not its own",
        ),
        Column("effects", "integer", "number of estimates"),
    ),
    has_passages=False,
)
MATCH = RowKind(
    "NameMatch",
    (
        Column("type", "text", ", ".join(TYPES)),
        Column("iri", "iri", "names it in the graph; of a work that is not held, its address"),
        Column("label", "text", "what to print"),
        Column("matched_name", "text", "the name by which it was found, as printed"),
        Column("is_exact", "boolean", "whether the words are that name"),
        Column("effects", "integer", "estimates that stand behind it"),
        Column("trials", "integer", "of the store in which it occurs"),
    ),
    has_passages=False,
)
_Q = Parameter(
    "q",
    "a name, a number or an address in any form",
    "Herceptin",
    {"type": "string", "minLength": 1, "maxLength": LONGEST},
    is_required=True,
)
_TYPE = Parameter("type", "only things of this kind", "drug", {"type": "string", "enum": [*TYPES]})
_LIMIT = Parameter(
    "limit", "matches at most", "10", {"type": "integer", "minimum": 1, "maximum": 200}
)
_SINGULAR = {"interventions": "intervention", "conditions": "condition", "endpoints": "endpoint"}
_WORDS = {
    "interventions": ("Intervention", "drugs and other interventions", "pertuzumab"),
    "conditions": ("Condition", "conditions", "breast-cancer"),
    "endpoints": ("Endpoint", "end points", "OS"),
}


def _listed(one: NamedThing, name: str | None = None) -> AnswerRow:
    return _row(
        id=local_name(Iri(one.iri)),
        iri=one.iri,
        label=one.label,
        trials=one.trials,
        effects=one.effects,
        preferred_name=name,
    )


def _name(terms: TermIndex, scheme: str, notation: str) -> str | None:
    """Return the name that the tables prefer for a concept; ``None`` where they have none."""
    concept = terms.get(scheme, notation)
    return concept.label if concept else None


def _row(**cells: Cell) -> AnswerRow:
    return AnswerRow(cells, ())


def _of_thing(one: Thing, name: str | None) -> AnswerRow:
    return _row(
        id=one.notation,
        iri=one.iri,
        label=one.label,
        trials=one.trials,
        effects=one.effects,
        preferred_name=name,
        synonyms=[*one.synonyms],
        broader=[each.iri for each in one.broader],
        narrower=[each.iri for each in one.narrower],
        same_as=[*one.same_as],
    )


def _list(room: str) -> Answers:
    def answer(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
        part = list_things(reader, terms, _SINGULAR[room], asked.page(reader))
        rows = [_listed(one, _name(terms, one.type, local_name(Iri(one.iri)))) for one in part.rows]
        return Found(rows, part.next_cursor, is_current=part.is_current)

    return answer


def _one(room: str) -> Answers:
    def answer(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
        given = asked.one("id")
        found = find_thing(reader, terms, _SINGULAR[room], given)
        if given != found.notation:
            raise Moved(f"{api_of(found.iri)}{ending_of(asked.path)}")
        trials = trials_of(reader, terms, found.iri, asked.page(reader))
        standings = [
            _row(role=role, verdict=verdict, effects=count)
            for role, verdicts in found.roles.items()
            for verdict, count in verdicts.items()
        ]
        parts = {"standings": standings, "in_trials": [_listed(each) for each in trials.rows]}
        row = _of_thing(found, _name(terms, found.type, found.notation))
        is_current = found.is_current and trials.is_current
        return Found([row], trials.next_cursor, parts=parts, is_current=is_current)

    return answer


def _resolve(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
    types = [one for one in (asked.one("type"),) if one]
    found = find_names(reader, terms, asked.one("q"), types, _limit(asked, 20))
    more = {"nearest": list(found.nearest), "is_current": found.is_current}
    return Found(_matches(found.matches), more=more)


def _suggest(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
    found = suggest(reader, terms, asked.one("q"), asked.one("type"), _limit(asked, 10))
    return Found(_matches(found))


def _limit(asked: Asked, usual: int) -> int:
    """Return how many matches are wanted.

    Raises:
        BadParameter: it is no whole number.
    """
    given = asked.one("limit")
    return whole("limit", given) if given else usual


def _matches(found: Iterable[NameMatch]) -> Sequence[AnswerRow]:
    return [
        _row(
            type=one.type,
            iri=one.iri,
            label=one.label,
            matched_name=one.matched_name,
            is_exact=one.is_exact,
            effects=one.effects,
            trials=one.trials,
        )
        for one in found
    ]


def _of_room(room: str) -> tuple[Resource, ...]:
    name, words, example = _WORDS[room]
    known = Parameter(
        "id",
        f"the end of its IRI; any other name of one of the {words} redirects to it",
        example,
        {"type": "string", "minLength": 1, "maxLength": LONGEST},
        place="path",
    )
    return (
        Resource(
            f"/{room}",
            f"list{name}s",
            f"The {words} that occur in trials, with how much stands behind each.",
            LISTED,
            _list(room),
        ),
        Resource(
            f"/{room}/{{id:path}}",
            f"get{name}",
            "One of them: its names, classes and codes, the verdicts behind it, and a page of "
            "the trials in which it occurs.",
            THING,
            _one(room),
            (known,),
            parts={"standings": STANDING, "in_trials": _TRIAL},
        ),
    )


RESOURCES = (
    *(resource for room in _WORDS for resource in _of_room(room)),
    Resource(
        "/resolve",
        "resolveName",
        "The things that a name or an identifier in any form may mean, the likeliest first.",
        MATCH,
        _resolve,
        (_Q, _TYPE, _LIMIT),
        more={
            "nearest": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Names spelled alike, where none has the words.",
            },
            "is_current": {
                "type": "boolean",
                "description": "Whether the names are of this version of the data.",
            },
        },
        is_paged=False,
        has_turtle=False,
        is_of_data=False,
    ),
    Resource(
        "/suggest",
        "suggestNames",
        "The things whose name begins with what somebody types, the weightiest first.",
        MATCH,
        _suggest,
        (_Q, _TYPE, _LIMIT),
        is_paged=False,
        has_turtle=False,
        is_of_data=False,
    ),
)
