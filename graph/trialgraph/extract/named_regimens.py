"""What the named regimens are made of, so that arms can be compared drug by drug."""

from dataclasses import replace

from trialgraph.extract.regimen import Component
from trialgraph.terms.index import TermIndex


def by_drug(components: tuple[Component, ...], terms: TermIndex) -> tuple[Component, ...]:
    """Return the components with each named regimen replaced by its drugs, where all are known.

    Each drug stands where the regimen is named.
    """
    out: dict[str, Component] = {}
    named = any(_is_cytotoxic(each, terms) for each in components)
    for component in components:
        for each in _radiation(component, terms) if named else _drugs(component, terms):
            out.setdefault(each.key, each)
    return tuple(out.values())


def _drugs(component: Component, terms: TermIndex) -> tuple[Component, ...]:
    """Return the drugs of a named regimen, whose own names are not printed; else the component."""
    regimen = terms.get("drug", component.concept or "")
    made_of = regimen.attributes.get("made_of", "").split() if regimen else []
    concepts = [terms.get("drug", each) for each in made_of]
    known = [concept for concept in concepts if concept is not None]
    if not known or len(known) < len(concepts) or component.choice:
        return (component,)
    return tuple(
        replace(component, name=each.label, concept=each.notation, printed="") for each in known
    )


def _is_cytotoxic(component: Component, terms: TermIndex) -> bool:
    key = component.concept or ""
    concept = terms.get("drug", key)
    is_drug = concept is not None and concept.attributes.get("kind") == "drug"
    return is_drug and terms.is_a("drug", key, "chemotherapy")


def _radiation(component: Component, terms: TermIndex) -> tuple[Component, ...]:
    """Return the radiotherapy of a chemoradiotherapy whose drug the arm names beside it."""
    concept = terms.get("drug", "radiotherapy")
    if component.concept != "chemoradiotherapy" or concept is None:
        return _drugs(component, terms)
    return (replace(component, name=concept.label, concept=concept.notation, printed=""),)
