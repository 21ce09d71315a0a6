"""Mentions: numbers, end points, arms and the words around results, found by small grammars."""
