"""How the requirements are tied to the rest of the product; called once, when moderation is ready."""

from django.utils.translation import gettext_lazy as _

from cms.moderation import subscribers
from cms.moderation.registry import on_submitted, on_withdrawn
from cms.moderation.requirements.builtin import register_builtin
from cms.moderation.requirements.objecting import blocking_issues
from cms.moderation.requirements.panel import missing_panel
from cms.pages.registry import register_beside_form, register_publication_check
from cms.publishing.models import PublicationEvent
from cms.publishing.subscribers import Subscriber, subscribe

FINGERPRINTS = Subscriber(
    name="fingerprints",
    label=_("comparing of texts"),
    kinds=frozenset({PublicationEvent.Kind.PUBLISHED, PublicationEvent.Kind.WITHDRAWN}),
    handle=subscribers.publication_happened,
    is_atomic=True,
    only_latest=True,
)


def connect() -> None:
    """The list of requirements, the form that asks for them, the box beside it, and the texts to compare with."""
    register_builtin()
    register_publication_check(blocking_issues)
    register_beside_form(missing_panel)
    on_submitted(subscribers.text_submitted)
    on_withdrawn(subscribers.text_taken_back)
    subscribe(FINGERPRINTS)
