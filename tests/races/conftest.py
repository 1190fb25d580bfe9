"""Races, with real threads on PostgreSQL: collected only where that is the database (tests/journeys/test_races.py)."""

from django.conf import settings

if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
    collect_ignore_glob = ["test_*.py"]
