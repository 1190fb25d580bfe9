"""What account actions refuse."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class UsernameTaken(DomainError):
    """Another account has that user name."""

    code = "username_taken"
    message = _("The user name “{username}” is taken.")


class BadAccount(DomainError):
    """A field of the account is not valid; `params["fields"]` says which."""

    code = "bad_account"
    message = _("The account is not valid: {fields}.")


class AccountClosed(DomainError):
    """Nothing is sent for a closed account."""

    code = "account_closed"
    message = _("The account “{username}” is closed.")
