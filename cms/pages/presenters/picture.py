"""Pictures in their public form."""

from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cms.media.errors import NotCutYet
from cms.media.image_shape import image_shape
from cms.pages.presenters.block import PresentedBlock, lang_attribute, lang_of
from cms.pages.presenters.raw import line, list_items, object_id
from cms.pages.presenters.resources import Resources

# Where a picture of the body is shown: the column of text, or the whole of a phone.
_SIZES = "(min-width: 48rem) 44rem, 100vw"


def present_image(
    resources: Resources, image_id: object, *, alt: str, is_decorative: bool, caption: str = "", credit: str = ""
) -> dict[str, Any] | None:
    """The public shape of one use of an image; None when it is missing or must wait for the worker.

    An own credit replaces the image's.
    """
    number = object_id(image_id)
    image = resources.images.get(number) if number is not None else None
    if image is None:
        return None
    try:
        shape = image_shape(
            image,
            alt="" if is_decorative else alt,
            is_decorative=is_decorative,
            caption=caption,
            locale=resources.locale,
            exposure=resources.exposure,
        )
    except NotCutYet:  # the page is presented again when the image is prepared
        return None
    return {**shape, "credit": credit} if credit else shape


def picture(value: dict[str, Any], resources: Resources) -> PresentedBlock | None:
    """The shape of an image with `lang`; None without an image."""
    shape = _use(value, resources)
    return None if shape is None else PresentedBlock(value=shape, html=figure(shape))


def gallery(value: dict[str, Any], resources: Resources) -> PresentedBlock | None:
    """{title, images: [image with lang]}; None without an image."""
    uses = [_use(item, resources) for item in list_items(value.get("images")) if isinstance(item, dict)]
    shapes = [shape for shape in uses if shape is not None]
    if not shapes:
        return None
    title = line(value.get("title"))
    items = format_html_join("", "<li>{}</li>", ((figure(shape),) for shape in shapes))
    heading = format_html('<p class="gallery-title">{}</p>', title) if title else ""
    html = format_html('<div class="gallery">{}<ul>{}</ul></div>', heading, items)
    return PresentedBlock(value={"title": title, "images": shapes}, html=html)


def figure(shape: Mapping[str, Any]) -> SafeString:
    """The HTML of an image: modern formats first, sizes fixed so that the page does not jump."""
    sources = format_html_join(
        "",
        '<source type="{}" srcset="{}" sizes="{}">',
        ((source["type"], source["srcset"], _SIZES) for source in shape["sources"]),
    )
    image = format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">',
        shape["src"],
        shape["alt"],
        shape["width"],
        shape["height"],
    )
    return format_html(
        '<figure class="picture"{}><picture>{}{}</picture>{}</figure>',
        lang_attribute(shape.get("lang", "")),
        sources,
        image,
        _figcaption(shape),
    )


def _figcaption(shape: Mapping[str, Any]) -> str:
    caption, credit = shape["caption"], shape["credit"]
    if not caption and not credit:
        return ""
    # Translators: before the name of a photographer.
    credited = format_html('<span class="credit">{}: {}</span>', gettext("Photo"), credit) if credit else ""
    return format_html("<figcaption>{}{}{}</figcaption>", caption, " " if caption and credit else "", credited)


def _use(value: dict[str, Any], resources: Resources) -> dict[str, Any] | None:
    shape = present_image(
        resources,
        value.get("image"),
        alt=line(value.get("alt")),
        is_decorative=value.get("is_decorative") is True,
        caption=line(value.get("caption")),
        credit=line(value.get("credit")),
    )
    return None if shape is None else {**shape, "lang": lang_of(value, locale=resources.locale)}
