"""Word files become drafts: read and shown first, then made, all of it or nothing (R039, RELIABILITY 55, 74)."""

import datetime
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.fields.files import FieldFile
from wagtail.models import Collection

from cms.accounts.models import User
from cms.audit.actions import record
from cms.departments.models import OrgUnit
from cms.media.actions import create_image
from cms.media.errors import RefusedUpload
from cms.media.fields import clean_picture
from cms.media.models import Image
from cms.moderation.requirements.issues import Weight
from cms.moderation.requirements.levels import weight_of
from cms.moderation.requirements.reading import standing_of
from cms.subsites.models import DerivedCollection
from cms.subsites.queries import subsite_of_page
from news.actions.articles import Byline, draft_article
from news.errors import AlreadyImported, ManuscriptForgotten, NoGenre, SectionGone, WrongFont
from news.manuscript_body import body_of
from news.manuscripts.errors import RefusedManuscript
from news.manuscripts.manuscript import Manuscript, report_to_json, to_json
from news.manuscripts.reading import picture_of, read_manuscript
from news.models import ArticlePage, Genre, ManuscriptImport, SectionPage
from news.requirements.manuscript_font import FONT


def take_manuscript(
    *,
    file: BinaryIO,
    file_name: str,
    section_page: SectionPage,
    department: OrgUnit,
    author: User,
    by: User | None,
    at: datetime.datetime,
    genre: Genre | None = None,
) -> ManuscriptImport:
    """Read a Word file and keep it, private, until its draft is made. Permission is the caller's to ask.

    Call it outside a transaction: reading takes seconds. Raises RefusedManuscript or Busy with the sentence for the
    sender, WrongFont where the site requires the font of the plan (R039), NoGenre; then nothing is kept.
    """
    genre = genre or Genre.objects.first()
    if genre is None:
        raise NoGenre
    manuscript = read_manuscript(file=file, name=file_name, reader=by.pk if by is not None else 0)
    _refuse_wrong_font(manuscript, section_page)
    file.seek(0)
    content = file.read()
    with files_of_failure_removed() as written, transaction.atomic():
        taken = ManuscriptImport(
            file_name=file_name,
            file_size=len(content),
            file_sha256=sha256(content).hexdigest(),
            by=by,
            author=author,
            at=at,
            section_page=section_page,
            department=department,
            genre=genre,
            manuscript=to_json(manuscript),
            report=report_to_json(manuscript.report),
        )
        taken.file.save(file_name, ContentFile(content), save=False)
        written.append(str(taken.file.name))
        taken.save()
        record(action="news.manuscript_taken", by=by, at=at, target=taken, data={"sha256": taken.file_sha256})
    return taken


def import_manuscript(*, manuscript: ManuscriptImport, by: User | None, at: datetime.datetime) -> ArticlePage:
    """Make the draft of a file that was read: an article that is never live, its pictures in the department's folder.

    Call it outside a transaction: the pictures are decoded before it begins. Raises AlreadyImported, SectionGone,
    ManuscriptForgotten for a file that somebody discards meanwhile; whatever fails, neither rows nor files of it stay.
    A picture that the library does not accept is left out and reported.
    """
    section_page = manuscript.section_page
    if section_page is None:
        raise SectionGone
    text = manuscript.as_read() if manuscript.state == ManuscriptImport.State.WAITING else None
    with ExitStack() as opened:
        files, refused = _checked_pictures(manuscript, text, opened) if text is not None else ({}, 0)
        written = opened.enter_context(files_of_failure_removed())
        opened.enter_context(transaction.atomic())
        waiting = ManuscriptImport.objects.select_for_update().filter(pk=manuscript.pk).first()
        if waiting is None:
            raise ManuscriptForgotten
        if text is None or waiting.state != ManuscriptImport.State.WAITING:
            raise AlreadyImported(title=waiting.page.title if waiting.page else waiting.file_name)
        images = _images(waiting, section_page, files, written, by=by, at=at)
        page = draft_article(
            section_page=section_page,
            title=waiting.title(),
            department=waiting.department,
            genre=waiting.genre,
            authors=[Byline(name=waiting.author.display_name or waiting.author.username, account=waiting.author)],
            by=by,
            at=at,
            values={
                "summary": text.summary,
                "body": body_of(text, images, language=section_page.locale.language_code),
            },
        )
        _close(manuscript, page, report_to_json(text.report.with_dropped(["picture_refused"] * refused)))
        record(action="news.manuscript_imported", by=by, at=at, target=page, data={"sha256": waiting.file_sha256})
    return page


