"""An image enters the library."""

from datetime import datetime
from typing import BinaryIO

from wagtail.models import Collection

from cms.accounts.models import User
from cms.media.models import Image


def create_image(
    *,
    title: str,
    file: BinaryIO,
    filename: str,
    collection: Collection,
    by: User | None,
    at: datetime,
    credit: str = "",
    focal_point: tuple[float, float] | None = None,
) -> Image:
    """Store a picture; the same checks as in the admin's forms.

    `focal_point`: the middle of what matters, as fractions of width and height (0–1).
    """
    raise NotImplementedError
