"""The screens of the vocabularies."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from cms.moderation.admin.word_lists import TermForm, WordListViewSet, state_column, words_help
from news.models import Genre, Topic

_TERM_PANELS = [
    words_help(),
    FieldRowPanel([FieldPanel("label_vi"), FieldPanel("label_en")], heading=_("Name")),
    FieldRowPanel([FieldPanel("key"), FieldPanel("order")], heading=_("Key and order")),
]


class GenreViewSet(WordListViewSet):
    """Genres."""

    model = Genre
    icon = "tag"
    menu_label = _("Genres")
    add_to_settings_menu = True
    list_display: ClassVar[list[object]] = ["label_vi", "label_en", "key", "article_class", state_column()]
    edit_handler = ObjectList(
        [
            *_TERM_PANELS,
            FieldRowPanel([FieldPanel("article_class"), FieldPanel("legal_basis")], heading=_("Class")),
        ],
        base_form_class=TermForm,
    )


class TopicViewSet(WordListViewSet):
    """Topics."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    add_to_settings_menu = True
    list_display: ClassVar[list[object]] = ["label_vi", "label_en", "key", state_column()]
    edit_handler = ObjectList(list(_TERM_PANELS), base_form_class=TermForm)
