"""Files, videos and related pages in their public form."""

from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.media.file_shape import file_shape
from cms.pages.blocks.embed import video_of
from cms.pages.presenters.block import PresentedBlock, lang_attribute, lang_of
from cms.pages.presenters.raw import line, list_items, object_id
from cms.pages.presenters.resources import Resources


def files(value: dict[str, Any], resources: Resources) -> PresentedBlock | None:
    """{title, files: [file with its link words and lang]}; None when no file is there."""
    items_of_list = [item for item in list_items(value.get("files")) if isinstance(item, dict)]
    offered = [_file(item, resources, number) for number, item in enumerate(items_of_list, 1)]
    shapes = [shape for shape in offered if shape is not None]
    if not shapes:
        return None
    title = line(value.get("title"))
    heading = format_html('<p class="files-title">{}</p>', title) if title else ""
    items = format_html_join("", "<li>{}</li>", ((_file_link(shape),) for shape in shapes))
    html = format_html('<div class="files">{}<ul>{}</ul></div>', heading, items)
    return PresentedBlock(value={"title": title, "files": shapes}, html=html)


def video(value: dict[str, Any], resources: Resources) -> PresentedBlock | None:
    """{provider, url, player_url, title, caption, lang}; None for an unknown provider.

    The HTML is a link: nothing of the provider's is fetched until the reader follows it. A front end may
    put a player (`data-player`, without cookies) in its place when the reader asks.
    """
    found = video_of(value.get("url"))
    if found is None:
        return None
    shape = {
        "provider": found.provider,
        "url": found.page_url,
        "player_url": found.player_url,
        "title": line(value.get("title")) or found.page_url,
        "caption": line(value.get("caption")),
        "lang": lang_of(value, locale=resources.locale),
    }
    caption = format_html("<figcaption>{}</figcaption>", shape["caption"]) if shape["caption"] else ""
    html = format_html(
        '<figure class="video" data-player="{}"{}><p><a href="{}" rel="noopener external">{}</a></p>{}</figure>',
        shape["player_url"],
        lang_attribute(shape["lang"]),
        shape["url"],
        shape["title"],
        caption,
    )
    return PresentedBlock(value=shape, html=html)


def related(value: dict[str, Any], resources: Resources) -> PresentedBlock | None:
    """{title}: where the list stands. The pages are the document's `related` links, expanded when read.

    Their ids are not told here: some may be drafts or restricted, and only reading knows which are public.
    """
    found = [resources.related.get(number) for number in list_items(value.get("pages")) if object_id(number)]
    has_pages = any(content_id is not None for content_id in found)
    return PresentedBlock(value={"title": line(value.get("title"))}, html="") if has_pages else None


def _file(item: dict[str, Any], resources: Resources, number: int) -> dict[str, Any] | None:
    """The words of the link are the author's, else the title of the file.

    That is Vietnamese, like the whole library: in another language a file without words is told by its number.
    """
    document = resources.documents.get(object_id(item.get("document")) or 0)
    if document is None:
        return None
    shape = file_shape(document, exposure=resources.exposure)
    title = shape["title"] if resources.locale == settings.LANGUAGE_CODE else _("File {number}").format(number=number)
    return {
        **shape,
        "title": line(item.get("title")) or title,
        "lang": lang_of(item, locale=resources.locale),
    }


def _file_link(shape: dict[str, Any]) -> SafeString:
    kind = ", ".join(part for part in (str(shape["extension"]).upper(), filesizeformat(shape["size"])) if part)
    return format_html(
        '<a href="{}"{}>{}</a> <span class="file-kind">({})</span>',
        shape["url"],
        lang_attribute(shape["lang"]),
        shape["title"],
        kind,
    )
