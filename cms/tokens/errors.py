"""What tokens refuse."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class NameTaken(DomainError):
    code = "token_name_taken"
    message = _("This site has a token called “{name}” already: revoke it first, or choose another name.")


class NoScope(DomainError):
    code = "token_without_scope"
    message = _("Say what the token may read: public documents, drafts in preview, or both.")


class BadLastDay(DomainError):
    code = "token_last_day"
    message = _("The last day must lie between today and {latest:%d/%m/%Y}.")


class AlreadyRevoked(DomainError):
    code = "token_already_revoked"
    message = _("This token has been revoked already.")


class UnknownToken(DomainError):
    code = "unknown_token"
    message = _("No token begins with “{prefix}”.")
