"""Change notices and the decisions they post: those of another site are its own affair."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.pages.actions import add_page, publish_latest
from cms.publishing.worker import run_until_idle
from cms.subsites.actions import sync_access
from procedures.actions import DecisionFacts, record_decision
from procedures.models import ChangeNoticePage, ChangeTask, RecordedDecision
from procedures.queries import catalogue_page
from tests.factories.procedure_imports import AT, Room, a_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return a_room()


@pytest.fixture
def neighbour() -> Room:
    return a_room("ward", hostname="ward.localhost", is_default=False)


def a_decision(room: Room, number: str) -> RecordedDecision:
    facts = DecisionFacts(
        number=number, issuer="UBND tỉnh", issuer_level="province", action="amended",
        signed_on=datetime.date(2026, 3, 10),
    )  # fmt: skip
    return record_decision(subsite=room.site.subsite, facts=facts, concerned=[], by=room.office, at=AT)


def a_notice_of(room: Room, decision: RecordedDecision) -> ChangeNoticePage:
    section: Any = catalogue_page(room.site.subsite)
    notice = ChangeNoticePage(
        title="Sửa đổi một thủ tục", action="amended", decision=decision, department=room.division,
        locale=section.locale,
    )  # fmt: skip
    return add_page(page=notice, parent=section, by=room.writer, at=AT)


def test_the_form_offers_the_decisions_of_its_own_site_only(room: Room, neighbour: Room) -> None:
    mine, theirs = a_decision(room, "12/QĐ-UBND"), a_decision(neighbour, "99/QĐ-UBND")
    notice = a_notice_of(room, mine)
    sync_access(subsite=room.site.subsite, by=None, at=AT)
    writer = Client()
    writer.force_login(room.office)
    section: Any = catalogue_page(room.site.subsite)
    for address in (
        reverse("wagtailadmin_pages:edit", args=(notice.pk,)),
        reverse("wagtailadmin_pages:add", args=("procedures", "changenoticepage", section.pk)),
    ):
        answer = writer.get(address)
        assert answer.status_code == 200, (address, answer.headers)
        html = answer.content.decode()
        assert mine.number in html
        assert theirs.number not in html


def test_a_notice_of_another_site_posts_no_decision_of_ours(room: Room, neighbour: Room) -> None:
    decision = a_decision(room, "12/QĐ-UBND")
    publish_latest(page=a_notice_of(neighbour, decision), by=None, at=AT)
    run_until_idle(clock=timezone.now)
    assert ChangeTask.objects.get(decision=decision, kind="post").done_at is None
    publish_latest(page=a_notice_of(room, decision), by=None, at=AT)
    run_until_idle(clock=timezone.now)
    assert ChangeTask.objects.get(decision=decision, kind="post").done_at is not None
