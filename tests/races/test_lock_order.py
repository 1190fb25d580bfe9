"""Whoever needs several rows takes them in one order, so that no two wait for each other (ADR 0231)."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page

from cms.kernel.groups import in_groups
from cms.moderation.actions import bundling
from cms.pages.actions import retitle, withdraw
from procedures.actions import approve_batch, save_procedure
from procedures.models import ImportBatch, ProcedurePage
from procedures.record import ProcedureRecord
from tests.factories.procedure_files import a_record
from tests.factories.procedure_imports import a_room
from tests.factories.procedures import a_catalogue, a_procedure, full_record
from tests.races.threads import made_to_wait

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def locking(page: Page) -> Callable[[], Any]:
    """As every decision about a page begins."""
    return partial(Page.objects.select_for_update().get, pk=page.pk)


@pytest.mark.parametrize("act", ["import", "withdraw", "retitle"])
def test_a_page_is_waited_for_before_its_other_row_is_taken(transactional_db: None, act: str) -> None:
    """Who publishes holds the page and then writes what is of its type."""
    site = a_catalogue()
    page = a_procedure(site, full_record(), live=True)
    record = ProcedureRecord(id=page.key, name="Tên khác")
    acts: dict[str, Callable[[], Any]] = {
        "import": partial(save_procedure, subsite=site.subsite, record=record, by=None, at=timezone.now()),
        "withdraw": partial(withdraw, page=page, reason="Sai", by=None, at=timezone.now()),
        "retitle": partial(retitle, page=page, title="Tên khác", by=None, at=timezone.now()),
    }
    write = partial(ProcedurePage.objects.filter(pk=page.pk).update, code="9.999999")
    result = made_to_wait(acts[act], hold=locking(page), go_on=write)
    assert not isinstance(result, Exception), result
    assert ProcedurePage.objects.get(pk=page.pk).code == "9.999999"


def test_a_bundle_takes_its_pages_from_the_top_of_the_tree_down(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many statements it needs for them: who locks the same pages meanwhile goes on."""
    room = a_room()
    batch = room.imported([a_record(id=f"thu-{number}", name=f"Thủ tục {number}") for number in range(2)])
    first = room.page("thu-0")
    first.move(Page.objects.get(pk=first.get_parent().pk), pos="last-child")
    upper, lower = ProcedurePage.objects.order_by("path")
    monkeypatch.setattr(bundling, "in_groups", lambda items, _size=1: in_groups(items, 1))
    approve = partial(approve_batch, batch=batch, bundle_hash=batch.bundle_hash, by=room.member, at=timezone.now())
    result = made_to_wait(approve, hold=locking(upper), go_on=locking(lower))
    assert not isinstance(result, Exception), result
    assert batch.items.filter(batch__state=ImportBatch.State.PUBLISHING).count() == 2
