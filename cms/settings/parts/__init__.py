"""One file a concern; `base` puts them together."""
