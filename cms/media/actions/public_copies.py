"""Publication copies what live things use; withdrawal lets go; the sweep removes what nobody uses."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.core.files.storage import Storage, default_storage, storages
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from cms.kernel.failpoints import failpoint
from cms.media import registry
from cms.media.actions.settle import settle_sources
from cms.media.exposure import PublicFile
from cms.media.models import PublicCopy, PublicFileUse

# From copying to the commit of the publication that uses the copy; with a sweep every 15 seconds
# a withdrawn file is gone after 45 seconds at most (RELIABILITY 8: 60).
GRACE = timedelta(seconds=30)


def copy_public(files: Sequence[PublicFile], *, at: datetime) -> None:
    """Copy files into the public storage, each atomically; what is there already is left alone.

    May run before or inside the transaction of a publication; a copy that no `retain_public` follows
    is swept away. Raises FileNotFoundError when a source is missing.
    """
    for file in _unique(files):
        # The row first: it keeps a sweep that runs at this moment away from the file.
        copy, is_new = PublicCopy.objects.get_or_create(
            name=file.public, defaults={"source": file.source, "unused_since": at}
        )
        if not is_new and copy.unused_since is not None:
            PublicCopy.objects.filter(pk=copy.pk, unused_since__isnull=False).update(
                unused_since=at, source=file.source
            )
        _copy(file)


def retain_public(*, owner: str, files: Sequence[PublicFile], at: datetime) -> None:
    """From now on `owner` uses exactly these files; what it used before is let go.

    Belongs in the transaction that makes the owner live. Copies that are missing are made.
    """
    wanted = {file.public for file in files}
    with transaction.atomic():
        known = {copy.name: copy.pk for copy in PublicCopy.objects.filter(name__in=wanted)}
        copy_public([file for file in files if file.public not in known], at=at)
        known = {copy.name: copy.pk for copy in PublicCopy.objects.filter(name__in=wanted)}
        PublicFileUse.objects.bulk_create(
            [PublicFileUse(owner=owner, copy_id=pk) for pk in known.values()], ignore_conflicts=True
        )
        PublicCopy.objects.filter(pk__in=known.values()).update(unused_since=None)
        settle_sources(files, at=at)
        _end_uses(PublicFileUse.objects.filter(owner=owner).exclude(copy__in=known.values()), at=at)


def release_public(*, owner: str, at: datetime) -> None:
    """`owner` uses no file any more; what nobody else uses is gone from the public within a minute."""
    with transaction.atomic():
        _end_uses(PublicFileUse.objects.filter(owner=owner), at=at)


def withdraw_source(*, source: str, at: datetime) -> None:
    """A private file was replaced or deleted: its public copies are let go, whoever uses them."""
    with transaction.atomic():
        _end_uses(PublicFileUse.objects.filter(copy__source=source), at=at)


def sweep_public(*, at: datetime) -> int:
    """Remove the public copies that have had no use for half a minute; how many. Run it every 15 seconds."""
    removed = 0
    due = PublicCopy.objects.filter(unused_since__lte=at - GRACE).order_by("pk").values_list("pk", flat=True)[:500]
    for pk in list(due):
        with transaction.atomic():
            # Asked again under the lock: a publication may have taken it up meanwhile.
            copy = PublicCopy.objects.select_for_update().filter(pk=pk, unused_since__lte=at - GRACE).first()
            if copy is None:
                continue
            if copy.uses.exists():
                PublicCopy.objects.filter(pk=pk).update(unused_since=None)
                continue
            _public().delete(copy.name)
            failpoint("media.after_file_removed")
            copy.delete()
            registry.announce_removed(copy.name, at)
            removed += 1
    return removed


def reconcile_public(*, at: datetime) -> tuple[int, int]:
    """Compare rows and files: put back missing copies, remove files without a row; (restored, removed).

    For the hourly repair: a publication that was rolled back after copying leaves a file without a row.
    """
    public = _public()
    try:
        present = set(public.listdir("")[1])
    except FileNotFoundError:
        present = set()
    known = dict(PublicCopy.objects.values_list("name", "source"))
    missing = [name for name in known if name not in present and default_storage.exists(known[name])]
    for name in missing:
        _copy(PublicFile(source=known[name], public=name))
    orphans = [name for name in present - known.keys() if public.get_modified_time(name) <= at - GRACE]
    for name in orphans:
        with transaction.atomic():
            public.delete(name)
            registry.announce_removed(name, at)
    return len(missing), len(orphans)


def _public() -> Storage:
    return storages["public"]


def _unique(files: Iterable[PublicFile]) -> list[PublicFile]:
    return list({file.public: file for file in files}.values())


def _copy(file: PublicFile) -> None:
    public = _public()
    if not public.exists(file.public):
        with default_storage.open(file.source) as content:
            public.save(file.public, content)
        failpoint("media.after_copy")


def _end_uses(uses: QuerySet[PublicFileUse], *, at: datetime) -> None:
    """Delete uses; copies that have none left are marked for the sweep."""
    copies = list(uses.values_list("copy_id", flat=True))
    uses.delete()
    others = PublicFileUse.objects.filter(copy=OuterRef("pk"))
    PublicCopy.objects.filter(~Exists(others), pk__in=copies).update(unused_since=at)
