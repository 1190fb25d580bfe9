"""What is done to a page is done to the page as it is now, and not as somebody read it before."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.actions.unpublish_page import UnpublishPageAction

from cms.pages.actions import add_page, give_reason, publish_latest, retitle
from home.models import StandardPage
from tests.factories.accounts import UserFactory
from tests.factories.pages import AT, ASite, a_site, a_standard_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> ASite:
    return a_site()


def published_and_drafted(page: StandardPage) -> None:
    """Somebody else publishes another summary, and writes a draft after that."""
    page.summary = "Mới"
    page.save_revision()
    publish_latest(page=page, by=None, at=AT)
    page.summary = "Nháp"
    page.save_revision()


def test_a_new_title_brings_no_former_text_back(site: ASite) -> None:
    page = a_standard_page(site.homes["vi"])
    late = StandardPage.objects.get(pk=page.pk)
    published_and_drafted(page)
    assert retitle(page=late, title="Tên khác", by=None, at=AT)
    stored = StandardPage.objects.get(pk=page.pk)
    assert (stored.title, stored.summary) == ("Tên khác", "Mới")


def test_a_withdrawal_in_the_admin_brings_no_former_text_back(site: ASite) -> None:
    page = a_standard_page(site.homes["vi"])
    late = StandardPage.objects.get(pk=page.pk)  # as Wagtail's view reads it before anything is asked
    published_and_drafted(page)
    give_reason(pages=[late], reason="Sai", include_descendants=False)
    UnpublishPageAction(late).execute(skip_permission_checks=True)
    stored = StandardPage.objects.get(pk=page.pk)
    assert (stored.live, stored.summary, stored.withdrawal_reason) == (False, "Mới", "Sai")
    assert stored.get_latest_revision_as_object().summary == "Nháp"


def test_autosave_writes_over_no_draft_that_is_not_the_newest_any_more(site: ASite) -> None:
    writer = UserFactory()
    page = StandardPage(title="Nháp", slug="nhap", department=site.unit, locale=site.homes["vi"].locale)
    add_page(page=page, parent=site.homes["vi"], by=writer, at=AT)
    late = StandardPage.objects.get(pk=page.pk)
    page.summary = "Bản mới hơn"
    page.save_revision()
    late.summary = "Lưu tự động"
    with pytest.raises(PermissionDenied):
        late.save_revision(user=writer, overwrite_revision=late.latest_revision)
    stored = StandardPage.objects.get(pk=page.pk)
    assert stored.get_latest_revision_as_object().summary == "Bản mới hơn"
