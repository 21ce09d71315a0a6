"""The way of deriving that holds all documents in memory, which others are held against."""
