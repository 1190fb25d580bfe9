"""A newsroom whose people can log in to the admin, and what their browsers send."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.accounts.models import User
from cms.moderation.models import ReviewState
from cms.subsites.actions import sync_access
from tests.factories.moderation import AT, Newsroom, a_newsroom, reading


def a_desk(key: str = "department", **site: Any) -> Newsroom:
    """A newsroom with the groups that open the admin."""
    room = a_newsroom(key, **site)
    sync_access(subsite=room.site.subsite, by=None, at=AT)
    return room


def of(person: User) -> Client:
    """The browser of a person."""
    client = Client()
    client.force_login(person)
    return client


def url_of(state: ReviewState) -> str:
    return reverse("moderation_task", args=(state.pk,))


def approval(state: ReviewState, **changes: Any) -> dict[str, Any]:
    """What the form of the screen sends to approve the text as it stands."""
    return {**reading(state), "verdict": "approved", "checklist": ["lawful", "accurate"], "comment": "", **changes}


def returning(state: ReviewState, reason: str = "Thiếu nguồn ảnh.") -> dict[str, Any]:
    return {**reading(state), "verdict": "returned", "comment": reason}


@contextmanager
def at_most(queries: int, *, beyond: int = 0) -> Iterator[None]:
    """The block asks the database no more often than this; `beyond` is what the frame of every screen asks."""
    with CaptureQueriesContext(connection) as asked:
        yield
    told = "\n".join(query["sql"][:160] for query in asked.captured_queries)
    assert len(asked) - beyond <= queries, f"{len(asked)} queries, {beyond} of them the frame's\n{told}"


def frame_of(client: Client) -> int:
    """How many queries the admin itself makes for the person: menu, session, permissions. Asked of a refusal."""
    address = reverse("moderation_rules")
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 403
    return len(asked)
