"""Wagtail's screens of pages where they ask the wrong question, and where they show pages of others."""
