"""Arms and what they differ in: the algebra of regimens is planted with the arms."""

from random import Random

from tests.corpus.plan import Draft
from tests.corpus.truth import ArmTruth, ComparisonTruth
from tests.corpus.vocabulary import Term, classes, drugs

Pair = tuple[ArmTruth, ArmTruth, ComparisonTruth]


def one_of(choices: tuple[str, ...]) -> str:
    """Return a choice group as one component."""
    return f"one of {' | '.join(sorted(choices))}" if choices else ""


def drawn(rng: Random, count: int) -> list[Term]:
    """Return some drugs, each once."""
    return rng.sample(drugs(), count)


def _sizes(rng: Random) -> tuple[int, int]:
    """Return how many patients two arms have."""
    size = rng.randrange(110, 480)
    return size, size + rng.randrange(-3, 4)


def _arm(
    label: str, role: str, given: tuple[str, ...], size: int, choices: tuple[str, ...] = ()
) -> ArmTruth:
    """Return one arm."""
    return ArmTruth(label, role, given, choices, size)


def _pair(draft: Draft, new: ArmTruth, old: ArmTruth, truth: ComparisonTruth) -> None:
    """Give the trial two arms and their comparison."""
    draft.arms = [new, old]
    draft.comparisons = [truth]


def _named(*parts: str) -> str:
    """Return an arm's label."""
    return " plus ".join(parts)


def adds_to_backbone(draft: Draft) -> None:
    """X with a backbone against the backbone with or without placebo."""
    rng = draft.rng
    new, *rest = drawn(rng, rng.choice((2, 2, 3)))
    names, slugs = [one.label for one in rest], tuple(one.notation for one in rest)
    sizes = _sizes(rng)
    with_placebo = rng.random() < 0.5
    control = _named("placebo", *names) if with_placebo else _named(*names)
    old = ("placebo", *slugs) if with_placebo else slugs
    _pair(
        draft,
        _arm(_named(new.label, *names), "experimental", (new.notation, *slugs), sizes[0]),
        _arm(control, "control", old, sizes[1]),
        ComparisonTruth(
            _named(new.label, *names), control, (new.notation,), shared=tuple(sorted(slugs))
        ),
    )


def against_absence(draft: Draft) -> None:
    """X alone against placebo, observation, sham or no treatment."""
    rng = draft.rng
    (new,) = drawn(rng, 1)
    absent, words = rng.choice(
        (
            ("placebo", "placebo"),
            ("observation", "observation"),
            ("no-treatment", "no treatment"),
        )
    )
    sizes = _sizes(rng)
    _pair(
        draft,
        _arm(new.label, "experimental", (new.notation,), sizes[0]),
        _arm(words, "control", (absent,), sizes[1]),
        ComparisonTruth(new.label, words, (new.notation,)),
    )


def replaces(draft: Draft) -> None:
    """X in the place of Y, with or without a backbone."""
    rng = draft.rng
    new, old, *rest = drawn(rng, rng.choice((2, 3)))
    names, slugs = [one.label for one in rest], tuple(one.notation for one in rest)
    sizes = _sizes(rng)
    left, right = _named(new.label, *names), _named(old.label, *names)
    _pair(
        draft,
        _arm(left, "experimental", (new.notation, *slugs), sizes[0]),
        _arm(right, "control", (old.notation, *slugs), sizes[1]),
        ComparisonTruth(
            left,
            right,
            (new.notation,),
            (old.notation,),
            ((old.notation, new.notation),),
            slugs,
        ),
    )


def adds_jointly(draft: Draft) -> None:
    """Two drugs at once on a backbone."""
    rng = draft.rng
    one, two, base = drawn(rng, 3)
    sizes = _sizes(rng)
    left = _named(one.label, two.label, base.label)
    _pair(
        draft,
        _arm(left, "experimental", (one.notation, two.notation, base.notation), sizes[0]),
        _arm(base.label, "control", (base.notation,), sizes[1]),
        ComparisonTruth(
            left,
            base.label,
            tuple(sorted((one.notation, two.notation))),
            shared=(base.notation,),
        ),
    )


def removes(draft: Draft) -> None:
    """Less treatment than the control: nothing is added."""
    rng = draft.rng
    base, extra = drawn(rng, 2)
    sizes = _sizes(rng)
    right = _named(base.label, extra.label)
    _pair(
        draft,
        _arm(base.label, "experimental", (base.notation,), sizes[0]),
        _arm(right, "control", (base.notation, extra.notation), sizes[1]),
        ComparisonTruth(base.label, right, removed=(extra.notation,), shared=(base.notation,)),
    )


