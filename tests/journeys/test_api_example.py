"""The client of docs/api.md does what the page says, against a running server."""

import re
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.utils import timezone

from cms.departments.roles import Role
from cms.publishing.draft_links import draft_token
from cms.subsites.actions import sync_access
from tests.factories.departments import member_of
from tests.factories.pages import AT, ArticlePageFactory, a_site
from tests.factories.tokens import a_token

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"


@pytest.mark.django_db(transaction=True)
def test_the_client_of_the_page_reads_a_draft(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = re.search(r"<!-- executed by .*? -->\n```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found
    site = a_site()
    editor = member_of(site.unit, Role.ADMINISTRATOR)
    sync_access(subsite=site.subsite, by=None, at=AT)
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], title="Bản nháp đầu tiên")
    _token, program = a_token(site.subsite, scopes=("preview",))
    monkeypatch.setenv("CONG_TOKEN", program)
    example: dict[str, Any] = {}
    exec(found[1], example)
    token = draft_token(person=editor, revision=page.get_latest_revision(), at=timezone.now())
    assert orjson.loads(example["draft"](live_server.url, token))["title"] == "Bản nháp đầu tiên"
