"""The report "Phát hành": for the office and administrators; what was given up can be sent again."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.departments.models import Membership
from cms.departments.roles import Role
from cms.publishing.models import Delivery, WorkerHeartbeat
from tests.factories.notes import NoteSite, live_note

pytestmark = pytest.mark.django_db


def person(client: Client, site: NoteSite, role: str) -> Client:
    """Somebody with a role, logged in, who may enter the admin."""
    from django.contrib.auth.models import Group, Permission

    user = User.objects.create_user(username=role, password=None)
    group, _is_new = Group.objects.get_or_create(name="may enter the admin")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    Membership.objects.create(person=user, unit=site.unit, role=role, valid_from=datetime.date(2017, 1, 1))
    client.force_login(user)
    return client


@pytest.fixture
def dead(site: NoteSite) -> Delivery:
    live_note(site.home, slug="tin")
    delivery = Delivery.objects.filter(subscriber="cache").latest("id")
    delivery.state, delivery.tries, delivery.error = Delivery.State.DEAD, 5, "PurgeRefused: 403"
    delivery.save()
    return delivery


@pytest.mark.parametrize("role", [Role.STANDING_OFFICE, Role.ADMINISTRATOR])
def test_the_office_sees_what_was_given_up_and_why(client: Client, site: NoteSite, dead: Delivery, role: str) -> None:
    answer = person(client, site, role).get(reverse("publishing_deliveries"), {"state": "dead"})

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Phát hành" in text
    assert "/tin/" in text
    assert "PurgeRefused: 403" in text
    assert "Gửi lại" in text
    assert "Không có tiến trình nền nào đang chạy" in text


def test_a_running_worker_is_seen(client: Client, site: NoteSite) -> None:
    WorkerHeartbeat.objects.create(worker="may:1", started_at=timezone.now(), seen_at=timezone.now())
    answer = person(client, site, Role.ADMINISTRATOR).get(reverse("publishing_deliveries"))

    assert "Không có tiến trình nền nào đang chạy" not in answer.content.decode()


def test_sending_again_is_done_and_written_down(client: Client, site: NoteSite, dead: Delivery) -> None:
    person(client, site, Role.STANDING_OFFICE).post(reverse("publishing_retry", args=[dead.pk]))

    dead.refresh_from_db()
    assert (dead.state, dead.tries) == (Delivery.State.PENDING, 0)
    entry = AuditEntry.objects.get(action="publishing.retry_delivery")
    assert entry.by is not None
    assert entry.by.username == Role.STANDING_OFFICE


def test_others_see_nothing_and_change_nothing(client: Client, site: NoteSite, dead: Delivery) -> None:
    person(client, site, Role.CONTRIBUTOR)

    assert client.get(reverse("publishing_deliveries")).status_code in {302, 403}
    assert client.post(reverse("publishing_retry", args=[dead.pk])).status_code in {302, 403}
    dead.refresh_from_db()
    assert dead.state == Delivery.State.DEAD
    assert not AuditEntry.objects.filter(action="publishing.retry_delivery").exists()


def test_a_delivery_that_is_not_dead_is_refused_in_words(client: Client, site: NoteSite, dead: Delivery) -> None:
    Delivery.objects.filter(pk=dead.pk).update(state=Delivery.State.DONE)
    answer = person(client, site, Role.ADMINISTRATOR).post(reverse("publishing_retry", args=[dead.pk]), follow=True)

    assert "Chỉ gửi lại được" in answer.content.decode()


def test_the_status_of_a_page_names_each_subscriber_and_asks_who_may_edit(
    client: Client, site: NoteSite, admin_client: Client
) -> None:
    note = live_note(site.home)
    address = reverse("publishing_page_status", args=[note.pk])
    status = admin_client.get(address).json()

    assert status["event"]["kind"] == "published"
    assert status["deliveries"][0]["subscriber"] == "store"
    assert ("cache", "pending") in [(one["subscriber"], one["state"]) for one in status["deliveries"]]
    assert person(client, site, Role.CONTRIBUTOR).get(address).status_code in {302, 403}


def test_a_delivery_to_nobody_is_shown_as_such(client: Client, site: NoteSite) -> None:
    live_note(site.home, slug="tin")
    admin = person(client, site, Role.ADMINISTRATOR)
    told, banner = "Bên nhận không còn tồn tại", "1 lượt phát hành gửi tới bên nhận không còn tồn tại"
    assert told not in admin.get(reverse("publishing_deliveries")).content.decode()
    lost = Delivery.objects.filter(subscriber="cache").latest("id")
    lost.subscriber = "removed"
    lost.save()

    text = admin.get(reverse("publishing_deliveries")).content.decode()
    assert text.count(told) == 1
    assert banner in text
