"""The screens of the vocabularies."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from news.models import Genre, Topic

_TERM_PANELS = [
    FieldRowPanel([FieldPanel("label_vi"), FieldPanel("label_en")], heading=_("Name")),
    FieldRowPanel([FieldPanel("key"), FieldPanel("order")], heading=_("Key and order")),
]


class GenreViewSet(SnippetViewSet):
    """Genres."""

    model = Genre
    icon = "tag"
    menu_label = _("Genres")
    add_to_settings_menu = True
    list_display: ClassVar[list[str]] = ["label_vi", "label_en", "key", "article_class"]
    panels: ClassVar[list[object]] = [
        *_TERM_PANELS,
        FieldRowPanel([FieldPanel("article_class"), FieldPanel("legal_basis")], heading=_("Class")),
    ]


class TopicViewSet(SnippetViewSet):
    """Topics."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    add_to_settings_menu = True
    list_display: ClassVar[list[str]] = ["label_vi", "label_en", "key"]
    panels: ClassVar[list[object]] = list(_TERM_PANELS)
