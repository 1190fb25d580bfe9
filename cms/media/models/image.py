"""A picture and its cuts."""

from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to
from wagtail.images.models import Image as WagtailImage
from wagtail.search import index

from cms.kernel.text import clean_line, fold
from cms.media.fields import PictureField
from cms.media.models.tags import SEARCHED_TAGS
from cms.media.rules import credit_in


class Image(AbstractImage):
    """A picture; its alternative text belongs to each use, its credit to the picture."""

    file = PictureField(verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Who took or made the picture; shown with it on the public page."),
    )
    credit_en = models.CharField(
        _("credit in English"),
        max_length=255,
        blank=True,
        help_text=_("Shown on English pages. Empty: the credit as it stands where it is a name, otherwise nothing."),
    )
    consent = models.CharField(
        _("consent of the people shown"),
        max_length=255,
        blank=True,
        help_text=_("Who agreed to be shown, and when; for children, the parent or guardian. Never published."),
    )
    # Wagtail's own models of these names are loaded too: their reverse accessors must differ.
    tags = TaggableManager(verbose_name=_("tags"), blank=True, related_name="media_images")
    # Null until the fixed renditions of the present file and focal point have been cut.
    prepared_at = models.DateTimeField(_("renditions made"), null=True, editable=False)
    prepare_failures = models.PositiveSmallIntegerField(_("failed attempts"), default=0, editable=False)
    # Since it was put before reviewers or the public: what they read stays (cms.media.actions.settle).
    settled_at = models.DateTimeField(_("unchangeable since"), null=True, editable=False)
    # The title as one types it without accents, so that the admin's search finds it.
    title_folded = models.CharField(max_length=255, editable=False, default="")

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit", "credit_en", "consent")
    search_fields = [
        *(field for field in AbstractImage.search_fields if field.field_name != "tags"),
        SEARCHED_TAGS,
        index.SearchField("title_folded"),
        index.AutocompleteField("title_folded"),
        index.SearchField("credit"),
        index.SearchField("credit_en"),
    ]

    class Meta:
        default_related_name = "media_images"
        verbose_name = _("image")
        verbose_name_plural = _("images")
        # The chooser asks for it; `AbstractImage.Meta` has it, a Meta of one's own loses it.
        permissions = [("choose_image", "Can choose image")]
        indexes = [
            models.Index(fields=["file"], name="image_file"),
            models.Index(fields=["prepared_at", "id"], name="image_unprepared"),
        ]

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Keep the title composed and the folded title beside it."""
        title = clean_line(str(self.title))  # type: ignore[has-type]  # the abstract model has no types
        self.title, self.title_folded = title, fold(title)[:255]
        if update_fields is not None and "title" in update_fields:
            update_fields = {*update_fields, "title_folded"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def _set_image_file_metadata(self) -> None:
        super()._set_image_file_metadata()
        if self.file._committed:
            self.file.close()  # Wagtail leaves the stored file open

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> "ContentFile[bytes]":  # noqa: A002
        """A cut that Wagtail's own views ask for; its temporary file is closed, which Wagtail leaves open."""
        spooled = super().generate_rendition_file(filter, source=source)
        with spooled.file as file:
            file.seek(0)
            return ContentFile(file.read(), name=spooled.name)

    def credit_in(self, locale: str) -> str:
        """The credit as pages of a language show it; empty where they must not (`rules.credit_in`)."""
        return credit_in(locale, vi=self.credit, en=self.credit_en)

    @property
    def focus(self) -> tuple[float, float] | None:
        """The middle of what matters as fractions of width and height, or None."""
        if self.focal_point_x is None or self.focal_point_y is None or not self.width or not self.height:
            return None
        return min(1.0, self.focal_point_x / self.width), min(1.0, self.focal_point_y / self.height)

    @property
    def focal_point_key(self) -> str:
        """What tells the crops of two focal points apart in the names of renditions."""
        return "" if self.focus is None else f"{self.focal_point_x}x{self.focal_point_y}"[:16]


class Rendition(AbstractRendition):
    """A cut of an image, private until a live page uses it."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")
    # The original it was cut from: a cut that ends after the file was replaced must not pass for a new one.
    source = models.CharField(max_length=255, editable=False, default="")
    # SHA-256 of the bytes, hexadecimal, cut to the length that public names carry; filled when first shown.
    content_hash = models.CharField(max_length=64, editable=False, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition")
        ]
        indexes = [models.Index(fields=["file"], name="rendition_file")]
