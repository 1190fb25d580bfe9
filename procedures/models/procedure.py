"""One administrative procedure: the full record of DOMAIN B4."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.editorial.models import ContentKind, Section
from cms.pages.fields import BlockField
from cms.pages.models import BasePage
from cms.pages.presenters.raw import object_id, raw_blocks
from procedures import blocks
from procedures.fields import TermsField, lines_of
from procedures.life_events import LifeEvent
from procedures.models.vocabulary import Agency, ProcedureField, ReceivingCounter
from procedures.panels import procedure_tabs
from procedures.rules import ProcedureValues, lasting_issues
from procedures.terms import Audience, Level, OnlineLevel, Status

# Facts that are the same in every language: a translation follows its source.
SAME_EVERYWHERE = (
    "key", "code", "code_local", "name_en", "description_en", "field", "levels", "audiences", "agency",
    "dossier_sets", "online_level", "dvcqg_url", "life_events", "also_called_en", "popularity", "status", "status_on",
    "verified_on", "is_sample",
)  # fmt: skip


class ProcedurePage(BasePage):
    """What a citizen must know to get something done (NĐ 63/2010 Đ8.2). It informs and links, and takes nothing in.

    `title` is the name, cut where the official one is longer than a title may be. `key` is the id of its
    import record. An empty part means that nobody has said it yet, never that there is none.
    """

    key = models.SlugField(
        _("key of the record"),
        max_length=80,
        blank=True,
        db_index=True,
        help_text=_("By which imports know it; empty: made of the address."),
    )
    code = models.CharField(
        _("national code"), max_length=40, blank=True, db_index=True, help_text=_("As on the national portal: 1.001193")
    )
    code_local = models.CharField(_("local code"), max_length=60, blank=True)
    official_name = models.TextField(
        _("full official name"), blank=True, help_text=_("Only where it is longer than the title can be.")
    )
    name_en = models.CharField(
        _("name in English"), max_length=500, blank=True, help_text=_("By which it is found before it is translated.")
    )
    description = models.TextField(
        _("full description"), blank=True, help_text=_("Only where the summary does not say enough.")
    )
    description_en = models.TextField(_("description in English"), blank=True)

    field = models.ForeignKey(
        ProcedureField, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("field")
    )
    kind = models.CharField(_("kind of procedure"), max_length=255, blank=True)
    levels = TermsField(_("levels"), terms=Level)
    audiences = TermsField(_("who may use it"), terms=Audience)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("carried out by")
    )
    competent_authority = models.CharField(_("competent authority"), max_length=500, blank=True)
    delegated = models.CharField(_("delegated agency"), max_length=500, blank=True)
    coordinating = models.TextField(_("coordinating agencies"), blank=True, help_text=_("One a line."))

    steps = BlockField(blocks.StepsBlock(), blank=True, verbose_name=_("steps"))
    submissions = BlockField(blocks.SubmissionsBlock(), blank=True, verbose_name=_("ways of applying"))
    dossier = BlockField(blocks.DossierBlock(), blank=True, verbose_name=_("dossier"))
    dossier_sets = models.PositiveSmallIntegerField(_("sets of the dossier"), null=True, blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    results = BlockField(blocks.ResultsBlock(), blank=True, verbose_name=_("results"))
    forms = BlockField(blocks.FormsBlock(), blank=True, verbose_name=_("forms"))
    legal_basis = BlockField(blocks.LegalBasesBlock(), blank=True, verbose_name=_("legal grounds"))
    publication_decisions = BlockField(blocks.DecisionsBlock(), blank=True, verbose_name=_("publication decisions"))
    changes = BlockField(blocks.ChangesBlock(), blank=True, verbose_name=_("changes"))

    online_level = models.CharField(_("online level"), max_length=10, choices=OnlineLevel.choices, blank=True)
    partial_reason = models.TextField(
        _("why only partly online"), blank=True, help_text=_("Required where it is only partly online.")
    )
    dvcqg_url = models.URLField(
        _("address on the national portal"), max_length=500, blank=True, help_text=_("Where one applies online.")
    )
    contacts = BlockField(blocks.ContactsBlock(), blank=True, verbose_name=_("contacts and counters"))
    receiving_addresses = models.TextField(_("receiving addresses"), blank=True, help_text=_("One a line."))

    life_events = TermsField(_("life events"), terms=LifeEvent)
    related = BlockField(blocks.RelatedBlock(), blank=True, verbose_name=_("related procedures"))
    also_called = models.TextField(
        _("what people call it"), blank=True, help_text=_("One a line, in the words of whoever searches.")
    )
    also_called_en = models.TextField(_("what people call it in English"), blank=True, help_text=_("One a line."))
    keywords = models.TextField(_("keywords"), blank=True, help_text=_("One a line."))
    popularity = models.PositiveSmallIntegerField(
        _("how often it is needed"),
        default=1,
        choices=[(1, _("rarely")), (2, _("sometimes")), (3, _("often")), (4, _("every day"))],
    )

    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.CURRENT)
    status_on = models.DateField(_("status since"), null=True, blank=True)
    verified_on = models.DateField(
        _("verified on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody compared it with the official record."),
    )
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Made up for a demonstration: the public is told so.")
    )

    is_text = True
    parent_page_types: ClassVar[list[str]] = ["news.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        index.SearchField("code"),
        index.SearchField("key"),
        index.AutocompleteField("code"),
    ]
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in SAME_EVERYWHERE),
    ]
    edit_handler = procedure_tabs()

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Only under the page of a section that holds procedures, so that each site has one catalogue."""
        return bool(super().can_create_at(parent)) and holds_procedures(parent)

    def values(self) -> ProcedureValues:
        """What the rules of a procedure need to know."""
        return ProcedureValues(
            online_level=self.online_level,
            partial_reason=self.partial_reason,
            dvcqg_url=self.dvcqg_url,
            has_steps=any(raw_blocks(self.steps)),
            has_submissions=any(raw_blocks(self.submissions)),
            has_dossier=any(raw_blocks(self.dossier)),
            has_time_limit=any(_has_time(value) for _type, value, _id in raw_blocks(self.submissions)),
            has_audience=bool(self.audiences),
            has_agency=self.agency_id is not None,
        )

    def publication_issues(self) -> dict[str, list[ValidationError]]:
        """What no rule of a site can relax, by field; what is missing is a warning of the requirements."""
        found = super().publication_issues()
        for issue in lasting_issues(self.values()):
            found.setdefault(issue.field, []).append(ValidationError(issue.message, code=issue.code))
        if self.key and self._key_is_taken():
            found.setdefault("key", []).append(
                ValidationError(_("Another procedure of this site has this key."), code="key_taken")
            )
        if self._names_foreign_counter():
            found.setdefault("contacts", []).append(
                ValidationError(_("A receiving counter of another agency is named here."), code="foreign_counter")
            )
        return found

    def _names_foreign_counter(self) -> bool:
        ids = {number for _type, value, _id in raw_blocks(self.contacts) if (number := object_id(value.get("counter")))}
        return bool(ids) and bool(ReceivingCounter.objects.filter(pk__in=ids).foreign_to(self.department_id))

    def _key_is_taken(self) -> bool:
        parent = self._tree_parent()
        if parent is None:
            return False
        # Below the same home: a site has one catalogue, in however many sections.
        twins = ProcedurePage.objects.filter(key=self.key, path__startswith=parent.path[: 2 * Page.steplen])
        return bool(twins.exclude(pk=self.pk).exists())

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """A procedure made by hand is known by its address until somebody gives it another key."""
        if not self.key and self.slug:
            self.key = self.slug[:80]
        return super().save(*args, **kwargs)

    def official_title(self) -> str:
        """The name in full."""
        return self.official_name.strip() or self.title

    def entries(self, name: str) -> list[str]:
        """The entries of a field that holds one a line: aliases, keywords, addresses."""
        return lines_of(getattr(self, name))


def holds_procedures(page: Page) -> bool:
    """Whether a page is that of a section for procedures."""
    section = getattr(page.specific, "section", None)
    return isinstance(section, Section) and section.content_kind == ContentKind.PROCEDURE


def _has_time(value: Any) -> bool:
    return value.get("time_value") not in (None, "") or bool(value.get("time_text"))