def on_choice(draft: Draft) -> None:
    """X with one of several drugs against the same choice alone."""
    rng = draft.rng
    new, *options = drawn(rng, rng.choice((3, 4)))
    choices = tuple(sorted(one.notation for one in options))
    sizes = _sizes(rng)
    right = "physician's choice"
    left = _named(new.label, right)
    _pair(
        draft,
        _arm(left, "experimental", (new.notation,), sizes[0], choices),
        _arm(right, "control", (), sizes[1], choices),
        ComparisonTruth(left, right, (new.notation,), shared=(one_of(choices),)),
    )


def against_choice(draft: Draft) -> None:
    """X in the place of one of several drugs."""
    rng = draft.rng
    new, *options = drawn(rng, rng.choice((3, 4, 5)))
    choices = tuple(sorted(one.notation for one in options))
    sizes = _sizes(rng)
    right = "physician's choice"
    _pair(
        draft,
        _arm(new.label, "experimental", (new.notation,), sizes[0]),
        _arm(right, "control", (), sizes[1], choices),
        ComparisonTruth(new.label, right, (new.notation,), (one_of(choices),)),
    )


def on_class(draft: Draft) -> None:
    """X with a class of drugs, such as a taxane, against the class alone."""
    rng = draft.rng
    (new,) = drawn(rng, 1)
    kind = rng.choice(classes())
    sizes = _sizes(rng)
    left = _named(new.label, kind.label)
    _pair(
        draft,
        _arm(left, "experimental", (new.notation, kind.notation), sizes[0]),
        _arm(kind.label, "control", (kind.notation,), sizes[1]),
        ComparisonTruth(left, kind.label, (new.notation,), shared=(kind.notation,)),
    )


def other_dose(draft: Draft) -> None:
    """One drug in two doses: nothing is added, the intensity differs."""
    rng = draft.rng
    (drug,) = drawn(rng, 1)
    low = rng.choice((50, 75, 100, 150))
    sizes = _sizes(rng)
    left, right = f"{drug.label} {2 * low} mg", f"{drug.label} {low} mg"
    draft.doses = {
        left: {drug.notation: f"{2 * low} mg"},
        right: {drug.notation: f"{low} mg"},
    }
    _pair(
        draft,
        _arm(left, "experimental", (drug.notation,), sizes[0]),
        _arm(right, "control", (drug.notation,), sizes[1]),
        ComparisonTruth(left, right, shared=(drug.notation,), intensity=(drug.notation,)),
    )


def three_arms(draft: Draft) -> None:
    """Two new drugs, each on a backbone, against the backbone."""
    rng = draft.rng
    one, two, base = drawn(rng, 3)
    sizes = (*_sizes(rng), rng.randrange(110, 400))
    labels = [_named(drug.label, base.label) for drug in (one, two)]
    draft.arms = [
        _arm(labels[0], "experimental", (one.notation, base.notation), sizes[0]),
        _arm(labels[1], "experimental", (two.notation, base.notation), sizes[1]),
        _arm(base.label, "control", (base.notation,), sizes[2]),
    ]
    draft.comparisons = [
        ComparisonTruth(label, base.label, (drug.notation,), shared=(base.notation,))
        for label, drug in zip(labels, (one, two), strict=True)
    ]


def factorial(draft: Draft) -> None:
    """Both drugs, each alone and neither: four arms, three comparisons with placebo.

    A record that describes the arms compares each drug on top of the other, too.
    """
    rng = draft.rng
    one, two = drawn(rng, 2)
    size = rng.randrange(110, 300)
    both = _named(one.label, two.label)
    draft.arms = [
        _arm(both, "experimental", (one.notation, two.notation), size),
        _arm(one.label, "experimental", (one.notation,), size + 1),
        _arm(two.label, "experimental", (two.notation,), size - 1),
        _arm("placebo", "control", ("placebo",), size),
    ]
    added = ((one.notation, two.notation), (one.notation,), (two.notation,))
    draft.comparisons = [
        ComparisonTruth(arm.label, "placebo", tuple(sorted(drugs)))
        for arm, drugs in zip(draft.arms, added, strict=False)
    ]
    draft.steps_of_factors = [
        ComparisonTruth(both, base.label, (new.notation,), shared=(base.notation,))
        for new, base in ((one, two), (two, one))
    ]


TWO_ARMS = (
    adds_to_backbone,
    adds_to_backbone,
    adds_to_backbone,
    against_absence,
    replaces,
    adds_jointly,
    removes,
    on_choice,
    against_choice,
    on_class,
    other_dose,
)
MORE_ARMS = (three_arms, factorial)
