"""An editor sees a draft on the agency's own front end: one revision, one person, 15 minutes (RELIABILITY 9)."""

import datetime
import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.departments.models import Membership
from cms.departments.roles import Role
from cms.publishing.draft_links import draft_token
from cms.subsites.actions import set_outside_preview, sync_access
from news.models import ArticlePage
from tests.contracts.documents import problems
from tests.contracts.test_openapi import check_against
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.media import ImageFactory
from tests.factories.pages import AT, ArticlePageFactory, ASite, a_site, picture_value
from tests.factories.tokens import a_token, bearer

pytestmark = pytest.mark.django_db
FRONT = "https://front.example/preview"
CANARY = "KIẾNNGHỊMẬT7731"
PREVIEW = "/api/v1/preview/"
PROBLEM = "application/problem+json"


@dataclass
class Desk:
    """A site with an outside front end, an editor, a draft with a picture, and the front end's API token."""

    site: ASite
    editor: User
    page: ArticlePage
    program: str

    def token(self, *, at: datetime.datetime | None = None) -> str:
        revision = ArticlePage.objects.get(pk=self.page.pk).get_latest_revision()
        return draft_token(person=self.editor, revision=revision, at=at or timezone.now())

    def ask(self, token: str, **headers: str) -> Any:
        return Client().get(PREVIEW, {"token": token}, headers=bearer(self.program) | headers)


@pytest.fixture
def desk() -> Desk:
    site = a_site()
    unit = OrgUnitFactory(parent=site.unit)
    editor = member_of(unit, Role.CONTRIBUTOR)
    sync_access(subsite=site.subsite, by=None, at=AT)
    set_outside_preview(subsite=site.subsite, address=FRONT, token_place="fragment", by=None, at=AT)
    image = ImageFactory()
    page = ArticlePageFactory(
        section_page=site.sections["news"]["vi"],
        department=unit,
        title=f"Bản nháp {CANARY}",
        body=[{"type": "image", "value": picture_value(image.pk)}],
        with_lead_image=True,
    )
    page.get_latest_revision() or page.save_revision()
    _token, program = a_token(site.subsite, scopes=("preview",))
    return Desk(site=site, editor=User.objects.get(pk=editor.pk), page=page, program=program)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime.timedelta], None]:
    """Move the clock of every door on by so much from now."""
    began = timezone.now()

    def move(by: datetime.timedelta) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: began + by)

    return move


def fetched(address: str) -> int:
    """The status of a file that anybody asks for."""
    answer = Client().get(address)
    answer.close()
    return answer.status_code


def refused(answer: Any, status: int) -> str:
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM), answer.content
    assert CANARY not in answer.content.decode()
    assert_kept_by_nobody(answer)
    return str(answer.json()["detail"])


def assert_kept_by_nobody(answer: Any) -> None:
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in answer.headers
    assert "Set-Cookie" not in answer.headers


def test_the_button_leads_to_the_front_end_with_a_token_that_shows_exactly_the_draft(desk: Desk) -> None:
    client = Client()
    client.force_login(desk.editor)
    editing = client.get(f"/admin/pages/{desk.page.pk}/edit/").content.decode()
    address = f"/admin/publishing/outside-preview/{desk.page.pk}/"
    assert address in editing
    assert "Xem trước ở trang ngoài" in editing
    answer = client.get(address)
    assert answer.status_code == 302
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    to = urlsplit(answer.headers["Location"])
    assert (f"{to.scheme}://{to.netloc}{to.path}", to.query) == (FRONT, "")
    token = to.fragment.removeprefix("preview=")
    shown = desk.ask(token)
    assert shown.status_code == 200
    assert shown.json()["title"] == desk.page.title
    entry = AuditEntry.objects.get(action="page.shared_for_preview")
    assert (entry.by, entry.data) == (desk.editor, {"revision": desk.page.get_latest_revision().pk})
    assert token not in str(list(AuditEntry.objects.values()))


def test_the_token_stands_where_the_site_wants_it(desk: Desk) -> None:
    set_outside_preview(subsite=desk.site.subsite, address=FRONT, token_place="query", by=None, at=AT)
    client = Client()
    client.force_login(desk.editor)
    to = urlsplit(client.get(f"/admin/publishing/outside-preview/{desk.page.pk}/").headers["Location"])
    assert (to.fragment, to.query.startswith("preview=")) == ("", True)


def test_there_is_no_button_without_a_front_end_or_for_who_may_not_see_the_draft(desk: Desk) -> None:
    address = f"/admin/publishing/outside-preview/{desk.page.pk}/"
    stranger = member_of(OrgUnitFactory(parent=desk.site.unit), Role.CONTRIBUTOR)
    sync_access(subsite=desk.site.subsite, by=None, at=AT)
    client = Client()
    client.force_login(User.objects.get(pk=stranger.pk))
    assert client.get(address).status_code == 404
    set_outside_preview(subsite=desk.site.subsite, address="", token_place="fragment", by=None, at=AT)
    client.force_login(desk.editor)
    assert client.get(address).status_code == 404
    assert address not in client.get(f"/admin/pages/{desk.page.pk}/edit/").content.decode()
    assert not AuditEntry.objects.filter(action="page.shared_for_preview").exists()


