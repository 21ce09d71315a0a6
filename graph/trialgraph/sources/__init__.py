"""The only code that calls registries and libraries by id: polite, cached, resumable.

What comes out is bytes as the source sent them; what they say is for other rooms.
"""
