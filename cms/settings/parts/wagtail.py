"""Wagtail and wagtail-localize."""

from cms.settings.env import env

WAGTAIL_SITE_NAME = "Cổng"
WAGTAILADMIN_BASE_URL = env("ADMIN_BASE_URL", default="http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "media.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Document"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_APPEND_SLASH = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# "Submitted for translation" must never mean "live" (docs/architecture.md).
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# A page that is deleted for good leaves its translations in the memory.
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True
# The admin's own search only; the public one is the product's (`search`).
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.kernel.search_backend"}}
# A long body posts some eight fields a block and ten a picture: Django's thousand cut off real articles.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# The approved revision goes live, never "the latest"; an approval binds one revision (docs/moderation.md).
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.moderation.finish.finish_workflow"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
