"""Cut pictures: one decoding for all cuts, each size computed once for all formats. No database here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import Any, BinaryIO

from PIL import Image as Pillow

from cms.media.rules import EXTENSIONS, Spec, crop_box, fitted_size

_MIDDLE = (0.5, 0.5)
# Measured on one core at 1600 × 1200: AVIF 0.46 s at speed 6, 0.09 s at speed 8 for 13 % more bytes.
_SAVE_OPTIONS: dict[str, dict[str, Any]] = {
    "avif": {"quality": 58, "speed": 8, "max_threads": 1},
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 80, "progressive": True, "optimize": True},
    "png": {"compress_level": 6},
}


@dataclass(frozen=True, kw_only=True)
class Cut:
    """The bytes of one cut and the extension that says its format."""

    spec: Spec
    data: bytes
    extension: str


def cuts(source: BinaryIO, specs: Sequence[Spec], *, focus: tuple[float, float] | None = None) -> Iterator[Cut]:
    """Cut a stored picture (JPEG or PNG of our own making) in the order of `specs`, without EXIF or profile."""
    with Pillow.open(source, formats=["JPEG", "PNG"]) as image:
        own_format = "png" if image.format == "PNG" else "jpeg"
        width, height = image.size
        frames = {spec: _frame(width, height, spec, focus or _MIDDLE) for spec in specs}
        _decode_no_larger_than_needed(image, list(frames.values()))
        sized: dict[object, Pillow.Image] = {}
        for spec in specs:
            frame = frames[spec]
            if frame not in sized:
                sized[frame] = _resized(image, width, frame)
            format_name = spec.format or own_format
            yield Cut(spec=spec, data=_encoded(sized[frame], format_name), extension=EXTENSIONS[format_name])


Frame = tuple[tuple[int, int, int, int], tuple[int, int]]


def _frame(width: int, height: int, spec: Spec, focus: tuple[float, float]) -> Frame:
    """The part of the picture that a cut shows, and the size it is shown at."""
    if spec.is_crop:
        return crop_box(width, height, spec, focus)
    return (0, 0, width, height), fitted_size(width, height, spec)


def _decode_no_larger_than_needed(image: Pillow.Image, frames: Sequence[Frame]) -> None:
    """JPEG can be decoded at 1/2, 1/4 or 1/8: as small as the largest cut allows."""
    scale = max(size[0] / (box[2] - box[0]) for box, size in frames)
    image.draft(image.mode, (ceil(image.width * scale), ceil(image.height * scale)))


def _resized(image: Pillow.Image, full_width: int, frame: Frame) -> Pillow.Image:
    box, size = frame
    ratio = image.width / full_width
    scaled = tuple(min(edge * ratio, limit) for edge, limit in zip(box, (*image.size, *image.size), strict=True))
    return image.resize(size, Pillow.Resampling.LANCZOS, box=scaled, reducing_gap=2.0)  # type: ignore[arg-type]


def _encoded(image: Pillow.Image, format_name: str) -> bytes:
    if format_name == "jpeg" and image.mode == "RGBA":
        white = Pillow.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        image = white
    elif format_name in ("avif", "webp") and image.mode == "L":
        image = image.convert("RGB")
    image.info = {}
    out = BytesIO()
    image.save(out, format_name.upper(), **_SAVE_OPTIONS[format_name])
    return out.getvalue()
