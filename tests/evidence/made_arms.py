"""Arms in a few words, as readers would read them: ``"pembrolizumab + cisplatin"``."""

from decimal import Decimal

from trialgraph.evidence.arms import merged_arms
from trialgraph.evidence.comparisons import MergedComparison, merged_comparisons
from trialgraph.evidence.joining import identify
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.model.reading import TrialDocument
from trialgraph.model.result import Estimate
from trialgraph.model.text import Number, Span, Stated
from trialgraph.model.trial import Arm, ArmRole, Comparison, Intervention, Trial
from trialgraph.rdf.vocabulary import load_terms

TERMS = load_terms()
_PLACE = Span(0, 1)


def component(words: str, choice: int | None = None) -> Intervention:
    """Return a component; a dose after ``@``, a route after ``/``, a schedule after ``,``."""
    name, _, rest = words.partition(" @ ")
    dose, _, schedule = rest.partition(", ")
    name, _, route = name.partition(" / ")
    concept = TERMS.find("drug", name)
    return Intervention(
        name=concept.label if concept else name,
        concept=concept.notation if concept else None,
        choice_group=choice,
        dose=dose,
        schedule=schedule,
        route=route,
        printed=name,
        span=_PLACE,
    )


def arm(
    label: str,
    regimen: str = "",
    role: ArmRole = "unclear",
    registered: str = "",
    description: str = "",
) -> Arm:
    """Return an arm; components stand between `` + ``, the options of a choice between ``|``."""
    given: list[Intervention] = []
    for number, words in enumerate(filter(None, regimen.split(" + "))):
        options = words.split(" | ")
        choice = number if len(options) > 1 else None
        given += [component(option, choice) for option in options]
    return Arm(
        label=label,
        role=role,
        interventions=tuple(given),
        registered_type=registered,
        description=description,
        span=_PLACE,
    )


def held_against(left: str, right: str, *labels: str) -> MergedComparison:
    """Return the comparison of a regimen with a control's; arms are A and B, or as called."""
    experimental, control = labels or ("A", "B")
    (found,) = compared(arm(experimental, left, "experimental"), arm(control, right, "control"))
    return found


def compared(
    *arms: Arm,
    stated: tuple[tuple[str, str], ...] = (),
    estimated: tuple[tuple[str, str], ...] = (),
) -> tuple[MergedComparison, ...]:
    """Return the comparisons of one trial of one document."""
    identity = trial_of(*arms, stated=stated, estimated=estimated)
    return merged_comparisons(identity, merged_arms(identity, TERMS), TERMS)


def trial_of(
    *arms: Arm,
    stated: tuple[tuple[str, str], ...] = (),
    estimated: tuple[tuple[str, str], ...] = (),
) -> TrialIdentity:
    """Return one trial of one document, with the pairs that it states and has estimates of."""
    one = trial_reading("NCT00000001", arms, stated=stated, estimated=estimated)
    (identity,) = identify([one])
    return identity


def trial_reading(
    number: str,
    arms: tuple[Arm, ...],
    *,
    stated: tuple[tuple[str, str], ...] = (),
    estimated: tuple[tuple[str, str], ...] = (),
    allocation: str = "",
) -> TrialDocument:
    """Return a document that reports one trial."""
    described = Trial(
        role="reports",
        registrations=(Stated(number, "", _PLACE),),
        allocation=Stated(allocation, allocation, _PLACE) if allocation else None,
        arms=arms,
        comparisons=tuple(Comparison(experimental=one, comparator=two) for one, two in stated),
        span=_PLACE,
    )
    return TrialDocument(
        identifier=f"of-{number}",
        kind="text",
        sha256="",
        reader="",
        text_sha256="",
        trials=(described,),
        estimates=tuple(_estimate(*pair) for pair in estimated),
    )


def _estimate(experimental: str, comparator: str) -> Estimate:
    return Estimate(
        end_point="OS",
        measure="HR",
        value=Number(Decimal("0.8"), "0.8", _PLACE),
        experimental=experimental,
        comparator=comparator,
        span=_PLACE,
    )


def labels(found: tuple[MergedComparison, ...]) -> list[str]:
    """Return which arms are compared."""
    return [one.label for one in found]
