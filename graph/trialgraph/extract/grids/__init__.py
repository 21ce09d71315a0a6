"""Tables as they are meant: columns bound to arms, rows under their headings, values read."""
