"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "page.added": _("Page added"),
    "page.copied": _("Page copied"),
    "page.aliased": _("Alias of a page made"),
    "page.published": _("Page published"),
    "page.publication_scheduled": _("Publication scheduled"),
    "page.schedule_cancelled": _("Scheduled publication cancelled"),
    "page.withdrawn": _("Page withdrawn"),
    "page.moved": _("Page moved"),
    "page.reordered": _("Pages reordered"),
    "page.deleted": _("Page deleted"),
    "page.locked": _("Page locked"),
    "page.unlocked": _("Page unlocked"),
    "page.restricted": _("Page made private"),
    "page.restriction_changed": _("Privacy of a page changed"),
    "page.restriction_lifted": _("Page made public again"),
    "page.shared_for_preview": _("Draft opened in an outside front end"),
    "publishing.retry_delivery": _("Delivery of publication sent again"),
}

DATA = {
    "event": _("Number of the event"),
    "subscriber": _("Goes to"),
    "error": _("Error"),
    "revision": _("Revision"),
    "by_schedule": _("By schedule"),
    "outside_forms": _("Outside the admin’s forms"),
    "title": _("Title"),
    "restriction": _("Restriction"),
    "type": _("Type"),
    "page": _("Page"),
    "destination": _("New place"),
    "position": _("Position"),
    "comments": _("Comments"),
    "go_live_at": _("To be published at"),
    "expire_at": _("To be withdrawn at"),
    "has_live_version": _("Had a published version"),
}
