"""How full real records are: shares, counts, lengths and codes by the path of a field.

A path is a field's name with those above it, from the record down, without the numbers
of lists: ``protocolSection/outcomesModule/primaryOutcomes/measure``.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

POINTS = 21
"""So many quantiles, the least and the largest among them."""

_CODE = re.compile(r"[A-Z][A-Z0-9_]*")
_MANY_CODES = 40
_CODED_WORDS = (
    "analyses/paramType",
    "analyses/statisticalMethod",
    "analyses/ciPctValue",
    "outcomeMeasures/dispersionType",
    "adverseEventsModule/frequencyThreshold",
)
"""Fields of the registry's own words that are not written as codes."""

_UNCODED = ("Id", "id", "acronym", "label", "abbrev", "value", "title", "term", "otherNames", "Ids")
_UNMEASURED = ("ctrname", "annotationSection")
_UNMEASURED_LEAVES = frozenset(
    {"id", "nctId", "pmid", "date", "email", "phone", "groupId", "versionHolder", "url", "size"}
)


@dataclass(slots=True)
class _Seen:
    """What was seen of a field.

    Attributes:
        parents: groups of fields that could have it.
        sizes: length of each text, or number of members of each list.
    """

    found: int = 0
    parents: int = 0
    sizes: list[int] = field(default_factory=list)
    codes: Counter[str] = field(default_factory=Counter)
    is_list: bool = False


def measured(records: Iterable[dict[str, object]]) -> dict[str, dict[str, object]]:
    """Return what there is to draw of each field, by its path.

    ``share`` is how often the field is there where it could be; ``sizes`` are quantiles of
    characters or members, with nought where a list is missing; ``codes`` count its values.
    """
    seen: dict[str, _Seen] = defaultdict(_Seen)
    parents: Counter[str] = Counter()
    for record in records:
        _look(record, "", seen, parents)
    for path, one in seen.items():
        one.parents = parents[path.rpartition("/")[0]]
    return {path: _drawn(one) for path, one in sorted(seen.items()) if _is_drawn(path)}


def _is_drawn(path: str) -> bool:
    """Tell whether a field is drawn as it was measured: dates and numbers are not."""
    leaf = path.rpartition("/")[2]
    return not (leaf in _UNMEASURED_LEAVES or "nested" in path or path.startswith(_UNMEASURED))


def _look(value: object, path: str, seen: dict[str, _Seen], parents: Counter[str]) -> None:
    match value:
        case dict():
            parents[path] += 1
            for name, inner in value.items():
                below = f"{path}/{name}" if path else name
                seen[below].found += 1
                _look(inner, below, seen, parents)
        case list():
            seen[path].sizes.append(len(value))
            seen[path].is_list = True
            for inner in value:
                _look(inner, path, seen, parents)
        case str():
            _look_at_words(value, path, seen[path])
        case bool():
            seen[path].codes[str(value).lower()] += 1
        case int():
            seen[path].sizes.append(value)
        case _:
            return


def _look_at_words(words: str, path: str, one: _Seen) -> None:
    if not one.is_list:
        one.sizes.append(len(words))
    is_code = _CODE.fullmatch(words) and not path.endswith(_UNCODED)
    if is_code or path.endswith(_CODED_WORDS):
        one.codes[words] += 1


def _drawn(one: _Seen) -> dict[str, object]:
    found: dict[str, object] = {"share": round(one.found / one.parents, 3)}
    sizes = sorted(one.sizes)
    if one.is_list:
        sizes = [0] * (one.parents - one.found) + sizes
    if 0 < len(one.codes) <= _MANY_CODES and sum(one.codes.values()) * 2 > one.found:
        found["codes"] = dict(sorted(one.codes.items()))
    elif sizes:
        found["sizes"] = quantiles(sizes)
    return found


def quantiles(ordered: list[int]) -> list[int]:
    """Return evenly spaced quantiles, the least and the largest among them."""
    last = len(ordered) - 1
    return [ordered[round(last * point / (POINTS - 1))] for point in range(POINTS)]


def measured_besides(records: list[dict[str, Any]]) -> dict[str, dict[str, object]]:
    """Return what belongs to no single field: lines of criteria, and who posts analyses."""
    outcomes = [_outcomes(record) for record in records]
    analysed = [
        measure for each in outcomes if any("analyses" in one for one in each) for measure in each
    ]
    found: dict[str, dict[str, object]] = {}
    if analysed:
        with_any = sum(any("analyses" in one for one in each) for each in outcomes)
        found["studies with analyses"] = {"share": round(with_any / len(outcomes), 3)}
        share = sum("analyses" in one for one in analysed) / len(analysed)
        found["outcomes with analyses, where there are any"] = {"share": round(share, 3)}
    lines = sorted(
        len(line)
        for record in records
        for line in record["protocolSection"]["eligibilityModule"][
            "eligibilityCriteria"
        ].splitlines()
        if line.strip()
    )
    found["line of criteria"] = {"share": 1.0, "sizes": quantiles(lines)}
    return found


def _outcomes(record: dict[str, Any]) -> list[dict[str, Any]]:
    module = record.get("resultsSection", {}).get("outcomeMeasuresModule", {})
    return list(module.get("outcomeMeasures", ()))
