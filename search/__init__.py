"""Search over published documents (not built yet)."""
