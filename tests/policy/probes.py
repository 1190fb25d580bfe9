"""How each operation of tests/policy/expectations.py is tried over HTTP, and how one sees that it happened.

A probe answers whether the operation took effect: what the database says afterwards, or what a screen showed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import Locale, Page, PageViewRestriction, Revision
from wagtail.test.utils.form_data import inline_formset, streamfield
from wagtail_localize.models import StringTranslation, TranslationSource

from cms.departments.models import OrgUnit
from cms.moderation.models import Decision, ReviewState, UrgentAct
from cms.moderation.queries import open_state_of
from cms.publishing.models import PublishedDocument
from cms.translation.models import TranslationRequest
from news.models import ArticlePage, Genre, ManuscriptImport
from tests.factories.article_form import article_form, same_authors
from tests.factories.moderation import reading
from tests.factories.word_files import font, paragraph, run, word_file
from tests.policy import expectations as expected
from tests.policy.world import World, word

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REASON = "Lý do của phép thử."


@dataclass
class Attempt:
    """One person before one page."""

    world: World
    cell: expected.Cell

    @property
    def client(self) -> Client:
        return self.world.clients[self.cell.actor]

    @cached_property
    def pk(self) -> int:
        return self.world.pages[self.cell.relation, self.cell.state]

    @cached_property
    def page(self) -> Any:
        return Page.objects.get(pk=self.pk).specific

    def stored(self) -> Any:
        return Page.objects.get(pk=self.pk)

    @property
    def is_frame(self) -> bool:
        return self.cell.state in expected.FRAMES

    @property
    def word(self) -> str:
        return word(self.cell.relation, self.cell.state)

    @property
    def own_unit(self) -> OrgUnit:
        return self.world.crews[expected.OWN].unit

    @cached_property
    def step(self) -> ReviewState:
        found = open_state_of(self.page)
        assert found is not None, self.cell
        return found

    @property
    def elsewhere(self) -> Page:
        """Another place of the same site and language where such a page may stand."""
        if self.is_frame:
            return self.world.shelves[self.cell.relation]
        if self.cell.state in expected.NOTICES:
            return self.world.section(self.cell.relation, "more_procedures")
        return self.world.section(self.cell.relation, "events")

    def opens(self, name: str, *args: object, query: str = "") -> bool:
        return self.client.get(reverse(name, args=args or (self.pk,)) + query).status_code == 200

    def post(self, name: str, data: dict[str, Any] | None = None, *args: object, query: str = "") -> Any:
        return self.client.post(reverse(name, args=args or (self.pk,)) + query, data or {})

    def bulk(self, action: str, data: dict[str, Any]) -> Any:
        return self.post("wagtail_bulk_action", data, "wagtailcore", "page", action, query=f"?id={self.pk}")

    def form(self, **changes: Any) -> dict[str, Any]:
        """What the editor of the page sends; each type ignores what others have beyond it."""
        values: dict[str, Any] = {
            "title": self.page.title,
            "slug": self.page.slug,
            "summary": "Sửa thử",
            "department": self.page.department_id,
            # What change notices have beyond articles.
            "action": "amended",
            "decision": "",
            "effective_on": "",
            "procedures": streamfield([]),
            "authors": self.authors(),
        }
        return article_form(**{**values, **changes})

    def authors(self) -> dict[str, Any]:
        """Those of the newest draft, so that what is posted could be published as it is."""
        draft = self.page.get_latest_revision_as_object() if self.page.latest_revision_id else self.page
        return same_authors(written(draft))

    def saves(self, **changes: Any) -> bool:
        """Post the editor; whether there is a newer version of the page's."""
        before = self.stored().latest_revision_id
        self.post("wagtailadmin_pages:edit", self.form(**changes))
        return bool(self.stored().latest_revision_id != before)

    def public(self) -> tuple[object, ...]:
        """What the public has of the page, and what is promised to it."""
        row = Page.objects.values_list("live", "live_revision_id", "url_path").get(pk=self.pk)
        planned = Revision.page_revisions.filter(object_id=str(self.pk), approved_go_live_at__isnull=False).count()
        shown = PublishedDocument.objects.filter(content_id=self.page.translation_key).values_list("pk", "updated_at")
        return (*row, planned, tuple(shown))

    def changes_public(self, act: Callable[[], object]) -> bool:
        before = self.public()
        act()
        return self.public() != before


def _older(page: Page) -> int:
    oldest = Revision.page_revisions.filter(object_id=str(page.pk)).order_by("pk").first()
    assert oldest is not None
    return int(oldest.pk)


