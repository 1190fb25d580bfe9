"""How the test app's things are published, and two subscribers that count."""

from collections.abc import Iterator

from wagtail.rich_text import expand_db_html

from cms.kernel.failpoints import failpoint
from cms.media.exposure import PublicFile
from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.presenting import Facet, Presentation, PresentContext
from cms.publishing.sources import SourceDocument
from cms.publishing.subscribers import Subscriber
from cms.subsites.models import Subsite
from tests.testapp.models import Card, Counted, NotePage, Tallied

BROKEN = "cannot be presented"


def present_note(page: NotePage, context: PresentContext) -> Presentation:
    if page.summary == BROKEN:
        raise ValueError(BROKEN)
    files: list[PublicFile] = []
    if page.image is not None:
        files = [PublicFile(source=page.image.file.name, public=f"note-{page.image.pk}.png")]
    banners = [
        {"text": block.value.text, "slogan": block.value.slogan.text if block.value.slogan else ""}
        for block in page.banners
        if block.block_type == "banner" and block.value is not None
    ]
    return Presentation(
        title=page.title,
        summary=page.summary,
        details={
            "html": expand_db_html(page.body),
            "mode": context.mode,
            "banners": banners,
            "credit": page.image.credit if page.image is not None else "",
        },
        links={
            "breadcrumbs": [above.translation_key for above in page.get_ancestors()[1:]],
            "children": [below.translation_key for below in page.get_children().live()],
        },
        facets=[Facet(name="topic", value="note")],
        files=files,
        translatable=[page.title, page.summary, page.body],
    )


def card_document(card: Card) -> SourceDocument:
    return SourceDocument(
        document_type="card",
        site=Subsite.objects.get(key=card.site_key),
        content_id=card.content_id,
        locale="vi",
        path=card.path,
        presentation=Presentation(title=card.title, details={"text": card.title}, translatable=[card.title]),
        first_published_at=card.made_at,
        published_at=card.made_at,
        updated_at=card.made_at,
    )


def cards() -> Iterator[SourceDocument]:
    for card in Card.objects.order_by("pk"):
        yield card_document(card)


def count_first_publication(event: PublicationEvent, delivery: Delivery) -> None:
    if event.is_first_publication and event.document_type == "note":
        failpoint("delivery.mid_handler")
        Counted.objects.create(content_id=event.content_id, locale=event.locale, event_uid=event.uid)


def tally(event: PublicationEvent, delivery: Delivery) -> None:
    Tallied.objects.create(event_uid=event.uid)
    failpoint("delivery.mid_handler")


SHOWN = (PublicationEvent.Kind.PUBLISHED,)
COUNTING = Subscriber(name="counting", kinds=SHOWN, handle=count_first_publication, is_atomic=True)
TALLY = Subscriber(name="tally", kinds=(*SHOWN, PublicationEvent.Kind.WITHDRAWN), handle=tally, is_atomic=True)
