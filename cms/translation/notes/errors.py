"""What notes refuse."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class EmptyNote(DomainError):
    """There is nothing to keep."""

    code = "empty_note"
    message = _("Write the note first.")


class NoteTooLong(DomainError):
    """A note is a few sentences."""

    code = "note_too_long"
    message = _("A note has at most {limit} characters; this one has {number}.")


class TooManyNotes(DomainError):
    """A text is no notebook."""

    code = "too_many_notes"
    message = _("There are {limit} notes on this text already. Delete those that are settled.")


class NoSuchSegment(DomainError):
    """The text has changed meanwhile."""

    code = "no_such_segment"
    message = _("The text has no such segment any more. Write the note once more.")


class NotYourNote(DomainError):
    """Notes are deleted by those who wrote them, and by those who give translations out."""

    code = "not_your_note"
    message = _("Only its author, and whoever gives translations out, may delete a note.")
