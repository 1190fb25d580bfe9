"""Search over published documents: one behaviour, whatever engine holds the index (docs/search.md)."""
