"""Which requests to the admin try to change what the public reads, and of which pages: read off the request alone.

Nothing here says whether they may: the policy does (`cms.pages.refused_attempts`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from wagtail.models import Page

# More pages than this in one request are not told one by one.
MOST_PAGES = 20
MOMENTS = ("go_live_at", "expire_at")
_LONGEST = 40
# What the admin's interface for programs calls its actions; copies keep their state when it says so.
_API = {"publish": "publish_page", "create_alias": "publish_page", "unpublish": "withdraw_page"}


class Values(Protocol):
    """Posted or asked values, as Django has them."""

    def get(self, name: str, /) -> Any: ...

    def getlist(self, name: str, /) -> list[Any]: ...

    def __contains__(self, name: object, /) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A request that changes something: the name of its view, the arguments of its address, what came with it."""

    view: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    get: Values
    post: Values

    def page(self, name: str = "page_id") -> tuple[int, ...]:
        """The page of the address."""
        return _numbers([self.kwargs.get(name, self.args[0] if self.args else None)])


@dataclass(frozen=True, kw_only=True)
class Tried:
    """An operation of the policy, and the pages it was tried on; none when the request names none.

    is_new: the page is to be made below the one that is named. live_only: of a page that is not live it is nothing of
    the kind. source: the row of wagtail-localize that names the page. moments: what was typed for those of publication.
    find: what the policy is asked about, with its page, where that is no page.
    """

    operation: str
    pages: tuple[int, ...] = ()
    is_new: bool = False
    live_only: bool = False
    source: int | None = None
    moments: Mapping[str, str] = field(default_factory=dict)
    find: Callable[[], Sequence[tuple[Page, object]]] | None = field(default=None, compare=False)


Reader = Callable[[Sent], list[Tried]]


def is_attempt(view: str) -> bool:
    """Whether posting to the view of this name may try anything."""
    return view in _VIEWS


def tried(sent: Sent) -> list[Tried]:
    """What the request tries; nothing for most."""
    return [attempt for read in _VIEWS.get(sent.view, ()) for attempt in read(sent)]


def add_attempts(readers: Mapping[str, Reader]) -> None:
    """What posting to a view tries, as another package reads it; called in `AppConfig.ready()`."""
    for view, reader in readers.items():
        known = _VIEWS.setdefault(view, [])
        if reader not in known:
            known.append(reader)


def _form(sent: Sent, pages: tuple[int, ...], *, is_new: bool = False) -> list[Tried]:
    found = []
    # The second is the button of wagtail-localize's editor.
    if sent.post.get("action-publish") or sent.post.get("action") == "publish":
        found.append(Tried(operation="publish_page", pages=pages, is_new=is_new))
    typed = {name: str(sent.post.get(name) or "").strip()[:_LONGEST] for name in MOMENTS}
    moments = {name: value for name, value in typed.items() if value}
    if moments:
        found.append(Tried(operation="schedule_page", pages=pages, is_new=is_new, moments=moments))
    return found


def _bulk(sent: Sent) -> list[Tried]:
    action = sent.kwargs.get("action")
    if sent.kwargs.get("model_name") != "page" or action not in ("publish", "unpublish"):
        return []
    asked = sent.get.getlist("id")
    pages = _numbers([sent.get.get("childOf")] if "all" in asked else asked)
    if action == "publish":
        return [Tried(operation="publish_page", pages=pages)]
    return [Tried(operation="withdraw_page", pages=pages, live_only=True)]


def _copy(sent: Sent) -> list[Tried]:
    if sent.post.get("alias"):
        return [Tried(operation="alias_page", pages=sent.page(), live_only=True)]
    return [Tried(operation="publish_page", pages=sent.page())] if sent.post.get("publish_copies") else []


def _program(sent: Sent) -> list[Tried]:
    action = str(sent.kwargs.get("action_name"))
    if action == "copy" and str(sent.post.get("keep_live")).lower() == "true":
        action = "publish"
    operation = _API.get(action)
    if operation is None:
        return []
    return [Tried(operation=operation, pages=sent.page("pk"), live_only=operation == "withdraw_page")]


def _refreshed(sent: Sent) -> list[Tried]:
    if not sent.post.get("publish_translations"):
        return []
    numbers = _numbers([sent.kwargs.get("translation_source_id")])
    return [Tried(operation="publish_page", source=numbers[0] if numbers else None)]


def on_page(operation: str, *, live_only: bool = False) -> Reader:
    """A view that does one thing to the page in its address."""
    return lambda sent: [Tried(operation=operation, pages=sent.page(), live_only=live_only)]


_VIEWS: dict[str, list[Reader]] = {
    "wagtailadmin_pages:edit": [lambda sent: _form(sent, sent.page())],
    "wagtailadmin_pages:add": [lambda sent: _form(sent, sent.page("parent_page_id"), is_new=True)],
    "wagtailadmin_pages:copy": [_copy],
    "wagtailadmin_pages:unpublish": [on_page("withdraw_page", live_only=True)],
    "wagtailadmin_pages:convert_alias": [on_page("publish_page", live_only=True)],
    "wagtailadmin_pages:revisions_unschedule": [on_page("unschedule_page")],
    "wagtailadmin_pages:set_privacy": [on_page("restrict_page")],
    "wagtail_bulk_action": [_bulk],
    "wagtailadmin_api:pages:action": [_program],
    "wagtail_localize:update_translations": [_refreshed],
    "wagtail_localize:convert_to_alias": [on_page("publish_page")],
    "translation_localize_update": [_refreshed],
}


def _numbers(values: list[Any]) -> tuple[int, ...]:
    """The numbers among them that a page can have, once each, the first few."""
    texts = (str(value) for value in values)
    numbers = (int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 12)
    return tuple(dict.fromkeys(numbers))[:MOST_PAGES]
