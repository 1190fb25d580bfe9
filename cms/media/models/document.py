"""A file to download."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.search import index

from cms.kernel.text import clean_line, fold
from cms.media.errors import RefusedUpload
from cms.media.fields import CheckedFileField, check_file
from cms.media.file_intake import FILE_TYPES
from cms.media.models.tags import SEARCHED_TAGS


class Document(AbstractDocument):
    """A file to download, private until a live page uses it."""

    file = CheckedFileField(verbose_name=_("file"), upload_to="documents")
    tags = TaggableManager(verbose_name=_("tags"), blank=True, related_name="media_documents")
    # The name the reader's browser saves, with its Vietnamese letters; the stored name is ASCII.
    download_name = models.CharField(_("file name"), max_length=150, editable=False, default="")
    # SHA-256 of the bytes, hexadecimal, cut to the length that public names carry.
    content_hash = models.CharField(max_length=64, editable=False, default="")
    # Since it was put before reviewers or the public: what they read stays (cms.media.actions.settle).
    settled_at = models.DateTimeField(_("unchangeable since"), null=True, editable=False)
    title_folded = models.CharField(max_length=255, editable=False, default="")

    admin_form_fields = WagtailDocument.admin_form_fields
    search_fields = [
        *(field for field in AbstractDocument.search_fields if field.field_name != "tags"),
        SEARCHED_TAGS,
        index.SearchField("title_folded"),
        index.AutocompleteField("title_folded"),
    ]

    class Meta:
        default_related_name = "media_documents"
        verbose_name = _("file")
        verbose_name_plural = _("files")
        # The chooser asks for it; `AbstractDocument.Meta` has it, a Meta of one's own loses it.
        permissions = [("choose_document", "Can choose document")]
        indexes = [models.Index(fields=["file"], name="document_file")]

    def clean(self) -> None:
        """Refuse a new file that is not what its name says, in our words; raise ValidationError for `file`.

        Wagtail's own check is left out: of a file that the form has refused it would say, in English, that the
        extension “” is not allowed.
        """
        if self.file and not self.file._committed:  # type: ignore[attr-defined]
            try:
                check_file(self.file.file, name=str(self.file.name))
            except RefusedUpload as refusal:
                raise ValidationError({"file": ValidationError(str(refusal), code=refusal.code)}) from refusal

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Keep the title composed and the folded title beside it."""
        title = clean_line(str(self.title))  # type: ignore[has-type]  # the abstract model has no types
        self.title, self.title_folded = title, fold(title)[:255]
        if update_fields is not None and "title" in update_fields:
            update_fields = {*update_fields, "title_folded"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def _set_document_file_metadata(self) -> None:
        super()._set_document_file_metadata()
        if self.file._committed:  # type: ignore[attr-defined]
            self.file.close()  # Wagtail leaves the stored file open

    @property
    def filename(self) -> str:
        """The name readers see and save, not the one on disk."""
        return self.download_name or str(super().filename)

    @property
    def content_type(self) -> str:
        """The media type, from the checked extension."""
        return FILE_TYPES.get(self.file_extension.lower(), "application/octet-stream")

    @property
    def url(self) -> str:
        """The private, permission-checked address; the public one is in `file_shape` of a live page."""
        return str(self.file.url)
