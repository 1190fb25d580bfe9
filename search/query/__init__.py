"""A typed line → what is asked: words, corrections, synonyms."""
