"""Texts that stand in a bundle of wagtail-localize and in no catalogue."""

import json

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks


def sentences() -> dict[str, str]:
    """As the bundle says them -> in the language of the reader."""
    return {
        "{source} to {target} translation": _("Translation from {source} into {target}"),
        "More actions": _("More actions"),
    }


def translation_editor_js() -> SafeString:
    """The script that says them."""
    return format_html(
        '<script src="{}" data-sentences="{}"></script>',
        static("vietnamese/translation_editor.js"),
        json.dumps(sentences(), ensure_ascii=False),
    )


hooks.register("insert_global_admin_js", translation_editor_js)
