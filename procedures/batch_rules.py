"""What an import may touch, and in which words a record is held back."""

from django.utils.translation import gettext as _

from cms.kernel.calendar import clock_words
from cms.moderation.models import Approval
from procedures.models import BatchItem, ProcedurePage

OUTCOMES_OF_DRAFTS = (
    BatchItem.Outcome.CREATED,
    BatchItem.Outcome.CHANGED,
    BatchItem.Outcome.UNCHANGED,
    BatchItem.Outcome.REFUSED,
)


def holding_reason(page: ProcedurePage) -> str:
    """Why an import leaves a procedure alone: somebody's own draft of it waits, which would be published with it.

    A draft that an import wrote is no such thing, and one without changes neither. Empty when nothing is in the way.
    """
    latest = page.latest_revision
    if latest is None or latest.pk == page.live_revision_id:
        return ""
    if latest.user_id is None or Approval.objects.filter(revision=latest).exists():
        return ""  # written by the command line; or public once, and withdrawn since
    if BatchItem.objects.filter(page_id=page.pk, revision_id=latest.pk).exists():
        return ""
    return _("“{title}” has a draft of {person}, saved at {moment}: publish or discard it first.").format(
        title=page.get_admin_display_title(),
        person=latest.user or _("the system"),
        moment=clock_words(latest.created_at),
    )


def is_rejected(page: ProcedurePage) -> bool:
    """Whether the newest draft is one of imports only, of which none waits for the board or was approved any more.

    It was returned, discarded or could not be published: a newer import begins again with what is public, so that
    nothing of it is put before the board by the way.
    """
    if not page.live or page.latest_revision_id == page.live_revision_id:
        return False
    items = BatchItem.objects.filter(page_id=page.pk, revision_id=page.latest_revision_id)
    ends = set(items.values_list("publication", flat=True))
    return bool(ends) and ends == {BatchItem.Publication.INVALID}
