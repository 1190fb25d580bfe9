"""What the glossary refuses."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class TermExists(DomainError):
    """One name has one official English in one place."""

    code = "term_exists"
    message = _("“{name}” is in the glossary of this site already. Edit that entry.")


class ContradictoryTerm(DomainError):
    """A form is right or wrong, not both."""

    code = "contradictory_term"
    message = _("“{form}” is given both as right and as not to be used.")


class BrokenTermFile(DomainError):
    """A file of terms that nobody can read."""

    code = "broken_term_file"
    message = _("The file of terms cannot be read: {reason}")
