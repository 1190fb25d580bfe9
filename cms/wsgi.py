"""The WSGI application; development settings unless told otherwise."""

import gc
import os

from django.apps import apps
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
application = get_wsgi_application()

# An application may have something to make that the first request would wait for; no thread, no connection.
for config in apps.get_app_configs():
    getattr(config, "warm_up", lambda: None)()

# What is loaded now stays for the life of the process: the addresses are read before the first request
# and not in it, and the collector need not walk through a million lasting objects again and again.
get_resolver().url_patterns  # noqa: B018
gc.collect()
gc.freeze()
