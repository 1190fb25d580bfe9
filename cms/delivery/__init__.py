"""The headless read API over published documents."""
