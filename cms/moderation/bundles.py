"""Many drafts that are approved by one decision: what they are, and the hash that binds them. No database."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from cms.subsites.models import Subsite


@dataclass(frozen=True, kw_only=True)
class BundledDraft:
    """One draft of a bundle: exactly this revision with exactly this content."""

    page_id: int
    revision_id: int
    content_hash: str


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """What is put before the board at once. `prepared_by`: ids of those whose work it is; none of them decides."""

    title: str
    subsite: Subsite
    drafts: tuple[BundledDraft, ...]
    prepared_by: frozenset[int] = frozenset()

    @property
    def hash(self) -> str:
        """What an approval binds."""
        return bundle_hash(self.drafts)


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A draft that the decision does not cover, and why, in words."""

    page_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What a person may allow of a bundle, as it was read: drafts with the department of their page, in the order of

    the tree, in which their pages are locked; and the rest.
    """

    allowed: tuple[tuple[BundledDraft, int], ...]
    left_out: tuple[LeftOut, ...]


def bundle_hash(drafts: Iterable[BundledDraft]) -> str:
    """SHA-256, in hexadecimal, of the drafts in the order of their pages; it changes with any content of any draft."""
    lines = sorted(f"{draft.page_id}:{draft.revision_id}:{draft.content_hash}" for draft in drafts)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
