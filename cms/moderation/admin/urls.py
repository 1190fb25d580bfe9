"""The addresses of moderation, all below /admin/."""

from django.urls import URLPattern, path

from cms.moderation.admin.views import delegates, lists, rules, shared_words, sheet, submitting, tasks, urgent

_PAGE = "moderation/pages/<int:page_id>/"
_TASK = "moderation/tasks/<int:state_id>/"


def moderation_urls() -> list[URLPattern]:
    """Every screen of moderation."""
    return [
        path("moderation/tasks/", lists.my_tasks, name="moderation_tasks"),
        path("moderation/waiting/", lists.waiting, name="moderation_waiting"),
        path("moderation/sections/", lists.of_my_sections, name="moderation_sections"),
        path("moderation/agency/", lists.of_my_agency, name="moderation_agency"),
        path(_TASK, tasks.task, name="moderation_task"),
        path(_TASK + "claim/", tasks.take, name="moderation_claim"),
        path(_TASK + "release/", tasks.let_go, name="moderation_release"),
        path(_TASK + "assign/", tasks.give, name="moderation_assign"),
        path(_TASK + "comment/", tasks.comment, name="moderation_comment"),
        path(_TASK + "publication/", tasks.publication, name="moderation_publication"),
        path(_TASK + "preview/<int:revision_id>/", tasks.preview, name="moderation_preview"),
        path(_PAGE + "submit/", submitting.send, name="moderation_submit"),
        path(_PAGE + "take-back/", submitting.take_back, name="moderation_take_back"),
        path(_PAGE + "publish-now/", urgent.publish_now, name="moderation_publish_now"),
        path(_PAGE + "withdraw-now/", urgent.withdraw_now, name="moderation_withdraw_now"),
        path(_PAGE + "sheet/", sheet.approval_sheet, name="moderation_sheet"),
        path("moderation/urgent/", urgent.acts, name="moderation_urgent_acts"),
        path("moderation/urgent/<int:act_id>/", urgent.act, name="moderation_urgent_act"),
        path("moderation/urgent/people/", delegates.urgent_delegates, name="moderation_urgent_delegates"),
        path("moderation/urgent/people/<int:named_id>/end/", delegates.end_urgent, name="moderation_end_urgent"),
        path("moderation/standing-in/", delegates.delegations, name="moderation_delegations"),
        path("moderation/standing-in/<int:delegation_id>/end/", delegates.end, name="moderation_end_delegation"),
        path("moderation/words/", shared_words.waiting, name="moderation_words"),
        path("moderation/words/<slug:app>/<slug:model>/<int:pk>/", shared_words.decide, name="moderation_words_decide"),
        path("moderation/rules/", rules.rules, name="moderation_rules"),
        path("moderation/rules/<int:subsite_id>/", rules.rule, name="moderation_rule"),
        path("moderation/rules/<int:subsite_id>/<int:section_id>/", rules.rule, name="moderation_section_rule"),
    ]
