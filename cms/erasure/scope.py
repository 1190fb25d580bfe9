"""Where words are erased: one page with its translations, or everything of a site, the bin included."""

from dataclasses import dataclass

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.bin.queries import in_the_bin
from cms.subsites.models import Subsite
from cms.subsites.queries import homes_of, subsite_of_page


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The pages. `page`: the one that was asked for; None for the whole of the site."""

    subsite: Subsite
    page: Page | None
    pages: PageQuerySet

    @property
    def ids(self) -> PageQuerySet:
        """Their ids, for a condition of a query."""
        return self.pages.order_by().values("pk")

    @property
    def texts(self) -> PageQuerySet:
        """The same as texts, as generic relations keep them."""
        return self.pages.order_by().values(text=Cast("pk", CharField()))


def scope_of_page(page: Page) -> Scope | None:
    """The page, its translations, and their aliases; None for a page of no site."""
    subsite = subsite_of_page(page)
    if subsite is None:
        ancestors = page.get_ancestors(inclusive=True).values("pk")
        row = in_the_bin().filter(page__in=ancestors).select_related("subsite").first()
        if row is None:
            return None
        subsite = row.subsite
    versions = Page.objects.filter(translation_key=page.translation_key)
    found = Page.objects.filter(Q(pk__in=versions.values("pk")) | Q(alias_of__in=versions.values("pk")))
    return Scope(subsite=subsite, page=page, pages=found)


def scope_of_site(subsite: Subsite) -> Scope:
    """Every page below the homes of the site, and what was deleted from it and lies in the bin."""
    tops = [*homes_of(subsite), *(row.page for row in in_the_bin().filter(subsite=subsite).select_related("page"))]
    inside = Q(pk__in=[])
    for top in tops:
        inside |= Q(path__startswith=top.path)
    pages = Page.objects.filter(inside)
    others = Subsite.objects.exclude(pk=subsite.pk).select_related("site__root_page")
    for other in others:  # a site may stand below another
        for home in homes_of(other):
            if any(home.path.startswith(top.path) and home.path != top.path for top in tops):
                pages = pages.exclude(path__startswith=home.path)
    return Scope(subsite=subsite, page=None, pages=pages)
