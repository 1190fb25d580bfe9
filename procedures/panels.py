"""The editors: of a procedure one tab a question of the citizen, in the order in which records are written."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface

from cms.pages.panels import page_tabs
from procedures.notice_form import ChangeNoticeForm


def procedure_tabs() -> TabbedInterface:
    """Content, ways and papers, places, legal basis, finding, classification, publication."""
    online = MultiFieldPanel(
        [FieldPanel("online_level"), FieldPanel("partial_reason"), FieldPanel("dvcqg_url")], heading=_("Online")
    )
    codes = FieldRowPanel([FieldPanel("code"), FieldPanel("code_local")], heading=_("Codes"))
    tabs = page_tabs(
        content=[
            HelpPanel(template="procedures/admin/editing_help.html"),
            FieldPanel("description"),
            FieldPanel("official_name"),
            FieldPanel("steps"),
            FieldPanel("results"),
            FieldPanel("conditions"),
        ],
        classification=[
            codes,
            FieldRowPanel([FieldPanel("field"), FieldPanel("kind")], heading=_("Field and kind")),
            FieldRowPanel([FieldPanel("levels"), FieldPanel("audiences")], heading=_("Levels and users")),
            MultiFieldPanel(
                [
                    FieldPanel("agency"),
                    FieldPanel("competent_authority"),
                    FieldPanel("delegated"),
                    FieldPanel("coordinating"),
                ],
                heading=_("Agencies"),
            ),
            FieldRowPanel([FieldPanel("status"), FieldPanel("status_on")], heading=_("Status")),
            FieldRowPanel([FieldPanel("verified_on"), FieldPanel("is_sample")], heading=_("Truth")),
            FieldPanel("key"),
        ],
    )
    added = [
        ObjectList(
            [FieldPanel("submissions"), FieldPanel("dossier"), FieldPanel("dossier_sets"), FieldPanel("forms")],
            heading=_("Applying and papers"),
        ),
        ObjectList([online, FieldPanel("contacts"), FieldPanel("receiving_addresses")], heading=_("Where")),
        ObjectList(
            [FieldPanel("legal_basis"), FieldPanel("publication_decisions"), FieldPanel("changes")],
            heading=_("Legal grounds"),
        ),
        ObjectList(
            [
                FieldPanel("also_called"),
                FieldPanel("keywords"),
                FieldPanel("life_events"),
                FieldPanel("related"),
                FieldPanel("popularity"),
                MultiFieldPanel(
                    [FieldPanel("name_en"), FieldPanel("description_en"), FieldPanel("also_called_en")],
                    heading=_("In English"),
                ),
            ],
            heading=_("Being found"),
        ),
    ]
    first, *others = tabs.children
    tabs.children = [first, *added, *others]
    return tabs


def notice_tabs() -> TabbedInterface:
    """A change notice: what changed, by which decision, from when, which procedures."""
    names = ("action", "decision", "effective_on", "procedures", "body")
    tabs = page_tabs(content=[FieldPanel(name) for name in names])
    tabs.base_form_class = ChangeNoticeForm
    return tabs
