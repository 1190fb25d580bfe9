"""Which files of the private storage the public may fetch, and who is looking."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class PublicFile:
    """source: name in the private storage. public: content-hashed name in the public one."""

    source: str
    public: str


@dataclass(kw_only=True)
class Exposure:
    """`public` writes public file addresses, `preview` the private, permission-checked ones.

    `viewer` is the key of the account to which a preview is shown; its files open in that person's session only.
    `grant` is what a preview outside the admin is shown by; its files open without a session for as long as whoever
    registered in `media.registry` says that the grant holds.
    Whoever shows a file appends it to `files`; publication copies what stands there.
    `is_provisional` becomes true when an image was shown before all its renditions were cut: what was
    presented must be presented again when `media.registry` announces that the image is prepared.
    """

    mode: Literal["public", "preview"]
    viewer: int | None = None
    grant: str = ""
    files: list[PublicFile] = field(default_factory=list)
    is_provisional: bool = False
    quick_cuts: int = 0  # cut while presenting, inside a transaction: see image_shape
