"""Brings a whole registry into a store: many processes read, one writes."""
