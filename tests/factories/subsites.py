"""Sites for tests. Usage: `subsite = make_subsite(unit=agency)`; with `hostname=`, `key=`, `is_default=`."""

import datetime
from itertools import count

from wagtail.models import Locale, Page

from cms.departments.models import OrgUnit
from cms.kernel.calendar import HANOI
from cms.subsites.actions import create_subsite
from cms.subsites.models import Subsite
from tests.factories.departments import OrgUnitFactory

OPENED_AT = datetime.datetime(2026, 1, 5, 8, tzinfo=HANOI)
_numbers = count(1)


def make_subsite(*, unit: OrgUnit | None = None, at: datetime.datetime = OPENED_AT, **facts: object) -> Subsite:
    """A site with a Vietnamese and an English home, made by the action."""
    number = next(_numbers)
    unit = unit or OrgUnitFactory(agency=True)
    root = Page.get_first_root_node()
    vi = Locale.objects.get_or_create(language_code="vi")[0]
    en = Locale.objects.get_or_create(language_code="en")[0]
    home = root.add_child(instance=Page(title=unit.name_vi, slug=f"trang-chu-{number}", locale=vi))
    english = Page(title=unit.name_en, slug=f"home-{number}", locale=en, translation_key=home.translation_key)
    Page.get_first_root_node().add_child(instance=english)
    defaults: dict[str, object] = {
        "key": f"site-{number}",
        "hostname": f"site-{number}.localhost",
        "title_vi": "Trang thông tin điện tử",
        "title_en": "Website",
    }
    return create_subsite(root_page=home, unit=unit, by=None, at=at, **(defaults | facts))
