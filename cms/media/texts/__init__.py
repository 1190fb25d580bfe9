"""The words inside files to download, for the search: read in a limited process, never served (ADR 0123)."""