def written(page: Any) -> list[Any]:
    """The authors of an article; other pages have none."""
    return list(page.authors.all()) if isinstance(page, ArticlePage) else []


# Reading


def _html(attempt: Attempt, address: str) -> str:
    response = attempt.client.get(address, follow=False)
    return response.content.decode() if response.status_code == 200 else ""


def _explorer(attempt: Attempt) -> bool:
    parent = attempt.page.get_parent()
    return attempt.word in _html(attempt, reverse("wagtailadmin_explore", args=(parent.pk,)))


def _search(attempt: Attempt) -> bool:
    shown = _html(attempt, reverse("wagtailadmin_pages:search_results") + f"?q={attempt.word}")
    # The word alone stands in the sentence about what was searched for.
    return f"{attempt.page.title.split()[0]} {attempt.word}" in shown


def _chooser(attempt: Attempt) -> bool:
    parent = attempt.page.get_parent()
    response = attempt.client.get(reverse("wagtailadmin_choose_page_child", args=(parent.pk,)))
    return response.status_code == 200 and attempt.word in response.json()["html"]


def _api_detail(attempt: Attempt) -> bool:
    response = attempt.client.get(f"/admin/api/main/pages/{attempt.pk}/")
    return response.status_code == 200 and attempt.word in response.content.decode()


def _preview_in_editor(attempt: Attempt) -> bool:
    response = attempt.post("wagtailadmin_pages:preview_on_edit", attempt.form())
    return response.status_code == 200 and response.json()["is_available"]


def _compare(attempt: Attempt) -> bool:
    return attempt.opens("wagtailadmin_pages:revisions_compare", attempt.pk, "earliest", "latest")


def _private_picture(attempt: Attempt) -> bool:
    name = attempt.world.pictures[attempt.cell.relation].file.name
    response = attempt.client.get(f"/private-media/{name}")
    response.close()
    return response.status_code == 200


# Writing

ADDED = {
    expected.FRAME_DRAFT: ("home", "standardpage"),
    expected.NOTICE_DRAFT: ("procedures", "changenoticepage"),
}


def _add_beside(attempt: Attempt) -> bool:
    kind = ADDED.get(attempt.cell.state, ("news", "articlepage"))
    count = Page.objects.count()
    parent = attempt.page.get_parent()
    authors = inline_formset([{"name": "Người viết", "account": "", "share": "100"}])
    data = attempt.form(title="Trang mới", slug="trang-moi", department=attempt.own_unit.pk, authors=authors)
    attempt.post("wagtailadmin_pages:add", data, *kind, parent.pk)
    return Page.objects.count() > count


def _revert(attempt: Attempt) -> bool:
    """The old version is put into the editor, and saved from there."""
    older = _older(attempt.page)
    return attempt.opens("wagtailadmin_pages:revisions_revert", attempt.pk, older) and attempt.saves(revision=older)


def _in_days(days: int) -> str:
    return f"{timezone.localtime(timezone.now() + timedelta(days=days)):%Y-%m-%d 00:00}"


def _set_moments(attempt: Attempt) -> bool:
    """The moment at which the page ends is kept with the draft."""
    attempt.saves(expire_at=_in_days(400))
    return attempt.stored().get_latest_revision_as_object().expire_at is not None


def _copy(attempt: Attempt, **more: str) -> bool:
    count = Page.objects.count()
    data = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": attempt.elsewhere.pk}
    attempt.post("wagtailadmin_pages:copy", {**data, "department": attempt.own_unit.pk, **more})
    made = Page.objects.filter(slug="ban-sao").first()
    assert made is None or more or not made.live, "a copy is a draft"
    return Page.objects.count() > count


def _alias(attempt: Attempt) -> bool:
    was_live = attempt.page.live
    done = _copy(attempt, alias="on")
    assert not Page.objects.filter(alias_of_id=attempt.pk, live=True).exists() or was_live
    return done


def _moved(attempt: Attempt, act: Callable[[], object]) -> bool:
    before = attempt.stored().path
    act()
    return bool(attempt.stored().path != before)


def _move(attempt: Attempt) -> bool:
    ends = (attempt.pk, attempt.elsewhere.pk)
    return _moved(attempt, lambda: attempt.post("wagtailadmin_pages:move_confirm", {}, *ends))


def _bulk_move(attempt: Attempt) -> bool:
    return _moved(attempt, lambda: attempt.bulk("move", {"chooser": attempt.elsewhere.pk}))


def _reorder(attempt: Attempt) -> bool:
    last = attempt.page.get_parent().get_children().count() - 1
    where = 0 if attempt.page.get_next_sibling() is None else last
    query = f"?position={where}"
    return _moved(attempt, lambda: attempt.post("wagtailadmin_pages:set_page_position", {}, attempt.pk, query=query))


