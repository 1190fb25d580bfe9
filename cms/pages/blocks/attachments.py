"""Files to download and pages to read next."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock, StructBlock
from wagtail.documents.blocks import DocumentChooserBlock

from cms.pages.blocks.language import language_block


class FileBlock(StructBlock):
    """A file with the words of its link."""

    document = DocumentChooserBlock(label=_("File"))
    title = CharBlock(
        required=False, max_length=255, label=_("Words of the link"), help_text=_("Empty: the title of the file.")
    )
    lang = language_block()

    class Meta:
        icon = "doc-full"


class FilesBlock(StructBlock):
    """A list of files."""

    title = CharBlock(required=False, max_length=255, label=_("Title"))
    files = ListBlock(FileBlock(), min_num=1, max_num=50, label=_("Files"))

    class Meta:
        icon = "doc-full"
        label = _("Files")


class RelatedPagesBlock(StructBlock):
    """Pages to read next; shown only while they are public."""

    title = CharBlock(required=False, max_length=255, label=_("Title"))
    pages = ListBlock(PageChooserBlock(), min_num=1, max_num=12, label=_("Pages"))

    class Meta:
        icon = "link"
        label = _("Related pages")
