"""What a procedure lacks is said beside the form; only an unreasoned “một phần” keeps it from the public."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from cms.moderation.requirements.registry import Context
from cms.pages.actions import publish_latest
from procedures import record as r
from procedures.requirements import check_guide, check_link, check_parts
from tests.factories.procedures import a_catalogue, a_guide, a_procedure, full_record

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 11, 21, 3, tzinfo=datetime.UTC)
CONTEXT = Context(at=AT)


@pytest.mark.requirement("R042")
def test_what_is_only_partly_online_is_not_published_without_its_reason() -> None:
    page = a_procedure(a_catalogue(), full_record(partial_reason=""))
    with pytest.raises(ValidationError) as refused:
        publish_latest(page=page, by=None, at=AT)
    assert list(refused.value.message_dict) == ["partial_reason"]
    page.refresh_from_db()
    assert not page.live


def test_each_missing_part_is_named_with_its_field() -> None:
    page = a_procedure(a_catalogue(), r.ProcedureRecord(id="tran", name="Thủ tục trần"))
    fields = [issue.field for issue in check_parts(page, CONTEXT)]
    assert fields == ["steps", "submissions", "dossier", "submissions", "audiences", "agency"]


def test_a_full_record_lacks_nothing() -> None:
    page = a_procedure(a_catalogue(), full_record())
    assert check_parts(page, CONTEXT) == []
    assert check_link(page, CONTEXT) == []


def test_what_can_be_done_online_says_where() -> None:
    page = a_procedure(a_catalogue(), full_record(online_level="full", dvcqg_url=""))
    assert [issue.field for issue in check_link(page, CONTEXT)] == ["dvcqg_url"]


def test_a_guide_has_steps() -> None:
    site = a_catalogue()
    assert check_guide(a_guide(site), CONTEXT) == []
    assert [issue.field for issue in check_guide(a_guide(site, title="Trống", steps="[]"), CONTEXT)] == ["steps"]
