"""Bytes in, a ``Document`` out: canonical text, its layout told by content, its sections."""
