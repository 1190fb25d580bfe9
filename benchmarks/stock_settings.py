"""The same settings and the same database, for the server that answers with Wagtail's own API v2."""

from cms.settings.dev import *  # noqa: F403
from cms.settings.parts.apps import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "wagtail.api.v2"]
ROOT_URLCONF = "benchmarks.stock"
WSGI_APPLICATION = "benchmarks.stock_wsgi.application"
