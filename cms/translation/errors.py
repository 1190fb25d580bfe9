"""What translations refuse, one class a rule."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class TranslationRefused(DomainError):
    """The desk of translations said no."""


class NotTranslatable(TranslationRefused):
    code = "not_translatable"
    message = _("Only a public text in Vietnamese is translated, on a site whose English pages are open.")


class SectionNotTranslated(TranslationRefused):
    code = "section_not_translated"
    message = _("The texts of this section are not translated: {section}.")


class NotReady(TranslationRefused):
    code = "not_ready"
    message = _("The text is still being taken apart into segments. Try again in a few seconds.")


class SourceGone(TranslationRefused):
    code = "source_gone"
    message = _("The Vietnamese text is no longer public: there is nothing to translate.")


class PageLocked(TranslationRefused):
    code = "page_locked"
    message = _("The English page is locked: {reason}")


class PageInBin(TranslationRefused):
    code = "page_in_bin"
    message = _("The English page lies in the bin: put it back from there, and everything translated is as it was.")


class ReasonMissing(TranslationRefused):
    code = "reason_missing"
    message = _("Write why this text is not translated.")


class NotOpen(TranslationRefused):
    code = "not_open"
    message = _("This request is not open: {state}.")


class ForeignUnit(TranslationRefused):
    code = "foreign_unit"
    message = _("{unit} is no unit of this site's agency.")


class NotATranslator(TranslationRefused):
    code = "not_a_translator"
    message = _("{person} translates neither for this department nor for the unit that stands in.")


class Untranslated(TranslationRefused):
    """`segments` are the texts that nobody confirmed, in their order."""

    code = "untranslated"
    message = _("{count} segments are not confirmed yet: {examples}")

    def __init__(self, segments: Sequence[str]) -> None:
        self.segments = tuple(segments)
        shown = [f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”" for text in self.segments[:5]]
        more = " …" if len(self.segments) > 5 else ""
        super().__init__(count=len(self.segments), examples=", ".join(shown) + more)


class IncompleteInReview(Untranslated):
    """A change in review that makes no whole version."""

    code = "incomplete_in_review"
    message = _(
        "This text is in review: what is changed becomes the version that is decided about, and {count} passages have "
        "no confirmed English: {examples}. Translate them and save all at once, or send the text back."
    )
