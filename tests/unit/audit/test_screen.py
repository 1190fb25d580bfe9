"""The log as people read it: names, days and words, never codes or JSON."""

import datetime
import re
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cms.audit import labels
from cms.audit.actions import record
from cms.audit.labels import action_choices, action_label, data_label, register_actions
from cms.audit.legible import legible, legible_html, legible_rows
from cms.audit.models import AuditEntry
from cms.kernel.calendar import HANOI
from tests.factories.accounts import UserFactory

AT = datetime.datetime(2026, 6, 15, 9, tzinfo=HANOI)


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test registers goes away with it."""
    monkeypatch.setattr(labels, "_actions", dict(labels._actions))
    monkeypatch.setattr(labels, "_data", dict(labels._data))


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(UserFactory(is_superuser=True))
    return client


def an_entry(action: str, **data: Any) -> AuditEntry:
    return record(action=action, by=None, at=AT, target=UserFactory(display_name="Phòng Thử"), data=data)


def table_of(page: str) -> str:
    """The listing without the filters, which name every action."""
    return "".join(re.findall(r"<tbody.*?</tbody>", page, re.S))


def test_a_code_is_named_once(registry: None) -> None:
    register_actions({"x.done": "Done"}, data={"colour": "Colour", "key": "Another word"})
    assert action_label("x.done") == "Done"
    assert data_label("colour") == "Colour"
    with override("en"):
        assert data_label("key") == "Key"  # the first name of a shared word stands
    with pytest.raises(ImproperlyConfigured, match=r"x\.done"):
        register_actions({"x.done": "Again"})
    assert action_label("x.done") == "Done"


def test_a_code_of_former_days_is_shown_as_it_is() -> None:
    assert action_label("gone.long_ago") == "gone.long_ago"
    assert data_label("unheard_of") == "unheard_of"


def test_the_filter_stands_in_the_order_of_names() -> None:
    with override("vi"):
        names = [name for _code, name in action_choices()]
    assert names == sorted(names, key=str.casefold)
    assert "Cập nhật quyền truy cập của trang" in names


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "để trống"),
        ("", "để trống"),
        ([], "để trống"),
        (True, "có"),
        (False, "không"),
        (0, "0"),
        ("2017-03-14", "14/03/2017"),
        ("2017-03-14T02:05:00Z", "14/03/2017 09:05"),
        ("2017-02-31", "2017-02-31"),
        ("Quyết định 1", "Quyết định 1"),
        (["a", None], "a, để trống"),
        ({"from": "Phòng A", "to": "Phòng B"}, "Phòng A → Phòng B"),
        ({"from": None, "to": "2017-03-14"}, "để trống → 14/03/2017"),
        ({"key": "x", "on": "2017-03-14"}, "Mã: x; Kể từ ngày: 14/03/2017"),
    ],
)
def test_values_are_written_as_people_write_them(value: Any, text: str) -> None:
    with override("vi"):
        assert legible(value) == text


def test_two_states_are_told_by_what_they_are_made_of() -> None:
    data = {"from": {"name": "A", "source": ""}, "to": {"name": "B", "source": "Luật"}}
    with override("vi"):
        assert legible_rows(data) == [("Tên", "A → B"), ("Nguồn, căn cứ", "để trống → Luật")]
        assert legible_rows({"from": "A", "to": "B"}) == [("Từ", "A"), ("Đến", "B")]


def test_what_was_recorded_is_escaped() -> None:
    html = legible_html({"<b>": "<script>alert(1)</script>"})
    assert html == "<ul><li><strong>&lt;b&gt;</strong>: &lt;script&gt;alert(1)&lt;/script&gt;</li></ul>"
    with override("vi"):
        assert legible_html({}) == "<p>Không ghi nhận thêm dữ liệu.</p>"


@pytest.mark.django_db
def test_the_listing_says_the_action_in_words(reader: Client) -> None:
    an_entry("site.access_synced", groups=1)
    table = table_of(reader.get(reverse("audit:index")).content.decode())
    assert "Cập nhật quyền truy cập của trang" in table
    assert "hệ thống" in table
    assert "site.access_synced" not in table


@pytest.mark.django_db
def test_the_listing_is_filtered_by_what_was_done(reader: Client) -> None:
    an_entry("unit.renamed")
    an_entry("unit.merged")
    page = reader.get(reverse("audit:index"), {"action": "unit.renamed"}).content.decode()
    assert '<option value="unit.renamed" selected>Đổi tên đơn vị</option>' in page
    assert "Đổi tên đơn vị" in table_of(page)
    assert "Sáp nhập đơn vị" not in table_of(page)


@pytest.mark.django_db
def test_an_entry_is_read_without_knowing_codes_or_json(reader: Client) -> None:
    entry = an_entry("unit.renamed", **{"from": "Phòng A", "to": "Phòng B", "on": "2017-03-14", "legal_basis": "QĐ 1"})
    page = reader.get(reverse("audit:inspect", args=[entry.pk])).content.decode()
    assert "<li><strong>Căn cứ pháp lý</strong>: QĐ 1</li>" in page
    assert "<li><strong>Kể từ ngày</strong>: 14/03/2017</li>" in page
    assert "Đổi tên đơn vị: Phòng Thử" in page
    for code in ("unit.renamed", "accounts.user", "legal_basis", "2017-03-14", "&quot;"):
        assert code not in page.split("<main")[-1].split("</dl>")[0], code


@pytest.mark.django_db
def test_a_kind_that_is_gone_keeps_its_stored_name(reader: Client) -> None:
    entry = AuditEntry(at=AT, action="unit.renamed", target_type="gone.thing", target_id="1", target_label="X")
    entry.save()
    assert "gone.thing" in reader.get(reverse("audit:inspect", args=[entry.pk])).content.decode()
