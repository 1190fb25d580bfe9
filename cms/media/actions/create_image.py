"""An image enters the library."""

from datetime import datetime
from typing import BinaryIO

from django.core.files.base import ContentFile, File
from django.db import transaction
from wagtail.models import Collection

from cms.accounts.models import User
from cms.audit.deciding import deciding
from cms.kernel.text import clean_line
from cms.media.fields import clean_picture, is_checked
from cms.media.models import Image


def create_image(
    *,
    title: str,
    file: "BinaryIO | File[bytes]",
    filename: str,
    collection: Collection,
    by: User | None,
    at: datetime,
    credit: str = "",
    credit_en: str = "",
    focal_point: tuple[float, float] | None = None,
) -> Image:
    """Store a picture; the same checks as in the admin's forms. Raises a RefusedUpload.

    Checking decodes the picture, which takes up to a second: whoever stores many in one transaction has them checked
    before it (`fields.clean_picture`), and they are not checked again.
    `focal_point`: the middle of what matters, as fractions of width and height (0–1). The fixed renditions
    are cut later by the worker (`jobs.prepare_pending_images`).
    """
    content = file if isinstance(file, File) and is_checked(file) else ContentFile(file.read(), name=filename)
    clean_picture(content)
    with transaction.atomic():
        told = {"credit": clean_line(credit), "credit_en": clean_line(credit_en)}
        image = Image(title=title, file=content, collection=collection, uploaded_by_user=by, **told)
        if focal_point is not None:
            _set_focal_point(image, focal_point)
        image._set_image_file_metadata()
        with deciding(by=by, at=at):
            image.save()  # the receiver of the model writes the log
        Image.objects.filter(pk=image.pk).update(created_at=at)
        image.created_at = at
    return image


def _set_focal_point(image: Image, focal_point: tuple[float, float]) -> None:
    side = max(1, min(image.width, image.height) // 5)
    image.focal_point_x, image.focal_point_y = (
        round(focal_point[0] * image.width),
        round(focal_point[1] * image.height),
    )
    image.focal_point_width = image.focal_point_height = side
