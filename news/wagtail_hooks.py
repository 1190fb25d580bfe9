"""Registration lines: the vocabularies staff may extend, and the screens of Word files."""

from django.urls import include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from news.admin import GenreViewSet, TopicViewSet
from news.manuscript_screens import menu, urls

register_snippet(GenreViewSet)
register_snippet(TopicViewSet)

hooks.register("register_admin_urls", lambda: [path("manuscripts/", include(urls))])
hooks.register("register_admin_menu_item", menu.import_menu_item)
hooks.register("register_page_header_buttons", menu.section_buttons)
hooks.register("register_page_listing_more_buttons", menu.section_buttons)
