"""HTTP only: the SPARQL service, named questions as JSON, and a page to ask them on."""

from trialgraph.server.app import create_app, serve
from trialgraph.server.settings import Settings
from trialgraph.server.tokens import TokenHash

__all__ = ["Settings", "TokenHash", "create_app", "serve"]
