"""How long the editor waits for “Còn thiếu gì?”: a form of 100 blocks, posted as the browser does.

Run: python -m pytest benchmarks/requirements.py -q -s -p no:randomly (a database of its own, thrown away afterwards).
"""

import statistics
import time
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.moderation.queries import issues_of
from cms.subsites.actions import sync_access
from news.models import ArticlePage, Genre
from tests.factories.moderation import AT, a_newsroom

BLOCKS, ROUNDS, NEIGHBOURS = 100, 20, 60
SENTENCE = "Sáng nay lãnh đạo Sở tiếp đoàn công tác của tỉnh bạn, trao đổi về phối hợp quản lý cửa khẩu số {n}. "


def body() -> list[tuple[str, dict[str, object]]]:
    """Headings and paragraphs of about fifty words."""
    blocks: list[tuple[str, dict[str, object]]] = []
    for n in range(BLOCKS):
        if n % 5 == 0:
            blocks.append(("heading", {"level": "h2", "text": f"Phần {n}", "lang": ""}))
        else:
            blocks.append(("paragraph", {"text": rich_text(f"<p>{SENTENCE.format(n=n) * 2}</p>"), "lang": ""}))
    return blocks


@pytest.mark.django_db
def test_benchmark(client: Client) -> None:
    room = a_newsroom()
    sync_access(subsite=room.site.subsite, by=None, at=AT)
    for number in range(NEIGHBOURS):
        room.submitted(room.draft(title=f"Tin số {number} của phòng trong tháng này"))
    page = room.draft(title="Bài dài nhiều phần")
    client.force_login(room.writer)
    author = page.authors.get()
    row = {"id": author.pk, "name": "A", "account": "", "share": "100"}
    form = nested_form_data(
        {
            "title": page.title, "slug": page.slug, "summary": "", "department": page.department_id,
            "genre": Genre.objects.get(key="tin-tuc-su-kien").pk, "origin": "original", "format": "report",
            "body": streamfield(body()), "corrections": streamfield([]),
            "authors": inline_formset([row], initial=1), "comments": inline_formset([]),
        }
    )  # fmt: skip
    url, spent, computed = reverse("moderation_missing", args=(page.pk,)), [], []
    body_as_sent, kind = urlencode(form, doseq=True), "application/x-www-form-urlencoded"
    for _ in range(ROUNDS):
        begun, used = time.perf_counter(), time.process_time()
        assert client.post(url, body_as_sent, content_type=kind).status_code == 200
        spent.append((time.perf_counter() - begun) * 1000)
        computed.append((time.process_time() - used) * 1000)
    spent.sort()
    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    with CaptureQueriesContext(connection) as queries:
        issues_of(draft, at=AT)
    print(
        f"\n{BLOCKS} blocks, {NEIGHBOURS} texts to compare with, {ROUNDS} posts: "
        f"median {statistics.median(spent):.0f} ms, "
        f"fastest {spent[0]:.0f} ms, slowest {spent[-1]:.0f} ms, "
        f"of which computed {statistics.median(computed):.0f} ms; "
        f"issues_of: {len(queries)} queries"
    )
