"""What a registered study is called: its numbers, titles, sponsors and people."""

from trialgraph.extract.record_values import place, stated
from trialgraph.model.record import Block, Leaf
from trialgraph.model.text import Stated
from trialgraph.model.trial import Official, SecondaryId, Sponsor
from trialgraph.names.registries import canonical, is_registration, registry_of

_OWN = "clinicaltrials"
_KINDS = {"EUDRACT_NUMBER": "euclinicaltrials", "CTIS": "ctis"}
_GRANTS = frozenset({"NIH", "FDA", "VA", "CDC", "AHRQ", "SAMHSA", "OTHER_GRANT"})


def registrations(identification: Block) -> tuple[Stated, ...]:
    """Return the study's own number, its former ones, and those of other registries.

    Another number of this registry among the secondary ones is another study's, such as
    the one that this one extends: only a former number is the same study's.
    """
    found: dict[str, Stated] = {}
    own = identification.leaf("nctId")
    for number in (*((own,) if own else ()), *identification.leaves("nctIdAliases")):
        found.setdefault(number.words, number.stated(canonical(number.words)))
    for each in identification.blocks("secondaryIdInfos"):
        leaf = each.leaf("id")
        registry = _registry(each)
        if leaf and registry != _OWN and (registry or is_registration(leaf.words)):
            written = canonical(leaf.words)
            found.setdefault(written, leaf.stated(written))
    return tuple(found.values())


def _registry(secondary: Block) -> str:
    """Return the registry that gave a number: by its pattern, else by the kind stated."""
    return registry_of(secondary.words("id")) or _KINDS.get(secondary.words("type"), "")


def secondary_ids(identification: Block) -> tuple[SecondaryId, ...]:
    """Return every other number of the study, with its giver."""
    return tuple(
        SecondaryId(
            value=each.words("id"),
            kind=each.words("type"),
            domain=each.words("domain"),
            registry=_registry(each),
            span=place(each, "id"),
        )
        for each in identification.blocks("secondaryIdInfos")
    )


def organisation_ids(identification: Block) -> tuple[Stated, ...]:
    """Return the numbers that sponsors gave: neither registries' nor those of grants."""
    found: dict[str, Stated] = {}
    own = identification.leaf("orgStudyIdInfo", "id")
    if own and not _is_taken(own, identification):
        found[own.words] = own.stated()
    for each in identification.blocks("secondaryIdInfos"):
        leaf = each.leaf("id")
        if leaf and not _registry(each) and each.words("type") not in _GRANTS:
            found.setdefault(leaf.words, leaf.stated())
    return tuple(found.values())


def _is_taken(own: Leaf, identification: Block) -> bool:
    return own.words == identification.words("nctId") or registry_of(own.words) == _OWN


def sponsors(module: Block) -> tuple[Sponsor, ...]:
    """Return the lead sponsor, then the collaborators, with their classes."""
    lead = module.block("leadSponsor")
    found = [_sponsor(lead, is_lead=True)] if lead else []
    found += [_sponsor(each, is_lead=False) for each in module.blocks("collaborators")]
    return tuple(found)


def _sponsor(one: Block, *, is_lead: bool) -> Sponsor:
    return Sponsor(
        name=one.words("name"),
        role="lead" if is_lead else "collaborator",
        sponsor_class=one.words("class"),
        span=place(one, "name"),
    )


def officials(study: Block) -> tuple[Official, ...]:
    """Return the people answerable for the study; one that is named twice alike stands once."""
    protocol = study.block("protocolSection")
    party = protocol.block("sponsorCollaboratorsModule", "responsibleParty")
    found = [
        Official(
            name=each.words("name"),
            role=each.words("role"),
            affiliation=each.words("affiliation"),
            span=place(each, "name"),
        )
        for each in protocol.blocks("contactsLocationsModule", "overallOfficials")
    ]
    name = party.leaf("investigatorFullName") or party.leaf("oldNameTitle")
    if name:
        found.append(
            Official(
                name=name.words,
                role=party.words("type") or "RESPONSIBLE_PARTY",
                affiliation=party.words("investigatorAffiliation")
                or party.words("oldOrganization"),
                span=name.span,
            )
        )
    return tuple(found)


def title(identification: Block) -> Stated | None:
    """Return the official title, the brief one where there is no other."""
    return stated(identification.leaf("officialTitle") or identification.leaf("briefTitle"))
