"""What all processes of a machine must know of each other: attempts to log in, used one-time codes, Wagtail's sites."""

from cms.settings.env import VAR_DIR, env

# Files in VAR_DIR hold across the processes of one machine; several machines want CACHE_URL (docs/production.md).
_FILES = {
    "BACKEND": "cms.kernel.shared_cache.SharedFileCache",
    "LOCATION": str(VAR_DIR / "cache"),
    "OPTIONS": {"MAX_ENTRIES": 20_000, "CULL_FREQUENCY": 10},
}
CACHES = {
    "default": env.cache("CACHE_URL") if env("CACHE_URL", default="") else _FILES,
    # Rows of the database, which Wagtail pickles: not to be found by another version of the program.
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "renditions"},
}
