"""Tags of the public templates: moments in Hanoi time, `lang` attributes, safe addresses and HTML."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache

import nh3
import segno
from django import template
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cms.kernel.calendar import HANOI
from cms.kernel.text import clean_line

register = template.Library()

_FORMATS = {
    ("vi", "day"): "d/m/Y",
    ("vi", "minute"): "d/m/Y H:i",
    ("en", "day"): "j F Y",
    ("en", "minute"): "j F Y, H:i",
}
# Not those after a point or comma (1,05; 1.001), nor a zero that is the whole number.
_LEADING_ZEROS = re.compile(r"(?<![\w.,])0+(?=\d)")
_PUBLIC_SCHEMES = ("http://", "https://")


@register.simple_tag(takes_context=True)
def moment(context: Context, value: object, precision: str) -> SafeString:
    """A `<time>`: 31/12/2026 08:05 in Hanoi (31 December 2026, 08:05 in English pages); empty for no value."""
    at = _read(value)
    if at is None:
        return SafeString("")
    locale = "en" if context.get("locale") == "en" else "vi"
    machine = at.isoformat(timespec="minutes") if isinstance(at, datetime) else at.isoformat()
    shown = "day" if not isinstance(at, datetime) else precision
    return format_html('<time datetime="{}">{}</time>', machine, date_format(at, _FORMATS[locale, shown]))


@register.simple_tag(takes_context=True)
def lang_of(context: Context, locale: str | None) -> SafeString:
    """` lang="en"` where a text is not in the page's language (WCAG 3.1.2), else nothing."""
    return format_html(' lang="{}"', locale) if locale and locale != context.get("locale") else SafeString("")


@register.simple_tag(takes_context=True)
def current(context: Context, path: str) -> SafeString:
    """The state of a menu entry: this page, or a page somewhere below it."""
    meta = context.get("meta")
    here = meta.path if meta else ""
    if here == path:
        return SafeString(' aria-current="page"')
    below = path not in {"/", "/en/"} and here.startswith(path)
    return SafeString(' aria-current="true"') if below else SafeString("")


@register.simple_tag
def quick_hint(content_kind: str) -> str:
    """What a citizen finds behind a quick link."""
    return {
        "procedure": _("Files, fees, deadlines and where to go"),
        "qa": _("Ask the agency and read its answers"),
        "notice": _("Notices and recruitment"),
        "document": _("Official documents in full"),
    }.get(content_kind, "")


@register.simple_tag
def qr_code(address: str, title: str) -> SafeString:
    """A QR code of an address as inline SVG without styles; empty for what is no address of the web."""
    return _qr(address, title) if public_url(address) else SafeString("")


@lru_cache(maxsize=256)
def _qr(address: str, title: str) -> SafeString:
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(scale=4, border=3, dark="#000", light="#fff", title=title, svgclass="qr", lineclass=None)
    return mark_safe(svg)  # noqa: S308 - written by segno, which escapes the title


@register.filter
def public_html(value: object) -> SafeString:
    """HTML of the store, cleaned once more on its way out (RELIABILITY 42): no script, handler or style."""
    if not isinstance(value, str) or not value:
        return SafeString("")
    return mark_safe(_CLEANER.clean(value))  # noqa: S308 - cleaned just here


@register.filter
def marked_html(value: object) -> SafeString:
    """A text of the search with its marks: every other tag is taken out, whatever a source answers."""
    if not isinstance(value, str) or not value:
        return SafeString("")
    return mark_safe(_MARKS_ONLY.clean(value))  # noqa: S308 - cleaned just here


@register.simple_tag(takes_context=True)
def body_html(context: Context, value: object) -> SafeString:
    """The same for the body of a document: in the print view its pictures do not wait to be scrolled to."""
    if not isinstance(value, str) or not value:
        return SafeString("")
    meta = context.get("meta")
    cleaner = _CLEANER_FOR_PAPER if meta is not None and meta.is_print else _CLEANER
    return mark_safe(cleaner.clean(value))  # noqa: S308 - cleaned just here


@register.filter
def public_url(value: object) -> str:
    """The address if it is http or https, else nothing: a source may never be a `javascript:` link."""
    return value if isinstance(value, str) and value.startswith(_PUBLIC_SCHEMES) else ""


@register.filter
def dialled(value: object) -> str:
    """A telephone number as a `tel:` address."""
    return re.sub(r"[^\d+]", "", str(value))


@register.filter
def is_another_than(text: str, other: str) -> bool:
    """Whether a text says something beside the other: “08  Ngày” and “8 ngày” are one, “1.000 ngày” is another."""
    return bool(text) and _as_compared(text) != _as_compared(other)


@register.filter
def not_named_in(lines: Iterable[str], shown: Iterable[Mapping[str, str]]) -> list[str]:
    """The lines that are not the name of something shown above them."""
    names = {_as_compared(each["name"]) for each in shown}
    return [line for line in lines if _as_compared(line) not in names]


def _as_compared(text: str) -> str:
    """Without what changes no meaning: case, runs of spaces, and zeros before a whole number."""
    return _LEADING_ZEROS.sub("", clean_line(text).casefold())


def _read(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.astimezone(HANOI)
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not value:
        return None
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value).astimezone(HANOI)
    except ValueError:
        return None


def _shared_attributes() -> dict[str, set[str]]:
    attributes = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
    extra: Mapping[str, set[str]] = {
        "*": {"class", "id", "lang", "dir", "title", "aria-label", "aria-labelledby", "aria-hidden", "role"},
        "a": {"href", "hreflang", "rel", "download", "type"},
        "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"},
        "source": {"srcset", "sizes", "type", "media"},
        "th": {"scope", "colspan", "rowspan"},
        "td": {"colspan", "rowspan", "headers"},
        "details": {"open"},
        "figure": {"data-player"},
        "time": {"datetime"},
        "section": {"tabindex"},
        "div": {"tabindex"},
    }
    for tag, names in extra.items():
        attributes[tag] = attributes.get(tag, set()) | names
    return attributes


def _kept(tag: str, name: str, value: str) -> str | None:
    """A player may be offered from one provider only, in the form that sets no cookie."""
    if name == "data-player" and not value.startswith("https://www.youtube-nocookie.com/embed/"):
        return None
    return value


def _kept_on_paper(tag: str, name: str, value: str) -> str | None:
    """A picture that is loaded when it is scrolled to is blank on paper."""
    return None if (tag, name) == ("img", "loading") else _kept(tag, name, value)


def _cleaner(kept: Callable[[str, str, str], str | None]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=nh3.ALLOWED_TAGS | {"picture", "source", "figure", "figcaption", "section", "details", "summary"},
        clean_content_tags={"script", "style"},
        attributes=_shared_attributes(),
        attribute_filter=kept,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


_MARKS_ONLY = nh3.Cleaner(tags={"mark"}, attributes={}, clean_content_tags={"script", "style"})
_CLEANER = _cleaner(_kept)
_CLEANER_FOR_PAPER = _cleaner(_kept_on_paper)
