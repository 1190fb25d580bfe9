"""Settings: base, dev, test, production; one part a concern."""
