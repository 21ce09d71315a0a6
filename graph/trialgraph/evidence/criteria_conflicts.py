"""Eligibility thresholds that two documents of a trial print with different comparators."""

import re
from collections import defaultdict
from collections.abc import Iterator

from trialgraph.evidence.disagreements import Said, conflict
from trialgraph.evidence.findings import TrialFinding
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.rdf.places import fact

_COMPARATORS = {"≥": ">=", "≤": "<=", "=>": ">=", "=<": "<="}
_THRESHOLD = re.compile(
    r"(?P<what>[a-z][\w-]+ [\w-]+) ?\\?(?P<sign>[<>]=?|[≥≤]|=[<>]) ?(?P<limit>\d+(?:\.\d+)?)",
    re.IGNORECASE,
)


def criteria_conflicts(trial: TrialIdentity) -> Iterator[TrialFinding]:
    """Yield the thresholds of one name and one number whose comparators differ.

    One number beside the same two words is one threshold; other numbers may be of other
    times or other groups, and are held against nothing.
    """
    found: defaultdict[tuple[str, str, str], list[Said]] = defaultdict(list)
    for mention in trial.own:
        for criterion in mention.trial.eligibility:
            node = fact(mention.document, "criterion", criterion.span)
            for match in _THRESHOLD.finditer(criterion.text):
                key = (criterion.type, match["what"].casefold(), match["limit"])
                sign = _COMPARATORS.get(match["sign"], match["sign"])
                found[key].append(Said(mention.document, sign, match[0], node))
    for (_, what, limit), said in sorted(found.items()):
        if _differs_between_documents(said):
            yield from conflict(f"{what} {limit}", said)


def _differs_between_documents(said: list[Said]) -> bool:
    """Tell whether documents differ; both comparators in one document are two criteria."""
    by_document = defaultdict(set)
    for one in said:
        by_document[one.document].add(one.compared)
    signs = {frozenset(each) for each in by_document.values()}
    return len(signs) > 1 and not frozenset.intersection(*signs)
