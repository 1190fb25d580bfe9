"""`WAGTAIL_FINISH_WORKFLOW_ACTION`: what happens when the last step is approved (STACK §3b.2).

Wagtail imports this module while its own models load, so it imports none.
"""

from typing import Any

from cms.moderation.behaviour import installed


def finish_workflow(workflow_state: Any, user: Any = None) -> None:
    """Publish exactly the approved revision, never the latest; raise ApprovalMissing when there is none."""
    installed().finish(workflow_state, user)
