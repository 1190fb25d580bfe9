"""What may come in as a picture, and what is kept of it: pixels only, written anew by us.

Nothing of the sender's bytes is stored: not EXIF, GPS, XMP, comments, profiles or what follows the picture.
Two formats are kept, JPEG and PNG, so that every later step meets only files of our own making.
"""

import contextlib
import threading
from dataclasses import dataclass
from io import BytesIO

from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from cms.media import errors
from cms.media.file_names import extension_of, stored_name
from cms.media.rules import MAX_JPEG_SCANS, MAX_PIXELS, MIN_SIDE, PICTURE_EXTENSIONS

JPEG_QUALITY = 92
_MAX_PROFILE = 4_000_000
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
_SEQUENCE_BRANDS = {b"avis", b"hevc", b"hevx", b"hevm", b"hevs", b"msf1"}
# A picture that is a page or a document to another program. Looked for in the whole file.
_FOREIGN = (
    b"<script", b"<html", b"<!doctype", b"<?php", b"<iframe", b"<svg ", b"<svg>", b"<body", b"%pdf-1", b"<object",
)  # fmt: skip
# One decoded picture in memory at a time and process.
_decoding = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture fit to be stored: its bytes, a clean name, its size in pixels."""

    data: bytes
    name: str
    width: int
    height: int


def sniff(data: bytes) -> str | None:
    """Pillow's name of the format by content, or None; never by file name."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "GIF"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return _sniff_boxes(data)
    return None


def take_picture(data: bytes, *, name: str) -> Picture:
    """The picture to store; raise a RefusedUpload that says what is wrong (RELIABILITY 45, 46, 56)."""
    if not data:
        raise errors.EmptyUpload
    extension = extension_of(name)
    if extension not in PICTURE_EXTENSIONS:
        raise errors.UnknownExtension(extension=extension, accepted=", ".join(PICTURE_EXTENSIONS))
    format_name = sniff(data)
    if format_name is None:
        raise errors.NotAPicture
    _refuse_foreign_content(data)
    if format_name == "JPEG" and data.count(b"\xff\xda") > MAX_JPEG_SCANS:
        raise errors.BrokenPicture
    if format_name == "WEBP":
        _refuse_large_canvas(data)
    with _decoding:
        pixels = _decode(data, format_name)
        return _encode(pixels, name=name, is_photograph=format_name not in ("PNG", "GIF"))


def _sniff_boxes(data: bytes) -> str | None:
    """AVIF or HEIF by the brands of an ISO media file."""
    length = int.from_bytes(data[:4], "big")
    if not 16 <= length <= 256 or data[8:12] in _SEQUENCE_BRANDS:
        if data[8:12] in _SEQUENCE_BRANDS:
            raise errors.MovingPicture
        return None
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, length, 4))}
    if b"avif" in brands:
        return "AVIF"
    return "HEIF" if brands & _HEIF_BRANDS else None


def _refuse_foreign_content(data: bytes) -> None:
    lowered = data.lower()
    # A ZIP archive (or a .jar) is read from its end, whatever it begins with.
    is_archive = b"PK\x05\x06" in data[-65_557:] and b"PK\x01\x02" in data
    if is_archive or any(marker in lowered for marker in _FOREIGN):
        raise errors.HiddenContent


def _refuse_large_canvas(data: bytes) -> None:
    """WebP says its canvas in its header; the decoder would reserve it while only opening."""
    if data[12:16] == b"VP8X" and len(data) >= 30:
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        _check_size(width, height)


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise errors.TooManyPixels(width=width, height=height, limit=MAX_PIXELS // 1_000_000)
    if min(width, height) < MIN_SIDE:
        raise errors.TooFewPixels(width=width, height=height, limit=MIN_SIDE)


def _decode(data: bytes, format_name: str) -> Pillow.Image:
    """Upright pixels in sRGB; the size is checked before a pixel is read."""
    try:
        # One named format: no rare decoder of Pillow's ever sees the bytes.
        image = Pillow.open(BytesIO(data), formats=[format_name])
        _check_size(*image.size)
        # A portrait photo of a phone may hold several pictures (MPO, HEIF): the first is the photo.
        if format_name in ("GIF", "PNG", "WEBP", "AVIF") and getattr(image, "is_animated", False):
            raise errors.MovingPicture
        image.load()
        return _plain(_upright(image))
    except errors.RefusedUpload:
        raise
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise errors.PixelFlood(limit=MAX_PIXELS // 1_000_000) from error
    except Exception as error:
        # Decoders meet hostile bytes here and raise whatever they like; to the editor it is one thing.
        raise errors.BrokenPicture from error


def _upright(image: Pillow.Image) -> Pillow.Image:
    # Broken EXIF says nothing about the picture itself: it stays as it lies.
    with contextlib.suppress(Exception):
        return ImageOps.exif_transpose(image)
    return image


def _plain(image: Pillow.Image) -> Pillow.Image:
    """The image in mode L, RGB or RGBA and in sRGB, without anything attached to it."""
    profile = image.info.get("icc_profile")
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    target = "RGBA" if transparent else "L" if image.mode in ("1", "L") else "RGB"
    if profile and len(profile) <= _MAX_PROFILE and image.mode in ("RGB", "RGBA", "CMYK"):
        image = _in_srgb(image, profile, target)
    image = image.convert(target)
    if target == "RGBA" and image.getchannel("A").histogram()[255] == image.width * image.height:
        image = image.convert("RGB")
    image.info = {}
    return image


def _in_srgb(image: Pillow.Image, profile: bytes, mode: str) -> Pillow.Image:
    # A profile that cannot be used is dropped: the picture is then taken for sRGB, as browsers do.
    with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        return converted or image
    return image


def _encode(image: Pillow.Image, *, name: str, is_photograph: bool) -> Picture:
    out = BytesIO()
    if is_photograph and image.mode != "RGBA":
        image.save(out, "JPEG", quality=JPEG_QUALITY, progressive=False)
        extension = "jpg"
    else:
        image.save(out, "PNG", compress_level=6)
        extension = "png"
    width, height = image.size
    return Picture(data=out.getvalue(), name=stored_name(name, extension=extension), width=width, height=height)
