"""The people who log in: our User model, from the first migration."""