def discard_manuscript(*, manuscript: ManuscriptImport, by: User | None, at: datetime.datetime) -> None:
    """Forget a file whose draft is not wanted, or whose page is gone, with its original. Twice is once.

    Raises AlreadyImported while the page of its draft exists.
    """
    with transaction.atomic():
        row = ManuscriptImport.objects.select_for_update().filter(pk=manuscript.pk).first()
        if row is None:
            return
        if row.page is not None:
            raise AlreadyImported(title=row.page.title)
        record(action="news.manuscript_discarded", by=by, at=at, target=row, data={"sha256": row.file_sha256})
        name = str(row.file.name)
        row.delete()
        transaction.on_commit(lambda: default_storage.delete(name), robust=True)


@contextmanager
def files_of_failure_removed() -> Iterator[list[str]]:
    """Collects names of stored files; when what is inside fails, the files go as the rows do."""
    written: list[str] = []
    try:
        yield written
    except BaseException:
        for name in written:
            default_storage.delete(name)
        raise


def _refuse_wrong_font(manuscript: Manuscript, section_page: SectionPage) -> None:
    """Where the rules of the site or section say that the font of the plan blocks (R039); else it is only reported."""
    found = manuscript.report.of("font")
    if found and weight_of(FONT, default=Weight.WARN, levels=standing_of(section_page).levels) == Weight.BLOCK:
        details = [detail for finding in found for detail in finding.details]
        raise WrongFont(count=sum(finding.count for finding in found), found=", ".join(details))


def _checked_pictures(
    waiting: ManuscriptImport, text: Manuscript, opened: ExitStack
) -> tuple["dict[str, File[bytes]]", int]:
    """The pictures by their name in the Word file, as they may be stored, on disk; how many the library refuses."""
    files: dict[str, File[bytes]] = {}
    refused = 0
    if not text.parts:
        return files, refused
    with _original(waiting) as original:
        for part in text.parts:
            original.seek(0)
            try:
                on_disk = opened.enter_context(TemporaryFile())  # noqa: SIM115 - closed by the caller's stack
                picture = File(on_disk, name=part.rpartition("/")[2])
                picture.write(picture_of(file=original.file, part=part))
                picture.flush()
                clean_picture(picture)
            except (RefusedUpload, RefusedManuscript):
                refused += 1
                continue
            files[part] = picture
    return files, refused


def _original(waiting: ManuscriptImport) -> FieldFile:
    """The Word file, opened. Raise ManuscriptForgotten where it went with its row; one that was lost is a fault."""
    try:
        opened: FieldFile = waiting.file.open("rb")
    except FileNotFoundError:
        if ManuscriptImport.objects.filter(pk=waiting.pk).exists():
            raise
        raise ManuscriptForgotten from None
    return opened


def _images(
    waiting: ManuscriptImport,
    section_page: SectionPage,
    files: "dict[str, File[bytes]]",
    written: list[str],
    *,
    by: User | None,
    at: datetime.datetime,
) -> dict[str, Image]:
    images: dict[str, Image] = {}
    collection = collection_of(section_page, waiting.department)
    for number, (part, file) in enumerate(files.items(), start=1):
        image = create_image(
            title=f"{waiting.title()[:230]} – {number}",
            file=file,
            filename=file.name or "",
            collection=collection,
            by=by,
            at=at,
        )
        written.append(str(image.file.name))
        images[part] = image
    return images


def collection_of(section_page: SectionPage, department: OrgUnit) -> Collection:
    """Where pictures of a department's text go: its own collection on the site, else the site's, else the root."""
    subsite = subsite_of_page(section_page)
    derived = DerivedCollection.objects.filter(subsite=subsite).select_related("collection")
    own = derived.filter(unit=department).first() or derived.filter(unit=None).first()
    found: Collection = own.collection if own is not None else Collection.get_first_root_node()
    return found


def _close(manuscript: ManuscriptImport, page: ArticlePage, report: list[dict[str, Any]]) -> None:
    manuscript.page = page.page_ptr
    manuscript.report = report
    manuscript.manuscript = {}
    manuscript.state = ManuscriptImport.State.IMPORTED
    manuscript.save(update_fields=["page", "report", "manuscript", "state"])
