"""Two editors under one parent: what each checks (a free address) stays true until he has written.

Wagtail checks the address in the form and writes later; nothing in the database holds the two together.
Each view that makes, moves or changes a page therefore first locks the rows of the parents it
touches, and the checks that follow see what the one before has committed. Whoever locks several pages
takes them from the top of the tree down, by `locked`, so that no two wait for each other. On SQLite
the request's transaction has the only write lock from its beginning.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import connection
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

PageType = TypeVar("PageType", bound=Page)
PLACE = ("path", "depth", "numchild", "url_path")


def locked(pages: QuerySet[PageType]) -> QuerySet[PageType]:
    """The same pages as rows that are locked until the transaction ends as they are read, the upper ones first.

    Of a type of pages both rows, because the one alone would leave the other as it was before the wait; and that of
    the page first, because whoever decides about a page holds it and then writes the other.
    """
    link = pages.model._meta.get_ancestor_link(Page)
    return pages.select_for_update(of=(link.name, "self") if link else ("self",)).order_by("path")


def lock_and_read(page: Page) -> None:
    """Lock a page until the transaction ends and read all of it as it is then. Raises Http404 when it is gone."""
    try:
        page.refresh_from_db(from_queryset=locked(type(page)._base_manager.all()))
    except Page.DoesNotExist:
        raise Http404 from None


def lock_pages(pages: Iterable[Page]) -> None:
    """Lock the rows of these pages until the transaction ends, the upper ones first, and read their places again.

    Again, because treebeard asks no query about the children of an instance that had none. Raises Http404
    when one is gone. Outside a transaction nothing happens: there is nothing to hold the locks.
    """
    if not connection.in_atomic_block:
        return
    pages = list(pages)
    rows = locked(Page.objects.filter(pk__in={page.pk for page in pages}))
    places = {pk: place for pk, *place in rows.values_list("pk", *PLACE)}
    for page in pages:
        if page.pk not in places:
            raise Http404
        for name, value in zip(PLACE, places[page.pk], strict=True):
            setattr(page, name, value)


def _with_parent(page: Page) -> list[Page]:
    parent = page.get_parent()
    return [page] if parent is None else [parent, page]


def before_create(request: HttpRequest, parent: Page, page_class: type[Page]) -> None:
    """A page is about to be made under a parent."""
    if request.method == "POST":
        lock_pages([parent])


# Views of Wagtail that store the whole page as they read it at their beginning.
_STORING = frozenset(
    f"wagtailadmin_pages:{name}"
    for name in ("edit", "unpublish", "convert_alias", "revisions_revert", "revisions_unschedule")
)


def before_view(request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """A view is about to read a page that it stores as a whole, perhaps at another address: nobody else does meanwhile.

    A lock taken after it has read would come too late: what was decided while it waited (published, withdrawn, a newer
    draft) would be undone by the row it read.
    """
    match, user = request.resolver_match, getattr(request, "user", None)
    if match is None or match.view_name not in _STORING or user is None or not user.is_authenticated:
        return
    page = Page.objects.filter(pk=kwargs.get("page_id", args[0] if args else None)).first()
    if page is not None:
        lock_pages(_with_parent(page))


def before_change(request: HttpRequest, page: Page) -> None:
    """A page may go, and its parent with it one child less."""
    if request.method == "POST":
        lock_pages(_with_parent(page))


def before_copy(request: HttpRequest, page: Page) -> None:
    """A copy is about to be made under the posted parent; whoever posts no number gets the form's own error."""
    destination = request.POST.get("new_parent_page", "")
    if request.method == "POST" and destination.isdecimal():
        lock_pages(Page.objects.filter(pk=destination).only("pk"))


def before_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponseRedirect | None:
    """A page is about to leave a parent for another: ask again, now that nobody else can take its address there."""
    if request.method != "POST":
        return None
    lock_pages([*_with_parent(page), destination])
    if not destination.get_children().filter(slug=page.slug).exclude(pk=page.pk).exists():
        return None
    messages.error(request, slug_taken(page.slug))
    return redirect("wagtailadmin_pages:move", page.pk)


def before_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponseRedirect | None:
    """Many pages are about to be published, moved or deleted; of a move, ask again whether the addresses are free."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type not in {"move", "delete", "publish"} or not pages:
        return None
    form = getattr(action, "cleaned_form", None)
    chosen = form.cleaned_data.get("chooser") if form is not None else None
    lock_pages([*(one for page in pages for one in _with_parent(page)), *([chosen] if chosen else [])])
    if action_type != "move" or chosen is None:
        return None
    taken = _taken_at(chosen, pages)
    if not taken:
        return None
    messages.error(request, _("Nothing was moved.") + " " + slug_taken(taken))
    return redirect("wagtailadmin_explore", chosen.pk)


def _taken_at(destination: Page, pages: list[Page]) -> str:
    """The first slug that one of the pages could not have there: another child's, or one of the others moved; or ""."""
    moved = {page.pk for page in pages}
    there = destination.get_children().exclude(pk__in=moved).filter(slug__in=[page.slug for page in pages])
    taken = set(there.values_list("slug", flat=True))
    for page in pages:
        if page.slug in taken:
            return str(page.slug)
        taken.add(page.slug)
    return ""


def slug_taken(slug: str) -> str:
    """What an editor is told whose page cannot have its address."""
    return _("The address “%(slug)s” is already taken by another page under the same parent. Choose another one.") % {
        "slug": slug
    }
