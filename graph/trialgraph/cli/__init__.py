"""The command line: each command is one call into a room below, and an exit status.

Answers go to stdout, talk goes to stderr.
"""

from trialgraph.cli.app import app, main

__all__ = ["app", "main"]
