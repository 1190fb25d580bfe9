"""Blocks that only articles have."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import DateBlock, StructBlock, TextBlock

from cms.pages.blocks.body import HardenedStreamBlock


class CorrectionBlock(StructBlock):
    """A correction that stays visible on the page (Luật Tiếp cận thông tin Đ22, DOMAIN B3)."""

    corrected_on = DateBlock(label=_("Date of the correction"))
    text = TextBlock(max_length=2000, label=_("What was corrected"))

    class Meta:
        icon = "edit"
        label = _("Correction")


class CorrectionsBlock(HardenedStreamBlock):
    """The corrections of an article, oldest first."""

    correction = CorrectionBlock()

    class Meta:
        max_num = 50
