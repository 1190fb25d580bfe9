"""What sites refuse."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class SubsiteKeyTaken(DomainError):
    code = "subsite_key_taken"
    message = _("There is already a site with the key “{key}”.")


class HostTaken(DomainError):
    code = "host_taken"
    message = _("Another site answers to {hostname}:{port}.")


class RootTaken(DomainError):
    code = "root_taken"
    message = _("The page “{page}” is already the root of another site.")


class UnknownSite(DomainError):
    code = "unknown_site"
    message = _("No site has the key {keys}.")
