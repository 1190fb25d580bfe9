"""The office gives programs access and takes it back; the token is seen once."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.departments.roles import Role
from cms.kernel.calendar import day_of
from cms.subsites.actions import sync_access
from cms.tokens.models import ApiToken
from tests.factories.departments import member_of
from tests.factories.pages import AT, ASite, a_site
from tests.factories.tokens import a_token, bearer

pytestmark = pytest.mark.django_db


@pytest.fixture
def sites() -> tuple[ASite, ASite]:
    own, foreign = a_site(), a_site("ward", hostname="ward.localhost", is_default=False)
    return own, foreign


def client_of(site: ASite, role: str) -> Client:
    person = member_of(site.unit, role)
    sync_access(subsite=site.subsite, by=None, at=AT)
    client = Client()
    client.force_login(User.objects.get(pk=person.pk))
    return client


def form(site: ASite, **values: str) -> dict[str, str]:
    day = day_of(timezone.now()).strftime("%d/%m/%Y")
    given = {"name": "Ứng dụng di động", "purpose": "", "subsite": str(site.subsite.pk), "may_read": "on"}
    return {**given, "expires_on": day, **values}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.STANDING_OFFICE])
def test_the_office_makes_a_token_sees_it_once_and_revokes_it(sites: tuple[ASite, ASite], role: str) -> None:
    own, _foreign = sites
    client = client_of(own, role)
    assert client.get(reverse("api_tokens:index")).status_code == 200
    assert client.get(reverse("api_tokens:add")).status_code == 200
    made = client.post(reverse("api_tokens:add"), form(own))
    found = re.search(r'value="(cong_[a-z0-9]{10}_[A-Za-z0-9]{40})"', made.content.decode())
    assert found, made.content.decode()[:2000]
    assert "no-store" in made.headers["Cache-Control"]
    assert Client().get("/api/v1/documents/", headers=bearer(found[1])).status_code == 200
    token = ApiToken.objects.get()
    address = reverse("api_tokens:inspect", args=(token.pk,))
    for url in (reverse("api_tokens:index"), address):
        shown = client.get(url).content.decode()
        assert token.prefix in shown
        assert found[1] not in shown
        assert token.digest not in shown
    listed = client.get(reverse("api_tokens:index")).content.decode()
    assert token.expires_on.strftime("%d/%m/%Y") in listed
    assert client.post(address).status_code == 302
    assert Client().get("/api/v1/documents/", headers=bearer(found[1])).status_code == 401
    assert "Thu hồi mã" not in client.get(address).content.decode()
    actions = ["api_token.created", "api_token.revoked"]
    assert sorted(AuditEntry.objects.filter(action__in=actions).values_list("action", flat=True)) == actions


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.STANDING_OFFICE}))
def test_nobody_else_sees_or_makes_tokens(sites: tuple[ASite, ASite], role: str) -> None:
    own, _foreign = sites
    token, _text = a_token(own.subsite)
    client = client_of(own, role)
    for name, arguments in (("index", ()), ("add", ()), ("inspect", (token.pk,))):
        answer = client.get(reverse(f"api_tokens:{name}", args=arguments))
        assert answer.status_code in {302, 403, 404}
        assert token.prefix not in answer.content.decode()
    client.post(reverse("api_tokens:add"), form(own))
    client.post(reverse("api_tokens:inspect", args=(token.pk,)))
    assert ApiToken.objects.get().revoked_at is None


def test_the_office_of_one_agency_has_nothing_to_do_with_anothers(sites: tuple[ASite, ASite]) -> None:
    own, foreign = sites
    theirs, _text = a_token(foreign.subsite, name="Của phường")
    client = client_of(own, Role.ADMINISTRATOR)
    assert theirs.prefix not in client.get(reverse("api_tokens:index")).content.decode()
    assert client.post(reverse("api_tokens:inspect", args=(theirs.pk,))).status_code == 404
    assert client.post(reverse("api_tokens:add"), form(foreign)).status_code == 200
    assert list(ApiToken.objects.values_list("revoked_at", flat=True)) == [None]


def test_a_refusal_is_told_on_the_form(sites: tuple[ASite, ASite]) -> None:
    own, _foreign = sites
    client = client_of(own, Role.ADMINISTRATOR)
    a_token(own.subsite, name="Ứng dụng di động")
    assert "Trang này đã có mã tên" in client.post(reverse("api_tokens:add"), form(own)).content.decode()
    far = client.post(reverse("api_tokens:add"), form(own, name="Khác", expires_on="01/01/2099"))
    assert "Ngày cuối cùng phải từ hôm nay" in far.content.decode()
    nothing = {name: value for name, value in form(own, name="Khác").items() if name != "may_read"}
    assert "Hãy chọn nội dung mã được đọc" in client.post(reverse("api_tokens:add"), nothing).content.decode()
    assert ApiToken.objects.count() == 1
