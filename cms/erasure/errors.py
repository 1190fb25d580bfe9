"""What erasing words refuses."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class WordsMissing(DomainError):
    code = "words_missing"
    message = _("Write the words to be erased, each on a line of its own.")


class BadWord(DomainError):
    code = "bad_word"
    message = _("Each line has at least {shortest} and at most {longest} characters, and a letter or digit.")


class TooManyWords(DomainError):
    code = "too_many_words"
    message = _("At most {most} lines at a time.")


class EraseReasonMissing(DomainError):
    code = "erase_reason_missing"
    message = _("Give the number of the request or the reason: the log keeps it.")


class WordsInReason(DomainError):
    code = "words_in_reason"
    message = _("The reason holds the words themselves, and the log keeps the reason for ever. Give the number only.")


class NoSite(DomainError):
    code = "no_site"
    message = _("This page stands on no site of the platform.")
