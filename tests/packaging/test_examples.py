"""The example documents are the project's own words."""

import re
from pathlib import Path

import pytest

from trialgraph.assets import room

_TOKENS_IN_A_SHINGLE = 8
_WORDS_THAT_MAKE_PROSE = 5
# Field labels and figures may recur; a sentence shows by its small words.
_SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and as at be but by for from had has have in is it no not of on or than that the "
        "this to was were which who with",
    )
)


def _is_prose(run: tuple[str, ...]) -> bool:
    words = sum(token.isalpha() for token in run)
    return words >= _WORDS_THAT_MAKE_PROSE and sum(token in _SMALL_WORDS for token in run) > 1


def _shingles(text: str) -> set[tuple[str, ...]]:
    """Return the runs of eight tokens that are prose rather than labels and figures."""
    tokens = re.findall(r"[^\W_]+", text.lower())
    starts = range(len(tokens) - _TOKENS_IN_A_SHINGLE + 1)
    runs = {tuple(tokens[i : i + _TOKENS_IN_A_SHINGLE]) for i in starts}
    return {run for run in runs if _is_prose(run)}


def _examples() -> list[Path]:
    return sorted(Path(str(room("examples"))).glob("*.*"))


def test_there_are_five_layouts() -> None:
    layouts = {"".join(file.name.split(".", 1)[1:]) for file in _examples()}
    assert layouts == {
        "pubmed-page.txt",
        "paper.md",
        "registry-page.txt",
        "pdf-text.txt",
        "abstract.txt",
    }


@pytest.mark.parametrize("example", _examples(), ids=lambda file: file.name)
def test_no_sentence_is_copied_from_the_documents_it_digests(
    example: Path, seeds: dict[str, Path]
) -> None:
    copied = set().union(*(_shingles(f.read_text(encoding="utf-8")) for f in seeds.values()))
    assert len(copied) > 1000
    assert _shingles(example.read_text(encoding="utf-8")) & copied == set()
