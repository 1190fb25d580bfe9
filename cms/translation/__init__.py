"""English within two days: requests, the translator's desk, drafts made of confirmed segments only."""
