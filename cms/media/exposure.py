"""A file that the public may fetch while a live document shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PublicFile:
    """source: name in the private storage. public: content-hashed name in the public one."""

    source: str
    public: str
