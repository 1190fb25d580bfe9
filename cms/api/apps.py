from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """Installed for its catalogue only: the toolkit has no models."""

    name = "cms.api"
    label = "api"
    verbose_name = _("API toolkit")
