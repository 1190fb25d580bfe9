"""Labels that Wagtail and wagtail-localize leave to the Python name of a field, which is English.

Each is set once, when the applications are ready, on the very object the library would have labelled.
"""

from django.contrib.auth.models import Permission
from django.forms import boundfield
from django.forms.utils import pretty_name
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import PAGE_PERMISSION_TYPES, Locale
from wagtail.sites.views import IndexView as SitesIndexView
from wagtail.users.forms import PagePermissionsForm
from wagtail_localize.models import LocaleSynchronization, Translation
from wagtail_localize.views.report import TranslationsReportFilterSet

# Names of form fields without a label; a form made at run time (wagtail-localize's) can be met no other way.
FORM_FIELDS = {
    "link_text": _("Link text"),
    "email_address": _("Email address"),
    "phone_number": _("Phone number"),
    "subject": _("Subject of the email"),
    "body": _("Text of the email"),
    "page": _("Page"),
    "role": _("Role"),
    "task_type": _("Task type"),
    "enabled": _("Enabled"),
}
SITE_COLUMNS = {"port": _("Port"), "site_name": _("Name"), "root_page": _("Root page")}
REPORT_FILTERS = {"source_locale": _("Source locale"), "target_locale": _("Target locale")}


def labelled(name: str) -> str:
    """What a form shows for a field without a label: Django's `pretty_name`, in Vietnamese where we know the field."""
    return str(FORM_FIELDS[name]) if name in FORM_FIELDS else pretty_name(name)


def name_forms() -> None:
    """Fields without a label."""
    boundfield.pretty_name = labelled  # type: ignore[attr-defined]


def permission_label(permission: Permission) -> str:
    """A permission on pages as the heading of its column explains it; its name in the database is English."""
    explained = {codename: long for codename, _short, long in PAGE_PERMISSION_TYPES}
    return str(explained.get(permission.codename, gettext(permission.name)))


def name_permissions() -> None:
    """The boxes under the names of the pages, in the form of a group."""
    field = PagePermissionsForm.base_fields["permissions"]
    field.label_from_instance = permission_label


def name_columns() -> None:
    """The list of sites."""
    for column in SitesIndexView.columns:
        column.label = SITE_COLUMNS.get(column.name, column.label)


def name_filters() -> None:
    """The report of translations."""
    for name, label in REPORT_FILTERS.items():
        TranslationsReportFilterSet.base_filters[name].label = label


def name_models() -> None:
    """Models and fields without a verbose name; migrations look at what the class declares, not at this."""
    for model, one, many in (
        (Locale, _("language"), _("languages")),
        (Translation, _("translation"), _("translations")),
    ):
        model._meta.verbose_name, model._meta.verbose_name_plural = one, many
    LocaleSynchronization._meta.get_field("sync_from").verbose_name = _("synchronised from")
