"""What trials measure: end points that belong together, with their measures and scatter."""

from dataclasses import dataclass
from functools import cache
from random import Random

from tests.corpus.vocabulary import Term, conditions

from trialgraph.model.result import Measure


@dataclass(frozen=True, slots=True)
class Area:
    """Kinds of trials.

    Attributes:
        primary: end points with their measures.
        secondary: likewise.
        assessed: end points that someone judges.
    """

    name: str
    primary: tuple[tuple[str, Measure], ...]
    secondary: tuple[tuple[str, Measure], ...]
    assessed: frozenset[str] = frozenset()
    is_cancer: bool = True


ADVANCED = Area(
    "advanced disease",
    (("PFS", "HR"), ("PFS", "HR"), ("rPFS", "HR"), ("TTP", "HR"), ("OS", "HR"), ("TTF", "HR")),
    (("OS", "HR"), ("ORR", "OR"), ("ORR", "RD"), ("DCR", "OR"), ("PFS2", "HR"), ("TTD", "HR")),
    frozenset({"PFS", "rPFS", "TTP"}),
)
EARLY = Area(
    "early disease",
    (("DFS", "HR"), ("iDFS", "HR"), ("EFS", "HR"), ("pCR", "OR"), ("RFS", "HR"), ("MFS", "HR")),
    (("OS", "HR"), ("LRFS", "HR"), ("DRFS", "HR"), ("recurrence", "RR"), ("FACT-G", "MD")),
    frozenset({"DFS", "EFS"}),
)
EVENTS = Area(
    "events",
    (("MACE", "HR"), ("hospitalization", "IRR"), ("stroke-endpoint", "RR"), ("GVHD", "RR")),
    (
        ("thromboembolism", "RR"),
        ("cardiovascular-death", "HR"),
        ("bleeding", "RR"),
        ("MI-endpoint", "HR"),
    ),
    is_cancer=False,
)
ACUTE = Area(
    "acute disease",
    (("time-to-recovery", "HR"), ("time-to-discharge", "HR"), ("death", "RD")),
    (("death", "RR"), ("hospitalization", "RR"), ("time-to-healing", "HR")),
    is_cancer=False,
)
SYMPTOMS = Area(
    "symptoms",
    (("pain-score", "MD"), ("hot-flash-score", "MD"), ("FACT-G", "MD"), ("LVEF", "MD")),
    (("EQ-5D", "MD"), ("completion", "OR"), ("adherence", "RR")),
    is_cancer=False,
)
AREAS = (ADVANCED, ADVANCED, ADVANCED, EARLY, EARLY, EVENTS, ACUTE, SYMPTOMS)


@cache
def _of_cancer() -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Return the conditions that are cancers, and the others."""
    known = {one.notation: one for one in conditions()}

    def is_cancer(one: Term) -> bool:
        above = (known[name] for name in one.broader if name in known)
        return one.notation == "cancer" or any(is_cancer(wider) for wider in above)

    cancers = tuple(one for one in known.values() if is_cancer(one))
    return cancers, tuple(one for one in known.values() if one not in cancers)


def condition(rng: Random, area: Area) -> tuple[str, str]:
    """Return a condition of an area, as notation and label."""
    cancers, others = _of_cancer()
    drawn = rng.choice(cancers if area.is_cancer or not others else others)
    return drawn.notation, drawn.label
