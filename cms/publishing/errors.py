"""What publication refuses."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class PathTaken(DomainError):
    """Something else is published at this address of the site."""

    code = "path_taken"
    message = _("Another document is published at {path}.")


class AddressReserved(DomainError):
    """Right below a home some first segments of addresses belong to routes (`en`, `admin`, `rss` …)."""

    code = "address_reserved"
    message = _("The address “{slug}” is kept for the system. Choose another one.")


class NotADocument(DomainError):
    """The page's type never becomes a document."""

    code = "not_a_document"
    message = _("Pages of this type are not published as documents.")


class DeliveryNotDead(DomainError):
    """Only a delivery that was given up can be sent again."""

    code = "delivery_not_dead"
    message = _("Only a delivery that was given up can be sent again.")
