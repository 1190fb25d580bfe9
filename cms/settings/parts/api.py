"""Django REST framework and the read API."""

from cms.settings.env import env
from cms.settings.parts.throttling import *  # noqa: F403

# Finished lists kept in each process until the store changes; 0 keeps none.
API_LIST_CACHE_BYTES = env.int("API_LIST_CACHE_BYTES", default=2 * 1024 * 1024)
# Drafts are previewed outside the admin only by programs with an API token of that site (docs/api.md).
PREVIEW_NEEDS_API_TOKEN = env.bool("PREVIEW_NEEDS_API_TOKEN", default=True)

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["cms.api.rendering.JSONRenderer"],
    # Our own views read nothing but addresses; wagtail-localize's editor of translations PUTs forms.
    "DEFAULT_PARSER_CLASSES": [
        "rest_framework.parsers.JSONParser",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "EXCEPTION_HANDLER": "cms.api.problems.exception_handler",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Cổng: the read API",
    "DESCRIPTION": "Everything public, as JSON. Read only, no key needed, no cookie. Limits and caching: docs/api.md.",
    "VERSION": "1",
    "SERVERS": [{"url": "/api/v1"}],
    "LICENSE": {"name": "BSD-3-Clause"},
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "apiToken": {
                "type": "http",
                "scheme": "bearer",
                "description": "A token that the agency made for a program, `cong_…`; public documents need none.",
            }
        }
    },
    "SERVE_URLCONF": "cms.delivery.urls",
    "COMPONENT_SPLIT_REQUEST": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATIONS": True,
    # It would describe every view of Wagtail's admin; ours are held to it in tests/contracts.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    # Choices stay where they are used: one name for each would say less.
    "POSTPROCESSING_HOOKS": ["cms.api.openapi.without_enum_ids"],
}
