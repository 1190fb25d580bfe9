"""Scripted attempts to make a text public that nobody approved, each with the rule that must stop it.

An attempt begins with a scene in which nothing of it is public, and does over HTTP what somebody with bad intent (or a
wrong belief) would do. `lifted` says what is taken away for the control, where the same requests must succeed:
`the_policy` lets everybody do every operation; `four_eyes`, `roles`, `the_version`… are one rule each.
"""

import datetime
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest import mock

from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.locks import ScheduledForPublishLock
from wagtail.models import Locale, Page, PageViewRestriction, Revision
from wagtail.test.utils.form_data import inline_formset
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views import edit_translation, submit_translations, update_translations

from cms.accounts.models import User
from cms.departments import policy
from cms.departments.roles import Role
from cms.moderation.models import ReviewState
from cms.moderation.rules import Capacity
from cms.pages import registry as pages_registry
from cms.pages.admin.translating import DraftsOnlyForm
from cms.pages.doors import DOORS
from cms.pages.models import BasePage
from cms.pages.permissions import DepartmentPagePolicy
from cms.publishing import jobs
from cms.publishing.models import PublishedDocument
from cms.subsites.actions import sync_access
from cms.translation.admin import editing
from news.models import ArticlePage
from tests.factories.article_form import AUTHOR, article_form, same_authors
from tests.factories.departments import member_of
from tests.factories.moderation import AT, Newsroom, a_newsroom
from tests.factories.pages import ArticlePageFactory, add_section

UNAPPROVED = "Tin chưa ai duyệt"
APPROVED = "Tin đã duyệt"


class Scene:
    """A newsroom with groups, a private section, and a browser for whoever acts."""

    def __init__(self) -> None:
        self.room: Newsroom = a_newsroom()
        room = self.room
        add_section(room.site, "events", number="2")
        add_section(room.site, "inner", number="3")
        for page in room.site.sections["inner"].values():
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        self.translator = member_of(room.division, Role.TRANSLATOR)
        self.section_editor = member_of(room.division, Role.SECTION_EDITOR)
        sync_access(subsite=room.site.subsite, by=None, at=AT)
        self.lifted: bool = False

    def of(self, person: User) -> Client:
        """The browser of a person; in the control a technical one, whom Django's own permissions do not stop."""
        if self.lifted:
            User.objects.filter(pk=person.pk).update(is_superuser=True)
        client = Client()
        client.force_login(User.objects.get(pk=person.pk))
        return client

    def section(self, key: str = "news", language: str = "vi") -> Page:
        return Page.objects.get(pk=self.room.site.sections[key][language].pk)

    def draft(self, title: str = UNAPPROVED, **values: Any) -> ArticlePage:
        return self.room.draft(title=title, **values)

    def approved_live(self) -> ArticlePage:
        return self.room.live(self.draft(APPROVED))

    def live_with_draft(self) -> ArticlePage:
        """Live as approved; its newest draft is not."""
        page = self.approved_live()
        page.title = UNAPPROVED
        page.save_revision(user=self.room.writer)
        return ArticlePage.objects.get(pk=page.pk)

    def private_live(self) -> ArticlePage:
        """A text approved for readers who log in: to the public it is as unknown as a draft."""
        page = self.draft()
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        return self.room.live(page)

    def in_private_section(self) -> ArticlePage:
        """A text approved for a private section."""
        page = ArticlePageFactory(
            section_page=self.section("inner").specific,
            department=self.room.division,
            title=UNAPPROVED,
            by=self.room.writer,
        )
        return self.room.live(page)

    def form(self, page: Any = None, **changes: Any) -> dict[str, Any]:
        values = {
            "title": UNAPPROVED,
            "slug": page.slug if page is not None else "tin-chua-ai-duyet",
            "department": self.room.division.pk,
            "authors": self.authors(page),
        }
        return article_form(**{**values, **changes})

    def authors(self, page: Any) -> dict[str, Any]:
        """The authors as the editor sends them: what is posted could be published as it is."""
        if not isinstance(page, ArticlePage):
            return inline_formset([AUTHOR])
        return same_authors(page.get_latest_revision_as_object().authors.all())

    def scheduled(self) -> ArticlePage:
        """Approved, to go live tomorrow."""
        page = self.draft(APPROVED)
        page.go_live_at = timezone.now() + datetime.timedelta(days=1)
        page.save_revision(user=self.room.writer)
        self.room.approve(self.room.at_board(page))
        return ArticlePage.objects.get(pk=page.pk)

    def english_draft(self, source: ArticlePage) -> tuple[Translation, ArticlePage]:
        """The English of a text, kept by wagtail-localize, as a draft."""
        row, _created = TranslationSource.update_or_create_from_instance(source)
        translation = Translation.objects.create(source=row, target_locale=Locale.objects.get(language_code="en"))
        translation.save_target(publish=False)
        return translation, translation.get_target_instance().specific


def public_texts(scene: Scene) -> set[tuple[str, object]]:
    """What of the unapproved the public has, or has been promised: live pages, documents of the store, schedules."""
    live = Page.objects.live().public().filter(title=UNAPPROVED).values_list("pk", flat=True)
    stored = PublishedDocument.objects.filter(title=UNAPPROVED).values_list("pk", flat=True)
    promised = Revision.page_revisions.filter(approved_go_live_at__isnull=False, content__title=UNAPPROVED)
    return {
        *(("page", pk) for pk in live),
        *(("document", pk) for pk in stored),
        *(("schedule", pk) for pk in promised.values_list("pk", flat=True)),
    }


