"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "site.created": _("Site created"),
    "site.changed": _("Site changed"),
    "site.outside_preview_set": _("Preview in an outside front end set up"),
    "site.access_synced": _("Permissions of a site derived again"),
}

DATA = {
    "host": _("Address of the site"),
    "hostname": _("Host name of the site"),
    "port": _("Port of the site"),
    "theme": _("Look of the site"),
    "preview_address": _("Preview address of an outside front end"),
    "preview_token_place": _("Place of the preview token"),
    "groups": _("Groups written"),
    "collections": _("Collections written"),
    "page_permissions": _("Page permissions changed"),
    "collection_permissions": _("Collection permissions changed"),
    "model_permissions": _("Other permissions changed"),
    "members": _("Group members changed"),
}