def test_a_draft_has_exactly_the_shape_of_the_document_it_becomes(desk: Desk) -> None:
    draft = desk.ask(desk.token()).json()
    check_against("ArticleDocument", draft)
    assert problems("article", draft["details"]) == []
    desk.page.get_latest_revision().publish()
    public = Client().get(f"/api/v1/documents/{desk.page.translation_key}/").json()
    assert list(draft) == list(public)
    assert list(draft["details"]) == list(public["details"])
    assert [block["type"] for block in draft["details"]["blocks"]] == ["image"]
    of_pictures = re.compile(r"/(?:private-)?media/[^\"\\ ]+")
    times = {"first_published_at", "published_at", "updated_at"}
    same = [
        of_pictures.sub("…", json.dumps({name: value for name, value in each.items() if name not in times}))
        for each in (draft, public)
    ]
    assert same[0] == same[1]


def test_a_draft_that_has_hardly_begun_is_shown_too(desk: Desk) -> None:
    page = ArticlePage.objects.get(pk=desk.page.pk)
    page.summary, page.body = "", [{"type": "image", "value": picture_value(987_654)}, {"type": "table", "value": {}}]
    page.save_revision(clean=False)
    answer = desk.ask(desk.token())
    assert answer.status_code == 200
    check_against("ArticleDocument", answer.json())
    assert answer.json()["details"]["blocks"] == []


def test_nobody_keeps_an_answer_and_nothing_of_it_is_stored(desk: Desk) -> None:
    desk.ask(desk.token())  # cuts the pictures once, as every preview does
    before = {model: model._base_manager.count() for model in apps.get_models() if model._meta.managed}
    with CaptureQueriesContext(connection) as queries:
        answer = desk.ask(desk.token())
    assert_kept_by_nobody(answer)
    assert [each["sql"] for each in queries if not each["sql"].startswith("SELECT")] == []
    assert {model: model._base_manager.count() for model in before} == before


def test_the_header_serves_as_well_as_the_parameter(desk: Desk) -> None:
    headers = bearer(desk.program) | {"x-preview-token": desk.token()}
    assert Client().get(PREVIEW, headers=headers).json()["title"] == desk.page.title
    missing = Client().get(PREVIEW, headers=bearer(desk.program))
    assert (missing.status_code, missing.json()["errors"][0]["parameter"]) == (400, "token")


@pytest.mark.parametrize("minutes", [0, 14.9])
def test_it_shows_for_fifteen_minutes(desk: Desk, clock: Callable[[datetime.timedelta], None], minutes: float) -> None:
    token = desk.token()
    clock(datetime.timedelta(minutes=minutes))
    assert desk.ask(token).status_code == 200


def test_then_it_is_over_and_its_pictures_are_too(desk: Desk, clock: Callable[[datetime.timedelta], None]) -> None:
    token = desk.token()
    picture = desk.ask(token).json()["image"]["src"]
    clock(datetime.timedelta(minutes=15, seconds=2))
    assert "15 phút" in refused(desk.ask(token), 401)
    assert fetched(picture) == 404


def test_a_token_from_the_future_is_none(desk: Desk) -> None:
    answer = desk.ask(desk.token(at=timezone.now() + datetime.timedelta(minutes=5)))
    assert "15 phút" in refused(answer, 401)


def test_a_token_that_was_touched_is_none(desk: Desk) -> None:
    token = desk.token()
    claims, _sep, signature = token.partition("~")
    person, page, revision, issued, mark = claims.split(".")
    other = ArticlePageFactory(section_page=desk.site.sections["news"]["vi"], title="Bài khác")
    wanted = str(other.get_latest_revision().pk if other.get_latest_revision() else other.save_revision().pk)
    claims_changed = (
        [person, page, wanted, issued, mark],
        [person, str(other.pk), revision, issued, mark],
        [str(int(person) + 1), page, revision, issued, mark],
        [person, page, revision, str(int(issued) + 60), mark],
    )
    touched = [f"{'.'.join(changed)}~{signature}" for changed in claims_changed]
    touched += [token[:-1], token + "a", claims, "~", "a~b", signature, "1.2.3.4.5~" + signature]
    told = {refused(desk.ask(text), 401) for text in touched}
    assert len(told) == 1  # which part was wrong is nobody's business
    assert desk.ask(token).status_code == 200


def test_it_shows_the_one_revision_whatever_is_written_later(desk: Desk) -> None:
    token = desk.token()
    page = ArticlePage.objects.get(pk=desk.page.pk)
    page.title = "Bản viết sau"
    page.save_revision()
    assert desk.ask(token).json()["title"] == desk.page.title


