"""Which pages a person finds: narrowed in the query, so that counts, searches and listings agree.

Two circles. Pages whose *drafts* a person sees (`view_page`), and around it what they may *find*: the live, public
pages of their sites, under their live titles, so that a text can link to another department's.
"""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.departments.policy import Actor
from cms.departments.roles import Role
from cms.pages.cases import is_text
from cms.pages.reach import AGENCY_WIDE, WRITERS, Reach, SitePlace, reach_of
from cms.pages.registry import lent_pages

_KEY = "cms.pages.live_public"


def explorable_pages(actor: Actor) -> PageQuerySet:
    """What the person finds in the explorer, searches, choosers and the admin API."""
    if not actor.user.is_active:
        return Page.objects.none()
    if actor.user.is_superuser:
        return Page.objects.all()
    reach = reach_of(actor)
    sites = reach.sites_as_staff()
    if not sites:
        return Page.objects.none()
    # The root of all sites is what stands above several homes; it says nothing.
    found = Q(depth=1)
    public = _live_and_public(actor)
    for site in sites:
        found |= _below(site, reach) & (public | _drafts(actor, reach, site))
    return Page.objects.filter(found)


def draft_visible_pages(actor: Actor) -> PageQuerySet:
    """The pages whose drafts the person sees: `view_page` said of many at once."""
    if not actor.user.is_active:
        return Page.objects.none()
    if actor.user.is_superuser:
        return Page.objects.all()
    reach = reach_of(actor)
    found = Q(pk__in=[])
    for site in reach.sites_as_staff():
        found |= _below(site, reach) & _drafts(actor, reach, site)
    return Page.objects.filter(found)


def _drafts(actor: Actor, reach: Reach, site: SitePlace) -> Q:
    if reach.holds_at(site, *AGENCY_WIDE):
        return Q(depth__gt=1)
    models: list[type[Page]] = [model for model in apps.get_models() if issubclass(model, Page) and is_text(model)]
    units = reach.units_as(*WRITERS)
    seen = Q(pk__in=[])
    if units:
        for model in models:
            seen |= Q(pk__in=model.objects.filter(department_id__in=units).order_by().values("pk"))
    if reach.writes_at(site, *WRITERS):
        texts = [kind.pk for kind in ContentType.objects.get_for_models(*models).values()]
        seen |= ~Q(content_type_id__in=texts)
    if reach.holds_at(site, *Role.values):
        seen |= Q(owner_id=actor.user.pk)
    lent = lent_pages(actor)
    return seen | Q(pk__in=lent) if lent else seen


def _below(site: SitePlace, reach: Reach) -> Q:
    """The pages for which `reach.site_at` names the site: not those of a site that stands inside it."""
    found = Q(pk__in=[])
    for home in site.homes:
        inside = Q(path__startswith=home)
        for other in reach.sites:
            for nested in other.homes:
                if nested.startswith(home) and other != site:
                    inside &= ~Q(path__startswith=nested)
        found |= inside
    return found


def _live_and_public(actor: Actor) -> Q:
    """Live pages without a restriction of their own or above them; the restrictions are read once a request."""
    if _KEY not in actor.worked_out:
        actor.worked_out[_KEY] = Page.objects.live().public().values("pk")
    public: Q = Q(pk__in=actor.worked_out[_KEY])
    return public
