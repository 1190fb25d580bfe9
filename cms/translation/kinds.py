"""The kinds of messages that translations cause."""

from django.utils.translation import gettext_lazy as _

from cms.notifications.registry import Kind, register_kind

WAITING = Kind(key="translation_waiting", label=_("a text waits for a translator"))
GIVEN = Kind(key="translation_given", label=_("a translation was given to me"), urgent=True)
STALE = Kind(key="translation_stale", label=_("a text that I translated has changed"))
READY = Kind(key="translation_ready", label=_("a text can be translated, or could not be taken apart"))
DUE = Kind(key="translation_due", label=_("a translation is due within hours, or now"), urgent=True)
LATE = Kind(key="translation_late", label=_("a translation is late"))
CLOSED = Kind(key="translation_closed", label=_("a translation of mine is not needed any more"))
ORPHAN = Kind(key="translation_orphan", label=_("a Vietnamese text was withdrawn while its English one is public"))


def register_kinds() -> None:
    """Declare them; called once, in `ready()`."""
    for kind in (WAITING, GIVEN, STALE, READY, DUE, LATE, CLOSED, ORPHAN):
        register_kind(kind)
