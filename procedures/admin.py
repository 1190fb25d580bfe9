"""The screens of the vocabularies."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from procedures.models import Agency, ProcedureField, ReceivingCounter

_TERM_PANELS = [
    FieldRowPanel([FieldPanel("label_vi"), FieldPanel("label_en")], heading=_("Name")),
    FieldRowPanel([FieldPanel("key"), FieldPanel("order")], heading=_("Key and order")),
]


class ProcedureFieldViewSet(SnippetViewSet):
    """Fields of procedures."""

    model = ProcedureField
    icon = "tag"
    menu_label = _("Fields of procedures")
    add_to_settings_menu = True
    list_display: ClassVar[list[str]] = ["label_vi", "label_en", "key"]
    panels: ClassVar[list[object]] = list(_TERM_PANELS)


class AgencyViewSet(SnippetViewSet):
    """Agencies of procedures."""

    model = Agency
    icon = "group"
    menu_label = _("Agencies of procedures")
    add_to_settings_menu = True
    list_display: ClassVar[list[str]] = ["label_vi", "label_en", "unit", "key"]
    panels: ClassVar[list[object]] = [*_TERM_PANELS, FieldPanel("unit")]


class ReceivingCounterViewSet(SnippetViewSet):
    """Receiving counters."""

    model = ReceivingCounter
    icon = "site"
    menu_label = _("Receiving counters")
    add_to_settings_menu = True
    list_display: ClassVar[list[str]] = ["name_vi", "address_vi", "phone"]
    panels: ClassVar[list[object]] = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("name_vi", "address_vi", "hours_vi", "phone", "email", "map_url")],
            heading=_("Counter"),
        ),
        MultiFieldPanel([FieldPanel(name) for name in ("name_en", "address_en", "hours_en")], heading=_("In English")),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("is_sample")], heading=_("Whose it is")),
    ]
