"""Headings, running text, quotes and call-outs."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StructBlock, TextBlock

from cms.pages.blocks.language import language_block

# What an editor may do inside running text. Headings, pictures and embeds are blocks of their own.
RICH_TEXT_FEATURES = ["bold", "italic", "superscript", "subscript", "ol", "ul", "link", "document-link"]
HEADING_LEVELS = [("h2", _("Heading")), ("h3", _("Sub-heading")), ("h4", _("Minor heading"))]
CALLOUT_KINDS = [("note", _("Note")), ("important", _("Important")), ("warning", _("Warning"))]


class HeadingBlock(StructBlock):
    """A heading; the page title is the only h1."""

    level = ChoiceBlock(choices=HEADING_LEVELS, default="h2", label=_("Level"))
    text = CharBlock(max_length=255, label=_("Text"))
    lang = language_block()

    class Meta:
        icon = "title"
        label = _("Heading")


class ParagraphBlock(StructBlock):
    """Running text."""

    text = RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Text"))
    lang = language_block()

    class Meta:
        icon = "pilcrow"
        label = _("Text")


class QuoteBlock(StructBlock):
    """A quotation and whose it is."""

    text = TextBlock(max_length=2000, label=_("Quotation"))
    attribution = CharBlock(required=False, max_length=255, label=_("Who said it"))
    lang = language_block()

    class Meta:
        icon = "openquote"
        label = _("Quotation")


class CalloutBlock(StructBlock):
    """A short text set apart from the rest."""

    kind = ChoiceBlock(choices=CALLOUT_KINDS, default="note", label=_("Kind of call-out"))
    title = CharBlock(required=False, max_length=255, label=_("Title"))
    text = RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Text"))
    lang = language_block()

    class Meta:
        icon = "info-circle"
        label = _("Call-out")
