"""What articles and their manuscripts refuse."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class WrongFont(DomainError):
    """The site asks for Times New Roman 12–14 (R039)."""

    code = "wrong_font"
    message = _(
        "{count} paragraphs are not in Times New Roman 12–14 (but in {found}), which this site requires. Select the "
        "whole text in Word, set the font and size, and send it again."
    )


class AlreadyImported(DomainError):
    """The draft of this file has been made."""

    code = "already_imported"
    message = _("The draft of this file has already been made: “{title}”.")


class ManuscriptForgotten(DomainError):
    """Somebody forgot the file while its draft was being made."""

    code = "manuscript_forgotten"
    message = _("This file was forgotten a moment ago: no draft was made of it. If you need it, send it again.")


class NoGenre(DomainError):
    """An article needs a genre, and the vocabulary is empty."""

    code = "no_genre"
    message = _("There is no genre yet. Add one under Settings → Genres.")


class SectionGone(DomainError):
    """The section the text was sent to has no page any more."""

    code = "section_gone"
    message = _("The section this text was sent to is gone. Send the file again to another section.")
