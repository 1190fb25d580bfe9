"""The tabs of the page editor, the same for every type: content, classification, authors, publication."""

from collections.abc import Sequence
from typing import Any

from django.forms import Media
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, Panel, PublishingPanel, TabbedInterface, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput

from cms.kernel.text import slug_formatters
from cms.pages.forms import BasePageForm
from cms.pages.registry import beside_form, page_statuses


class PageStatusPanel(Panel):
    """What the plan says about where this page stands: quota, deadline, suppliers, editor.

    The facts come from whoever registered them (`pages.registry`); without any the panel is not shown.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/panels/page_status.html"

        def is_shown(self) -> bool:
            return bool(self.statuses)

        @property
        def statuses(self) -> list[Any]:
            if not hasattr(self, "_statuses"):
                self._statuses = page_statuses(self.instance, self.request)
            return self._statuses

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "statuses": self.statuses}

        @property
        def media(self) -> Media:
            return Media(css={"all": ["pages/page-status.css"]}, js=["pages/page-status.js"])


class EditorTabs(TabbedInterface):
    """The tabs, and beside them what other apps say about the form as a whole (`pages.registry`)."""

    class BoundPanel(TabbedInterface.BoundPanel):
        template_name = "pages/panels/editor.html"

        @property
        def beside(self) -> list[Any]:
            if not hasattr(self, "_beside"):
                self._beside = beside_form(self.instance, self.request)
            return self._beside

        @property
        def media(self) -> Media:
            media: Media = super().media + Media(css={"all": ["pages/editor-layout.css"]})
            for component in self.beside:
                media += component.media
            return media


def title_panel() -> TitleFieldPanel:
    """The title, from which the browser fills the slug."""
    return TitleFieldPanel("title", help_text=_("As the public reads it; the address is made of it."))


def slug_panel() -> FieldPanel:
    """The slug; the browser transliterates with the kernel's own table (đ and stacked tones included)."""
    return FieldPanel("slug", widget=SlugInput(formatters=slug_formatters()))


def page_tabs(
    *, content: Sequence[Any], classification: Sequence[Any] = (), authors: Sequence[Any] = ()
) -> TabbedInterface:
    """The tabs of a page type; an empty tab is left out."""
    tabs = [
        ObjectList([PageStatusPanel(), title_panel(), FieldPanel("summary"), *content], heading=_("Content")),
        ObjectList([FieldPanel("department"), *classification], heading=_("Classification")),
    ]
    if authors:
        tabs.append(ObjectList(list(authors), heading=_("Authors")))
    # Not Wagtail's seo_title, search_description and show_in_menus: the portal says the title and the summary, and
    # its menus come from the plan. A field without effect is not offered.
    tabs.append(ObjectList([slug_panel(), PublishingPanel()], heading=_("Publication")))
    return EditorTabs(tabs, base_form_class=BasePageForm)
