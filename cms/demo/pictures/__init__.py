"""Pictures drawn by code: no photograph, no real person, the same in every load."""
