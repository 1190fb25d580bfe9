"""Why a file named on the command line cannot be read, in words."""

from django.utils.translation import gettext as _


def why_unreadable(error: OSError) -> str:
    """What an operator reads instead of the system's English; the system's own words for what is rare."""
    if isinstance(error, FileNotFoundError):
        return _("There is no such file.")
    if isinstance(error, IsADirectoryError):
        return _("This is a folder, not a file.")
    if isinstance(error, PermissionError):
        return _("This file may not be read by the account that runs the command.")
    return _("The file cannot be read ({reason}).").format(reason=error.strerror)
