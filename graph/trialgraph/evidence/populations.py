"""Names of the patients analysed, and when two names mean the same."""

import re
from functools import lru_cache

ALL = "all"
PER_PROTOCOL = "per-protocol"
_REMEMBERED = 1 << 14  # a registry has many names, most of them once
_ALL_RANDOMISED = re.compile(
    r"(?i)all|(?:the )?(?:ITT|intent(?:ion)?[\W_]*to[\W_]*treat|all[\W_]*randomi[sz]ed)"
    r"(?: (?:\(ITT\)|population|set|analysis|cohort|patients|participants|subjects"
    r"|as analy[sz]ed))*"
)
_SUBGROUP = "subgroup"
_OF_A_PART = "all of part "
_NOT_RANDOMISED = ("non-randomised", "responders:")
_BY_PROTOCOL = re.compile(r"(?i)\bper[- ]?protocol\b|^pps?\b|\bPP (?:set|population|analysis)\b")
_NEARLY_WHOLE = re.compile(
    r"(?i)^(?:the )?(?:FAS|full[- ]analysis(?: set)?|m-?ITT|modified (?:ITT|intent\w*(?:[- ]to[- ]"
    r"treat)?)|efficacy(?:[- ]evaluable)?|evaluable|(?:all )?treated|as[- ]treated)\b"
)
_COMMON_WORDS = frozenset(
    {"subgroup", "population", "patients", "women", "men", "people", "those", "with", "who"}
    | {"had", "have", "has", "been", "was", "were", "received", "receiving", "treated", "given"}
    | {"whose", "which", "that", "is", "are", "were", "being", "their"}
    | {"in", "of", "as", "the", "a", "an", "and", "or", "to", "for", "from", "among", "only"}
)


@lru_cache(_REMEMBERED)
def population_name(printed: str) -> str:
    """Return ``all`` for every name of all randomised patients, else the population as read."""
    return ALL if _ALL_RANDOMISED.fullmatch(printed.strip()) else printed


def is_subgroup(population: str) -> bool:
    """Tell whether a population is chosen by a property of its patients."""
    return population.casefold().startswith(_SUBGROUP)


def is_of_no_arms(population: str) -> bool:
    """Tell whether patients were grouped by what they are or became, not by randomisation."""
    return population.casefold().startswith(_NOT_RANDOMISED)


@lru_cache(_REMEMBERED)
def is_part_of_trial(population: str) -> bool:
    """Tell whether a population is all patients of one of the parts that a trial has."""
    return population.startswith(_OF_A_PART)


@lru_cache(_REMEMBERED)
def is_per_protocol(population: str) -> bool:
    """Tell whether a population is that of the patients treated as the protocol says."""
    return _BY_PROTOCOL.search(population) is not None


@lru_cache(_REMEMBERED)
def is_whole(population: str) -> bool:
    """Tell whether a population is all randomised, or all but a few, as a full analysis set is."""
    return population_name(population) == ALL or _NEARLY_WHOLE.search(population) is not None


@lru_cache(_REMEMBERED)
def same_population(one: str, other: str) -> bool:
    """Tell whether two names mean the same patients: their telling words are the same."""
    left, right = population_name(one), population_name(other)
    if left == right:
        return True
    if ALL in {left, right}:
        return False
    if is_subgroup(left) != is_subgroup(right):
        return False
    is_by_protocol = is_per_protocol(left) and is_per_protocol(right)
    return is_by_protocol or _telling(left) == _telling(right)


@lru_cache(_REMEMBERED)
def is_planned_as(planned: str, analysed: str) -> bool:
    """Tell whether a plan's population is the one analysed, called a subgroup or not."""
    if same_population(planned, analysed):
        return True
    telling = _telling(planned)
    return bool(telling) and population_name(planned) != ALL and telling == _telling(analysed)


@lru_cache(_REMEMBERED)
def population_key(population: str) -> str:
    """Return a population as series compare it, whatever small words its name has."""
    name = population_name(population)
    if name == ALL or is_per_protocol(name):
        return ALL if name == ALL else PER_PROTOCOL
    return " ".join((_SUBGROUP * is_subgroup(name), *sorted(_telling(name)))).strip()


def _telling(population: str) -> frozenset[str]:
    """Return the words of a name that tell it from others."""
    words = re.findall(r"[^\W_]+", population.casefold())
    return frozenset(words) - _COMMON_WORDS
