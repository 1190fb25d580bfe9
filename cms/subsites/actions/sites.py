"""Sites are made and changed here."""

import datetime
from types import EllipsisType
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page, Site

from cms.audit.actions import record
from cms.departments.models import OrgUnit
from cms.kernel.text import clean_line
from cms.subsites.actions.access import sync_access
from cms.subsites.errors import HostTaken, RootTaken, SubsiteKeyTaken
from cms.subsites.models import Subsite
from cms.subsites.queries import forget_subsites

if TYPE_CHECKING:
    from cms.accounts.models import User


@transaction.atomic
def create_subsite(  # noqa: PLR0913 (a site has that many facts, each by name)
    *,
    key: str,
    hostname: str,
    port: int = 80,
    root_page: Page,
    unit: OrgUnit,
    title_vi: str,
    title_en: str,
    theme: str = "default",
    is_default: bool = False,
    english_live_from: datetime.date | None = None,
    day_counting: str = Subsite.DayCounting.CALENDAR_DAYS_ROLL,
    by: "User | None",
    at: datetime.datetime,
) -> Subsite:
    """Open a site below an existing Vietnamese home page, with its groups and collections.

    A default site takes that place from the one that had it; Wagtail's sample site, which nobody claims, gives
    way. Raise SubsiteKeyTaken, HostTaken or RootTaken.
    """
    hostname = hostname.lower()
    in_the_way = Q(hostname=hostname, port=port) | Q(is_default_site=True)
    Site.objects.filter(in_the_way, subsite__isnull=True).delete()
    if Subsite.objects.filter(key=key).exists():
        raise SubsiteKeyTaken(key=key)
    _check_host(hostname, port, without=None)
    if Site.objects.filter(root_page=root_page).exists():
        raise RootTaken(page=root_page)
    if is_default:
        _give_up_default(without=None)
    site = Site.objects.create(
        hostname=hostname,
        port=port,
        root_page=Page.objects.get(pk=root_page.pk),
        is_default_site=is_default,
        site_name=clean_line(title_vi),
    )
    subsite = Subsite.objects.create(
        site=site,
        key=key,
        unit=unit,
        theme=theme,
        title_vi=clean_line(title_vi),
        title_en=clean_line(title_en),
        english_live_from=english_live_from,
        day_counting=Subsite.DayCounting(day_counting),
    )
    record(action="site.created", by=by, at=at, target=subsite, data={"key": key, "host": f"{hostname}:{port}"})
    sync_access(subsite=subsite, by=by, at=at)
    transaction.on_commit(forget_subsites)
    forget_subsites()
    return subsite


@transaction.atomic
def update_subsite(
    *,
    subsite: Subsite,
    hostname: str | None = None,
    port: int | None = None,
    title_vi: str | None = None,
    title_en: str | None = None,
    theme: str | None = None,
    english_live_from: datetime.date | EllipsisType | None = ...,
    day_counting: str | None = None,
    by: "User | None",
    at: datetime.datetime,
) -> Subsite:
    """Change what is given and leave the rest; groups and collections follow the names. Raise HostTaken.

    None is nothing given, but for the day of the English pages: there it takes the day away, and what is translated
    already stays.
    """
    subsite = Subsite.objects.select_for_update().select_related("site").get(pk=subsite.pk)
    site = subsite.site
    wanted_host, wanted_port = (hostname or site.hostname).lower(), port or site.port
    given: dict[str, Any] = {
        "title_vi": title_vi and clean_line(title_vi),
        "title_en": title_en and clean_line(title_en),
        "theme": theme,
        "day_counting": day_counting,
    }
    own = {name: value for name, value in given.items() if value is not None}
    if english_live_from is not ...:
        own["english_live_from"] = english_live_from
    changed = _changes(subsite, own) | _changes(site, {"hostname": wanted_host, "port": wanted_port})
    if not changed:
        return subsite
    if {"hostname", "port"} & changed.keys():
        _check_host(wanted_host, wanted_port, without=site)
    for name, values in changed.items():
        setattr(subsite if name in own else site, name, values["to"])
    site.site_name = subsite.title_vi
    site.save()
    subsite.save()
    record(action="site.changed", by=by, at=at, target=subsite, data=changed)
    sync_access(subsite=subsite, by=by, at=at)
    transaction.on_commit(forget_subsites)
    forget_subsites()
    return subsite


@transaction.atomic
def set_outside_preview(
    *, subsite: Subsite, address: str, token_place: str, by: "User | None", at: datetime.datetime
) -> Subsite:
    """Say where an outside front end shows drafts, and how it is given their tokens; an empty address: nowhere."""
    subsite = Subsite.objects.select_for_update().get(pk=subsite.pk)
    changed = _changes(subsite, {"preview_address": address, "preview_token_place": token_place})
    if changed:
        for name, values in changed.items():
            setattr(subsite, name, values["to"])
        subsite.save(update_fields=list(changed))
        record(action="site.outside_preview_set", by=by, at=at, target=subsite, data=changed)
    return subsite


def _changes(row: Subsite | Site, wanted: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        name: {"from": getattr(row, name), "to": value} for name, value in wanted.items() if value != getattr(row, name)
    }


def _check_host(hostname: str, port: int, *, without: Site | None) -> None:
    taken = Site.objects.filter(hostname=hostname, port=port)
    if without is not None:
        taken = taken.exclude(pk=without.pk)
    if taken.exists():
        raise HostTaken(hostname=hostname, port=port)


def _give_up_default(*, without: Site | None) -> None:
    for site in Site.objects.filter(is_default_site=True):
        if without is None or site.pk != without.pk:
            site.is_default_site = False
            site.save()
