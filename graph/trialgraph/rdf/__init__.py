"""The model as N-Quads and back; nothing here touches a file or a store."""
