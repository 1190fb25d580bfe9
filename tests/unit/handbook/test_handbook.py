"""The handbook: everybody of the office reads it, and it names what really stands on the screens."""

import re
from pathlib import Path

import polib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.departments.roles import Role
from cms.handbook.chapters import chapters
from cms.subsites.actions import sync_access
from tests.factories.departments import member_of
from tests.factories.pages import a_site

ROOT = Path(__file__).resolve().parents[3]
TEXTS = sorted((ROOT / "cms" / "handbook" / "texts").glob("*.md"))
IN_BOLD = re.compile(r"\*\*(.+?)\*\*", re.S)


@pytest.fixture(scope="module")
def labels() -> set[str]:
    """Everything a catalogue of ours says in Vietnamese, without the punctuation of its screen."""
    said: set[str] = set()
    for path in ROOT.glob("**/locale/vi/LC_MESSAGES/django*.po"):
        if {".venv", "node_modules"} & set(path.parts):
            continue
        for entry in polib.pofile(str(path)):
            said |= {plain(words) for words in (entry.msgstr, *entry.msgstr_plural.values())}
    return said


def plain(words: str) -> str:
    return " ".join(words.split()).strip(" .:?…").casefold()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_stands_in_bold_stands_on_a_screen(path: Path, labels: set[str]) -> None:
    named = {plain(words) for words in IN_BOLD.findall(path.read_text())}
    assert named, "a chapter about no screen"
    assert named - labels == set()


@pytest.fixture
def reader(client: Client) -> Client:
    """A contributor, logged in."""
    site = a_site()
    person = member_of(site.unit, Role.CONTRIBUTOR)
    sync_access(subsite=site.subsite, by=None, at=timezone.now())
    client.force_login(person)
    return client


@pytest.mark.django_db
def test_everybody_of_the_office_reads_every_chapter(reader: Client) -> None:
    start = reader.get(reverse("handbook"))
    assert (start.status_code, start["Location"]) == (302, reverse("handbook_chapter", args=[chapters()[0].slug]))
    for one in chapters():
        page = reader.get(reverse("handbook_chapter", args=[one.slug])).content.decode()
        assert f"<h1>{one.title}</h1>" in page
        assert 'lang="vi"' in page
    assert reader.get(reverse("handbook_chapter", args=["khong-co"])).status_code == 404


@pytest.mark.django_db
def test_who_is_nobody_here_is_asked_to_log_in(client: Client) -> None:
    answer = client.get(reverse("handbook"))
    assert (answer.status_code, answer["Location"].startswith(reverse("wagtailadmin_login"))) == (302, True)


@pytest.mark.django_db
def test_the_menu_leads_here_and_to_no_foreign_guide(reader: Client) -> None:
    page = reader.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("handbook") in page
    assert "guide.wagtail.org" not in page


def test_html_in_a_chapter_is_text() -> None:
    assert all("<script" not in one.body for one in chapters())
    assert "<table>" in next(one.body for one in chapters() if one.slug == "bat-dau")