# What is lifted for a control


@contextmanager
def the_policy() -> Iterator[None]:
    """Every operation is allowed to everybody, and what nobody may is on the screens again."""
    allowed = {name: replace(row, predicate=lambda *_: policy.ALLOWED) for name, row in policy._operations.items()}
    actions = bulk_action_registry.actions["wagtailcore"]["page"]
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(policy, "_operations", allowed))
        stack.enter_context(mock.patch.dict(actions, {"publish": PublishBulkAction}))
        stack.enter_context(mock.patch.object(BasePage, "copy_form_class", CopyForm))
        closed = (
            "wagtailadmin_api:pages:action",
            "wagtail_localize:convert_to_alias",
            "wagtail_localize:stop_translation",
        )
        stack.enter_context(mock.patch.dict(DOORS, dict.fromkeys(closed, lambda _knock: policy.ALLOWED)))
        stack.enter_context(mock.patch.object(DepartmentPagePolicy, "user_has_permission", return_value=True))
        form = DraftsOnlyForm.__mro__[1]  # the library's, which offers to publish
        stack.enter_context(mock.patch.object(update_translations, "UpdateTranslationsForm", form))
        stack.enter_context(mock.patch.object(ScheduledForPublishLock, "for_user", return_value=False))
        yield


# The views of wagtail-localize that ours stand before (cms.translation.admin.urls), as the library has them.
LIBRARY_VIEWS: dict[str, Any] = {
    "translation_localize_submit": submit_translations.SubmitPageTranslationView.as_view(),
    "translation_localize_update": update_translations.UpdateTranslationsView.as_view(),
    "translation_localize_string": edit_translation.edit_string_translation,
    "translation_localize_upload": edit_translation.upload_pofile,
    "translation_localize_machine": edit_translation.machine_translate,
    "translation_localize_override": edit_translation.edit_override,
}


def _patterns(resolver: Any) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from _patterns(pattern)


@contextmanager
def the_library() -> Iterator[None]:
    """wagtail-localize as it comes: its editor, its views, and words of the source where a translation is missing."""
    kept = [(hook, order) for hook, order in hooks._hooks["before_edit_page"] if hook is not editing.to_the_desk]
    with ExitStack() as stack:
        stack.enter_context(the_policy())
        stack.enter_context(mock.patch.object(pages_registry, "_inspectors", []))
        stack.enter_context(mock.patch.dict(hooks._hooks, {"before_edit_page": kept}))
        for pattern in _patterns(get_resolver()):
            if pattern.name in LIBRARY_VIEWS:
                stack.enter_context(mock.patch.object(pattern, "callback", LIBRARY_VIEWS[pattern.name]))
        yield


def _all_capacities(actor: Any, state: ReviewState, organisation: Any) -> list[Capacity]:
    return [Capacity(role=Role.BOARD_MEMBER, unit_id=state.subsite.unit_id)]


@contextmanager
def roles() -> Iterator[None]:
    """Everybody holds the role of every step, and nothing is one's own text."""
    with ExitStack() as stack:
        for module in ("access", "actions.deciding", "screens"):
            stack.enter_context(mock.patch(f"cms.moderation.{module}.capacities", _all_capacities))
        stack.enter_context(four_eyes())
        stack.enter_context(the_policy())
        yield


@contextmanager
def four_eyes() -> Iterator[None]:
    """Nothing is anybody's own text."""
    with ExitStack() as stack:
        for module in ("access", "actions.deciding"):
            stack.enter_context(mock.patch(f"cms.moderation.{module}.is_own_text", return_value=False))
        yield


@contextmanager
def the_version() -> Iterator[None]:
    """A decision is about whatever is newest, whatever was read."""
    with mock.patch("cms.moderation.actions.deciding._require_same", return_value=None):
        yield


@contextmanager
def the_dates() -> Iterator[None]:
    """What somebody was given for some days is for ever."""
    from cms.departments.models import Delegation
    from cms.moderation.models import UrgentDelegate

    for model in (Delegation, UrgentDelegate):
        model.objects.update(valid_to=datetime.date(2099, 1, 1))
    yield


@contextmanager
def the_second_look() -> Iterator[None]:
    """At the second of a schedule nobody asks again."""
    with mock.patch.object(jobs, "may_go_live", return_value=True):
        yield


@dataclass(frozen=True)
class Bypass:
    """An attempt: what it is, how it goes, what it takes for it to succeed."""

    name: str
    act: Callable[[Scene], None]
    lifted: Callable[[], Any]


BYPASSES: list[Bypass] = []


def bypass(name: str, *, stopped_by: Callable[[], Any] = the_policy) -> Callable[[Callable[[Scene], Any]], Any]:
    """Put an attempt on the list. It yields once, after it has set the scene and before it acts."""

    def listed(act: Callable[[Scene], Any]) -> Any:
        BYPASSES.append(Bypass(name, act, stopped_by))
        return act

    return listed


def tomorrow() -> str:
    return (timezone.now() + datetime.timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
