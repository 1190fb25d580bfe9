"""What higher layers want to hear of images and files: filled in their `AppConfig.ready()`."""

from collections.abc import Callable
from datetime import datetime

from cms.media.models import Document, Image

# Called inside the transaction of the change, so that what a callback writes commits with it.
ImagePrepared = Callable[[Image, datetime], None]
MediaChanged = Callable[[Image | Document, datetime], None]

# The public name of a copy that is gone; inside the transaction in which its row goes.
PublicRemoved = Callable[[str, datetime], None]

# Whether a preview outside the admin may still be shown by this grant, at a moment.
GrantHolds = Callable[[str, datetime], bool]

_prepared: list[ImagePrepared] = []
_changed: list[MediaChanged] = []
_removed: list[PublicRemoved] = []
_grants: list[GrantHolds] = []


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


def on_public_removed(callback: PublicRemoved) -> None:
    """Call back with (public name, at) when a public copy has been removed: who keeps its bytes must forget them."""
    _removed.append(callback)


def announce_removed(name: str, at: datetime) -> None:
    """Tell everyone who asked that a public copy is gone."""
    for callback in _removed:
        callback(name, at)


def on_grant(holds: GrantHolds) -> None:
    """Say who knows whether the grant of a preview holds; without anybody, none does."""
    _grants.append(holds)


def grant_holds(grant: str, at: datetime) -> bool:
    """Whether files shown by this grant may be read now. The grant was signed by us."""
    return any(holds(grant, at) for holds in _grants)
