"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "page.handed_over": _("Draft handed over to a colleague"),
    "moderation.submitted": _("Text sent for review"),
    "moderation.withdrawn": _("Text taken back from review"),
    "moderation.approved": _("Text approved at a step"),
    "moderation.returned": _("Text returned to its author"),
    "moderation.claimed": _("Review taken on"),
    "moderation.released": _("Review given back to the others"),
    "moderation.assigned": _("Review assigned to a person"),
    "moderation.schedule_refused": _("Scheduled publication refused"),
    "moderation.publish_urgently": _("Text published urgently"),
    "moderation.withdraw_urgently": _("Text taken down urgently"),
    "moderation.urgent_reviewed": _("Urgent act reviewed afterwards"),
    "moderation.urgent_delegate_named": _("Person named for urgent acts"),
    "moderation.urgent_delegate_ended": _("Permission for urgent acts ended"),
    "moderation.rule_set": _("Rules of moderation changed"),
    "moderation.workflows_synced": _("Steps of review derived again"),
    "moderation.bundle_approved": _("Bundle of texts approved"),
    "page.published_outside_workflow": _("Published or taken down outside the workflow"),
}

DATA = {
    "bundle": _("Number of the decision"),
    "bundle_hash": _("Hash of the bundle"),
    "texts": _("Number of texts"),
    "state": _("Number of the review"),
    "step": _("Step of review"),
    "revision": _("Revision"),
    "content_hash": _("Hash of the content"),
    "acting_for": _("On behalf of (delegation)"),
    "comment": _("Remark"),
    "checklist": _("Points confirmed"),
    "technical_edit": _("with technical edit"),
    "levels": _("weight of requirements"),
    "department_days": _("days of the department"),
    "technical_days": _("days of the technical edit"),
    "board_days": _("days of the board"),
    "change": _("Change"),
    "through": _("Door it came through"),
    "act": _("Number of the urgent act"),
    "verdict": _("Verdict"),
    "department": _("Department of the text"),
    "requester": _("Sent by"),
    "due_at": _("Due"),
}
