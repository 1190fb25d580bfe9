"""The portal as the only application of its process (`cms.settings.portal`)."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.utils.functional import empty

from cms.portal.apps import PortalConfig


class StandalonePortalConfig(PortalConfig):
    """Without a database there is no set-up step to forget: the first start gathers the static files."""

    def ready(self) -> None:
        super().ready()
        manifest = getattr(staticfiles_storage, "manifest_name", None)
        if manifest and settings.STATIC_ROOT and not (Path(settings.STATIC_ROOT) / manifest).exists():
            call_command("collectstatic", interactive=False, verbosity=0)
            # The storage read its list, which was not there, when it was made: make it again.
            staticfiles_storage._wrapped = empty  # type: ignore[attr-defined]
