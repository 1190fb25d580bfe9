"""Headings, running text, quotes and call-outs in their public form."""

from typing import Any

from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe

from cms.pages.blocks.text import CALLOUT_KINDS, HEADING_LEVELS
from cms.pages.presenters.block import PresentedBlock, clean_fragment, lang_attribute, lang_of
from cms.pages.presenters.raw import line
from cms.pages.presenters.resources import Resources

_LEVELS = frozenset(level for level, _label in HEADING_LEVELS)
_KINDS = frozenset(kind for kind, _label in CALLOUT_KINDS)


def heading(value: dict[str, Any], resources: Resources) -> PresentedBlock | None:
    """{level: 2–4, text, lang}; None without a text."""
    text, level = line(value.get("text")), line(value.get("level"))
    if not text:
        return None
    tag = level if level in _LEVELS else "h2"
    lang = lang_of(value, locale=resources.locale)
    html = format_html("<{}{}>{}</{}>", mark_safe(tag), lang_attribute(lang), text, mark_safe(tag))  # noqa: S308 - of the list above
    return PresentedBlock(value={"level": int(tag[1]), "text": text, "lang": lang}, html=html)


def paragraph(value: dict[str, Any], resources: Resources) -> PresentedBlock | None:
    """{html, lang}; None without a text."""
    fragment = resources.rich_text(value.get("text"))
    if not fragment:
        return None
    lang = lang_of(value, locale=resources.locale)
    html = format_html("<div{}>{}</div>", lang_attribute(lang), clean_fragment(fragment)) if lang else fragment
    return PresentedBlock(value={"html": fragment, "lang": lang}, html=html)


def quote(value: dict[str, Any], resources: Resources) -> PresentedBlock | None:
    """{text, attribution, lang}; None without a text."""
    text, attribution = line(value.get("text")), line(value.get("attribution"))
    if not text:
        return None
    lang = lang_of(value, locale=resources.locale)
    # `linebreaks` escapes the text but does not say that its own answer is safe.
    paragraphs = mark_safe(linebreaks(text, autoescape=True))  # noqa: S308
    quoted = format_html("<blockquote{}>{}</blockquote>", lang_attribute(lang), paragraphs)
    caption = format_html("<figcaption>{}</figcaption>", attribution) if attribution else ""
    html = format_html('<figure class="quote">{}{}</figure>', quoted, caption)
    return PresentedBlock(value={"text": text, "attribution": attribution, "lang": lang}, html=html)


def callout(value: dict[str, Any], resources: Resources) -> PresentedBlock | None:
    """{kind: note|important|warning, title, html, lang}; None without a text."""
    fragment = resources.rich_text(value.get("text"))
    if not fragment:
        return None
    kind, title = line(value.get("kind")), line(value.get("title"))
    kind = kind if kind in _KINDS else "note"
    lang = lang_of(value, locale=resources.locale)
    heading_html = format_html('<p class="callout-title"><strong>{}</strong></p>', title) if title else ""
    html = format_html(
        '<div class="callout callout-{}"{}>{}{}</div>',
        kind,
        lang_attribute(lang),
        heading_html,
        clean_fragment(fragment),
    )
    return PresentedBlock(value={"kind": kind, "title": title, "html": fragment, "lang": lang}, html=html)
