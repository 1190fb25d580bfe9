"""The addresses of translations, all below /admin/; those under localize/ stand before the library's own."""

from django.urls import URLPattern, path

from cms.translation.admin.views import acts, desk, lists, localize, replacing, rules

_ONE = "translation/<int:request_id>/"
_LOCALIZE = "localize/translate/<int:translation_id>/"


def translation_urls() -> list[URLPattern]:
    """Every screen of translations."""
    return [
        path("translation/", lists.requests, name="translation_requests"),
        path(_ONE, desk.desk, name="translation_desk"),
        path(_ONE + "save/", desk.save, name="translation_save"),
        path(_ONE + "progress/", desk.progress, name="translation_progress"),
        path(_ONE + "preview/", desk.preview, name="translation_preview"),
        path(_ONE + "media/", replacing.replacing, name="translation_replacing"),
        path(_ONE + "start/", acts.start, name="translation_start"),
        path(_ONE + "claim/", acts.claim, name="translation_claim"),
        path(_ONE + "release/", acts.release, name="translation_release"),
        path(_ONE + "assign/", acts.assign, name="translation_assign"),
        path(_ONE + "waive/", acts.waive, name="translation_waive"),
        path(_ONE + "reopen/", acts.reopen, name="translation_reopen"),
        path("translation/pages/<int:page_id>/ask/", acts.ask, name="translation_ask"),
        path("translation/rules/", rules.rules, name="translation_rules"),
        path("translation/rules/<int:subsite_id>/", rules.rule, name="translation_rule"),
    ]


def localize_urls() -> list[URLPattern]:
    """In the place of the views of wagtail-localize that write: each at its own address, through our actions."""
    return [
        path("localize/submit/page/<int:page_id>/", localize.submit_page, name="translation_localize_submit"),
        path("localize/update/<int:translation_source_id>/", localize.update, name="translation_localize_update"),
        path(
            _LOCALIZE + "strings/<int:string_segment_id>/edit/",
            localize.edit_string,
            name="translation_localize_string",
        ),
        path(_LOCALIZE + "pofile/download/", localize.download, name="translation_localize_download"),
        path(_LOCALIZE + "pofile/upload/", localize.closed, name="translation_localize_upload"),
        path(_LOCALIZE + "machine_translate/", localize.closed, name="translation_localize_machine"),
        path(
            _LOCALIZE + "overrides/<int:overridable_segment_id>/edit/",
            localize.closed,
            name="translation_localize_override",
        ),
    ]
