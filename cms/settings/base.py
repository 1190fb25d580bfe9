"""What every environment shares."""

from cms.settings import env as _paths
from cms.settings.parts.accounts import *  # noqa: F403
from cms.settings.parts.api import *  # noqa: F403
from cms.settings.parts.apps import *  # noqa: F403
from cms.settings.parts.cache import *  # noqa: F403
from cms.settings.parts.database import *  # noqa: F403
from cms.settings.parts.languages import *  # noqa: F403
from cms.settings.parts.logging import *  # noqa: F403
from cms.settings.parts.mail import *  # noqa: F403
from cms.settings.parts.manuscripts import *  # noqa: F403
from cms.settings.parts.media import *  # noqa: F403
from cms.settings.parts.procedures import *  # noqa: F403
from cms.settings.parts.publishing import *  # noqa: F403
from cms.settings.parts.search import *  # noqa: F403
from cms.settings.parts.security import *  # noqa: F403
from cms.settings.parts.translation import *  # noqa: F403
from cms.settings.parts.wagtail import *  # noqa: F403

BASE_DIR = _paths.BASE_DIR
VAR_DIR = _paths.VAR_DIR

# What serves people (sessions, forms, users, messages) passes /api/ by: cms.api.surface.
MIDDLEWARE = [
    "cms.api.surface.ApiSurfaceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.api.surface.PolicyOutsideApi",
    "cms.api.surface.SessionOutsideApi",
    "cms.api.language.PathLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cms.api.surface.CsrfOutsideApi",
    "cms.api.normalisation.NormaliseInputMiddleware",
    "cms.api.surface.AuthenticationOutsideApi",
    "cms.api.surface.MessagesOutsideApi",
    "allauth.account.middleware.AccountMiddleware",
    "cms.accounts.middleware.SecondFactorMiddleware",
    "cms.departments.middleware.ActorsOfRequest",
    "cms.pages.handmade.HandmadeGate",
    "cms.pages.gate.PageGate",
    "cms.media.intake_first.PicturesFirst",
    "cms.moderation.declaring.DeclarationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "frontend_templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    # The second reads from the applications, and marks what Wagtail left unmarked (docs/languages.md).
                    ["django.template.loaders.filesystem.Loader", "cms.vietnamese.templates_loader.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
