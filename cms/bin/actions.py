"""Into the bin, out of it, and gone for good."""

import datetime
from contextlib import suppress

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import Http404
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Locale, Page, Revision

from cms.accounts.models import User
from cms.audit.actions import record
from cms.audit.deciding import deciding
from cms.bin.errors import AlreadyGone, NoParent, PurgeReasonMissing, SlugTaken, TranslationStays
from cms.bin.models import BinPage, DeletedPage
from cms.bin.queries import expired, in_the_bin, translations_that_go
from cms.departments.policy import may, require
from cms.kernel.errors import DomainError
from cms.kernel.text import clean_line
from cms.pages.access import NewPage
from cms.pages.actions import cleaned_reason, withdraw
from cms.pages.models import BasePage
from cms.pages.tree_locks import lock_pages, locked
from cms.subsites.queries import subsite_of_page


@transaction.atomic
def the_bin(*, at: datetime.datetime) -> BinPage:
    """The page below which deleted ones lie, made when it is first needed; under the root's lock there is one."""
    found: BinPage | None = BinPage.objects.first()
    if found is not None:
        return found
    root = Page.get_first_root_node()
    lock_pages([root])
    found = BinPage.objects.first()
    if found is not None:
        return found
    made = BinPage(title="Thùng rác", slug="thung-rac", live=False, locale=Locale.get_default())
    with deciding(by=None, at=at):
        root.add_child(instance=made)
    return made


@transaction.atomic
def move_to_bin(*, page: Page, reason: str = "", by: User, at: datetime.datetime) -> DeletedPage:
    """Delete a page with what is below it: for thirty days it can be put back.

    What is live in it is withdrawn first, with the public reason. A source takes its translations along: nobody would
    keep them up to date (ADR 0117). Raise NotAllowed by `delete_page`, ReasonRequired without a reason for something
    live, TranslationStays where the person may not delete a translation, ValueError for a page of no site.
    """
    companions = translations_that_go(page)
    _lock_all([page, *companions])
    require(by, "delete_page", target=_fresh(page), at=at)
    for companion in companions:
        able = may(by, "delete_page", target=_fresh(companion), at=at)
        if not able:
            raise TranslationStays(
                title=companion.get_admin_display_title(), locale=companion.locale.language_code, reason=able.reason
            )
    row = _bin_one(page=page, reason=reason, by=by, at=at)
    for companion in companions:
        _bin_one(page=companion, reason=reason, by=by, at=at, deleted_with=row)
    return row


def _lock_all(pages: list[Page]) -> None:
    """Lock all that will change before the first change, the making of the bin included.

    A page that is saved has a new row in the search index, and PostgreSQL lets whoever adds one wait for it: to wait in
    turn for a parent under which that person adds a page would be a deadlock.
    """
    around: list[Page] = [BinPage.objects.first() or Page.get_first_root_node()]
    lock_pages([*around, *(page.get_parent() for page in pages), *pages])


def _bin_one(
    *, page: Page, reason: str, by: User, at: datetime.datetime, deleted_with: DeletedPage | None = None
) -> DeletedPage:
    bin_page = the_bin(at=at)
    page = Page.objects.get(pk=page.pk).specific
    subsite = subsite_of_page(page)
    if subsite is None:
        raise ValueError("a page of no site cannot be deleted into the bin")
    parent = page.get_parent()
    live = list(page.get_descendants(inclusive=True).live().order_by("-path").specific())
    said = cleaned_reason(reason) if live else ""
    for each in live:
        if isinstance(each, BasePage):
            withdraw(page=each, reason=said, by=by, at=at)
    _forget_schedules(page)
    row = DeletedPage.objects.create(
        page_id=page.pk,
        title=page.draft_title or page.title,
        slug=page.slug,
        department_id=getattr(page, "department_id", None),
        subsite=subsite,
        locale=page.locale.language_code,
        parent_id=parent.pk,
        parent_title=parent.title,
        below_count=page.get_descendants().count(),
        was_live=bool(live),
        reason=said,
        by=by,
        deleted_at=at,
        deleted_with=deleted_with,
    )
    with deciding(by=by, at=at):
        Page.objects.filter(pk=page.pk).update(slug=f"{page.slug[:230]}-{page.pk}")
        _move(_fresh(page), BinPage.objects.get(pk=bin_page.pk), by=by)
    record(action="page.binned", by=by, at=at, target=page, data={"below": row.below_count, "from": parent.title})
    return row


