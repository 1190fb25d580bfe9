"""A file to download."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.search import index


class Document(AbstractDocument):
    """A file to download, private until a live page uses it."""

    tags = TaggableManager(verbose_name=_("tags"), blank=True, related_name="media_documents")
    # The name the reader's browser saves, with its Vietnamese letters; the stored name is ASCII.
    download_name = models.CharField(_("file name"), max_length=150, editable=False, default="")
    # SHA-256 of the bytes, hexadecimal, cut to the length that public names carry.
    content_hash = models.CharField(max_length=64, editable=False, default="")
    title_folded = models.CharField(max_length=255, editable=False, default="")

    admin_form_fields = WagtailDocument.admin_form_fields
    search_fields = [
        *AbstractDocument.search_fields,
        index.SearchField("title_folded"),
        index.AutocompleteField("title_folded"),
    ]

    class Meta:
        default_related_name = "media_documents"
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [models.Index(fields=["file"], name="document_file")]