def _gone(attempt: Attempt, act: Callable[[], object]) -> bool:
    """No longer where it was: deleted, or in the bin."""
    before = attempt.stored().path
    act()
    return not Page.objects.filter(pk=attempt.pk, path=before).exists()


def _lock(attempt: Attempt) -> bool:
    attempt.post("wagtailadmin_pages:lock")
    return bool(attempt.stored().locked)


def _unlock(attempt: Attempt) -> bool:
    by = attempt.world.crews[attempt.cell.relation].head
    Page.objects.filter(pk=attempt.pk).update(locked=True, locked_by=by, locked_at=attempt.world.at)
    attempt.post("wagtailadmin_pages:unlock")
    return not attempt.stored().locked


def _privacy(attempt: Attempt) -> bool:
    """A public page becomes private, a private one public."""
    was_private = PageViewRestriction.objects.filter(page_id=attempt.pk).exists()
    kind = "none" if was_private else "login"
    attempt.post("wagtailadmin_pages:set_privacy", {"restriction_type": kind})
    return PageViewRestriction.objects.filter(page_id=attempt.pk).exists() is not was_private


def _translate(attempt: Attempt) -> bool:
    english = Locale.objects.get(language_code="en")
    key = attempt.page.translation_key
    TranslationRequest.objects.filter(content_id=key).delete()
    TranslationSource.objects.filter(object_id=key).delete()
    Page.objects.filter(translation_key=key, locale=english).delete()
    attempt.post("wagtail_localize:submit_page_translation", {"locales": [english.pk]})
    assert not Page.objects.filter(translation_key=key, locale=english).exists()  # the worker makes it, as a draft
    return TranslationRequest.objects.filter(content_id=key).exists()


def _translation_put(attempt: Attempt) -> bool:
    ends = attempt.world.translations[attempt.cell.relation]
    address = reverse("wagtail_localize:edit_string_translation", args=ends)
    attempt.client.put(address, encode_multipart(BOUNDARY, {"value": "Words"}), content_type=MULTIPART_CONTENT)
    return StringTranslation.objects.exists()


def _word_import(attempt: Attempt) -> bool:
    text = paragraph(run("Tiếp đoàn công tác", font("Times New Roman", 13)))
    file = SimpleUploadedFile("Bài.docx", BytesIO(word_file(body=text)).getvalue(), content_type=WORD)
    data = {
        "word_files": [file],
        "section_page": attempt.world.section(attempt.cell.relation).pk,
        "department": attempt.own_unit.pk,
        "genre": Genre.objects.get(key="tin-tuc-su-kien").pk,
    }
    attempt.client.post(reverse("manuscripts:send"), data)
    return ManuscriptImport.objects.exists()


# Reviewing


def _submit(attempt: Attempt) -> bool:
    before = ReviewState.objects.filter(page_id=attempt.pk).count()
    attempt.post("moderation_submit", {"declared_not_secret": "on", "comment": ""})
    return ReviewState.objects.filter(page_id=attempt.pk).count() > before


def _take_back(attempt: Attempt) -> bool:
    before = attempt.page.current_workflow_state
    attempt.post("moderation_take_back", {"reason": REASON})
    before.refresh_from_db()
    return bool(before.status == before.STATUS_CANCELLED)


def _claim(attempt: Attempt) -> bool:
    attempt.post("moderation_claim", {}, attempt.step.pk)
    return ReviewState.objects.get(pk=attempt.step.pk).claimed_by_id is not None


def _assign(attempt: Attempt) -> bool:
    crew = attempt.world.crews[attempt.cell.relation]
    to = {"department_review": crew.head, "technical_edit": crew.secretary, "board_approval": crew.member}
    attempt.post("moderation_assign", {"to": to[attempt.step.step].pk}, attempt.step.pk)
    return ReviewState.objects.get(pk=attempt.step.pk).assigned_to_id is not None


def _decided(attempt: Attempt) -> bool:
    return Decision.objects.filter(task_state_id=attempt.step.pk).exists()


def _approve(attempt: Attempt) -> bool:
    said = {**reading(attempt.step), "verdict": "approved", "checklist": ["lawful", "accurate"], "comment": ""}
    attempt.post("moderation_task", said, attempt.step.pk)
    return _decided(attempt)


def _approve_in_wagtail(attempt: Attempt) -> bool:
    """Wagtail's own dialogue."""
    said = {**reading(attempt.step), "comment": "", "checklist": ["lawful", "accurate"]}
    attempt.post("wagtailadmin_pages:workflow_action", said, attempt.pk, "approve", attempt.step.pk)
    return _decided(attempt)


