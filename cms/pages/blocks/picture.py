"""Pictures: each use has its own alternative text or is decorative (WCAG 1.1.1)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, ListBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from cms.pages.blocks.language import language_block

MAX_GALLERY = 60


class PictureBlock(StructBlock):
    """One use of an image. The alternative text belongs to the use and is translated with it.

    Wagtail's own ImageBlock keeps the text on the shared image instance, so two uses of one image in
    a body overwrite each other; this block keeps plain values.
    """

    image = ImageChooserBlock(label=_("Image"))
    alt = CharBlock(
        required=False,
        max_length=255,
        label=_("Alternative text"),
        help_text=_("What a reader who cannot see the image needs to know."),
    )
    is_decorative = BooleanBlock(required=False, label=_("The image is only decorative"))
    caption = CharBlock(required=False, max_length=500, label=_("Caption"))
    credit = CharBlock(
        required=False, max_length=255, label=_("Credit"), help_text=_("Empty: the credit stored with the image.")
    )
    lang = language_block()

    class Meta:
        icon = "image"
        label = _("Image")

    def clean(self, value: Any) -> Any:
        """Refuse, outside drafts, an image with neither alternative text nor the decorative mark."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and cleaned.get("image") and not has_text_alternative(cleaned):
            error = ValidationError(_("Describe the image, or mark it as decorative."), code="alt_required")
            raise StructBlockValidationError(block_errors={"alt": error})
        return cleaned


class GalleryBlock(StructBlock):
    """Pictures shown together."""

    title = CharBlock(required=False, max_length=255, label=_("Title"))
    images = ListBlock(PictureBlock(), min_num=1, max_num=MAX_GALLERY, label=_("Images"))

    class Meta:
        icon = "image"
        label = _("Gallery")


def has_text_alternative(value: Any) -> bool:
    """Whether a picture says what it shows, or that it shows nothing."""
    return bool(value.get("is_decorative")) or bool(str(value.get("alt") or "").strip())
