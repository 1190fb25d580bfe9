"""The plans of the seeds and a seeded scenario performed through actions."""
