"""One form of a new page makes one page, however often it is sent.

Autosave stores a new page behind the open form. Whoever presses a button before its answer has come, or whose
connection loses that answer, sends the same form to the same address again: Wagtail would make a second page, or
refuse it because the first has its address. The form therefore carries a key, the page made of it a content id that
follows from the key, and the key sent again leads to the page that is there. ADR 0175.
"""

import uuid

from django.utils.crypto import salted_hmac
from wagtail.models import Page

FIELD = "draft_key"
LONGEST_KEY = 64


def new_key() -> str:
    """The key of a form that is shown for the first time."""
    return uuid.uuid4().hex


def content_id_of(key: object, *, user_id: object, parent_id: object, model: type[Page]) -> uuid.UUID | None:
    """The content id of the page that this person makes with this form here; None without a usable key.

    Sealed with the site's secret, so that nobody chooses the id of a page; another person's key is another page.
    """
    if not isinstance(key, str) or not 0 < len(key) <= LONGEST_KEY:
        return None
    said = f"{user_id}/{parent_id}/{model._meta.label_lower}/{key}"
    return uuid.UUID(bytes=salted_hmac("cms.pages.begun_drafts", said, algorithm="sha256").digest()[:16], version=4)