def test_what_is_gone_is_gone(desk: Desk) -> None:
    token, of_page = desk.token(), desk.token()
    revision = desk.page.get_latest_revision()
    ArticlePage.objects.get(pk=desk.page.pk).save_revision()
    revision.delete()
    assert "không còn" in refused(desk.ask(token), 410)
    ArticlePage.objects.get(pk=desk.page.pk).delete()
    refused(desk.ask(of_page), 410)


def test_who_loses_the_account_the_post_or_the_password_shows_nothing_at_the_next_request(desk: Desk) -> None:
    token = desk.token()
    picture = desk.ask(token).json()["image"]["src"]
    assert fetched(picture) == 200

    def shows_nothing() -> None:
        refused(desk.ask(token), 401)
        assert fetched(picture) == 404

    User.objects.filter(pk=desk.editor.pk).update(is_active=False)
    shows_nothing()
    User.objects.filter(pk=desk.editor.pk).update(is_active=True)
    assert desk.ask(token).status_code == 200

    yesterday = timezone.now().date() - datetime.timedelta(days=1)
    Membership.objects.filter(person=desk.editor).update(valid_to=yesterday)
    shows_nothing()
    Membership.objects.filter(person=desk.editor).update(valid_to=None)
    assert desk.ask(token).status_code == 200

    desk.editor.set_password("mat-khau-moi-tinh-2026")
    desk.editor.save()
    shows_nothing()


def test_only_a_program_of_this_site_with_that_right_is_answered(desk: Desk, settings: Any) -> None:
    token = desk.token()
    alone = Client().get(PREVIEW, {"token": token})
    assert "mã truy cập API" in refused(alone, 401)
    ward = a_site("ward", hostname="ward.localhost", is_default=False)
    _row, foreign = a_token(ward.subsite, scopes=("preview",), name="Phường")
    refused(Client().get(PREVIEW, {"token": token}, headers=bearer(foreign)), 403)
    _row, reader = a_token(desk.site.subsite, scopes=("read",), name="Chỉ đọc")
    refused(Client().get(PREVIEW, {"token": token}, headers=bearer(reader)), 403)
    refused(Client().get(PREVIEW, {"token": token}, headers=bearer("cong_x")), 401)
    settings.PREVIEW_NEEDS_API_TOKEN = False
    assert Client().get(PREVIEW, {"token": token}).status_code == 200
    refused(Client().get(PREVIEW, {"token": token}, headers=bearer("cong_x")), 401)


def test_an_api_token_alone_shows_no_draft(desk: Desk) -> None:
    """Whoever made it and left knows the token: without an editor's own it opens nothing."""
    answer = Client().get(PREVIEW, headers=bearer(desk.program))
    assert answer.status_code == 400
    refused(desk.ask("x"), 401)


def test_its_pictures_are_private_and_each_address_is_for_one_file(desk: Desk) -> None:
    token = desk.token()
    shown = desk.ask(token).json()
    address = shown["image"]["src"]
    assert address.startswith("/private-media/")
    picture = Client().get(address)
    assert (picture.status_code, picture.headers["Cache-Control"]) == (200, "private, no-store")
    assert picture.headers["Referrer-Policy"] == "no-referrer"
    picture.close()
    path, _mark, query = address.partition("?")
    assert fetched(path) == 404
    other = ImageFactory()
    assert default_storage.exists(str(other.file.name))
    assert fetched(f"/private-media/{other.file.name}?{query}") == 404
    for changed in (query.replace("grant=", "grant=9"), query[:-2], "grant=&token=", "grant=1.2.3.4.5&token=x"):
        assert fetched(f"{path}?{changed}") == 404, changed
    # The proof in a picture's address is no token of the draft.
    grant = re.search(r"grant=([^&]+)", query)
    signature = re.search(r"token=([^&]+)", query)
    assert grant
    assert signature
    refused(desk.ask(f"{grant[1]}~{signature[1]}"), 401)


def test_the_draft_is_visible_nowhere_else(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    token = desk.token()
    with caplog.at_level(logging.DEBUG):
        assert CANARY in desk.ask(token).content.decode()
        refused(desk.ask(token[:-1]), 401)
    anybody = Client()
    asked = [
        "/", "/sitemap.xml", "/api/v1/documents/", f"/api/v1/documents/{desk.page.translation_key}/",
        f"/api/v1/documents/?ids={desk.page.translation_key}", f"/api/v1/by-path/?path={desk.page.url}",
        "/api/v1/menus/", "/api/v1/sections/", desk.page.url, PREVIEW,
    ]  # fmt: skip
    for url in asked:
        assert CANARY not in anybody.get(url, headers={"host": "localhost"}).content.decode(), url
    for record in caplog.records:
        assert token not in record.getMessage()
        assert desk.program not in record.getMessage()


def test_previews_may_be_asked_for_from_a_browser_with_the_token_in_a_header(desk: Desk) -> None:
    allowed = Client().options(PREVIEW).headers["Access-Control-Allow-Headers"]
    assert {"Authorization", "X-Preview-Token"} <= {name.strip() for name in allowed.split(",")}
