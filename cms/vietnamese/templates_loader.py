"""Templates of the libraries with texts that are not marked for translation, marked while they are read.

Copies of the templates would have to be compared at every upgrade; here an upgrade that marks the text itself makes a
test say that the line is needed no more.
"""

from django.template import Origin
from django.template.loaders.app_directories import Loader as AppDirectoriesLoader

# Template -> what stands in it -> what is read instead.
MARKED: dict[str, dict[str, str]] = {
    "wagtailadmin/home.html": {'value="Search"': "value=\"{% translate 'Search' %}\""},
    "wagtailadmin/shared/header.html": {'value="Search"': "value=\"{% translate 'Search' %}\""},
    "wagtailadmin/shared/headers/_actions.html": {
        '<nav aria-label="Actions"': "{% load i18n %}<nav aria-label=\"{% translate 'Actions' %}\""
    },
    # Python's None is no word of any language.
    "wagtailadmin/generic/inspect.html": {
        "{{ field.value|localize }}": '{{ field.value|default_if_none:"–"|localize }}'
    },
    "wagtailadmin/shared/user_avatar.html": {"{{ user }}": '{{ user|default_if_none:"–" }}'},
    # The search screen gives no name of what it has found.
    "wagtailadmin/pages/listing/_page_title_column_header.html": {
        "items_count|intcomma %}": "items_count|intcomma model_name=model_name|default:_('pages') %}"
    },
    "wagtaillocales/index.html": {
        "{{ locale.num_pages }} pages": "{{ locale.num_pages }} {% translate 'pages' %}",
        "{{ locale.num_others }} others": "{{ locale.num_others }} {% translate 'other things' %}",
    },
    # Names of Django's permissions stand in the database, in English.
    "wagtailusers/groups/includes/formatted_permissions.html": {
        f"{{{{ content_perms_dict.{action}.perm.name }}}}": (
            f"{{% translate '{word}' %}}: {{{{ content_perms_dict.object }}}}"
        )
        for action, word in (("add", "Add"), ("change", "Change"), ("delete", "Delete"))
    },
}


class Loader(AppDirectoriesLoader):
    """Reads from the applications, as Django's does."""

    def get_contents(self, origin: Origin) -> str:
        """The template, with the unmarked texts of it marked."""
        contents: str = super().get_contents(origin)
        for found, marked in MARKED.get(str(origin.template_name), {}).items():
            contents = contents.replace(found, marked)
        return contents
