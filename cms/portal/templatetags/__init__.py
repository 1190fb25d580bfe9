"""How values become words and attributes in the templates."""
