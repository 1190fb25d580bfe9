"""Accounts are opened and changed by actions."""

import datetime
import unicodedata

import pytest
from wagtail.users.models import UserProfile

from cms.accounts.actions import create_user, update_user
from cms.accounts.errors import BadAccount, UsernameTaken
from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.kernel.calendar import HANOI
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 6, 15, 9, tzinfo=HANOI)


def test_an_account_is_opened_with_a_composed_name_and_a_vietnamese_admin() -> None:
    decomposed = unicodedata.normalize("NFD", " Đỗ  Thị Thử ")
    user = create_user(username="thu", display_name=decomposed, email="thu@example.org", by=None, at=AT)
    assert user.display_name == "Đỗ Thị Thử"
    assert user.search_text == "do thi thu thu thu@example.org"
    assert UserProfile.get_for_user(user).preferred_language == "vi"
    assert not user.is_superuser
    assert not user.has_usable_password()
    assert not user.groups.exists()
    assert AuditEntry.objects.get().action == "account.created"


def test_a_password_is_never_in_the_log() -> None:
    create_user(username="thu", display_name="Thử", password="rất-bí-mật-2026", by=None, at=AT)
    assert User.objects.get().check_password("rất-bí-mật-2026")
    assert "bí-mật" not in str(AuditEntry.objects.values())


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"username": "TAKEN"}, UsernameTaken),
        ({"username": "hai từ"}, BadAccount),
        ({"username": ""}, BadAccount),
        ({"email": "không phải thư"}, BadAccount),
    ],
)
def test_a_wrong_account_is_not_opened(facts: dict[str, str], error: type[Exception]) -> None:
    UserFactory(username="taken")
    with pytest.raises(error):
        create_user(**({"username": "new", "display_name": "Mới"} | facts), by=None, at=AT)  # type: ignore[arg-type]
    assert User.objects.count() == 1
    assert not AuditEntry.objects.exists()


def test_only_what_changed_is_logged() -> None:
    user = UserFactory(display_name="Cũ", email="a@example.org")
    update_user(user=user, display_name="Mới", email="a@example.org", is_active=False, by=None, at=AT)
    user.refresh_from_db()
    assert (user.display_name, user.is_active) == ("Mới", False)
    assert AuditEntry.objects.get().data == {
        "display_name": {"from": "Cũ", "to": "Mới"},
        "is_active": {"from": True, "to": False},
    }
    update_user(user=user, display_name="Mới", by=None, at=AT)
    assert AuditEntry.objects.count() == 1


def test_people_are_listed_in_vietnamese_order() -> None:
    for name in ("Đào Văn Mẫu", "Dương Thị Thử", "Ân Văn Mẫu", "An Văn Mẫu"):
        UserFactory(display_name=name)
    names = list(User.objects.order_by("sort_key").values_list("display_name", flat=True))
    assert names == ["An Văn Mẫu", "Ân Văn Mẫu", "Dương Thị Thử", "Đào Văn Mẫu"]


def test_of_two_who_change_an_account_neither_undoes_the_other() -> None:
    user = UserFactory()
    late = User.objects.get(pk=user.pk)
    update_user(user=user, is_active=False, by=None, at=AT)
    update_user(user=late, email="moi@example.org", by=None, at=AT)
    stored = User.objects.get(pk=user.pk)
    assert (stored.is_active, stored.email) == (False, "moi@example.org")
    assert (late.is_active, late.email) == (False, "moi@example.org")

    again = User.objects.get(pk=user.pk)
    update_user(user=user, is_active=True, by=None, at=AT)
    update_user(user=again, is_active=False, by=None, at=AT)  # says what it was fetched with, and not what it is
    assert not User.objects.get(pk=user.pk).is_active
