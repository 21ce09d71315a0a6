"""A publication's record as bibliography: facts from its fields, prose only for what has none.

Identifiers, dates and people come from fields alone: an abstract may print the
DOI of the article that it corrects.
"""

from collections.abc import Callable, Iterator

from trialgraph.extract.bibliography import licence_in, read_bibliography
from trialgraph.extract.publication_dates import field_date, field_history
from trialgraph.extract.publication_notices import erratum, read_corrections, retracted
from trialgraph.extract.publication_people import read_people
from trialgraph.model import lazy
from trialgraph.model.document import Document
from trialgraph.model.reading import Bibliography, Grant
from trialgraph.model.record import Block, Leaf
from trialgraph.model.text import Stated
from trialgraph.model.trial import Heading
from trialgraph.names import identifiers, registries

_TRANSLATED = lazy.regex(r"\[(?P<title>.*)\]\.?")
_MARK = lazy.regex(r"^(?:RETRACTED|WITHDRAWN|Retracted|Withdrawn)(?: ARTICLE)?: ")


def read_publication(document: Document, root: Block) -> Bibliography:
    """Return what a publication's record states, with the words of each field."""
    prose = read_bibliography(document)
    return Bibliography(
        title=_title(root),
        journal=_stated(root.leaf("journal") or root.leaf("journal_abbreviation")),
        issued=field_date(root.block("issued"), document),
        online=field_date(root.block("online"), document),
        volume=_stated(root.leaf("volume")),
        issue=_stated(root.leaf("issue")),
        pages=_stated(root.leaf("pages")),
        doi=_numbered(root.leaf("doi"), identifiers.doi),
        pmid=_numbered(root.leaf("pmid"), identifiers.pmid),
        pmcid=_numbered(root.leaf("pmcid"), identifiers.pmcid),
        licence=_licence(root) or prose.licence,
        authors=read_people(root),
        funders=prose.funders,
        grants=tuple(_grant(each) for each in root.blocks("grants")),
        registrations=tuple(_registrations(root)),
        publication_types=_all(root, "publication_types"),
        languages=_all(root, "languages"),
        keywords=_all(root, "keywords"),
        headings=tuple(_headings(root)),
        corrections=read_corrections(root),
        history=field_history(root, document),
        erratum=erratum(root) or prose.erratum,
        retracted=retracted(root) or prose.retracted,
    )


def _stated(leaf: Leaf | None) -> Stated | None:
    return leaf.stated() if leaf else None


def _all(root: Block, name: str) -> tuple[Stated, ...]:
    return tuple(leaf.stated() for leaf in root.leaves(name))


def _title(root: Block) -> Stated | None:
    """Return the title without its full stop and without PubMed's mark of a translation."""
    leaf = root.leaf("title")
    if leaf is None:
        return None
    words = _MARK.sub("", leaf.words)
    translated = _TRANSLATED.fullmatch(words)
    return leaf.stated((translated["title"] if translated else words).rstrip(" ."))


def _numbered(leaf: Leaf | None, kept: Callable[[str], str]) -> Stated | None:
    """Return an identifier in the form that is kept; none where the field holds something else."""
    value = kept(leaf.words) if leaf else ""
    return leaf.stated(value) if leaf and value else None


def _licence(root: Block) -> Stated | None:
    """Return the licence that a field names."""
    for name in ("licence", "copyright"):
        leaf = root.leaf(name)
        if leaf and (found := licence_in(leaf.words)):
            start, end = found.span.start, found.span.end
            return Stated(found.value, found.printed, leaf.piece(start, end))
    return None


def _grant(grant: Block) -> Grant:
    return Grant(
        number=grant.words("number"),
        agency=grant.words("agency"),
        country=grant.words("country"),
        span=grant.span,
    )


def _registrations(root: Block) -> Iterator[Stated]:
    """Yield the trials' numbers of the record, each once, as their registries write them."""
    seen: set[str] = set()
    for each in root.blocks("registrations"):
        leaf = each.leaf("number")
        if leaf is None:
            continue
        value = _canonical(each.words("registry"), leaf.words)
        if registries.key(value) not in seen:
            seen.add(registries.key(value))
            yield leaf.stated(value)


def _canonical(registry: str, number: str) -> str:
    """Return a number as its registry writes it; digits alone need the registry's name before."""
    named = f"{registry.replace(' ', '-')} {number}"
    for words in (number, named):
        if registries.registry_of(words):
            return registries.canonical(words)
    return registries.canonical(number)


def _headings(root: Block) -> Iterator[Heading]:
    for name, role in (
        ("headings", "topic"),
        ("supplementary_headings", "topic"),
        ("substances", "substance"),
    ):
        for each in root.blocks(name):
            yield Heading(
                scheme="mesh",
                code=each.words("code"),
                label=each.words("label"),
                role=role,
                major=each.words("major") == "true",
                qualifiers=tuple(leaf.words for leaf in each.leaves("qualifiers")),
                span=each.span,
            )
