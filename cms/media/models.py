"""Images and files. Originals and draft renditions stay in the private storage."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class Image(AbstractImage):
    """A picture; its alternative text belongs to each use, its credit to the picture."""

    credit = models.CharField(_("credit"), max_length=255, blank=True)
    # Wagtail's own models of these names are loaded too: their reverse accessors must differ.
    tags = TaggableManager(verbose_name=_("tags"), blank=True, related_name="media_images")
    prepared_at = models.DateTimeField(_("renditions made"), null=True, editable=False)

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta:
        default_related_name = "media_images"
        verbose_name = _("image")
        verbose_name_plural = _("images")


class Rendition(AbstractRendition):
    """A cut of an image, private until a live page uses it."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition")
        ]


class Document(AbstractDocument):
    """A file to download."""

    tags = TaggableManager(verbose_name=_("tags"), blank=True, related_name="media_documents")

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta:
        default_related_name = "media_documents"
        verbose_name = _("file")
        verbose_name_plural = _("files")
