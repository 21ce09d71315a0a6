"""Reading: a document's words become facts, each with the characters it stands on."""
