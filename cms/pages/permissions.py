"""Wagtail asks in its own words, the policy answers: the tester of a page and the policy of page listings.

Group permissions are derived only so that screens open; neither class reads them (ADR 0055).
"""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail import permissions
from wagtail.models import Page, pages
from wagtail.permission_policies import pages as policies
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from cms.accounts.models import User
from cms.departments.policy import Actor, Decision, actor_of, decide
from cms.pages.access import NewPage
from cms.pages.placement import Moving
from cms.pages.reach import AGENCY_WIDE, KEEPERS, WRITERS, reach_of
from cms.pages.visibility import draft_visible_pages, explorable_pages

# How Wagtail asks who may look around: its explorer, histories and reports let in whoever may do any of these.
READING = frozenset({"add", "change"})


class PageTester(pages.PagePermissionTester):
    """May this person do that to this page? One reading of their roles a request, whatever the number of pages."""

    def __init__(self, user: Any, page: Page) -> None:
        self.user = user
        self.page = page
        self.page_is_root = page.depth == 1
        self.permission_policy = permissions.page_permission_policy

    @property
    def permissions(self) -> set[str]:
        """Names of Wagtail's own actions, for code that asks a tester for them."""
        asked = {"add": self.can_add_subpage, "change": self.can_edit, "lock": self.can_lock, "unlock": self.can_unlock}
        return {name for name, may in asked.items() if may()}

    def decision(self, operation: str, target: object = None) -> Decision:
        """The answer of the policy, with its reason; about this page when no target is given."""
        if not self.user.is_active or self.user.is_anonymous:
            return Decision(allowed=False)
        actor = actor_of(self.user, at=timezone.now())
        return decide(actor, operation, target=self.page if target is None else target)

    def can_view(self) -> bool:
        """Its drafts and history."""
        return bool(self.decision("view_page"))

    def can_add_subpage(self) -> bool:
        model = self.page.specific_class
        if model is None or not any(kind.can_create_at(self.page) for kind in model.creatable_subpage_models()):
            return False
        return bool(self.decision("add_page", NewPage(self.page)))

    def can_edit(self) -> bool:
        """Open the editor. Whether it saves is then the lock's to say: the step of a review locks the page."""
        return not self.page_is_root and bool(self.decision("open_page"))

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return not self.page_is_root and bool(self.decision("delete_page"))

    def can_unpublish(self) -> bool:
        return bool(self.page.live) and not self.page_is_root and bool(self.decision("withdraw_page"))

    def can_publish(self) -> bool:
        return bool(self.decision("publish_page"))

    def can_publish_subpage(self) -> bool:
        return bool(self.decision("publish_page"))

    def can_submit_for_moderation(self) -> bool:
        return self.can_edit() and bool(super().can_submit_for_moderation())

    def can_set_view_restrictions(self) -> bool:
        return not self.page_is_root and bool(self.decision("restrict_page"))

    def can_schedule(self) -> bool:
        """Set the moments at which the page begins and ends, once approved."""
        return not self.page_is_root and bool(self.decision("schedule_page"))

    def can_unschedule(self) -> bool:
        return not self.page_is_root and bool(self.decision("unschedule_page"))

    def can_lock(self) -> bool:
        return not self.page_is_root and bool(self.decision("lock_page"))

    def can_unlock(self) -> bool:
        return not self.page_is_root and bool(self.decision("unlock_page"))

    def can_reorder_children(self) -> bool:
        return bool(self.decision("reorder_pages"))

    def can_move(self) -> bool:
        return bool(self.moving(None))

    def can_move_to(self, destination: Page) -> bool:
        if self.page == destination or destination.is_descendant_of(self.page):
            return False
        if self.page.is_child_of(destination):  # another place among its siblings: Wagtail's action asks this too
            return bool(self.decision("reorder_pages", destination) or self.moving(destination))
        return bool(self.page.specific.can_move_to(destination) and self.moving(destination))

    def moving(self, destination: Page | None) -> Decision:
        """Whether the page may go there, or anywhere: as a draft, or as the live page that it is."""
        if self.page_is_root:
            return Decision(allowed=False)
        target = Moving(self.page, destination)
        as_draft = self.decision("move_page", target)
        return as_draft or (self.decision("move_live_page", target) if self.page.live else as_draft)

    def can_copy(self) -> bool:
        return not self.page_is_root and bool(self.decision("copy_page", Moving(self.page)))

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        if recursive and (self.page == destination or destination.is_descendant_of(self.page)):
            return False
        if self.page_is_root or not self.page.specific_class.can_create_at(destination):
            return False
        return bool(self.decision("copy_page", Moving(self.page, destination)))

    def can_view_revisions(self) -> bool:
        return not self.page_is_root and self.can_view()


