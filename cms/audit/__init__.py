"""Append-only log of who did what; nothing edits it."""