def _send_back(attempt: Attempt) -> bool:
    said = {**reading(attempt.step), "verdict": "returned", "comment": REASON}
    attempt.post("moderation_task", said, attempt.step.pk)
    return _decided(attempt)


# Making public, and taking away


def _publish_post(attempt: Attempt) -> bool:
    def act() -> None:
        attempt.post("wagtailadmin_pages:edit", attempt.form(**{"action-publish": "action-publish"}))

    return attempt.changes_public(act)


def _schedule_post(attempt: Attempt) -> bool:
    def act() -> None:
        data = attempt.form(**{"action-publish": "action-publish", "go_live_at": _in_days(300)})
        attempt.post("wagtailadmin_pages:edit", data)

    return attempt.changes_public(act)


def _withdrawn(attempt: Attempt, act: Callable[[], object]) -> bool:
    was_live = attempt.page.live
    act()
    return bool(was_live and not attempt.stored().live)


def _publish_urgently(attempt: Attempt) -> bool:
    said = {"revision_id": attempt.page.latest_revision_id, "reason": REASON}
    attempt.post("moderation_publish_now", said)
    row = attempt.stored()
    done = UrgentAct.objects.filter(page_id=attempt.pk).exists()
    assert done is bool(row.live and row.live_revision_id == row.latest_revision_id and not row.has_unpublished_changes)
    return done


def _unschedule(attempt: Attempt) -> bool:
    planned = Revision.page_revisions.get(object_id=str(attempt.pk), approved_go_live_at__isnull=False)
    attempt.post("wagtailadmin_pages:revisions_unschedule", {}, attempt.pk, planned.pk)
    planned.refresh_from_db()
    return planned.approved_go_live_at is None


PROBES: dict[str, Callable[[Attempt], bool]] = {
    "open_editor": lambda a: a.opens("wagtailadmin_pages:edit"),
    "preview_in_editor": _preview_in_editor,
    "view_draft": lambda a: a.opens("wagtailadmin_pages:view_draft"),
    "history": lambda a: a.opens("wagtailadmin_pages:history"),
    "revision_view": lambda a: a.opens("wagtailadmin_pages:revisions_view", a.pk, _older(a.page)),
    "revision_compare": _compare,
    "usage": lambda a: a.opens("wagtailadmin_pages:usage"),
    "workflow_status": lambda a: a.opens("wagtailadmin_pages:workflow_history"),
    "task_screen": lambda a: a.opens("moderation_task", a.step.pk),
    "explorer": _explorer,
    "search": _search,
    "chooser": _chooser,
    "api_detail": _api_detail,
    "add_beside": _add_beside,
    "save_draft": Attempt.saves,
    "revert": _revert,
    "set_moments": _set_moments,
    "copy": _copy,
    "move": _move,
    "bulk_move": _bulk_move,
    "delete": lambda a: _gone(a, lambda: a.post("wagtailadmin_pages:delete")),
    "bulk_delete": lambda a: _gone(a, lambda: a.bulk("delete", {})),
    "lock": _lock,
    "unlock": _unlock,
    "reorder": _reorder,
    "translate": _translate,
    "translation_put": _translation_put,
    "word_import": _word_import,
    "private_picture": _private_picture,
    "submit": _submit,
    "take_back": _take_back,
    "claim": _claim,
    "assign": _assign,
    "approve": _approve,
    "approve_in_wagtail": _approve_in_wagtail,
    "send_back": _send_back,
    "publish_post": _publish_post,
    "schedule_post": _schedule_post,
    "bulk_publish": lambda a: a.changes_public(lambda: a.bulk("publish", {})),
    "api_publish": lambda a: a.changes_public(lambda: a.client.post(f"/admin/api/main/pages/{a.pk}/action/publish/")),
    "api_delete": lambda a: _gone(a, lambda: a.client.post(f"/admin/api/main/pages/{a.pk}/action/delete/")),
    "publish_urgently": _publish_urgently,
    "withdraw_urgently": lambda a: _withdrawn(a, lambda: a.post("moderation_withdraw_now", {"reason": REASON})),
    "unpublish": lambda a: _withdrawn(a, lambda: a.post("wagtailadmin_pages:unpublish", {"reason": REASON})),
    "bulk_unpublish": lambda a: _withdrawn(a, lambda: a.bulk("unpublish", {"reason": REASON})),
    "privacy": _privacy,
    "alias": _alias,
    "unschedule": _unschedule,
}
