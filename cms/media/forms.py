"""The forms behind every upload door of Wagtail's admin: single, multiple and chooser."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.forms.fields import FileField
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.media import registry
from cms.media.actions import withdraw_source
from cms.media.errors import EmptyUpload, RefusedUpload
from cms.media.fields import check_file, clean_picture
from cms.media.file_intake import FILE_TYPES
from cms.media.models import Document, Image
from cms.media.rules import MAX_PIXELS, PICTURE_EXTENSIONS, SMALL_WIDTH

SETTLED = _lazy(
    "It stands in a text that is or was public, or that its reviewers have read, and stays as they saw it. "
    "Upload another one and put that into the text."
)
_FOCAL_FIELDS = {"focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"}


class PictureFormField(WagtailImageField):
    """Refuses with a reason, and replaces what it accepts by the clean picture."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help_text = _(
            "JPEG, PNG, WebP, AVIF, HEIC or GIF; at most %(size)s and %(pixels)s megapixels. "
            "Position and camera data are removed."
        ) % {"size": filesizeformat(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE), "pixels": MAX_PIXELS // 1_000_000}

        self.error_messages |= _own_words() | {
            # Said by the browser, before anything is sent.
            "file_too_large_unknown_size": _too_large(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE),
            "invalid_image_extension": _("Files of this kind are not accepted. Save the picture as one of: %(kinds)s.")
            % {"kinds": ", ".join(PICTURE_EXTENSIONS)},
        }

    def to_python(self, data: Any) -> "UploadedFile[Any] | None":
        """The upload, cleaned in place; Wagtail's own check would open it with decoders we do not pin."""
        return _checked(FileField.to_python(self, data), clean_picture)


class CheckedFormField(WagtailDocumentField):
    """Refuses with a reason."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help_text = _("Kinds: %(kinds)s. At most %(size)s.") % {
            "kinds": ", ".join(FILE_TYPES),
            "size": filesizeformat(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE),
        }

        too_large = _too_large(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
        self.error_messages |= _own_words() | {"file_too_large_unknown_size": too_large}

    def to_python(self, data: Any) -> "UploadedFile[Any] | None":
        """The upload, unchanged."""
        return _checked(FileField.to_python(self, data), check_file)


def _own_words() -> dict[str, str]:
    """What Django and Wagtail would say in their own words, before our intake or in the browser."""
    nothing_sent = _("No file was sent. Choose it again.")
    return {"empty": str(EmptyUpload.message), "missing": nothing_sent, "invalid": nothing_sent}


def _too_large(limit: int) -> str:
    return _("The file is too large; the limit is %(limit)s. Save it smaller or at lower quality.") % {
        "limit": filesizeformat(limit)
    }


def _checked(upload: Any, check: "Callable[[File[Any]], object]") -> "UploadedFile[Any] | None":
    if isinstance(upload, UploadedFile):  # a closed field hands over the stored file
        try:
            check(upload)
        except RefusedUpload as error:
            raise forms.ValidationError(str(error), code=error.code) from error
        upload.seek(0)
    accepted: UploadedFile[Any] | None = upload
    return accepted


def _close(form: forms.ModelForm[Any], names: tuple[str, ...]) -> None:
    """Show the fields of something settled, and why they cannot be changed; what is posted for them is not read."""
    if form.instance.settled_at is None:
        return
    for name in names:
        if name in form.fields:
            form.fields[name].disabled = True
            form.fields[name].help_text = SETTLED


class ImageForm(BaseImageForm):
    """A picture: the file is cleaned, a small one is pointed out, pages that show it hear of changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            stock = self.fields["file"]
            self.fields["file"] = PictureFormField(label=stock.label, required=stock.required, widget=stock.widget)
            stock.widget.attrs["accept"] = "image/*, " + ", ".join(f".{name}" for name in PICTURE_EXTENSIONS)
        if self.instance.pk and self.instance.width < SMALL_WIDTH:
            self.fields["title"].help_text = _(
                "This picture is small (%(width)s × %(height)s pixels): across a page it will look blurred. "
                "At least %(limit)s pixels wide is better."
            ) % {"width": self.instance.width, "height": self.instance.height, "limit": SMALL_WIDTH}
        _close(self, ("file", "credit", "credit_en"))

    def save(self, commit: bool = True) -> Image:
        """Save; a moved focal point means new crops, and live pages are presented again."""
        is_new = self.instance.pk is None
        if _FOCAL_FIELDS & set(self.changed_data):
            self.instance.prepared_at = None
        image: Image = super().save(commit=commit)
        if commit and not is_new:
            registry.announce_changed(image, timezone.now())
        return image


class DocumentForm(BaseDocumentForm):
    """A file to download: checked, and pages that offer it hear of changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            stock = self.fields["file"]
            self.fields["file"] = CheckedFormField(label=stock.label, required=stock.required, widget=stock.widget)
            stock.widget.attrs["accept"] = ", ".join(f".{name}" for name in FILE_TYPES)
        _close(self, ("file", "title"))

    def save(self, commit: bool = True) -> Document:
        """Save; the public copy of a replaced file is let go at once."""
        is_new = self.instance.pk is None
        former = self.original_file.name if self.original_file and "file" in self.changed_data else ""
        document: Document = super().save(commit=commit)
        if commit and former:
            withdraw_source(source=former, at=timezone.now())
        if commit and not is_new:
            registry.announce_changed(document, timezone.now())
        return document
