"""HTTP only: the SPARQL service, named questions as JSON, and a page to ask them on."""

from trialgraph.server.app import create_app, serve

__all__ = ["create_app", "serve"]
