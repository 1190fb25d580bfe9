"""`make run`: embedded defaults, no other server."""

from cms.settings.base import *  # noqa: F403
from cms.settings.base import STORAGES
from cms.settings.env import VAR_DIR, env


def _secret_key() -> str:
    """A key of this copy's own, made once and kept in VAR_DIR."""
    from django.core.management.utils import get_random_secret_key

    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
    return path.read_text().strip()


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or _secret_key()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", ".localhost", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
API_THROTTLE_PER_MINUTE = env.int("API_THROTTLE_PER_MINUTE", default=1_000_000)
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEMO_ALLOWED = True

# No collectstatic under `make run`: WhiteNoise serves the files where they lie.
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
