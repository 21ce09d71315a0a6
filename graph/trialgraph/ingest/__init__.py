"""Brings documents into a store, or leaves it as it was."""
