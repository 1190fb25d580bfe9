"""Section pages and articles."""