class DepartmentPagePolicy(PagePermissionPolicy):
    """Which pages a person finds in listings, searches, choosers and reports."""

    def explorable_instances(self, user: User) -> PageQuerySet:
        """What the explorer, searches, choosers and the admin API show: see `explorable_pages`."""
        return explorable_pages(_actor(user))

    def instances_user_has_any_permission_for(self, user: User, actions: Collection[str]) -> PageQuerySet:
        """What reports and panels list, whatever they ask for: pages whose drafts the person sees."""
        return draft_visible_pages(_actor(user))

    def user_has_any_permission(self, user: User, actions: Collection[str]) -> bool:
        """Whether some page exists to which the person may do one of these."""
        if not user.is_active or user.is_anonymous:
            return False
        wanted = set(actions) - {"publish"}
        if not wanted:
            return False
        if user.is_superuser:
            return True
        reach = reach_of(_actor(user))
        roles = AGENCY_WIDE if wanted >= READING else KEEPERS
        return any(reach.writes_at(site, *WRITERS) or reach.holds_at(site, *roles) for site in reach.sites_as_staff())

    def user_has_any_permission_for_instance(self, user: User, actions: Collection[str], instance: Page) -> bool:
        """Of one page: what its tester says."""
        return bool(set(actions) & instance.permissions_for_user(user).permissions)

    def users_with_any_permission(self, actions: Collection[str], include_superusers: bool = True) -> "QuerySet[User]":
        """The live accounts to which one of the actions is allowed on some page."""
        people = [person for person in _people(include_superusers) if self.user_has_any_permission(person, actions)]
        return User.objects.filter(pk__in=[person.pk for person in people])

    def users_with_any_permission_for_instance(
        self, actions: Collection[str], instance: Page, include_superusers: bool = True
    ) -> "QuerySet[User]":
        """The live accounts to which one of the actions is allowed on this page."""
        people = [
            person
            for person in _people(include_superusers)
            if self.user_has_any_permission_for_instance(person, actions, instance)
        ]
        return User.objects.filter(pk__in=[person.pk for person in people])

    def instances_with_direct_explore_permission(self, user: User) -> list[Page]:
        """Where the explorer of a person begins: the homes of their sites."""
        if user.is_superuser:
            return list(Page.objects.filter(depth=1))
        if not user.is_active or user.is_anonymous:
            return []
        reach = reach_of(_actor(user))
        tops = reach.tops
        return [tops[home] for site in reach.sites_as_staff() for home in site.homes if home in tops]

    def explorable_root_instance(self, user: User) -> Page | None:
        """The page above all homes of a person's sites, nearest to them; Wagtail asks the database for it."""
        if user.is_superuser or hasattr(user, self._explorable_root_instance_cache_name):
            known: Page | None = super().explorable_root_instance(user)
            return known
        paths = [page.path for page in self.instances_with_direct_explore_permission(user)]
        common = _path_above(paths)
        tops = reach_of(_actor(user)).tops if paths else {}
        root = tops.get(common) or Page.objects.filter(path=common).first()
        setattr(user, self._explorable_root_instance_cache_name, root)
        return root


def _path_above(paths: Collection[str]) -> str:
    """The tree path of the nearest page above all, or of the only one; empty for none."""
    if not paths:
        return ""
    first, last = min(paths), max(paths)
    ends = range(min(len(first), len(last)), 0, -Page.steplen)
    return next((first[:end] for end in ends if first[:end] == last[:end]), "")


def _actor(user: User) -> Actor:
    return actor_of(user, at=timezone.now())


def _people(include_superusers: bool) -> "QuerySet[User]":
    people = User.objects.filter(is_active=True)
    return people if include_superusers else people.filter(is_superuser=False)


def install() -> None:
    """Put both in the place of Wagtail's; called once, when the app is ready.

    The one instance that the whole admin imports becomes ours, whoever imported it before; two modules make an
    instance of their own and find our class under the old name. Pages that are not of the platform (the root of
    all sites) are asked about through the tester too.
    """
    # Views ask for the models while they are imported, and the models import this module.
    from wagtail.admin.api import views as admin_api

    permissions.page_permission_policy.__class__ = DepartmentPagePolicy
    policies.PagePermissionPolicy = DepartmentPagePolicy
    admin_api.PagePermissionPolicy = DepartmentPagePolicy
    pages.PagePermissionTester = PageTester
