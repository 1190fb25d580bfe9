"""What is wrong with the settings of the machine, said at start."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from cms.translation.machine.registry import known_machines


@register("translation")
def check_machine(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """An unknown machine; a LibreTranslate without a usable address; a deadline of no use."""
    found: list[CheckMessage] = []
    if settings.TRANSLATION_MACHINE not in known_machines():
        names = ", ".join(known_machines())
        found.append(Error(f"TRANSLATION_MACHINE must be one of: {names}.", id="translation.E010"))
    if settings.TRANSLATION_MACHINE == "libretranslate":
        parts = urlsplit(settings.LIBRETRANSLATE_URL)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
            hint = "For example http://127.0.0.1:5000, without a user name."
            found.append(Error("LIBRETRANSLATE_URL is not the address of a server.", hint=hint, id="translation.E011"))
    if not 1 <= settings.TRANSLATION_MACHINE_SECONDS <= 60:
        found.append(Error("TRANSLATION_MACHINE_SECONDS must be between 1 and 60.", id="translation.E012"))
    return found
