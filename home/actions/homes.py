"""The homes of a site: the plan loader's factory."""

import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from wagtail.models import Locale, Page

from cms.accounts.models import User
from cms.departments.models import OrgUnit
from cms.pages.actions import add_page, publish_latest, retitle
from home.models import HomePage


def home_content_id(subsite_key: str) -> UUID:
    """The content id of a site's home: the same on every machine and in every language."""
    return uuid5(NAMESPACE_URL, f"{subsite_key}/home")


@transaction.atomic
def make_homes(
    *, subsite_key: str, titles: dict[str, str], unit_key: str, by: User | None, at: datetime.datetime
) -> dict[str, Page]:
    """One published home a language, translations of each other, right below the root of the tree.

    Idempotent: a home that is there and has its title gets no new revision.
    """
    unit = OrgUnit.objects.get(key=unit_key)
    key = home_content_id(subsite_key)
    homes: dict[str, Page] = {}
    for language, title in titles.items():
        locale, _created = Locale.objects.get_or_create(language_code=language)
        home = HomePage.objects.filter(translation_key=key, locale=locale).first()
        if home is None:
            slug = subsite_key if language == "vi" else f"{subsite_key}-{language}"
            home = HomePage(title=title, slug=slug, locale=locale, translation_key=key, department=unit)
            root = Page.get_first_root_node()
            homes[language] = publish_latest(page=add_page(page=home, parent=root, by=by, at=at), by=by, at=at)
        else:
            retitle(page=home, title=title, by=by, at=at)
            homes[language] = home
    return homes
