"""The last door: whatever path a file came by, it is checked before it reaches the storage."""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from cms.media import errors
from cms.media.file_intake import AcceptedFile, take_file
from cms.media.picture_intake import take_picture

# Set on a file that this process has checked already: the form did, the field need not again.
_CHECKED = "_cong_checked"


def check_size(size: int, limit: int) -> None:
    """Raise FileTooLarge when a file has more bytes than the limit."""
    if size > limit:
        raise errors.FileTooLarge(size=filesizeformat(size), limit=filesizeformat(limit))


def clean_picture(upload: "File[Any]") -> None:
    """Replace an uploaded picture, in place, by what may be stored of it; raise a RefusedUpload.

    In place, because Wagtail keeps the raw upload when another field of the form is wrong: so its GPS
    position is gone from every copy there is. A temporary file on disk is rewritten too.
    """
    if getattr(upload, _CHECKED, None):
        return
    check_size(upload.size, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    upload.seek(0)
    picture = take_picture(upload.read(), name=upload.name or "")
    file = upload.file
    if file is None:
        raise errors.EmptyUpload
    file.seek(0)
    file.truncate()
    file.write(picture.data)
    file.flush()
    file.seek(0)
    upload.size = len(picture.data)
    upload.name = picture.name
    setattr(upload, _CHECKED, True)


def is_checked(upload: object) -> bool:
    """Whether `clean_picture` or `check_file` has had this file already."""
    return bool(getattr(upload, _CHECKED, None))


def check_file(upload: "File[Any]", *, name: str = "") -> AcceptedFile:
    """The names and hash of an uploaded file; raise a RefusedUpload."""
    accepted: AcceptedFile | None = getattr(upload, _CHECKED, None)
    if accepted is None:
        check_size(upload.size, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
        accepted = take_file(upload, name=name or upload.name or "")  # type: ignore[arg-type]  # reads like a file
        setattr(upload, _CHECKED, accepted)
    return accepted


class PictureFieldFile(WagtailImageFieldFile):
    """Stores only pictures that went through `clean_picture`."""

    def save(self, name: str, content: "File[Any]", save: bool = True) -> None:
        """Clean, store; the cuts of the former picture no longer count."""
        if not getattr(content, _CHECKED, None):
            content.seek(0)
            content = ContentFile(content.read(), name=name)
            clean_picture(content)
        self.instance.prepared_at = None
        self.instance.prepare_failures = 0
        if self.instance.pk:
            self.instance.renditions.all().delete()
        super().save(content.name, content, save)


class PictureField(WagtailImageField):
    """A picture, cleaned on its way to the storage."""

    attr_class = PictureFieldFile

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """As Wagtail's field: the cleaning is code, not schema."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs


class CheckedFieldFile(FieldFile):
    """Stores only files whose content is what their name says."""

    def save(self, name: str, content: "File[Any]", save: bool = True) -> None:
        """Check, store under an ASCII name; the reader's name and the hash stay with the row."""
        accepted = check_file(content, name=name)
        vars(self.instance).update(download_name=accepted.download_name, content_hash=accepted.content_hash)
        super().save(accepted.stored_name, content, save)


class CheckedFileField(FileField):
    """A file to download, checked on its way to the storage."""

    attr_class = CheckedFieldFile

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """As a plain file field: the check is code, not schema."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", list(args), kwargs
