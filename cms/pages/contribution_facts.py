"""What the write side must know of a piece of work to count it: read from the revision that went live."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class AuthorShare:
    """An author and their part of the work. `user_id` is None for an author without an account."""

    name: str
    user_id: int | None
    share: int


@dataclass(frozen=True, kw_only=True)
class ContributionFacts:
    """The facts of one counted piece of work in one language (ARCHITECTURE §3).

    kind: what the piece is to the plan (article, gallery, …). shares sum to 100 or there are none.
    words: of the title, summary and body. image_count: pictures of the body and the lead image.
    is_translation: whether an older page in another language carries the same content id.
    """

    content_id: UUID
    locale: str
    title: str
    kind: str
    section_key: str
    department_id: int
    authors: Sequence[AuthorShare]
    genre: str
    origin: str
    format: str
    is_translation: bool
    words: int
    image_count: int
    event_on: datetime.date | None
