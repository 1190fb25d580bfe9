"""Files of procedure records: read, normalised and judged, without the database (docs/procedures-import.md)."""
