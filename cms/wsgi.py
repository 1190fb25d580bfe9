"""The WSGI application; development settings unless told otherwise."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
application = get_wsgi_application()

# What is loaded now stays for the life of the process: the addresses are read before the first request
# and not in it, and the collector need not walk through a million lasting objects again and again.
get_resolver().url_patterns  # noqa: B018
gc.collect()
gc.freeze()
