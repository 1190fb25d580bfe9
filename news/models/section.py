"""The public page of a section (chuyên mục)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail_localize.fields import SynchronizedField

from cms.editorial.models import Section
from cms.pages.blocks.text import RICH_TEXT_FEATURES
from cms.pages.models import BasePage
from cms.pages.panels import page_tabs


class SectionPage(BasePage):
    """A section of the plan in one language; its items are its children. The plan loader makes it."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+", verbose_name=_("section"))
    introduction = RichTextField(_("introduction"), blank=True, features=RICH_TEXT_FEATURES)
    photo_story_minimum = models.PositiveSmallIntegerField(
        _("images of a photo story"),
        default=3,
        help_text=_("A photo story has at least this many images with captions."),
    )

    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "news.SectionPage"]
    subpage_types: ClassVar[list[str]] = [
        "news.ArticlePage", "news.SectionPage", "home.OrganisationPage", "home.StandardPage",
        "procedures.ProcedurePage", "procedures.LifeEventGuidePage", "procedures.ChangeNoticePage",
    ]  # fmt: skip
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("section", overridable=False),
    ]
    edit_handler = page_tabs(
        content=[FieldPanel("introduction")],
        classification=[FieldPanel("section", read_only=True), FieldPanel("photo_story_minimum")],
    )

    class Meta:
        verbose_name = _("section page")
        verbose_name_plural = _("section pages")

    def section_keys(self) -> list[str]:
        """Its own section's key, then those of the sections above it in the tree."""
        return [self.section.key, *super().section_keys()]
