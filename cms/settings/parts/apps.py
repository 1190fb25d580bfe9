"""Installed applications, from the product's own down to Django's."""

OWN_APPS = [
    "cms.demo",
    "cms.portal",
    "cms.delivery",
    "search",
    "home",
    "news",
    "news.manuscripts",
    "procedures",
    "cms.desk",
    "cms.moderation",
    "cms.translation",
    "cms.translation.debt",
    "cms.translation.exchange",
    "cms.translation.glossary",
    "cms.translation.machine",
    "cms.translation.notes",
    "cms.bin",
    "cms.editorial",
    "cms.pages",
    "cms.publishing",
    "cms.notifications",
    "cms.tokens",
    "cms.subsites",
    "cms.departments",
    "cms.media",
    "cms.accounts",
    "cms.audit",
    "cms.api",
    "cms.handbook",
    "cms.vietnamese",
]

INSTALLED_APPS = [
    *OWN_APPS,
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.accounts.admin_users.AdminUsersConfig",  # wagtail.users, with our screens
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",  # never `modelsearch` too: both register the same tables
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
