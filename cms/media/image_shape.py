"""An image as the public sees it."""

from typing import Any

from cms.media.exposure import Exposure
from cms.media.models import Image


def image_shape(
    image: Image, *, alt: str, is_decorative: bool, caption: str = "", exposure: Exposure
) -> dict[str, Any]:
    """The public shape of one use of an image; what the reader's browser will fetch is added to `exposure.files`."""
    raise NotImplementedError
