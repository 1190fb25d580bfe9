"""Limits of uploads and the fixed cuts of an image, as pure values."""

import re
from dataclasses import dataclass

MAX_PIXELS = 25_000_000  # RELIABILITY 56
MIN_SIDE = 16
# Below this width a picture looks blurred across the page: the form warns, nothing is refused.
SMALL_WIDTH = 1200
# A photograph has at most a dozen passes; thousands keep a decoder busy for minutes.
MAX_JPEG_SCANS = 64

PICTURE_EXTENSIONS = ("avif", "gif", "heic", "heif", "jfif", "jpeg", "jpg", "png", "webp")

WIDTHS = (400, 800, 1200, 1600)
# Preferred first: a browser takes the first type it knows.
FORMATS = ("avif", "webp", "jpeg")
CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg", "png": "image/png"}
EXTENSIONS = {"avif": "avif", "webp": "webp", "jpeg": "jpg", "png": "png"}

_WORD = re.compile(r"[^\W\d_]+")


def credit_in(locale: str, *, vi: str, en: str) -> str:
    """The credit that pages of a language show.

    In English its English words; without them the credit as it is where it is a name or has no letter of Vietnamese,
    and otherwise none: nobody confirmed those words (issue 5, ADR 0203, ADR 0234).
    """
    if locale == "vi":
        return vi
    return en or (vi if vi.isascii() or is_name(vi) else "")


def is_name(text: str) -> bool:
    """Whether each word begins with a capital, as names of people do and Vietnamese descriptions do not."""
    words = _WORD.findall(text)
    return bool(words) and all(word[0].isupper() for word in words)


@dataclass(frozen=True, kw_only=True)
class Spec:
    """One cut: fit into width × height, or fill it exactly around the focal point; never enlarge.

    `format` None keeps the original's (JPEG or PNG): the admin's own thumbnails.
    """

    width: int
    height: int
    format: str | None
    is_crop: bool = False

    @property
    def filter_spec(self) -> str:
        """The name of this cut in Wagtail's language, so that Wagtail finds the same rendition."""
        operation = "fill" if self.is_crop else "max"
        suffix = f"|format-{self.format}" if self.format else ""
        return f"{operation}-{self.width}x{self.height}{suffix}"


def fit(width: int, format: str) -> Spec:  # noqa: A002
    """A cut of that width; twice as high at most, which bounds the pixels of very tall pictures."""
    return Spec(width=width, height=width * 2, format=format)


SOCIAL = Spec(width=1200, height=630, format="jpeg", is_crop=True)
# The size of Wagtail's own listings and choosers.
THUMBNAIL = Spec(width=165, height=165, format=None)


def fitted_size(width: int, height: int, spec: Spec) -> tuple[int, int]:
    """Width and height after fitting a picture into a cut, in pixels; at least 1 and never larger than it was."""
    scale = min(1.0, spec.width / width, spec.height / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def specs_for(width: int, height: int) -> list[Spec]:
    """The cuts of a picture of that size: each smaller width, and the first that shows it whole."""
    chosen: list[Spec] = []
    for format in FORMATS:  # noqa: A001
        for step in WIDTHS:
            spec = fit(step, format)
            chosen.append(spec)
            if fitted_size(width, height, spec) == (width, height):
                break
    return [*chosen, SOCIAL]


def quick_spec(width: int, height: int) -> Spec:
    """What is cut at once when a page goes out before the worker came by: small, and every browser knows it."""
    return [spec for spec in specs_for(width, height) if spec.format == "jpeg" and spec.width <= 800][-1]


def crop_box(
    width: int, height: int, spec: Spec, focus: tuple[float, float]
) -> tuple[tuple[int, int, int, int], tuple[int, int]]:
    """The part (left, top, right, bottom) that fills a cut, centred on `focus` (fractions), and its final size."""
    scale = max(spec.width / width, spec.height / height)
    part_width, part_height = min(width, round(spec.width / scale)), min(height, round(spec.height / scale))
    left = round(min(max(focus[0] * width - part_width / 2, 0), width - part_width))
    top = round(min(max(focus[1] * height - part_height / 2, 0), height - part_height))
    size = (spec.width, spec.height) if scale <= 1 else (part_width, part_height)
    return (left, top, left + part_width, top + part_height), size
