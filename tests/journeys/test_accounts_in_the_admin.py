"""A technical administrator opens and closes accounts in Wagtail's own screens."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = {
    "username": "bien-tap-2",
    "display_name": "Đỗ Thị Thử",
    "email": "thu@example.org",
    "password1": "mật khẩu rất dài 2026",
    "password2": "mật khẩu rất dài 2026",
}


@pytest.fixture
def administrator(client: Client) -> User:
    person: User = UserFactory(admin=True)
    client.force_login(person)
    return person


def test_an_account_is_opened_in_the_admin(client: Client, administrator: User) -> None:
    form = client.get(reverse("wagtailusers_users:add")).content.decode()
    assert 'name="display_name"' in form
    assert 'name="groups"' not in form
    assert client.post(reverse("wagtailusers_users:add"), NEW).status_code == 302
    user = User.objects.get(username="bien-tap-2")
    assert (user.display_name, user.is_superuser) == ("Đỗ Thị Thử", False)
    assert user.check_password(NEW["password1"])
    assert user.wagtail_userprofile.preferred_language == "vi"
    assert AuditEntry.objects.get(action="account.created").by == administrator


@pytest.mark.parametrize(
    "wrong", [{"password2": "khác"}, {"display_name": ""}, {"username": "ta-ken"}, {"password1": "a", "password2": "a"}]
)
def test_a_wrong_form_opens_nothing(client: Client, administrator: User, wrong: dict[str, str]) -> None:
    UserFactory(username="ta-ken")
    assert client.post(reverse("wagtailusers_users:add"), NEW | wrong).status_code == 200
    assert User.objects.count() == 2


def test_an_account_is_renamed_and_closed(client: Client, administrator: User) -> None:
    user = UserFactory(display_name="Cũ")
    address = reverse("wagtailusers_users:edit", args=(user.pk,))
    assert client.get(address).status_code == 200
    answer = client.post(address, {"display_name": "Mới", "email": user.email})
    assert answer.status_code == 302
    user.refresh_from_db()
    assert (user.display_name, user.is_active) == ("Mới", False)
    assert user.check_password(PASSWORD)
    assert AuditEntry.objects.get(action="account.changed").data["is_active"] == {"from": True, "to": False}


def test_a_changed_password_keeps_the_session_of_its_owner(client: Client, administrator: User) -> None:
    address = reverse("wagtailusers_users:edit", args=(administrator.pk,))
    form = {key: NEW[key] for key in ("display_name", "email", "password1", "password2")}
    assert client.post(address, form).status_code == 302
    administrator.refresh_from_db()
    assert administrator.check_password(NEW["password1"])
    assert administrator.is_superuser
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_accounts_are_found_without_accents(client: Client, administrator: User) -> None:
    UserFactory(display_name="Đỗ Thị Thử")
    UserFactory(display_name="Nguyễn Văn Mẫu")
    page = client.get(reverse("wagtailusers_users:index_results"), {"q": "do thu"}).content.decode()
    assert "Đỗ Thị Thử" in page
    assert "Nguyễn Văn Mẫu" not in page


def test_accounts_are_never_deleted(client: Client, administrator: User) -> None:
    user = UserFactory()
    client.post(reverse("wagtailusers_users:delete", args=(user.pk,)))
    bulk = reverse("wagtail_bulk_action", args=("accounts", "user", "delete"))
    answer = client.post(f"{bulk}?id={user.pk}", follow=True)
    assert "Không xóa tài khoản" in answer.content.decode()
    assert User.objects.filter(pk=user.pk).exists()
