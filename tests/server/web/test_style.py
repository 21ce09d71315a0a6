"""The style is read easily by day and by night, and loads nothing."""

import re

import pytest

from trialgraph.server.web.static import static_files

STYLE = static_files()["style.css"].decode()
WORDS = 4.5  # WCAG 2.2, 1.4.3
LINES = 3.0  # WCAG 2.2, 1.4.11
READ = [
    *(("ink", ground) for ground in ("ground", "panel", "plain-ground", "warn-ground")),
    *(("link", ground) for ground in ("ground", "panel", "plain-ground", "warn-ground")),
    *(("soft", "ground"), ("soft", "panel"), ("ground", "link"), ("mark-ink", "mark")),
    *((tone, f"{tone}-ground") for tone in ("good", "warn", "bad")),
]


def palettes() -> list[dict[str, str]]:
    """Return the colours of the day and of the night."""
    blocks = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    return [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in blocks]


def light(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return how far two colours stand apart, 1 to 21."""
    darker, lighter = sorted((light(first), light(second)))
    return (lighter + 0.05) / (darker + 0.05)


def test_there_is_a_day_and_a_night_with_the_same_colours() -> None:
    day, night = palettes()
    assert set(day) == set(night)
    assert light(day["ground"]) > light(night["ground"])


@pytest.mark.parametrize("colours", palettes(), ids=["day", "night"])
def test_words_and_lines_stand_out(colours: dict[str, str]) -> None:
    weak = [pair for pair in READ if contrast(*(colours[one] for one in pair)) < WORDS]
    assert weak == []
    assert contrast(colours["edge"], colours["ground"]) >= LINES


def test_the_style_loads_nothing() -> None:
    assert "url(" not in STYLE
    assert "@import" not in STYLE
