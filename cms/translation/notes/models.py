"""A note."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.translation.models import TranslationRequest


class TranslationNote(models.Model):
    """What somebody wrote about a translation. A note on a segment stays with its words: `segment_key` follows them."""

    request = models.ForeignKey(
        TranslationRequest, on_delete=models.CASCADE, related_name="notes", verbose_name=_("request")
    )
    # Empty: on the text as a whole. Else `exchange.bundle.key_of`; the note outlives the segment and shows its words.
    segment_key = models.CharField(max_length=40, blank=True)
    excerpt = models.CharField(_("segment"), max_length=200, blank=True)
    text = models.TextField(_("note"), max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("note on a translation")
        verbose_name_plural = _("notes on translations")
        ordering: ClassVar[list[str]] = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
