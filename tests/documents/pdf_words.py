"""Prose and rows to press into a PDF, and how much of them a text holds in order."""

import re
from bisect import bisect_left
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

CITIES = ["Ghent", "Lille", "Basel", "Turku", "Malmo", "Porto", "Graz", "Cork", "Gdansk", "Split"]


PROSE = [
    f"In {city} we enrolled {number} adults with tumours of the oesophagus, who took the new drug "
    f"or a matching placebo for {number + 7} days. The nurses of {city} counted the tablets that "
    f"came back at visit {number}, and no family was asked to pay for any of them. A committee "
    f"from outside {city} looked at the deaths of cohort {number} twice a year."
    for number, city in enumerate(CITIES * 3, start=21)
]


def key(text: str) -> str:
    """Return the letters and figures of a text, which no setting changes."""
    return re.sub(r"[\W_]+", "", text.casefold())


def sentences(text: str) -> list[str]:
    found = (piece for line in text.splitlines() for piece in re.split(r"(?<=[.!?])\s+", line))
    return [piece for piece in found if len(key(piece)) >= 8]


def in_order(wanted: list[str], text: str) -> float:
    """Return the share of sentences that a text holds in their order."""
    whole, tails = key(text), list[int]()
    for sentence in wanted:
        places = [found.start() for found in re.finditer(re.escape(key(sentence)), whole)]
        for place in reversed(places):
            at = bisect_left(tails, place)
            tails[at : at + 1] = [place]
    return len(tails) / len(wanted)


ROWS = [
    ["Response", "Drug (N=35)", "Placebo (N=37)"],
    ["Objective response", "12 (34.1)", "17 (45.2)"],
    ["Stable disease", "10 (28.6)", "8 (21.6)"],
    ["Progression", "13 (37.3)", "12 (33.2)"],
]


def pictures() -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.rect(50, 50, 400, 600, fill=1)
    canvas.save()
    return out.getvalue()
