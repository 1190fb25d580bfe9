from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubsitesConfig(AppConfig):
    name = "cms.subsites"
    label = "subsites"
    verbose_name = _("Sites")
    default_auto_field = "django.db.models.BigAutoField"
