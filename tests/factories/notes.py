"""A site to publish on, and notes (tests.testapp) to publish.

Usage:
    site = note_site()                         # vi home at /, en home at /en/
    note = live_note(site.home, title="Tin")   # published through Wagtail, as an editor's click does
"""

import datetime
import itertools
from dataclasses import dataclass
from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image as Pillow
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site

from cms.departments.models import OrgUnit
from cms.media.models import Image
from cms.subsites.models import Subsite
from tests.testapp.models import NotePage

_numbers = itertools.count(1)


@dataclass(frozen=True)
class NoteSite:
    """A subsite whose homes are notes."""

    subsite: Subsite
    unit: OrgUnit
    home: NotePage
    english: NotePage


def unit(key: str = "so") -> OrgUnit:
    found = OrgUnit.objects.filter(key=key).first()
    return found or OrgUnit.objects.create(key=key, kind=OrgUnit.Kind.SO, name_vi="Sở Mẫu")


def note_site(*, key: str = "department", hostname: str = "localhost", port: int = 80) -> NoteSite:
    """A site with a live home in each language, published through Wagtail."""
    vi, _ = Locale.objects.get_or_create(language_code="vi")
    en, _ = Locale.objects.get_or_create(language_code="en")
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=vi))
    owner = unit()
    home = root.add_child(
        instance=NotePage(title="Trang chủ", slug=f"home-{key}", locale=vi, department=owner, live=False)
    )
    site = Site.objects.filter(hostname=hostname, port=port).first()
    if site is None:
        site = Site.objects.create(hostname=hostname, port=port, root_page=home, site_name=key)
    else:
        site.root_page = home
        site.save()
    subsite = Subsite.objects.create(site=site, key=key, unit=owner, title_vi="Cổng mẫu", title_en="Sample portal")
    english = root.add_child(
        instance=NotePage(
            title="Home",
            slug=f"home-{key}-en",
            locale=en,
            translation_key=home.translation_key,
            department=owner,
            live=False,
        )
    )
    for page in (home, english):
        page.save_revision().publish()
        page.refresh_from_db()
    return NoteSite(subsite=subsite, unit=owner, home=home, english=english)


def draft_note(parent: Page, *, title: str = "", slug: str = "", **fields: object) -> NotePage:
    number = next(_numbers)
    # A child is made through a fresh parent: treebeard counts children on the instance.
    fresh = Page.objects.get(pk=parent.pk)
    note = NotePage(
        title=title or f"Tin số {number}",
        slug=slug or f"tin-so-{number}",
        locale=fresh.locale,
        department=unit(),
        live=False,
        **fields,
    )
    return fresh.add_child(instance=note)


def live_note(parent: Page, **fields: object) -> NotePage:
    """A note published as an editor does it: a revision, then publish."""
    note = draft_note(parent, **fields)
    publish(note)
    return note


def publish(note: NotePage) -> NotePage:
    """Save what is set on the instance as a revision and make it live; the instance follows."""
    note.save_revision().publish()
    note.refresh_from_db()
    return note


def translation_of(note: NotePage, parent: Page, *, title: str = "", slug: str = "") -> NotePage:
    """An English draft of a note."""
    fresh = Page.objects.get(pk=parent.pk)
    page = NotePage(
        title=title or f"{note.title} (en)",
        slug=slug or f"{note.slug}-en",
        locale=Locale.objects.get(language_code="en"),
        translation_key=note.translation_key,
        department=unit(),
        live=False,
    )
    return fresh.add_child(instance=page)


def picture(*, title: str = "Ảnh", credit: str = "") -> Image:
    """A small picture in the library."""
    buffer = BytesIO()
    Pillow.new("RGB", (64, 48), "#c00").save(buffer, "PNG")
    buffer.seek(0)
    file = ImageFile(buffer, name=f"anh-{next(_numbers)}.png")
    image: Image = get_image_model().objects.create(title=title, file=file, width=64, height=48, credit=credit)
    return image


def hanoi(day: int, hour: int = 9) -> datetime.datetime:
    """A moment in March 2017."""
    return datetime.datetime(2017, 3, day, hour - 7, tzinfo=datetime.UTC)
