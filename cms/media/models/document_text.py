"""The words inside a file, beside it: read once, kept for the search, never shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.media.models.document import Document


class DocumentText(models.Model):
    """What the reader found in the bytes with that hash; empty when it found nothing or could not read them."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="words", primary_key=True)
    file_name = models.CharField(_("file read"), max_length=255)
    text = models.TextField(_("words inside"), blank=True)
    is_readable = models.BooleanField(_("could be read"), default=True)
    read_at = models.DateTimeField(_("read at"))

    # It is no place where a file is used.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("words of a file")
        verbose_name_plural = _("words of files")
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name
