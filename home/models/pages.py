"""The page types that every site has."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail_localize.fields import SynchronizedField

from cms.departments.models import OrgUnit
from cms.pages.blocks.text import RICH_TEXT_FEATURES
from cms.pages.fields import body_field
from cms.pages.models import BasePage
from cms.pages.panels import page_tabs

SUBPAGES = ["news.SectionPage", "home.OrganisationPage", "home.StandardPage"]


class HomePage(BasePage):
    """The first page of a site in one language. The plan loader makes it; nobody adds a second by hand."""

    introduction = RichTextField(_("introduction"), blank=True, features=RICH_TEXT_FEATURES)
    body = body_field(verbose_name=_("body"))

    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = SUBPAGES
    edit_handler = page_tabs(content=[FieldPanel("introduction"), FieldPanel("body")])

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class StandardPage(BasePage):
    """A page of reference text: history, an instruction, a notice that stays."""

    body = body_field(verbose_name=_("body"))

    parent_page_types: ClassVar[list[str]] = [
        "home.HomePage", "news.SectionPage", "home.StandardPage", "home.OrganisationPage",
    ]  # fmt: skip
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]
    edit_handler = page_tabs(content=[FieldPanel("body")])

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")


# Facts that are the same in every language: a translation follows its source (ADR 0180).
SAME_EVERYWHERE = ("unit", "phone", "fax", "email")


class OrganisationPage(BasePage):
    """What a unit is, does and how it is reached: its functions, structure and contacts (DOMAIN B2, R076)."""

    unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit described"),
        help_text=_("Empty: the page is about the agency as a whole."),
    )
    address = models.CharField(_("address"), max_length=255, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    fax = models.CharField(_("fax"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    office_hours = models.CharField(_("office hours"), max_length=255, blank=True)
    body = body_field(verbose_name=_("body"))

    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "news.SectionPage", "home.OrganisationPage"]
    subpage_types: ClassVar[list[str]] = ["home.OrganisationPage", "home.StandardPage"]
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in SAME_EVERYWHERE),
    ]
    edit_handler = page_tabs(
        content=[
            MultiFieldPanel(
                [FieldPanel(name) for name in ("address", "phone", "fax", "email", "office_hours")],
                heading=_("Contact"),
                help_text=_("Telephone, fax and e-mail of an English page are those of its Vietnamese page."),
            ),
            FieldPanel("body"),
        ],
        classification=[FieldPanel("unit")],
    )

    class Meta:
        verbose_name = _("organisation page")
        verbose_name_plural = _("organisation pages")
