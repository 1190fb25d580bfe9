"""An editor finds pages, pictures and files however much of the accents is typed."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cms.accounts.models import User
from news.models import ArticlePage
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.pages import ArticlePageFactory, ASite, a_site

pytestmark = pytest.mark.django_db

TITLE = "Đổi hộ chiếu ở nước ngoài"
OTHER = "Lịch tiếp công dân"
TYPED = (
    "ho chieu",
    "hộ chiếu",
    "Hộ chiếu",
    "HO CHIEU",
    "hộ chieu",
    "hộ chi",  # as one is still typing
    "doi",
    "đổi",
    "Đổi",
    "nuoc ngoai doi",
    unicodedata.normalize("NFD", "hộ chiếu"),
)
Screen = Callable[[Client, ASite, str, str], str]


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("editor", password="not used in this test"))
    return client


@pytest.fixture
def site() -> ASite:
    """In each language an article to be found and one that must not be."""
    site = a_site()
    for parent in site.sections["news"].values():
        for title in (TITLE, OTHER):
            ArticlePageFactory(section_page=parent, title=title)
    return site


def explorer(client: Client, site: ASite, language: str, typed: str) -> str:
    place = site.sections["news"][language]
    return client.get(reverse("wagtailadmin_explore_results", args=[place.pk]), {"q": typed}).content.decode()


def search_screen(client: Client, site: ASite, language: str, typed: str) -> str:
    return client.get(reverse("wagtailadmin_pages:search_results"), {"q": typed}).content.decode()


def chooser(client: Client, site: ASite, language: str, typed: str) -> str:
    return client.get(reverse("wagtailadmin_choose_page_search"), {"q": typed}).content.decode()


def shown(page: str) -> set[tuple[str, str]]:
    """Language and title of the articles to which a list of the admin leads."""
    numbers = {int(number) for number in re.findall(r"/admin/pages/(\d+)/edit/", page)}
    articles = ArticlePage.objects.filter(pk__in=numbers).select_related("locale")
    return {(article.locale.language_code, article.title) for article in articles}


@pytest.mark.parametrize("screen", [explorer, search_screen, chooser])
def test_pages_are_found_however_their_title_is_typed(editor: Client, site: ASite, screen: Screen) -> None:
    for language in ("vi", "en"):
        wanted = {(language, TITLE)} if screen is explorer else {("vi", TITLE), ("en", TITLE)}
        for typed in TYPED:
            assert shown(screen(editor, site, language, typed)) == wanted, typed


@pytest.mark.parametrize("screen", [explorer, search_screen, chooser])
def test_a_title_without_accents_is_found_by_typing_them(editor: Client, site: ASite, screen: Screen) -> None:
    plain = ArticlePageFactory(section_page=site.sections["news"]["en"], title="Ho chieu dien tu")
    assert shown(screen(editor, site, "en", "hộ chiếu điện tử")) == {("en", plain.title)}
    assert shown(screen(editor, site, "en", "hộ chiếu giấy")) == set()


def test_a_renamed_page_is_found_by_its_new_title_only(editor: Client, site: ASite) -> None:
    article = ArticlePage.objects.child_of(site.sections["news"]["vi"]).get(title=OTHER)
    article.title = "Đường dây nóng"
    article.save()
    assert shown(search_screen(editor, site, "vi", "duong day")) == {("vi", "Đường dây nóng")}
    assert shown(search_screen(editor, site, "vi", "lich tiep")) == {("en", OTHER)}


@pytest.mark.parametrize(
    ("address", "factory"),
    [
        ("wagtailimages_chooser:choose_results", ImageFactory),
        ("wagtaildocs_chooser:choose_results", DocumentFactory),
        ("wagtailimages:index_results", ImageFactory),
        ("wagtaildocs:index_results", DocumentFactory),
    ],
)
def test_pictures_and_files_are_found_in_listing_and_chooser(
    editor: Client, address: str, factory: Callable[..., object]
) -> None:
    factory(title=TITLE)
    factory(title=OTHER)
    for typed in TYPED:
        page = editor.get(reverse(address), {"q": typed}).content.decode()
        assert (TITLE in page, OTHER in page) == (True, False), typed


@pytest.mark.parametrize(
    "address", ["wagtailadmin_pages:search_results", "wagtailadmin_choose_page_search", "wagtailimages:index_results"]
)
def test_nothing_typed_breaks_a_search(editor: Client, site: ASite, address: str) -> None:
    for typed in ('"', "'", '"hộ chiếu', "đ*", "^đ", "AND", "NEAR(đ)", "đ:ê", "-đ", "…", "¨", "ộ" * 500):
        assert editor.get(reverse(address), {"q": typed}).status_code == 200, typed
