"""`make test`."""

import tempfile
from pathlib import Path

from cms.settings.base import *  # noqa: F403
from cms.settings.base import DATABASES, INSTALLED_APPS, STORAGES

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
DEBUG = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # each test process its own
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
API_THROTTLE_PER_MINUTE = 1_000_000
ACCOUNT_MAIL_IN_BACKGROUND = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEMO_ALLOWED = True
PORTAL_CACHE_BYTES = 0  # each test's store begins at the same generation
INSTALLED_APPS = ["tests.testapp", *INSTALLED_APPS]

_MEDIA = Path(tempfile.mkdtemp(prefix="cong-test-media-"))
MEDIA_ROOT = _MEDIA / "public"
PRIVATE_MEDIA_ROOT = _MEDIA / "private"
STORAGES = {
    **STORAGES,
    "default": {
        **STORAGES["default"],
        "OPTIONS": {**STORAGES["default"]["OPTIONS"], "location": str(PRIVATE_MEDIA_ROOT)},
    },
    "public": {**STORAGES["public"], "OPTIONS": {"location": str(MEDIA_ROOT), "base_url": "/media/"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATABASES["default"]["CONN_MAX_AGE"] = 0
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, as the product's: in memory a thread of a live server and a test that read one table refuse each other
    # at once ("table is locked"), whatever the busy timeout.
    DATABASES["default"]["TEST"] = {"NAME": str(_MEDIA / "test.sqlite3")}

SEARCH_DIR = _MEDIA / "search"

# Each test process reads Word files by itself: the person of one is not the person of the other.
MANUSCRIPT_LOCKS = _MEDIA / "locks"

STATIC_ROOT = None  # nothing is collected for tests
