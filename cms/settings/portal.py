"""The public pages alone: a process without a database, fed by another machine's API (ADR 0070).

    PORTAL_SOURCE=https://… SECRET_KEY=… DJANGO_SETTINGS_MODULE=cms.settings.portal granian … cms.wsgi:application

It loads no model, no session and no account: what it cannot reach it cannot leak.
"""

from django.core.exceptions import ImproperlyConfigured

from cms.settings.env import BASE_DIR, VAR_DIR, env
from cms.settings.parts.languages import *  # noqa: F403
from cms.settings.parts.logging import *  # noqa: F403
from cms.settings.parts.security import *  # noqa: F403
from cms.settings.parts.throttling import *  # noqa: F403

DEBUG = False
# Nothing is signed here; a key of the process's own is as good as any.
SECRET_KEY = env("SECRET_KEY", default="") or "a portal without a database signs nothing"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", ".localhost", "[::1]"])
PORTAL_SOURCE = env("PORTAL_SOURCE", default="")
PORTAL_CACHE_BYTES = 0  # the source's generation is not known here: each answer is asked again by its ETag
if not PORTAL_SOURCE.startswith(("http://", "https://")):
    raise ImproperlyConfigured("PORTAL_SOURCE must be the address of the API to read, e.g. https://cong.example.vn")

DATABASES: dict[str, dict[str, str]] = {}
INSTALLED_APPS = [
    "cms.portal.standalone.StandalonePortalConfig",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.api.language.PathLocaleMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "cms.portal.standalone_urls"
WSGI_APPLICATION = "cms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "frontend_templates"],
        "APP_DIRS": True,
    }
]

# The names of static files stand in the HTML: choose here what the source's own portal has chosen.
# `make run` serves them under their own names; cms.settings.production under names that carry a hash.
_STATICFILES = env("STATICFILES_STORAGE", default="django.contrib.staticfiles.storage.StaticFilesStorage")
_HASHED = "Manifest" in _STATICFILES
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static" if _HASHED else None
WHITENOISE_USE_FINDERS = not _HASHED
STATICFILES_DIRS = [BASE_DIR / "frontend_templates" / "static"]
# What browsers ask for at fixed addresses of every site: /favicon.ico, /apple-touch-icon.png.
WHITENOISE_ROOT = BASE_DIR / "frontend_templates" / "root"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": _STATICFILES},
}
