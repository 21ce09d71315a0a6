"""Names of the patients analysed, and when two names mean the same."""

import re
from functools import cache

ALL = "all"
_WHOLE = frozenset({"all", "itt", "intentiontotreat", "allrandomised", "allrandomized"})
_SUBGROUP = "subgroup"
_COMMON_WORDS = frozenset(
    {"subgroup", "population", "patients", "women", "men", "people", "those", "with", "who"}
    | {"had", "have", "has", "been", "was", "were", "received", "receiving", "treated", "given"}
    | {"in", "of", "as", "the", "a", "an", "and", "or", "to", "for", "from", "among", "only"}
)


@cache
def population_name(printed: str) -> str:
    """Return ``all`` for every name of all randomised patients, else the population as read."""
    return ALL if re.sub(r"[\W_]+", "", printed).casefold() in _WHOLE else printed


def is_subgroup(population: str) -> bool:
    """Tell whether a population is chosen by a property of its patients."""
    return population.casefold().startswith(_SUBGROUP)


def same_population(one: str, other: str) -> bool:
    """Tell whether two names mean the same patients: their telling words are the same."""
    left, right = population_name(one), population_name(other)
    if left == right:
        return True
    if ALL in {left, right}:
        return False
    return is_subgroup(left) == is_subgroup(right) and _telling(left) == _telling(right)


def _telling(population: str) -> frozenset[str]:
    """Return the words of a name that tell it from others."""
    words = re.findall(r"[\w-]+", population.casefold())
    return frozenset(words) - _COMMON_WORDS
