"""What the catalogue refuses."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class NoCatalogue(DomainError):
    """The site has no section for procedures, or its page is gone."""

    code = "no_catalogue"
    message = _("The site has no section for procedures: open one in its plan first.")


class NameMissing(DomainError):
    """A record that is new to the site must bring a name."""

    code = "name_missing"
    message = _("The record “{key}” is new and has no name.")


class UnknownTerm(DomainError):
    """A value that is not on its closed list."""

    code = "unknown_term"
    message = _("“{value}” is not a value of {field}; it may be one of: {options}.")


class BadKey(DomainError):
    """The id of a record must be usable in an address."""

    code = "bad_key"
    message = _("“{key}” cannot be the key of a record: letters without accents, digits, hyphen and underscore only.")


class TwiceInTheFile(DomainError):
    """Two records of one import are one procedure: by its key and by its code."""

    code = "twice_in_the_file"
    message = _("“{title}” is already in this file, in record {other}.")


class CodeTaken(DomainError):
    """A national code is the identity of one procedure."""

    code = "code_taken"
    message = _(
        "Code “{number}” is that of “{title}”: give its key, “{key}”, as the id of the record, or correct the code."
    )


class StandsElsewhere(DomainError):
    """The page that this record made once stands in the bin, or has another key now."""

    code = "stands_elsewhere"
    message = _("The page of this record, “{title}”, is in the bin or has another key: restore it, or give its key.")


class BeingReviewed(DomainError):
    """What is being reviewed keeps its content until it is decided."""

    code = "being_reviewed"
    message = _("“{title}” is being reviewed: decide it first, then import.")


class NotInThisState(DomainError):
    """An import or a task has moved on meanwhile."""

    code = "not_in_this_state"
    message = _("This has moved on meanwhile: look at it again.")


class AlreadyRecorded(DomainError):
    """The same decision of the same issuer and day is recorded once."""

    code = "already_recorded"
    message = _("Decision “{number}” has already been recorded.")
