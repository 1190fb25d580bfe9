"""Change notices: what the quota of the section for procedures counts (DOMAIN E6)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from cms.pages.contribution_facts import AuthorShare, ContributionFacts
from cms.pages.fields import BlockField, body_field
from cms.pages.models import BasePage
from cms.pages.presenters.raw import word_count
from procedures.blocks import RelatedBlock
from procedures.models.decision import RecordedDecision
from procedures.models.procedure import holds_procedures
from procedures.panels import notice_tabs
from procedures.terms import DecisionAction

# Facts that are the same in every language: a translation follows its source (ADR 0180).
SAME_EVERYWHERE = ("action", "decision", "effective_on")


class ChangeNoticePage(BasePage):
    """A notice that procedures were issued, amended, replaced or repealed, in words for the public.

    A text like any other: its department writes it, the board approves it, the plan counts it. Procedures themselves
    and imports of them count nothing.
    """

    action = models.CharField(_("what changed"), max_length=10, choices=DecisionAction.choices)
    decision = models.ForeignKey(
        RecordedDecision,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("publication decision"),
        help_text=_("When this notice is published, the task to post the decision is done."),
    )
    effective_on = models.DateField(_("in effect from"), null=True, blank=True)
    body = body_field(verbose_name=_("body"))
    procedures = BlockField(RelatedBlock(), blank=True, verbose_name=_("procedures concerned"))

    is_text = True
    parent_page_types: ClassVar[list[str]] = ["news.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in SAME_EVERYWHERE),
    ]
    edit_handler = notice_tabs()

    class Meta:
        verbose_name = _("change notice")
        verbose_name_plural = _("change notices")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Only under the page of a section that holds procedures."""
        return bool(super().can_create_at(parent)) and holds_procedures(parent)

    def contribution_facts(self) -> ContributionFacts | None:
        """The facts by which this revision is counted: one item of its section (DOMAIN E6)."""
        keys = self.section_keys()
        owner = self.owner
        authors = (AuthorShare(name=str(owner), user_id=owner.pk, share=100),) if owner is not None else ()
        return ContributionFacts(
            content_id=self.translation_key,
            locale=self.locale.language_code,
            title=self.title,
            kind="change_notice",
            section_key=keys[0] if keys else "",
            department_id=self.department_id,
            authors=authors,
            genre="",
            origin="",
            format="",
            is_translation=self.locale.language_code != "vi",
            words=word_count(self.body) + len(f"{self.title} {self.summary}".split()),
            image_count=0,
            event_on=self.effective_on,
        )
