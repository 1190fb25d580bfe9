"""The WSGI application of the stock side."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.stock_settings"
application = get_wsgi_application()
