"""What lies in the bin."""

import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Left
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.bin.access import in_bin_for
from cms.bin.models import KEPT_DAYS, BinPage, DeletedPage
from cms.departments.policy import Actor
from cms.subsites.queries import subsite_of_page

_STEP = Page.steplen


def in_the_bin() -> "QuerySet[DeletedPage]":
    """What lies there and was neither put back nor deleted for good."""
    return DeletedPage.objects.filter(restored_at__isnull=True, purged_at__isnull=True, page__isnull=False)


def in_the_bin_for(actor: Actor) -> "QuerySet[DeletedPage]":
    """What a person sees of it."""
    return (
        in_the_bin()
        .filter(in_bin_for(actor))
        .select_related("department", "subsite", "by", "page", "parent", "deleted_with")
    )


def expired(*, at: datetime.datetime) -> "QuerySet[DeletedPage]":
    """What has lain there thirty days."""
    return in_the_bin().filter(deleted_at__lte=at - datetime.timedelta(days=KEPT_DAYS))


def translations_that_go(page: Page) -> list[Page]:
    """The translations of a page of its site's first language, outside the bin; none for a translation itself."""
    subsite = subsite_of_page(page)
    if subsite is None or page.locale_id != subsite.site.root_page.locale_id:
        return []
    others = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return list(outside_bin(others).select_related("locale").order_by("path"))


def outside_bin(pages: PageQuerySet) -> PageQuerySet:
    """The pages that do not lie in the bin. No query of its own."""
    bins = BinPage.objects.filter(path=OuterRef("root_child"))
    narrowed: PageQuerySet = pages.annotate(root_child=Left("path", 2 * _STEP)).exclude(Exists(bins))
    return narrowed


def is_in_bin(page: Page) -> bool:
    """Whether a page lies in the bin. One query."""
    return bool(page.depth > 1 and BinPage.objects.filter(path=page.path[: 2 * _STEP]).exists())
