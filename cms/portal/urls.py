"""Public addresses; the catch-all named `wagtail_serve` comes last but one."""

from django.urls import path, re_path

from cms.portal.views import feeds, pages, searching, sitemaps

urlpatterns = [
    path("robots.txt", sitemaps.robots, name="portal_robots"),
    path("sitemap.xml", sitemaps.index, name="portal_sitemap_index"),
    re_path(r"^sitemap-(?P<locale>vi|en)\.xml$", sitemaps.structure, name="portal_sitemap"),
    re_path(
        r"^sitemap-(?P<locale>vi|en)-(?P<year>[12]\d{3})\.xml$",
        sitemaps.of_year,
        name="portal_sitemap_year",
    ),
    path("tim-kiem/", searching.search, {"locale": "vi"}, name="portal_search"),
    path("search/", searching.search, {"locale": "en"}, name="portal_search_en"),
    path("tim-kiem/goi-y/", searching.suggest, {"locale": "vi"}, name="portal_suggest"),
    path("search/suggest/", searching.suggest, {"locale": "en"}, name="portal_suggest_en"),
    path("tim-kiem/da-mo/", searching.opened, {"locale": "vi"}, name="portal_opened"),
    path("search/opened/", searching.opened, {"locale": "en"}, name="portal_opened_en"),
    path("rss/", feeds.channels, name="portal_channels"),
    re_path(r"^(?P<kind>rss|atom)/(?P<key>[\w-]{1,100})\.xml$", feeds.feed, name="portal_feed"),
    # Wagtail reverses this one to build the address of every page (ADR 0004).
    re_path(r"^((?:[\w\-]+/)*)$", pages.serve, name="wagtail_serve"),
    # Whatever else is asked: an address of former days, or an honest 404.
    re_path(r"^(?P<path>.*)$", pages.serve, name="portal_anywhere"),
]
