"""Organisation and standard pages, in both languages where the law asks for it (R076), and the foot menu."""

import datetime
from collections.abc import Mapping

from wagtail.models import Locale, Page

from cms.accounts.models import User
from cms.demo.bodies import Library, body_json, filled_in
from cms.demo.clock import as_of
from cms.demo.config import DemoConfig
from cms.demo.content_models import Content, SitePage, Text
from cms.demo.timeline import words_of
from cms.departments.models import OrgUnit
from cms.kernel.text import slugify
from cms.pages.actions import add_page, publish_latest
from cms.subsites.models import Subsite
from home.actions import put_menu
from home.models import Menu, OrganisationPage, StandardPage
from news.models import SectionPage

OFFICE_HOURS = {
    "vi": "Thứ hai - thứ sáu: 7 giờ 30 - 11 giờ 30, 13 giờ 30 - 17 giờ",
    "en": "Monday to Friday, 7.30 to 11.30 a.m. and 1.30 to 5 p.m.",
}
# How the agency as a whole is reached: plainly made up. Its page shows it, and the foot of every page.
CONTACT = {
    "vi": {"address": "Số 00, đường Minh Họa, thành phố Huế", "phone": "0234 0000 000"},
    "en": {"address": "00 Minh Hoa Street, Hue City", "phone": "0234 0000 000"},
}
CONTACT_EMAIL = "vanphong@example.vn"


def put_pages(
    content: Content, *, config: DemoConfig, heads: Mapping[str, User], at: datetime.datetime
) -> dict[str, dict[str, Page]]:
    """Publish every organisation and standard page at `at`; pages by language and key."""
    made: dict[str, dict[str, Page]] = {"vi": {}, "en": {}}
    with as_of(at):
        for page in content.pages:
            vietnamese = _put(page, page.vi, "vi", None, config=config, by=heads[page.site], at=at)
            made["vi"][page.key] = vietnamese
            if page.en is not None:
                made["en"][page.key] = _put(page, page.en, "en", vietnamese, config=config, by=heads[page.site], at=at)
    return made


def extend_foot_menus(
    content: Content, pages: Mapping[str, Mapping[str, Page]], *, by: User | None, at: datetime.datetime
) -> None:
    """Add the standard pages to the foot of every page."""
    with as_of(at):
        for menu in Menu.objects.filter(key=Menu.Key.FOOTER).select_related("subsite"):
            here = [p.key for p in content.pages if p.kind == "standard" and p.site == menu.subsite.key]
            entries: list[dict[str, object]] = [
                {
                    "content_id": str(pages[menu.locale][key].translation_key),
                    "title": None,
                    "hide_when_empty": False,
                    "section": None,
                    "children": [],
                }
                for key in here
                if key in pages[menu.locale]
            ]
            put_menu(
                subsite=menu.subsite, key=menu.key, locale=menu.locale, items=[*menu.items, *entries], by=by, at=at
            )


def _put(
    page: SitePage,
    text: Text,
    locale: str,
    source: Page | None,
    *,
    config: DemoConfig,
    by: User,
    at: datetime.datetime,
) -> Page:
    words = words_of(config.first_day, config)
    title = filled_in(text.title, words)
    library = Library(images={}, files={}, pages={})
    body = body_json(filled_in(text.body, words), seed=f"{page.key}/{locale}", locale=locale, library=library)
    model = OrganisationPage if page.kind == "organisation" else StandardPage
    made = model(
        title=title,
        slug=slugify(title),
        summary=filled_in(text.summary, words),
        department=OrgUnit.objects.get(key=page.unit),
        locale=Locale.objects.get(language_code=locale),
        body=body,
    )
    if isinstance(made, OrganisationPage):
        if page.aspect == "contacts":
            made.address, made.phone = CONTACT[locale]["address"], CONTACT[locale]["phone"]
            made.email, made.office_hours = CONTACT_EMAIL, OFFICE_HOURS[locale]
        else:
            made.unit = OrgUnit.objects.get(key=page.unit)
    if source is not None:
        made.translation_key = source.translation_key
    return publish_latest(page=add_page(page=made, parent=_parent(page, locale), by=by, at=at), by=by, at=at)


def _parent(page: SitePage, locale: str) -> Page:
    if page.under == "home":
        root = Subsite.objects.select_related("site__root_page").get(key=page.site).site.root_page
        home = root if locale == "vi" else root.get_translation(Locale.objects.get(language_code=locale))
        return home.specific
    return SectionPage.objects.get(
        section__subsite__key=page.site, section__key=page.under, locale__language_code=locale
    )
