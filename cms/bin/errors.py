"""What the bin refuses."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class SlugTaken(DomainError):
    """Another page has taken the address meanwhile."""

    code = "slug_taken"
    message = _("A page “{slug}” stands there already: choose another place, or change the address of that page first.")


class TranslationStays(DomainError):
    """A translation would be left without its source."""

    code = "translation_stays"
    message = _("The translation “{title}” ({locale}) goes with the page, but you may not delete it: {reason}")


class NoParent(DomainError):
    """The place from which the page came is gone."""

    code = "no_parent"
    message = _("The page above is gone: choose where this one should stand.")


class AlreadyGone(DomainError):
    """Somebody was faster."""

    code = "already_gone"
    message = _("This page is no longer in the bin.")


class PurgeReasonMissing(DomainError):
    """Deleting for good before its time needs a reason."""

    code = "purge_reason_missing"
    message = _("Say why the page is deleted for good before its time.")
