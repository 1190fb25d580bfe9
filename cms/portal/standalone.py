"""The portal as the only application of its process (`cms.settings.portal`)."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management import call_command

from cms.portal.apps import PortalConfig


class StandalonePortalConfig(PortalConfig):
    """Without a database there is no set-up step to forget: the first start gathers the static files."""

    def ready(self) -> None:
        super().ready()
        if not isinstance(staticfiles_storage, ManifestFilesMixin):
            return
        if not (Path(settings.STATIC_ROOT) / staticfiles_storage.manifest_name).exists():
            call_command("collectstatic", interactive=False, verbosity=0)
            # The storage read its (missing) list when it was made.
            staticfiles_storage.hashed_files, staticfiles_storage.manifest_hash = staticfiles_storage.load_manifest()
