"""The test settings with a database and media of the run's own, told by the environment."""

import os
from pathlib import Path

from cms.settings.test import *  # noqa: F403
from cms.settings.test import DATABASES, STORAGES

_DIR = Path(os.environ["CONG_FAULT_DIR"])
DATABASES["default"]["NAME"] = str(_DIR / "db.sqlite3")
MEDIA_ROOT = _DIR / "public"
PRIVATE_MEDIA_ROOT = _DIR / "private"
STORAGES = {
    **STORAGES,
    "default": {**STORAGES["default"], "OPTIONS": {"location": str(PRIVATE_MEDIA_ROOT), "base_url": None}},
    "public": {**STORAGES["public"], "OPTIONS": {"location": str(MEDIA_ROOT), "base_url": "/media/"}},
}
LOGGING = {"version": 1, "disable_existing_loggers": True}
"""What is asserted is the state; the log of forty killed processes helps nobody."""
