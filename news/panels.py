"""The editor of an article."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, TabbedInterface

from cms.pages.panels import page_tabs
from news.forms import ArticlePageForm


def article_tabs() -> TabbedInterface:
    """Content, classification, authors, publication."""
    lead_image = MultiFieldPanel(
        [
            FieldPanel("lead_image"),
            FieldPanel("lead_image_alt"),
            FieldPanel("lead_image_is_decorative"),
            FieldPanel("lead_image_caption"),
        ],
        heading=_("Lead image"),
    )
    source = MultiFieldPanel(
        [FieldPanel("origin"), FieldPanel("source_name"), FieldPanel("source_url"), FieldPanel("source_on")],
        heading=_("Origin and source"),
    )
    kind = FieldRowPanel(
        [FieldPanel("genre"), FieldPanel("format"), FieldPanel("event_on")], heading=_("Genre, format and event")
    )
    programme = MultiFieldPanel(
        [FieldPanel("is_work_programme"), FieldPanel("work_programme_item"), FieldPanel("is_directive")],
        heading=_("Work programme and orders"),
    )
    tabs = page_tabs(
        content=[lead_image, FieldPanel("body"), FieldPanel("corrections")],
        classification=[kind, source, FieldPanel("topics"), programme],
        authors=[InlinePanel("authors", label=_("Author"), heading=_("Authors"), min_num=1, max_num=20)],
    )
    tabs.base_form_class = ArticlePageForm
    return tabs
