"""Translations in files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "cms.translation.exchange"
    label = "translation_exchange"
    verbose_name = _("Translations in files")
    default_auto_field = "django.db.models.BigAutoField"
