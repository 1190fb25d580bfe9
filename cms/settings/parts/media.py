"""Two storages: originals and drafts are private, publication writes public copies."""

from pathlib import Path
from typing import Any

from cms.settings.env import BASE_DIR, VAR_DIR, env

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "frontend_templates" / "static"]
# What browsers ask for at fixed addresses of every site: /favicon.ico, /apple-touch-icon.png.
WHITENOISE_ROOT = BASE_DIR / "frontend_templates" / "root"
MEDIA_URL = env("MEDIA_URL", default="/media/")
MEDIA_ROOT = VAR_DIR / "media" / "public"
PRIVATE_MEDIA_ROOT = VAR_DIR / "media" / "private"
PRIVATE_MEDIA_URL = "/private-media/"

STORAGES: dict[str, dict[str, Any]] = {
    # The default storage is the private one: what nobody thought of stays private.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        # The address is that of a view which checks who asks (cms.media.views.private_file).
        "OPTIONS": {
            "location": str(PRIVATE_MEDIA_ROOT),
            "base_url": PRIVATE_MEDIA_URL,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "public": {
        "BACKEND": "cms.media.storage.PublicStorage",
        "OPTIONS": {"location": str(MEDIA_ROOT), "base_url": MEDIA_URL},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media.forms.ImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = env.int("IMAGE_MAX_BYTES", default=20 * 1024 * 1024)
# Our own intake decides (cms.media.picture_intake); these keep Wagtail's texts and checks in step with it.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "heif", "jfif", "jpeg", "jpg", "png", "webp"]

WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.media.forms.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = env.int("FILE_MAX_BYTES", default=30 * 1024 * 1024)
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt"]
WAGTAILDOCS_SERVE_METHOD = "direct"  # Wagtail's own serving view is not routed
