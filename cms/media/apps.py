from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "cms.media"
    label = "media"
    verbose_name = _("Media")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pillow_heif import register_heif_opener

        from cms.audit.labels import register_actions
        from cms.media import receivers  # noqa: F401
        from cms.media.audit_labels import ACTIONS, DATA

        register_actions(ACTIONS, data=DATA)

        # Only the photo itself: no thumbnails, depth or auxiliary pictures are ever read.
        register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
