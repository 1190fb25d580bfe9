"""Which source a draft of a translation was made from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from cms.translation.models.request import TranslationRequest


class TranslationBuild(models.Model):
    """A revision that was made of confirmed segments. Whether the public one is stale follows from its fingerprint."""

    revision = models.OneToOneField(
        Revision, on_delete=models.CASCADE, related_name="translation_build", verbose_name=_("revision")
    )
    request = models.ForeignKey(
        TranslationRequest, on_delete=models.CASCADE, related_name="builds", verbose_name=_("request")
    )
    source_fingerprint = models.CharField(_("fingerprint of the source"), max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("draft of a translation")
        verbose_name_plural = _("drafts of translations")

    def __str__(self) -> str:
        return f"{self.request} · {self.revision_id}"
