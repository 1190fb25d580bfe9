"""Which Vietnamese text a revision of a translation was made from: asked of whoever made the revision."""

from collections.abc import Callable

Follower = Callable[[int], str | None]

_followers: list[Follower] = []


def register_follower(follower: Follower) -> None:
    """Add who may know: id of a revision → the fingerprint of the source it was translated from, or None."""
    if follower not in _followers:
        _followers.append(follower)


def followed_by(revision_id: int | None) -> str | None:
    """The fingerprint of the text that a revision translates; None when nobody knows."""
    if revision_id is None:
        return None
    known = (follower(revision_id) for follower in _followers)
    return next((fingerprint for fingerprint in known if fingerprint is not None), None)
