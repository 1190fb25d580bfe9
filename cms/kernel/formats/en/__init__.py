"""English, with the days of Vietnam."""
