"""The store for programs that act for people: tools of the Model Context Protocol."""

from trialgraph.agents.desk import Desk
from trialgraph.agents.serving import described, serve, tools

__all__ = ["Desk", "described", "serve", "tools"]
