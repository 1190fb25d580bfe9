"""What every environment shares."""

# Named twice because they are settings too, and strict typing wants a re-export spelt out.
from cms.settings.env import BASE_DIR as BASE_DIR
from cms.settings.env import VAR_DIR as VAR_DIR
from cms.settings.parts.api import *  # noqa: F403
from cms.settings.parts.apps import *  # noqa: F403
from cms.settings.parts.database import *  # noqa: F403
from cms.settings.parts.languages import *  # noqa: F403
from cms.settings.parts.logging import *  # noqa: F403
from cms.settings.parts.media import *  # noqa: F403
from cms.settings.parts.publishing import *  # noqa: F403
from cms.settings.parts.security import *  # noqa: F403
from cms.settings.parts.wagtail import *  # noqa: F403

# What serves people (sessions, users, messages) passes /api/ by: cms.api.surface.
MIDDLEWARE = [
    "cms.api.surface.ApiSurfaceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "cms.api.surface.PolicyOutsideApi",
    "cms.api.surface.SessionOutsideApi",
    "cms.api.language.PathLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "cms.api.normalisation.NormaliseInputMiddleware",
    "cms.api.surface.AuthenticationOutsideApi",
    "cms.api.surface.MessagesOutsideApi",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "frontend_templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
