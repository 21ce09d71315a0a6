"""Prints generated trials for people to read: ``python -m tests.corpus NUMBER [SEED]``."""

import sys

from tests.corpus.made import planted


def main(number: int, seed: int = 1) -> None:
    """Print one trial: what was planted, then what its documents say."""
    made = planted(number, seed)
    truth = made.truth
    write = sys.stdout.write
    write(f"# {truth.acronym} {truth.name}: {truth.scenario}; {truth.condition}, {truth.line}\n")
    for arm in truth.arms:
        write(f"arm        {arm}\n")
    for comparison in truth.comparisons:
        write(f"comparison {comparison}\n")
    for end_point in truth.end_points:
        write(f"end point  {end_point}\n")
    for one in truth.results:
        write(f"result     {' / '.join(part for part in one.series if part)}: {one.value}\n")
        write(f"           {one.strength}, {one.reason}, {one.basis}, {one.direction}\n")
        write(f"           {one.reservations}, current {one.is_current}, {one.is_decisive=}\n")
    for finding in (*truth.findings, *truth.claims):
        write(f"finding    {finding}\n")
    for page in made.pages:
        write(f"\n## {page.identifier} ({page.kind})\n{page.text}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
