"""Publication copies what live things use; withdrawal lets go; the sweep removes what nobody uses."""

from collections.abc import Sequence
from datetime import datetime

from cms.media.exposure import PublicFile


def copy_public(files: Sequence[PublicFile], *, at: datetime) -> None:
    """Copy files into the public storage, each atomically; what is there already is left alone.

    May run before or inside the transaction of a publication; a copy that no `retain_public` follows
    is swept away.
    """
    raise NotImplementedError


def retain_public(*, owner: str, files: Sequence[PublicFile], at: datetime) -> None:
    """From now on `owner` uses exactly these files (copied before); what it used before is let go."""
    raise NotImplementedError


def release_public(*, owner: str, at: datetime) -> None:
    """`owner` uses no file any more."""
    raise NotImplementedError


def sweep_public(*, at: datetime) -> int:
    """Remove the public copies that have had no use for half a minute; how many. Run it every 15 seconds."""
    raise NotImplementedError


def reconcile_public(*, at: datetime) -> tuple[int, int]:
    """Compare rows and files: put back missing copies, remove files without a row; (restored, removed)."""
    raise NotImplementedError
