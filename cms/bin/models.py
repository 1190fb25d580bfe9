"""The bin in the tree of pages, and who put what into it."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from cms.departments.models import OrgUnit
from cms.subsites.models import Subsite

KEPT_DAYS = 30


class BinPage(Page):
    """The one page under the root, outside every site, below which deleted pages lie. Nobody makes it by hand."""

    parent_page_types: ClassVar[list[str]] = []
    subpage_types: ClassVar[list[str]] = []
    is_creatable = False

    class Meta:
        verbose_name = _("bin")
        verbose_name_plural = _("bins")


class DeletedPage(models.Model):
    """That a page was deleted: whose it was, where it stood, who did it. The row stays when the page is gone."""

    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("page"))
    title = models.CharField(_("title"), max_length=255)
    # Its address in its old place; in the bin it bears its number, so that two of one name lie there.
    slug = models.CharField(_("slug"), max_length=255)
    department = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("department")
    )
    subsite = models.ForeignKey(Subsite, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    locale = models.CharField(_("language"), max_length=10)
    parent = models.ForeignKey(
        Page, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=pgettext_lazy("page", "parent")
    )
    parent_title = models.CharField(_("stood below"), max_length=255)
    below_count = models.PositiveIntegerField(_("pages below it"), default=0)
    was_live = models.BooleanField(_("was live"), default=False)
    reason = models.TextField(_("public reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("deleted by")
    )
    deleted_at = models.DateTimeField(pgettext_lazy("moment", "deleted"))
    # The row of the page with which this one, its translation, was deleted.
    deleted_with = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="companions", verbose_name=_("deleted with")
    )
    restored_at = models.DateTimeField(_("restored"), null=True)
    purged_at = models.DateTimeField(_("deleted for good"), null=True)

    class Meta:
        verbose_name = _("deleted page")
        verbose_name_plural = _("deleted pages")
        ordering = ["-deleted_at", "-id"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                condition=Q(restored_at__isnull=True, purged_at__isnull=True, page__isnull=False),
                name="in_the_bin_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def purged_from(self) -> datetime.datetime:
        """The moment from which the page is deleted for good."""
        return self.deleted_at + datetime.timedelta(days=KEPT_DAYS)
