"""The JSON API: a module a resource, all answered by one face within the same limits."""

from trialgraph.server.api import routes, validating
from trialgraph.server.api.face import Face
from trialgraph.server.api.routes import make_contexts, router

SCHEMAS = routes.SCHEMAS | validating.SCHEMAS
"""Of bodies and rows, by name."""

__all__ = ["SCHEMAS", "Face", "make_contexts", "router", "routes", "validating"]
