"""What production must have so that limits of logins hold; asked by `manage.py check --deploy`."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

OF_ONE_PROCESS = ("locmem.LocMemCache", "dummy.DummyCache")


@register(Tags.security, deploy=True)
def limits_hold_in_every_process(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Attempts and used one-time codes are counted in the default cache: one that each process has for itself

    multiplies every limit by the number of workers, and lets a code be used once in each.
    """
    if not str(settings.CACHES["default"]["BACKEND"]).endswith(OF_ONE_PROCESS):
        return []
    return [
        Error(
            "Every process counts attempts to log in for itself: the default cache is the memory of one process.",
            hint="Leave CACHE_URL unset (files in VAR_DIR, for one machine), or name a cache server that all share.",
            id="cong.E004",
        )
    ]