@transaction.atomic
def restore(*, row: DeletedPage, parent: Page | None = None, by: User, at: datetime.datetime) -> Page:
    """Put a page back, as a draft, where it stood or below a chosen page of the same site; its translations, too.

    A translation whose own place is gone or taken stays in the bin and can be put back alone. Raise NotAllowed by
    `restore_page` and `add_page`, AlreadyGone, NoParent where its place is gone and none was chosen, SlugTaken where
    another page has its address.
    """
    companions = list(in_the_bin().filter(deleted_with=row).select_related("page", "parent").order_by("pk"))
    ways = [(row.page, parent or row.parent), *((each.page, each.parent) for each in companions)]
    try:
        lock_pages([page for way in ways for page in way if page is not None])  # as in _lock_all: before any change
    except Http404:
        raise AlreadyGone from None  # deleted for good while this waited
    page = _restore_one(row=row, parent=parent, by=by, at=at)
    for companion in companions:
        with suppress(DomainError), transaction.atomic():
            _restore_one(row=companion, parent=None, by=by, at=at)
    return page


def _restore_one(*, row: DeletedPage, parent: Page | None, by: User, at: datetime.datetime) -> Page:
    row = _locked(row)
    require(by, "restore_page", target=row, at=at)
    place = parent or row.parent
    if row.page is None or place is None or subsite_of_page(place) != row.subsite:
        raise NoParent
    lock_pages([place, row.page])
    page = _fresh(row.page)
    if place.locale_id != page.locale_id:
        raise NoParent
    require(by, "add_page", target=NewPage(parent=place.specific, model=type(page)), at=at)
    if place.get_children().filter(slug=row.slug).exists():
        raise SlugTaken(slug=row.slug)
    with deciding(by=by, at=at):
        Page.objects.filter(pk=page.pk).update(slug=row.slug)
        _move(_fresh(page), Page.objects.get(pk=place.pk).specific, by=by)
    row.restored_at = at
    row.save(update_fields=["restored_at"])
    record(action="page.restored", by=by, at=at, target=page, data={"to": place.title})
    restored: Page = _fresh(page)
    return restored


@transaction.atomic
def purge(*, row: DeletedPage, reason: str, by: User | None, at: datetime.datetime) -> None:
    """Delete a page of the bin for good, with what is below it.

    By a person before its time: raise NotAllowed by `purge_page`, PurgeReasonMissing; AlreadyGone when it is not there.
    """
    # The pages first and from the top down, as to restore one: each would wait for what the other holds.
    list(locked(Page.objects.filter(pk__in=[row.page_id, row.parent_id])).values_list("pk"))
    row = _locked(row)
    said = clean_line(reason)
    if by is not None:
        require(by, "purge_page", target=row, at=at)
        if not said:
            raise PurgeReasonMissing
    page = row.page
    if page is None:
        raise AlreadyGone
    DeletedPage.objects.filter(pk=row.pk).update(purged_at=at)
    record(action="page.purged", by=by, at=at, target=page, data={"reason": said} if said else {})
    with deciding(by=by, at=at):
        DeletePageAction(_fresh(page), user=by).execute(skip_permission_checks=True)


def purge_expired(*, at: datetime.datetime) -> int:
    """Delete for good what has lain there thirty days; each page in a transaction of its own. How many."""
    count = 0
    for row in list(expired(at=at)):
        try:
            purge(row=row, reason="", by=None, at=at)
        except AlreadyGone:
            continue
        count += 1
    return count


def _locked(row: DeletedPage) -> DeletedPage:
    found = in_the_bin().select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None:
        raise AlreadyGone
    return found


def _move(page: Page, target: Page, *, by: User) -> None:
    """The policy was asked about deleting and putting back; Wagtail would ask about moving, which is another matter."""
    MovePageAction(page, target, pos="last-child", user=by).execute(skip_permission_checks=True)


def _fresh(page: Page) -> Page:
    stored: Page = Page.objects.get(pk=page.pk).specific
    return stored


def _forget_schedules(page: Page) -> None:
    """What was to go live at its second does not, out of the bin."""
    ids = [str(pk) for pk in page.get_descendants(inclusive=True).values_list("pk", flat=True)]
    base = ContentType.objects.get_for_model(Page)
    planned = Revision.objects.filter(base_content_type=base, object_id__in=ids, approved_go_live_at__isnull=False)
    planned.update(approved_go_live_at=None)
