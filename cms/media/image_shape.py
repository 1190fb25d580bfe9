"""An image as the public sees it."""

from typing import Any

from django.db import connection

from cms.media.addresses import rendition_address
from cms.media.errors import NotCutYet
from cms.media.exposure import Exposure
from cms.media.models import Image, Rendition
from cms.media.renditions import Renditions, existing_cuts, make_cuts
from cms.media.rules import CONTENT_TYPES, SOCIAL, Spec, fitted_size, quick_spec, specs_for

# Inside a transaction SQLite's write lock is held: eight quick cuts are about 0.8 s, sixty would be six.
MAX_QUICK_CUTS = 8


def image_shape(
    image: Image, *, alt: str, is_decorative: bool, caption: str = "", locale: str = "vi", exposure: Exposure
) -> dict[str, Any]:
    """The public shape of one use of an image; what the reader's browser will fetch is added to `exposure.files`.

    `locale`: of the page that shows it; the image's credit is in that language or empty.

    Before the worker has cut all renditions the shape holds those that exist, at least one JPEG that is cut
    here (about 0.1 s), and `exposure.is_provisional` is set. `width` and `height` are those of the largest
    cut, which keep their ratio whatever is there. A decorative image has no alternative text.
    Inside a transaction one presentation cuts MAX_QUICK_CUTS images at most: raise NotCutYet for the next, which
    is left out and comes when the worker has prepared it.
    """
    specs = specs_for(image.width, image.height)
    cuts = existing_cuts(image, specs)
    quick = quick_spec(image.width, image.height)
    if quick not in cuts:
        if connection.in_atomic_block:
            if exposure.quick_cuts >= MAX_QUICK_CUTS:
                exposure.is_provisional = True
                raise NotCutYet
            exposure.quick_cuts += 1
        cuts |= make_cuts(image, [quick])
    if len(cuts) < len(specs):
        exposure.is_provisional = True
    width, height = fitted_size(image.width, image.height, specs[-2])
    addresses = {spec: rendition_address(cut, exposure=exposure) for spec, cut in cuts.items()}
    return {
        "alt": "" if is_decorative else alt,
        "is_decorative": is_decorative,
        "caption": caption,
        "credit": image.credit_in(locale),
        "width": width,
        "height": height,
        "focal_point": _focal_point(image),
        "src": addresses[quick],
        "sources": [source for format_name in ("avif", "webp") if (source := _source(format_name, cuts, addresses))],
        "renditions": [
            _rendition(spec, cut, addresses[spec])
            for spec, cut in sorted(cuts.items(), key=lambda item: specs.index(item[0]))
            if spec != SOCIAL
        ],
        "social": addresses.get(SOCIAL, addresses[quick]),
    }


def _focal_point(image: Image) -> dict[str, float] | None:
    if image.focus is None:
        return None
    return {"x": round(image.focus[0], 4), "y": round(image.focus[1], 4)}


def _rendition(spec: Spec, cut: Rendition, url: str) -> dict[str, Any]:
    return {"url": url, "width": cut.width, "height": cut.height, "type": CONTENT_TYPES[str(spec.format)]}


def _source(format_name: str, cuts: Renditions, addresses: dict[Spec, str]) -> dict[str, str] | None:
    """One <source> of a <picture>: the cuts of a format, narrow to wide."""
    chosen = sorted((cut.width, addresses[spec]) for spec, cut in cuts.items() if spec.format == format_name)
    if not chosen:
        return None
    return {
        "type": CONTENT_TYPES[format_name],
        "srcset": ", ".join(f"{address} {width}w" for width, address in chosen),
    }
