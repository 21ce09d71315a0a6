"""Pages for people: made here, whole, without scripts being needed and from nowhere else."""

from trialgraph.server.web.fields import held_choices
from trialgraph.server.web.frame import frame_of
from trialgraph.server.web.front import example_of
from trialgraph.server.web.pages import error_page, router

__all__ = ["KEPT", "error_page", "router"]

KEPT = (frame_of, held_choices, example_of)
"""What pages share: each is made once a version."""
