"""What higher layers want to hear of images and files: filled in their `AppConfig.ready()`."""

from collections.abc import Callable
from datetime import datetime

from cms.media.models import Document, Image

# Called inside the transaction of the change, so that what a callback writes commits with it.
ImagePrepared = Callable[[Image, datetime], None]
MediaChanged = Callable[[Image | Document, datetime], None]

_prepared: list[ImagePrepared] = []
_changed: list[MediaChanged] = []


def on_image_prepared(callback: ImagePrepared) -> None:
    """Call back with (image, at) when all fixed renditions of an image exist."""
    _prepared.append(callback)


def on_media_changed(callback: MediaChanged) -> None:
    """Call back with (image or document, at) when what pages show of it changed: file, credit, focal point."""
    _changed.append(callback)


def announce_prepared(image: Image, at: datetime) -> None:
    """Tell everyone who asked that an image is prepared."""
    for callback in _prepared:
        callback(image, at)


def announce_changed(media: Image | Document, at: datetime) -> None:
    """Tell everyone who asked that an image or a file changed."""
    for callback in _changed:
        callback(media, at)
