"""What stands in a page's head, and its language switch."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.portal.source.port import Document, DocumentSource
from cms.portal.structured_data import social_image, structured_data
from cms.portal.visit import LANGUAGE_NAMES, Visit, home_path, other_locale


@dataclass(frozen=True, kw_only=True)
class LanguageSwitch:
    """Where the other language is. It never lies: `is_translation` says whether the target is this text."""

    locale: str
    name: str
    path: str = ""
    is_translation: bool = False


@dataclass(frozen=True, kw_only=True)
class Alternate:
    """The same page in a language, for crawlers."""

    hreflang: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Meta:
    """The head of a page, and what its frame shows."""

    title: str
    locale: str
    path: str
    home_path: str
    canonical: str = ""
    description: str = ""
    og_type: str = "website"
    image: str = ""
    image_alt: str = ""
    is_indexed: bool = True
    alternates: Sequence[Alternate] = ()
    structured: Sequence[SafeString] = ()
    switch: LanguageSwitch | None = None
    feeds: Sequence[tuple[str, str]] = field(default_factory=tuple)
    is_home: bool = False
    is_print: bool = False
    is_preview: bool = False
    is_error: bool = False
    # Of a translation whose Vietnamese source has changed since: when that was, and where it is.
    source_updated_at: datetime | None = None
    source_path: str = ""
    print_path: str = ""


def language_switch(document: Document | None, visit: Visit) -> LanguageSwitch:
    """A link to this text in the other language, or to the other language's home, or to nothing at all."""
    locale = other_locale(visit.locale)
    name = LANGUAGE_NAMES[locale]
    for translation in document.translations if document else ():
        if translation.locale == locale and translation.path:
            return LanguageSwitch(
                locale=locale,
                name=name,
                path=translation.path,
                is_translation=True,
            )
    return LanguageSwitch(locale=locale, name=name, path=visit.site.homes.get(locale, ""))


def page_meta(document: Document, visit: Visit, source: DocumentSource, *, is_print: bool = False) -> Meta:
    """The head of a document's page."""
    image = document.details.get("lead_image") or document.image or {}
    is_home = document.document_type == "home"
    newer = newer_source(document, source)
    return Meta(
        title=visit.site.title(visit.locale) if is_home else document.title,
        locale=visit.locale,
        path=document.path,
        home_path=home_path(visit.locale),
        canonical=visit.absolute(document.path),
        description=document.summary,
        og_type="article" if document.document_type == "article" else "website",
        image=social_image(document, visit),
        image_alt="" if image.get("is_decorative") else image.get("alt", ""),
        is_indexed=not is_print,
        alternates=alternates(document, visit),
        structured=structured_data(document, visit),
        switch=language_switch(document, visit),
        feeds=feeds_of(document, visit, source),
        is_home=is_home,
        is_print=is_print,
        source_updated_at=newer.updated_at if newer is not None else None,
        source_path=newer.path if newer is not None else "",
        print_path=f"{document.path}?view=print",
    )


def newer_source(document: Document, source: DocumentSource) -> Document | None:
    """The Vietnamese text when it has changed since this translation of it: the source's own entry says so."""
    original = next((each for each in document.translations if each.locale == "vi" and each.path), None)
    if original is None or document.locale == "vi":
        return None
    found = source.by_path(site=document.site, path=original.path)
    if not isinstance(found, Document):
        return None
    return found if any(each.is_stale for each in found.translations if each.locale == document.locale) else None


def plain_meta(title: str, visit: Visit, *, is_indexed: bool = False) -> Meta:
    """The head of a page that is no document: errors, the list of feeds."""
    return Meta(
        title=title,
        locale=visit.locale,
        path=visit.path,
        home_path=home_path(visit.locale),
        canonical=visit.absolute(visit.path) if is_indexed else "",
        is_indexed=is_indexed,
        is_error=not is_indexed,
        switch=language_switch(None, visit),
        feeds=[(_("Latest news"), feed_path(visit.locale, "rss", "all"))],
    )


def alternates(document: Document, visit: Visit) -> list[Alternate]:
    """Each language of the document with its address; x-default is the Vietnamese one. Empty if only one."""
    paths = {document.locale: document.path}
    paths |= {translation.locale: translation.path for translation in document.translations if translation.path}
    if len(paths) == 1:
        return []
    found = [Alternate(hreflang=locale, url=visit.absolute(paths[locale])) for locale in sorted(paths, reverse=True)]
    default = paths.get("vi", document.path)
    return [*found, Alternate(hreflang="x-default", url=visit.absolute(default))]


def feed_path(locale: str, kind: str, key: str) -> str:
    """The address of a feed; `all` is the whole site's."""
    return f"{home_path(locale)}{kind}/{key}.xml"


def feeds_of(document: Document, visit: Visit, source: DocumentSource) -> list[tuple[str, str]]:
    """The feeds a reader of this page may follow: its section's first, while it is open, then the site's."""
    feeds = [(_("Latest news"), feed_path(visit.locale, "rss", "all"))]
    key = document.details.get("key") if document.document_type == "section" else None
    if key and any(section.key == key for section in source.sections(site=visit.site.key, locale=visit.locale)):
        feeds.insert(0, (document.title, feed_path(visit.locale, "rss", key)))
    return feeds
