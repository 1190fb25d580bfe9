"""The plan: sections, lines with quota and deadline, contributions."""
