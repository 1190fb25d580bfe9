"""Administrative procedures (not built yet)."""
