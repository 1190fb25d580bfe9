"""Guides: what to do, in which order, when something happens in one's life."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from cms.pages.blocks.body import HardenedStreamBlock
from cms.pages.blocks.text import RICH_TEXT_FEATURES
from cms.pages.fields import BlockField
from cms.pages.models import BasePage
from cms.pages.panels import page_tabs
from procedures.blocks import RelatedKeyBlock, RelatedProcedureBlock
from procedures.life_events import LifeEvent
from procedures.models.procedure import holds_procedures

# Facts that are the same in every language: a translation follows its source (ADR 0180).
SAME_EVERYWHERE = ("life_event", "is_sample")


class GuideProceduresBlock(HardenedStreamBlock):
    """The procedures of a step."""

    procedure = RelatedProcedureBlock()
    key = RelatedKeyBlock()

    class Meta:
        max_num = 12
        required = False


class GuideStepBlock(StructBlock):
    """A step: what to do, when, and the procedures it takes."""

    title = CharBlock(max_length=255, label=_("What to do"))
    when = CharBlock(required=False, max_length=255, label=_("When"), help_text=_("For example: within 60 days."))
    text = RichTextBlock(required=False, features=RICH_TEXT_FEATURES, label=_("Explanation"))
    procedures = GuideProceduresBlock(required=False, label=_("Procedures of the step"))
    bring = ListBlock(CharBlock(max_length=255), default=[], max_num=30, label=_("What to have at hand"))

    class Meta:
        icon = "list-ol"
        label = _("Step of the guide")


class GuideStepsBlock(HardenedStreamBlock):
    """The steps in order."""

    step = GuideStepBlock()

    class Meta:
        max_num = 40


class LifeEventGuidePage(BasePage):
    """A guide for a life event that joins several procedures in the order in which one needs them."""

    life_event = models.CharField(_("life event"), max_length=30, choices=LifeEvent.choices)
    introduction = RichTextField(_("introduction"), blank=True, features=RICH_TEXT_FEATURES)
    steps = BlockField(GuideStepsBlock(), blank=True, verbose_name=_("steps"))
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Made up for a demonstration: the public is told so.")
    )

    is_text = True
    parent_page_types: ClassVar[list[str]] = ["news.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in SAME_EVERYWHERE),
    ]
    edit_handler = page_tabs(
        content=[FieldPanel("introduction"), FieldPanel("steps")],
        classification=[FieldPanel("life_event"), FieldPanel("is_sample")],
    )

    class Meta:
        verbose_name = _("guide for a life event")
        verbose_name_plural = _("guides for life events")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Beside the procedures it joins."""
        return bool(super().can_create_at(parent)) and holds_procedures(parent)
