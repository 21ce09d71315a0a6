"""The authors of a publication's record, with ORCIDs whose check digit is right."""

from collections.abc import Iterator

from trialgraph.model.reading import Author
from trialgraph.model.record import Block
from trialgraph.model.text import Problem
from trialgraph.names.identifiers import orcid


def read_people(root: Block) -> tuple[Author, ...]:
    """Return the authors in their order; a group of authors is one of them."""
    return tuple(author for each, author in _people(root) if author.name)


def orcid_problems(root: Block) -> tuple[Problem, ...]:
    """Return a problem for each ORCID that was left out."""
    return tuple(
        Problem(
            "orcid-checksum",
            f"found {leaf.words!r}, wanted an ORCID with a right check digit; left out",
            leaf.span,
        )
        for each, author in _people(root)
        if (leaf := each.leaf("orcid")) and not author.orcid
    )


def _people(root: Block) -> Iterator[tuple[Block, Author]]:
    printed = {leaf.pointer: leaf for leaf in root.leaves("bylines")}
    for each in root.blocks("authors"):
        byline = printed.get(each.pointer)
        yield (
            each,
            Author(
                name=byline.words if byline else _name(each),
                orcid=orcid(each.words("orcid")),
                affiliations=tuple(leaf.words for leaf in each.leaves("affiliations")),
                span=byline.span if byline else each.span,
            ),
        )


def _name(person: Block) -> str:
    """Return the name of a person or of a group as a byline has it."""
    if collective := person.words("collective"):
        return collective
    given = person.words("given") or person.words("initials")
    return " ".join(filter(None, (given, person.words("family"), person.words("suffix"))))
