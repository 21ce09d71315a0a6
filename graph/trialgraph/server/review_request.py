"""What a review says that comes over HTTP, as JSON or from a form of a page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from trialgraph.errors import BadRequest
from trialgraph.evidence.decisions import LONGEST_NAME, LONGEST_REASON
from trialgraph.evidence.reviews import LONGEST_QUOTE, LONGEST_VALUE

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
MOST_OCTETS = 65_536
MOST_OCTETS_OF_FORM = 1_000_000
"""Of a form that is too long, too, what was typed is shown again: so it is read."""
VERBS = ("confirm", "correct", "reject", "undo")

_WORDS = ("verb", "fact", "reason", "by")
_CORRECTED = ("field", "value", "quote")
_NEEDED = {
    "fact": "found no fact, wanted its IRI; go back to the page of the estimate",
    "reason": "found no reason, wanted why you decide so",
    "by": "found nobody, wanted your name or ORCID",
}
_OF_PLACE = {
    "field": "found no field, wanted which value is wrong",
    "value": "found no value, wanted the right one",
    "quote": "found no words, wanted those of the document that say so",
}
_LONGEST = {
    "reason": LONGEST_REASON,
    "by": LONGEST_NAME,
    "value": LONGEST_VALUE,
    "quote": LONGEST_QUOTE,
    "field": LONGEST_NAME,
}
_MOST_FIELDS = 100
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """A review that is asked for.

    Attributes:
        review: as ``trialgraph.curate.receiving`` takes it.
        token: of a form, which has no header for it.
        back: of a form, the page of this service to show next.
    """

    review: dict[str, object]
    token: str = ""
    back: str = ""


def of_json(content: bytes) -> ReviewRequest:
    """Return the review that a JSON object asks for.

    Raises:
        BadRequest: it is no such object.
    """
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"found a body that is no JSON ({error}); send one object") from error
    if not isinstance(said, dict):
        raise BadRequest("found JSON that is no object, wanted one with verb, fact, reason, by")
    corrections = said.get("corrections", [])
    if not isinstance(corrections, list):
        raise BadRequest("found corrections that are no list, wanted a list of objects")
    return ReviewRequest(_review(said, [_correction(one) for one in corrections]))


def form_fields(content: bytes) -> dict[str, str]:
    """Return what was typed in a form, field by field.

    Raises:
        BadRequest: it is no form.
    """
    try:
        fields = parse_qs(
            content.decode(),
            keep_blank_values=True,
            strict_parsing=True,
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:
        raise BadRequest(f"found a body that is no form ({error}); send it again") from error
    # A browser writes the line breaks of a text field as CRLF; documents have LF.
    return {name: one[-1].replace("\r\n", "\n") for name, one in fields.items()}


def wrong_fields(said: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with a form before anybody looks at the fact: field to words."""
    wanted = {one: words for one, words in _NEEDED.items() if not said.get(one, "").strip()}
    if said.get("verb") not in VERBS:
        wanted = {"verb": "found no decision, wanted confirm, correct or reject", **wanted}
    wanted |= _too_long(said)
    return wanted | (_wrong_correction(said) if said.get("verb") == "correct" else {})


def _too_long(said: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that hold more than a review keeps."""
    return {
        one: f"found {len(said[one])} characters, wanted {most} at most"
        for one, most in _LONGEST.items()
        if len(said.get(one, "")) > most
    }


def _wrong_correction(said: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with the fields of a correction."""
    wanted = {one: words for one, words in _OF_PLACE.items() if not said.get(one, "").strip()}
    start, end = (_number(said.get(one, "").strip()) for one in ("start", "end"))
    for one, number in (("start", start), ("end", end)):
        if number is None:
            wanted[one] = f"found {said.get(one, '')[:40]!r}, wanted a whole number from 0"
    if start is not None and end is not None and end <= start:
        wanted["end"] = f"found {end}, wanted the character after the last: more than {start}"
    return wanted


def of_form(said: Mapping[str, str]) -> ReviewRequest:
    """Return the review that a form asks for; it corrects at most one field.

    Raises:
        BadRequest: something is missing, or is no number.
    """
    if wrong := wrong_fields(said):
        raise BadRequest("; ".join(f"{name}: {words}" for name, words in wrong.items()))
    corrections = []
    if said["verb"] == "correct":
        numbers = {name: _number(said[name].strip()) for name in ("start", "end")}
        corrections = [_correction({**said, **numbers})]
    return ReviewRequest(_review(said, corrections), said.get("token", ""), said.get("back", ""))


def local_page(back: str) -> str:
    """Return the address of a page of this service, its first page where another is given.

    What leads elsewhere (a scheme, two slashes, a slash and a backslash) is never followed.
    """
    is_here = back.startswith("/") and not back.startswith(("//", "/\\"))
    return back if is_here and back.isascii() and back.isprintable() and " " not in back else "/"


def _review(said: Mapping[str, Any], corrections: list[dict[str, object]]) -> dict[str, object]:
    """Return a review from its fields."""
    words = {name: _words(said, name) for name in _WORDS}
    if words["verb"] not in VERBS:
        raise BadRequest(f"found verb {words['verb']!r}, wanted one of {', '.join(VERBS)}")
    return {**words, "corrections": corrections}


def _correction(said: object) -> dict[str, object]:
    """Return one correction from its fields."""
    if not isinstance(said, dict):
        raise BadRequest("found a correction that is no object, wanted field, value, quote, ...")
    start, end = said.get("start"), said.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        raise BadRequest(
            f"found a correction at {start!r} to {end!r}, wanted the place of the quoted words: "
            "first character and character after the last, as whole numbers"
        )
    return {**{name: _words(said, name) for name in _CORRECTED}, "start": start, "end": end}


def _words(said: Mapping[str, Any], name: str) -> str:
    """Return one field of words."""
    value = said.get(name)
    if not isinstance(value, str):
        raise BadRequest(f"found {name} {value!r}, wanted words")
    return value


def _number(words: str) -> int | None:
    """Return a number of a form."""
    is_number = words.isascii() and words.isdigit() and len(words) <= _MOST_DIGITS
    return int(words) if is_number else None
