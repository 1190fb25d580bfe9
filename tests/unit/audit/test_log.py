"""The log is only added to."""

import datetime
from decimal import Decimal

import pytest

from cms.audit.actions import record
from cms.audit.errors import AppendOnlyLog
from cms.audit.models import AuditEntry
from cms.audit.queries import entries_about
from cms.kernel.calendar import HANOI
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 6, 15, 9, tzinfo=HANOI)


def test_an_entry_says_who_did_what_to_what_and_when() -> None:
    by, target = UserFactory(), UserFactory(display_name="Đỗ Thị Thử")
    entry = record(action="account.changed", by=by, at=AT, target=target, data={"email": "x"})
    entry.refresh_from_db()
    assert (entry.by, entry.at, entry.action) == (by, AT, "account.changed")
    assert (entry.target_type, entry.target_id) == ("accounts.user", str(target.pk))
    assert entry.target_label == "Đỗ Thị Thử"
    assert entry.data == {"email": "x"}
    assert "do thi thu" in entry.search_text
    assert list(entries_about(target)) == [entry]


def test_the_system_has_no_name() -> None:
    assert record(action="site.synced", by=None, at=AT).by is None


def test_whatever_the_data_holds_the_entry_is_written() -> None:
    person = UserFactory()
    data = {"day": datetime.date(2026, 1, 1), "sum": Decimal("1.5"), "who": person, "all": {"x": (1, None)}, "s": {1}}
    entry = record(action="x", by=None, at=AT, data=data)
    entry.refresh_from_db()
    assert entry.data == {
        "day": "2026-01-01",
        "sum": "1.5",
        "who": f"accounts.user:{person.pk}",
        "all": {"x": [1, None]},
        "s": [1],
    }


def test_an_entry_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        record(action="x", by=None, at=AT.replace(tzinfo=None))
    assert not AuditEntry.objects.exists()


def test_nothing_changes_or_deletes_an_entry() -> None:
    entry = record(action="first", by=None, at=AT)
    entry.action = "second"
    attempts = [
        entry.save,
        entry.delete,
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditEntry.objects.filter(pk=entry.pk).update(action="second"),
        lambda: AuditEntry.objects.bulk_update([entry], ["action"]),
        lambda: AuditEntry.objects.bulk_create([AuditEntry(at=AT, action="forged")]),
        lambda: AuditEntry.objects.update_or_create(pk=entry.pk, defaults={"action": "second"}),
        lambda: AuditEntry.objects.get(pk=entry.pk).save(update_fields=["action"]),
    ]
    for attempt in attempts:
        with pytest.raises(AppendOnlyLog):
            attempt()
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["first"]
